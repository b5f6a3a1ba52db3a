import { CONDUCT_METHODS, CONDUCT_OUTCOMES } from "../../src/domain/conduct.js";
import type { WorklistField } from "../../src/domain/form.js";

/** All that may be known of an attestation. There is no field for an extract, and none to write freely in. */
export const fields: readonly WorklistField[] = [
  { name: "metod", title: "Metod", choices: CONDUCT_METHODS },
  { name: "begard", title: "Begärd", holds: "day" },
  { name: "inkommen", title: "Inkommen", holds: "day" },
  { name: "uppvisad", title: "Uppvisad", holds: "day" },
  { name: "handlingens_datum", title: "Handlingens datum", holds: "day" },
  { name: "utfall", title: "Utfall", choices: CONDUCT_OUTCOMES },
  { name: "nasta_senast", title: "Nästa senast", holds: "day" },
];
