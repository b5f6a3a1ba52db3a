import { addDays, dayOf, daysBetween } from "../src/domain/day.js";
import type { Section } from "../src/mail/digest-data.js";
import type { WaitingRow } from "../src/mail/digest-row.js";
import { instantOf } from "../src/schedule/stockholm.js";
import { type WaitingAlerts, waitingAlerts } from "../src/store/digest-alerts.js";
import type { LiveStop } from "../src/store/digest-stops.js";
import { type WaitingWritten, waitingWritten } from "../src/store/digest-written.js";
import { answersWaiting } from "./digest-answers.js";
import type { DigestFrame } from "./digest-frame.js";
import { sectionOf } from "./digest-row-of.js";
import { sweepsWaiting } from "./digest-sweeps.js";

/** Longer than this an alert has been seen by nobody who took it on. */
const LONG_DAYS = 7;
const NOBODY = "ingen handläggare";

interface Waiting {
  readonly who: string;
  readonly since: number;
  readonly due: number | null;
  readonly n: number;
}

/** What waits for whom, the longest waiting first. */
export function waitingSection(frame: DigestFrame, stops: readonly LiveStop[]): Section<WaitingRow> {
  const rows = [
    ...stopsWaiting(frame, stops),
    ...alertsWaiting(frame),
    ...writtenWaiting(frame),
    ...answersWaiting(frame),
    ...sweepsWaiting(frame).flatMap(({ what, command, who, ...one }) =>
      rowsBy(frame, [{ ...one, who: who ?? NOBODY }], what, command),
    ),
  ];
  const ordered = rows.toSorted((a, b) => Number(b.overdue) - Number(a.overdue) || b.days - a.days);
  return sectionOf(ordered, "basvakt stops list --undecided", (shown) => shown, "vantar.csv");
}

function stopsWaiting(frame: DigestFrame, stops: readonly LiveStop[]): readonly WaitingRow[] {
  const inState = (wanted: LiveStop["state"]) => stops.filter(({ state }) => state === wanted);
  const waiting = (who: string, { startedAt, confirmBy }: LiveStop): Waiting => ({
    who,
    since: startedAt,
    due: confirmBy,
    n: 1,
  });
  return [
    ...rowsBy(
      frame,
      inState("provisional").map((stop) => waiting(stop.confirmRole ?? "", stop)),
      ["preliminärt stopp att bekräfta", "preliminära stopp att bekräfta"],
      "basvakt stops list --state provisional",
    ),
    ...rowsBy(
      frame,
      inState("proposed").map((stop) => waiting(stop.owner, stop)),
      ["föreslaget stopp att besluta om", "föreslagna stopp att besluta om"],
      (owner) => `basvakt stops list --state proposed --owner ${quoted(owner)}`,
    ),
  ];
}

/** Alerts by what they wait for: their cause gone, a date somebody set passed or not, or left lying. */
function alertsWaiting(frame: DigestFrame): readonly WaitingRow[] {
  const oldBefore = new Date(instantOf(Date.parse(`${addDays(frame.day, -LONG_DAYS)}T00:00:00Z`)));
  const alerts = waitingAlerts(frame.db, oldBefore).filter(({ supplierId, unitService }) =>
    frame.concernsSubject(supplierId, unitService),
  );
  const gone = alerts.filter((one) => one.gone === 1);
  const standing = alerts.filter((one) => one.gone === 0);
  const assigned = standing.filter(({ assignee }) => assignee !== null);
  const long = standing.filter(({ assignee, old }) => assignee === null && old === 1);
  const waiting = ({ assignee, dueAt, since, n }: WaitingAlerts): Waiting => ({
    who: assignee ?? NOBODY,
    since,
    due: dueAt,
    n,
  });
  const list = "basvakt alerts list";
  const before = addDays(frame.day, -LONG_DAYS);
  const cleared = ["larm att avsluta: det som gav det är borta", "larm att avsluta: det som gav dem är borta"] as const;
  const lying = [`larm öppet längre än ${LONG_DAYS} dagar`, `larm öppna längre än ${LONG_DAYS} dagar`] as const;
  return [
    ...rowsBy(frame, gone.map(waiting), cleared, `${list} --gone`),
    ...rowsBy(frame, assigned.map(waiting), ["tilldelat larm", "tilldelade larm"], `${list} --assigned`),
    ...rowsBy(frame, long.map(waiting), lying, `${list} --unhandled-before ${before}`),
  ];
}

/** Inquiries under way, and drafts that nobody has sent. */
function writtenWaiting(frame: DigestFrame): readonly WaitingRow[] {
  const { inquiries, drafts } = waitingWritten(frame.db);
  const own = <T extends { readonly supplierId: number }>(all: readonly T[]) =>
    all.filter(({ supplierId }) => frame.concernsSubject(supplierId, null));
  const waiting = ({ who, since, dueDay }: WaitingWritten): Waiting => ({
    who: who ?? NOBODY,
    since,
    due: Date.parse(`${dueDay}T00:00:00Z`),
    n: 1,
  });
  const inquiry = ["fördjupad kontroll pågår", "fördjupade kontroller pågår"] as const;
  const draft = ["utkast att skicka till den som bör få veta", "utkast att skicka till dem som bör få veta"] as const;
  return [
    ...rowsBy(frame, own(inquiries).map(waiting), inquiry, "basvakt inquiries list"),
    ...rowsBy(frame, own(drafts).map(waiting), draft, "basvakt drafts list"),
  ];
}

function rowsBy(
  frame: DigestFrame,
  all: readonly Waiting[],
  [one, many]: readonly [string, string],
  command: string | ((who: string) => string),
): readonly WaitingRow[] {
  return [...new Set(all.map(({ who }) => who))].sort().map((who) => {
    const own = all.filter((waiting) => waiting.who === who);
    const count = own.reduce((sum, { n }) => sum + n, 0);
    return {
      who,
      what: count === 1 ? one : many,
      count,
      days: Math.max(...own.map(({ since }) => daysSince(frame, since))),
      overdue: own.some(({ due }) => due !== null && dayOf(new Date(due)) < frame.day),
      command: typeof command === "string" ? command : command(who),
    };
  });
}

/** As a person types it in a terminal. */
function quoted(name: string): string {
  return `"${name.replace(/["\\$`]/g, "")}"`;
}

function daysSince({ day }: DigestFrame, instant: number): number {
  return daysBetween(dayOf(new Date(instant)), day);
}
