import { defineAnswers } from "../../src/answers/sheet.js";
import { columns } from "./columns.js";
import { tell } from "./tell.js";

/** Whom Adda and other municipalities have stopped. They have no interface: people look, or import a list. */
export const stoppAndra = defineAnswers({
  id: "stopp-andra",
  title: "Stopp hos Adda och andra kommuner",
  kinds: ["elsewhere"],
  version: 1,
  groups: ["company", "association", "municipal", "unknown"],
  columns,
  letter: null,
  tell,
});
