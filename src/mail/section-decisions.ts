import type { DigestData } from "./digest-data.js";
import type { OpenIncident } from "./digest-row.js";
import { sectionView, stopSectionView, suppliersText } from "./section.js";
import { heldCard, liftableCard, proposedCard, provisionalCard } from "./stop-card.js";
import { timeText } from "./swedish-time.js";
import type { CardView, SectionView } from "./view.js";

const DECIDE = "Att besluta nu";

/** What somebody must decide, most binding first. */
export function decisionSections(data: DigestData): readonly SectionView[] {
  return [
    stopSectionView(
      {
        topic: "preliminära stopp",
        kicker: DECIDE,
        intro: `Stoppen gäller redan. Bekräfta dem, eller upphäv dem med skäl.${order(data)}`,
      },
      data.provisional,
      (row) => provisionalCard(row, data),
    ),
    stopSectionView(
      {
        topic: "föreslagna stopp",
        kicker: DECIDE,
        intro: `De stoppar ingen förrän avtalsägaren har beslutat: fråga ägaren och registrera svaret.${order(data)}`,
      },
      data.proposed,
      (row) => proposedCard(row, data),
    ),
    stopSectionView(
      {
        topic: "stopp som väntar på granskning",
        kicker: DECIDE,
        intro: "De gäller inte förrän någon släpper händelsen bakom dem.",
      },
      data.held,
      (row) => heldCard(row, data),
    ),
    sectionView(
      {
        topic: "händelser att granska",
        kicker: DECIDE,
        intro: "Svar och stopp hålls inne tills någon släpper eller avvisar dem.",
      },
      data.incidents,
      incidentCard,
    ),
    stopSectionView(
      {
        topic: "stopp som kan upphävas",
        heading: "Kan stoppet upphävas?",
        intro: "Allt som låg till grund för stoppen är borta. De gäller tills någon upphäver dem.",
      },
      data.liftable,
      liftableCard,
    ),
  ];
}

function order({ since }: DigestData): string {
  return since === null ? "" : " De nya står först, de ni har läst om förut står kort.";
}

const INCIDENT_TEXT: Readonly<Record<OpenIncident["kind"], string>> = {
  source: "Källa ur funktion",
  mass_change: "Ovanligt många ändringar på en gång",
  stop_cap: "Taket för nya stopp är nått",
  delivery: "Leverans i karantän",
};

const HELD_TEXT: Readonly<Record<OpenIncident["kind"], string>> = {
  source: "svar",
  mass_change: "svar",
  stop_cap: "stopp",
  delivery: "rader",
};

function incidentCard(row: OpenIncident): CardView {
  return {
    tag: { text: "Hålls inne", tone: "serious" },
    title: INCIDENT_TEXT[row.kind],
    subtitle: row.source === null ? `Händelse nr ${row.id}` : `Händelse nr ${row.id} · ${row.source}`,
    lead: row.cause,
    facts: [
      ...(row.held === 0
        ? []
        : [
            {
              label: "Omfattar",
              value: `${suppliersText(row.suppliers)}, ${row.held} ${HELD_TEXT[row.kind]} hålls inne`,
            },
          ]),
      { label: "Sedan", value: timeText(row.opened) },
      { label: "Stämmer det", value: `basvakt incidents release ${row.id}` },
      { label: "Är det fel", value: `basvakt incidents reject ${row.id}` },
    ],
    command: row.command,
  };
}
