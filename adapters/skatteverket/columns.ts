import type { SheetColumn } from "../../src/answers/sheet.js";

const YES_NO = ["ja", "nej"];

/** Our own sheet: the layout of Skatteverket's file answers is not public. Other headings are named in sources.yaml. */
export const columns = {
  arbetsgivare: {
    title: "Registrerad som arbetsgivare",
    headings: ["registrerad arbetsgivare", "arbetsgivarregistrerad"],
    choices: YES_NO,
  },
  fskatt: { title: "Godkänd för F-skatt", headings: ["f-skatt", "godkänd f-skatt"], choices: YES_NO },
  moms: { title: "Registrerad för moms", headings: ["momsregistrerad"], choices: YES_NO },
  manad_1: { title: "Månad 1 (ÅÅÅÅ-MM)" },
  avgift_1: { title: "Beslutade arbetsgivaravgifter månad 1, kronor" },
  manad_2: { title: "Månad 2 (ÅÅÅÅ-MM)" },
  avgift_2: { title: "Beslutade arbetsgivaravgifter månad 2, kronor" },
  manad_3: { title: "Månad 3 (ÅÅÅÅ-MM)" },
  avgift_3: { title: "Beslutade arbetsgivaravgifter månad 3, kronor" },
} as const satisfies Readonly<Record<string, SheetColumn>>;

export type Column = keyof typeof columns;
