import { defineAnswers } from "../../src/answers/sheet.js";
import { columns } from "./columns.js";
import { monthsToAsk } from "./month.js";
import { tell } from "./tell.js";

/**
 * Skatteverket has no interface for this and tells nobody what was paid: people ask for what has been decided, through
 * the open e-service, the form SKV 4820 or a file, and the answers are read.
 */
export const skatteverket = defineAnswers({
  id: "skatteverket",
  title: "Skatteverket, beslutade arbetsgivaravgifter",
  kinds: ["contributions"],
  version: 1,
  groups: ["company", "association"],
  columns,
  letter: {
    to: "Skatteverket",
    subject: "Begäran om offentliga uppgifter om företag",
    asks: [
      "om företaget är godkänt för F-skatt, registrerat för moms och registrerat som arbetsgivare,",
      "beslutade arbetsgivaravgifter för var och en av de tre senaste månaderna som är beslutade.",
    ],
  },
  prefill: monthsToAsk,
  tell,
});
