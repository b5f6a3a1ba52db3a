import type { SheetColumn } from "../../src/answers/sheet.js";

export const columns = {
  av: { title: "Vem som har stoppat (Adda, en kommun)", headings: ["stoppad av", "beslutad av"] },
  lage: { title: "Läge", headings: ["status"], choices: ["stoppad", "öppnad igen", "inget stopp"] },
  sedan: { title: "Sedan", headings: ["från och med", "datum"] },
  skal: { title: "Angivet skäl", headings: ["orsak"] },
} as const satisfies Readonly<Record<string, SheetColumn>>;

export type Column = keyof typeof columns;
