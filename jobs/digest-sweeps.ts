import { addDays } from "../src/domain/day.js";
import { SWEEP_KINDS, SWEEP_TITLE, type SweepScope } from "../src/domain/sweep.js";
import { defaultScope } from "../src/domain/sweep-reminder.js";
import type { Section } from "../src/mail/digest-data.js";
import type { AheadRow, SweepRow } from "../src/mail/digest-row.js";
import { listSweeps, type SweepStatus, sweepStatus } from "../src/store/list-sweeps.js";
import { type NextSweep, nextSweepOf, type ReminderRow, toldReminders } from "../src/store/sweep-reminder.js";
import type { DigestFrame } from "./digest-frame.js";
import { sectionOf } from "./digest-row-of.js";

/** What has come due in sweeps since the last digest: each reminder once, and how the sweep stands now. */
export function sweepsSection(frame: DigestFrame): Section<SweepRow> {
  const told = toldReminders(frame.db, frame.deps.group.id);
  // Of several that have come due since then the last one says it all.
  const newest = new Map(told.map((reminder) => [`${reminder.kind} ${reminder.sweepId}`, reminder]));
  const rows = [...newest.values()].flatMap((reminder) => rowOf(frame, reminder) ?? []);
  return sectionOf(rows, "basvakt sweep status", (shown) => shown, "svep.csv");
}

function rowOf(frame: DigestFrame, { kind, sweepId, reminder, due }: ReminderRow): SweepRow | null {
  if (sweepId === null) {
    const next = nextSweepOf(frame.db, kind, frame.day);
    if (next === null || next.due !== due || !isOfGroup(frame, defaultScope(kind))) return null;
    const row = { sweep: null, title: SWEEP_TITLE[kind], reminder, last: next.last, due, owner: null };
    return { ...row, items: 0, settled: 0, left: [], command: `basvakt sweep start ${kind}` };
  }
  const status = sweepStatus(frame.db, sweepId, frame.day);
  if (status === null || !isUnderWay(status) || !isOfGroup(frame, status.scope)) return null;
  const { items, done, notApplicable, owner } = status;
  const row = { sweep: sweepId, title: SWEEP_TITLE[kind], reminder, last: null, due: status.due, owner };
  const settled = done + notApplicable;
  return { ...row, items, settled, left: leftOf(status), command: `basvakt sweep status ${sweepId}` };
}

function leftOf({ handlers }: SweepStatus): SweepRow["left"] {
  return handlers.flatMap(({ handler, waiting, overdue }) =>
    waiting + overdue === 0 ? [] : [{ who: handler, items: waiting + overdue }],
  );
}

/** Items that wait for somebody in sweeps under way, and sweeps that wait for their owner: a day passed, or nobody has begun one. */
export interface SweepWaiting {
  /** Null: nobody in particular. */
  readonly who: string | null;
  readonly since: number;
  readonly due: number;
  readonly n: number;
  readonly what: readonly [one: string, many: string];
  readonly command: string;
}

export function sweepsWaiting(frame: DigestFrame): readonly SweepWaiting[] {
  const sweeps = listSweeps(frame.db, "under way", frame.day).filter(({ scope }) => isOfGroup(frame, scope));
  const owed = SWEEP_KINDS.flatMap((kind) => nextOf(frame, kind) ?? []).filter(({ due }) => due <= frame.day);
  return [...sweeps.flatMap((sweep) => waitingIn(frame, sweep)), ...owed.map(owedRow)];
}

function waitingIn({ day }: DigestFrame, sweep: SweepStatus): readonly SweepWaiting[] {
  const { id, kind, owner, startedAt, due, state } = sweep;
  const about = `i svep ${id} (${SWEEP_TITLE[kind]})`;
  const dated = { since: Date.parse(startedAt), due: midnight(due) };
  const items = leftOf(sweep).map(({ who, items: n }) => ({
    ...{ ...dated, who, n },
    what: [`post ${about} att redovisa`, `poster ${about} att redovisa`] as const,
    command: `basvakt sweep items ${id} --state ${due < day ? "overdue" : "waiting"}${handlerOption(who)}`,
  }));
  const passed = `svep (${id}, ${SWEEP_TITLE[kind]}) vars dag har passerat, att avsluta`;
  const command = `basvakt sweep status ${id}`;
  const ownersOwn: SweepWaiting = { ...dated, since: midnight(due), who: owner, n: 1, what: [passed, passed], command };
  return [...(state === "open" ? items : []), ...(due < day ? [ownersOwn] : [])];
}

/** To be copied to a command line: only of names that mean nothing else there. */
function handlerOption(who: string | null): string {
  return who !== null && /^[\p{L}\p{N} .-]+$/u.test(who) ? ` --handler "${who}"` : "";
}

function owedRow({ kind, due }: NextSweep): SweepWaiting {
  const what = `halvårskontroll att börja: ${SWEEP_TITLE[kind]}`;
  const since = midnight(due);
  return { who: null, since, due: since, n: 1, what: [what, what], command: `basvakt sweep start ${kind}` };
}

/** Days to come, up to the last: when a sweep under way is to be ready, and when the next of its kind is to begin. */
export function sweepsAhead(frame: DigestFrame, days: number): readonly AheadRow[] {
  const last = addDays(frame.day, days);
  const underWay = listSweeps(frame.db, "under way", frame.day)
    .filter(({ due, scope }) => due >= frame.day && due <= last && isOfGroup(frame, scope))
    .map(({ id, kind, due }) => ({
      ...{ day: due, what: `Svep ${id}, ${SWEEP_TITLE[kind]}: ska vara klart`, subject: null },
      command: `basvakt sweep status ${id}`,
    }));
  const next = SWEEP_KINDS.flatMap((kind) => nextOf(frame, kind) ?? [])
    .filter(({ due }) => due > frame.day && due <= last)
    .map(({ kind, due }) => ({
      ...{ day: due, what: `Halvårskontroll, ${SWEEP_TITLE[kind]}: ska ha börjat`, subject: null },
      command: `basvakt sweep start ${kind}`,
    }));
  return [...underWay, ...next];
}

function nextOf(frame: DigestFrame, kind: NextSweep["kind"]): NextSweep | null {
  return isOfGroup(frame, defaultScope(kind)) ? nextSweepOf(frame.db, kind, frame.day) : null;
}

/** Whether a group has to do with the services and forms that a sweep covers. */
function isOfGroup({ deps: { group } }: DigestFrame, { all, services, forms }: SweepScope): boolean {
  const meets = <T>(own: readonly T[], covered: readonly T[]) =>
    all || own.length === 0 || own.some((one) => covered.includes(one));
  return meets(group.services, services) && meets(group.forms, forms);
}

function isUnderWay({ state }: SweepStatus): boolean {
  return state === "open" || state === "paused";
}

function midnight(day: string): number {
  return Date.parse(`${day}T00:00:00Z`);
}
