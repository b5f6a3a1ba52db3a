import { type Day, dayOf } from "../src/domain/day.js";
import { CHANNEL_TITLE, type SweepKind } from "../src/domain/sweep.js";
import { type DraftItem, draftsOfSweep } from "../src/store/draft.js";
import { type ItemRow, listItems, type SweepStatus, sweepStatus } from "../src/store/list-sweeps.js";
import type { Db } from "../src/store/open.js";
import { sweepById } from "../src/store/sweep.js";
import { populationNow, sweepDigest } from "../src/store/sweep-digest.js";
import { actsInSweep, type StopThatFollowed, stopsThatFollowed, sweepBefore } from "../src/store/sweep-report.js";

/** What an item came to, in the words that were filled in. */
export interface ReportItem extends ItemRow {
  /** Null: nothing has been answered. */
  readonly outcome: string | null;
  /** By what way it was answered; null: it was not. */
  readonly method: string | null;
  /** Answered, and not as it should be. */
  readonly deviates: boolean;
  /** What it came to in the sweep before; null: it was not in it. */
  readonly before: string | null;
}

export interface Difference {
  readonly orgNumber: ItemRow["orgNumber"];
  readonly supplier: string;
  readonly about: string;
  readonly what: string;
  readonly before: string;
  readonly now: string;
}

/** What several people did on the days of a sweep, added up by day, person and act. */
export interface Doing {
  readonly day: Day;
  readonly by: string;
  readonly verb: string;
  readonly times: number;
  readonly items: number;
}

/** Everything a kontrollrapport tells, read from what is stored. */
export interface SweepReport {
  readonly sweep: SweepStatus;
  readonly countersignedAt: string | null;
  readonly items: readonly ReportItem[];
  readonly before: { readonly id: number; readonly endedOn: Day; readonly differences: readonly Difference[] } | null;
  readonly stops: readonly StopThatFollowed[];
  readonly letters: readonly DraftItem[];
  readonly doings: readonly Doing[];
  /** The population's own digest, from the items as they stand. */
  readonly populationSha256: string;
  /** The digest of all that the sweep consists of. */
  readonly sha256: string;
}

/** The field by which an item has been answered, and the word that says that all is well. */
const ANSWER: Readonly<Record<SweepKind, { readonly field: string; readonly well: string }>> = {
  ivo: { field: "status", well: "Aktiv" },
  registerkontroll: { field: "utfall", well: "utan anmärkning" },
};

/** Decisions that find nothing to mend, or that only say that something is being looked into. */
const HARMLESS = [
  "AVSLUTAS_UTAN_BRIST",
  "AVSLUTAS_ATGARDAT",
  "BRIST_UTAN_REDOVISNING",
  "AVVISAD",
  "INITIATIVARENDE",
  "FREKVENSTILLSYN",
];

/** What a sweep came to. Reads only; call it in one snapshot. Null when there is no such sweep. */
export function sweepReport(db: Db, id: number, now: Date): SweepReport | null {
  const sweep = sweepStatus(db, id, dayOf(now));
  const row = sweepById(db, id);
  if (sweep === null || row === null) return null;
  const last = sweepBefore(db, row);
  const earlier = new Map(last === null ? [] : listItems(db, last).map((item) => [item.subjectId, item]));
  const items = listItems(db, id).map((item): ReportItem => {
    const was = earlier.get(item.subjectId);
    const told = {
      outcome: outcomeOf(sweep.kind, item),
      method: methodOf(item),
      deviates: isDeviating(sweep.kind, item),
    };
    return { ...item, ...told, before: was === undefined ? null : standingOf(sweep.kind, was) };
  });
  return {
    ...{ sweep, items },
    countersignedAt: row.countersignedAt === null ? null : new Date(row.countersignedAt).toISOString(),
    before: last === null ? null : compared(db, last, sweep.kind, earlier, items),
    stops: stopsThatFollowed(db, row),
    letters: draftsOfSweep(db, id),
    doings: doingsOf(actsInSweep(db, id)),
    ...{ populationSha256: populationNow(db, id), sha256: sweepDigest(db, id) },
  };
}

function outcomeOf(kind: SweepKind, { state, fields }: ItemRow): string | null {
  const answer = fields[ANSWER[kind].field];
  if (state !== "done" || answer === undefined) return null;
  const { senaste_beslut_kod: decision, senaste_beslut_datum: on } = fields;
  return [answer, [decision, on].filter((word) => word !== undefined).join(" ")]
    .filter((word) => word !== "")
    .join(", ");
}

function methodOf({ channel, state, fields }: ItemRow): string | null {
  if (state !== "done") return null;
  return fields.metod ?? fields.kanal ?? CHANNEL_TITLE[channel];
}

function isDeviating(kind: SweepKind, { state, fields }: ItemRow): boolean {
  const decision = fields.senaste_beslut_kod;
  const isStern = decision !== undefined && !HARMLESS.includes(decision) && fields.inhibition !== "ja";
  return state === "done" && (fields[ANSWER[kind].field] !== ANSWER[kind].well || isStern);
}

const STATE = { waiting: "ej redovisad", overdue: "ej redovisad", not_applicable: "ej aktuell", done: "" } as const;

function standingOf(kind: SweepKind, item: ItemRow): string {
  return outcomeOf(kind, item) ?? STATE[item.state];
}

function compared(
  db: Db,
  id: number,
  kind: SweepKind,
  earlier: ReadonlyMap<number, ItemRow>,
  items: readonly ReportItem[],
): SweepReport["before"] {
  const endedAt = sweepById(db, id)?.endedAt;
  if (endedAt == null) return null;
  const now = new Set(items.map(({ subjectId }) => subjectId));
  const gone = [...earlier.values()]
    .filter(({ subjectId }) => !now.has(subjectId))
    .map((item) => difference(item, "inte med längre", standingOf(kind, item), ""));
  const changed = items.flatMap((item): readonly Difference[] => {
    const was = earlier.get(item.subjectId);
    if (was === undefined) return [difference(item, "ny sedan sist", "", standingOf(kind, item))];
    return item.state === "done" && was.state === "done"
      ? changedFields(kind, was, item)
      : changedState(kind, was, item);
  });
  return { id, endedOn: dayOf(new Date(endedAt)), differences: [...changed, ...gone] };
}

/** Days and numbers of a look-up are new each time; that they are is no difference. */
const OF_THE_TIME = ["kontrollerad", "begard", "inkommen", "uppvisad", "handlingens_datum", "nasta_senast", "kanal"];

function changedFields(kind: SweepKind, was: ItemRow, item: ReportItem): readonly Difference[] {
  const names = [...new Set([...Object.keys(item.fields), ...Object.keys(was.fields)])];
  const key = ANSWER[kind].field;
  return names
    .filter((name) => !OF_THE_TIME.includes(name) && (was.fields[name] ?? "") !== (item.fields[name] ?? ""))
    .toSorted((a, b) => Number(b === key) - Number(a === key))
    .map((name) => difference(item, name, was.fields[name] ?? "", item.fields[name] ?? ""));
}

function changedState(kind: SweepKind, was: ItemRow, item: ReportItem): readonly Difference[] {
  const [before, now] = [standingOf(kind, was), standingOf(kind, item)];
  return before === now ? [] : [difference(item, "redovisning", before, now)];
}

function difference(item: ItemRow, what: string, before: string, now: string): Difference {
  const { orgNumber, supplier, unit, role } = item;
  return { orgNumber, supplier, about: unit ?? role ?? "", what, before, now };
}

function doingsOf(acts: ReturnType<typeof actsInSweep>): readonly Doing[] {
  const doings = new Map<string, Doing>();
  for (const { at, by, verb, items } of acts) {
    const day = dayOf(new Date(at));
    const key = `${day} ${verb} ${by}`;
    const known = doings.get(key) ?? { day, by, verb, times: 0, items: 0 };
    doings.set(key, { ...known, times: known.times + 1, items: known.items + items });
  }
  return [...doings.values()];
}
