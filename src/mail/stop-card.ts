import { dayOf } from "../domain/day.js";
import type { DigestData } from "./digest-data.js";
import type { HeldStop, LiftableStop, ProposedStop, ProvisionalStop } from "./digest-row.js";
import { agreementFacts, capital, groundFacts, shortTitle, sourceFact, subjectLine } from "./section.js";
import { stateOfStops } from "./stop-term.js";
import { longDayText, timeText } from "./swedish-time.js";
import type { CardView, Labelled } from "./view.js";

export function provisionalCard(row: ProvisionalStop, data: Pick<DigestData, "day">): CardView {
  const asks: Labelled[] = row.asksAboutPlacements
    ? [{ label: "Placerade", value: "Stoppet gäller nya placeringar. Är någon placerad där i dag?" }]
    : [];
  return {
    ...stopCard(row, "Började", [...confirmFacts(row, data), ...asks]),
    tag: { text: withNews(row, stateText("provisional", row)), tone: "stop" },
  };
}

export function proposedCard(row: ProposedStop, data: Pick<DigestData, "day">): CardView {
  const owners = [...new Set(row.stops.map(({ owner }) => owner))].join(", ");
  return {
    ...stopCard(row, "Föreslogs", [{ label: "Till", value: `avtalsägaren ${owners}` }, ...confirmFacts(row, data)]),
    tag: { text: withNews(row, stateText("proposed", row)), tone: "serious" },
  };
}

export function heldCard(row: HeldStop, data: Pick<DigestData, "day">): CardView {
  const { id, cause } = row.incident;
  return {
    ...stopCard(row, "Hölls inne", [{ label: "Händelse", value: `nr ${id}: ${cause}` }, ...confirmFacts(row, data)]),
    tag: { text: withNews(row, "väntar på granskning"), tone: "serious" },
  };
}

export function liftableCard(row: LiftableStop): CardView {
  return {
    tag: { text: "Kan prövas", tone: "good" },
    title: shortTitle(row.subject.name),
    subtitle: subjectLine(row.subject),
    lead: null,
    facts: [
      ...row.gone.map(({ fact, since }) => ({ label: "Borta", value: `${fact}, sedan ${longDayText(since)}` })),
      ...agreementFacts(row.stops),
    ],
    command: row.command,
  };
}

function stateText(state: "provisional" | "proposed", row: ProposedStop): string {
  return stateOfStops(
    state,
    row.stops.map(({ term }) => term),
  );
}

/** Which the reader has not seen, and since when the others stand. */
function withNews({ isNew, started }: ProposedStop, state: string): string {
  if (isNew === null) return capital(state);
  return isNew ? `Nytt sedan förra · ${state}` : `${capital(state)} sedan ${dayOf(started)}`;
}

/** What all stops tell; `first` is what the reader must do about this one. */
function stopCard(row: ProposedStop, began: string, first: readonly Labelled[]): Omit<CardView, "tag"> {
  return {
    title: shortTitle(row.subject.name),
    subtitle: subjectLine(row.subject),
    lead: row.because,
    // Read before: only what finds it again. Gmail cuts a letter off at 102 kB, and stops may wait for weeks.
    facts: [
      ...first,
      ...agreementFacts(row.stops),
      ...(row.isNew === false ? [sourceFact(row)] : allFacts(row, began)),
    ],
    command: row.command,
  };
}

function allFacts(row: ProposedStop, began: string): readonly Labelled[] {
  return [
    { label: "Grund", value: row.reason },
    ...groundFacts(row),
    { label: began, value: `${timeText(row.started)} av ${row.startedBy}, regel ${row.rule}, policy ${row.policy}` },
    ...(row.endsWhen === null ? [] : [{ label: "Upphävs om", value: row.endsWhen }]),
  ];
}

function confirmFacts({ confirmBy, role }: ProposedStop, { day }: Pick<DigestData, "day">): readonly Labelled[] {
  const late = confirmBy < day ? ", tiden har gått ut" : confirmBy === day ? ", i dag" : "";
  return [{ label: "Beslut senast", value: `${longDayText(confirmBy)}${late} (${role})`, urgent: confirmBy < day }];
}
