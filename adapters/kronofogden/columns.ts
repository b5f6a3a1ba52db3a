import type { SheetColumn } from "../../src/answers/sheet.js";

/** Our own sheet: the layout of Kronofogden's file services is not public. Other headings are named in sources.yaml. */
export const columns = {
  allmanna_mal_belopp: {
    title: "Allmänna mål (A-mål), kronor",
    headings: ["a-mål", "allmänna mål", "a-mål belopp", "skuld allmänna mål"],
  },
  allmanna_mal_antal: { title: "Allmänna mål, antal", headings: ["antal a-mål", "antal allmänna mål"] },
  enskilda_mal_belopp: {
    title: "Enskilda mål (E-mål), kronor",
    headings: ["e-mål", "enskilda mål", "e-mål belopp", "skuld enskilda mål"],
  },
  enskilda_mal_antal: { title: "Enskilda mål, antal", headings: ["antal e-mål", "antal enskilda mål"] },
} as const satisfies Readonly<Record<string, SheetColumn>>;

export type Column = keyof typeof columns;
