import type { WorklistField } from "../../src/domain/form.js";
import { SUPERVISION_OUTCOMES } from "../../src/domain/kind.js";

const YES_NO = ["ja", "nej"];

/** What a person can see of a home in Placeringsstöd, by the names that IVO's extracts have for the same things. */
export const fields: readonly WorklistField[] = [
  {
    name: "status",
    title: "Status",
    choices: ["Aktiv", "Ej startad", "Vilande", "Nedlagd", "Återkallad", "Ansökt", "Saknas"],
  },
  { name: "tillstandstyp", title: "Typ av tillstånd" },
  { name: "malgrupp", title: "Målgrupp" },
  { name: "alder_fran", title: "Lägsta ålder" },
  { name: "alder_till", title: "Högsta ålder" },
  { name: "antal_platser", title: "Platser" },
  { name: "forestandare", title: "Godkänd föreståndare", choices: YES_NO },
  { name: "senaste_beslut_kod", title: "Senaste beslut", choices: SUPERVISION_OUTCOMES },
  { name: "senaste_beslut_dnr", title: "Beslutets diarienummer" },
  { name: "senaste_beslut_datum", title: "Beslutets datum" },
  { name: "aterrapportering_senast", title: "Ska redovisas senast" },
  { name: "galler_omedelbart", title: "Beslutet gäller omedelbart", choices: YES_NO },
  { name: "inhibition", title: "Inhibition", choices: YES_NO },
  { name: "egen_begaran", title: "På egen begäran", choices: YES_NO },
];
