import { defineAnswers } from "../../src/answers/sheet.js";
import { columns } from "./columns.js";
import { tell } from "./tell.js";

/** Debts are public, but there is no interface: people ask with a list of numbers, and the answers are read. */
export const kronofogden = defineAnswers({
  id: "kronofogden",
  title: "Kronofogden, skulder",
  kinds: ["debt"],
  version: 1,
  groups: ["company", "association"],
  columns,
  letter: {
    to: "Kronofogden",
    subject: "Begäran om uppgifter om skulder",
    asks: [
      "skulder i allmänna mål (A-mål): sammanlagt belopp och antal mål,",
      "skulder i enskilda mål (E-mål): sammanlagt belopp och antal mål.",
      "Finns inga skulder ber vi er skriva 0, så att det går att skilja från ett uteblivet svar.",
    ],
  },
  tell,
});
