import type { WorklistField } from "../../src/domain/form.js";
import { SUPERVISION_OUTCOMES } from "../../src/domain/kind.js";

const YES_NO = ["ja", "nej"];

/** The day a person looked; today when not told. */
export const LOOKED_ON = "kontrollerad";

/** Noted beside what IVO's extracts tell: they have no columns for it. */
export const BESIDE_EXTRACTS = ["oppet_tillsynsarende", LOOKED_ON, "kanal"] as const;

/** What a person can see of a home in Placeringsstöd, by the names that IVO's extracts have for the same things. */
export const fields: readonly WorklistField[] = [
  {
    name: "status",
    title: "Status",
    choices: ["Aktiv", "Ej startad", "Vilande", "Nedlagd", "Återkallad", "Ansökt", "Saknas"],
  },
  { name: "tillstandstyp", title: "Typ av tillstånd" },
  { name: "malgrupp", title: "Målgrupp" },
  { name: "alder_fran", title: "Lägsta ålder", holds: "count" },
  { name: "alder_till", title: "Högsta ålder", holds: "count" },
  { name: "kon", title: "Kön" },
  { name: "antal_platser", title: "Platser", holds: "count" },
  { name: "forestandare", title: "Godkänd föreståndare", choices: YES_NO },
  { name: "tillstand_villkor", title: "Andra villkor" },
  { name: "tillstand_dnr", title: "Tillståndets diarienummer" },
  { name: "senaste_tillsyn_datum", title: "Senaste tillsyn", holds: "day" },
  { name: "senaste_beslut_kod", title: "Senaste beslut", choices: SUPERVISION_OUTCOMES },
  { name: "senaste_beslut_dnr", title: "Beslutets diarienummer" },
  { name: "senaste_beslut_datum", title: "Beslutets datum", holds: "day" },
  { name: "aterrapportering_senast", title: "Ska redovisas senast", holds: "day" },
  { name: "galler_omedelbart", title: "Beslutet gäller omedelbart", choices: YES_NO },
  { name: "inhibition", title: "Inhibition", choices: YES_NO },
  { name: "egen_begaran", title: "På egen begäran", choices: YES_NO },
  { name: "oppet_tillsynsarende", title: "Öppet tillsynsärende", choices: [...YES_NO, "okänt"] },
  { name: LOOKED_ON, title: "Kontrollerad den", holds: "day" },
  { name: "kanal", title: "Källa", choices: ["Placeringsstöd", "registerutdrag", "besked från IVO"] },
];
