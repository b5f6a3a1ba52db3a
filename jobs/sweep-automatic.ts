import { addDays, type Day, dayOf } from "../src/domain/day.js";
import type { FactsOf } from "../src/domain/kind.js";
import type { Db } from "../src/store/open.js";
import type { Sweep } from "../src/store/sweep.js";
import { byExtract, type Extracted, extractedSince, noticed } from "../src/store/sweep-extract.js";
import { addVersion, contentNow, knownItems } from "../src/store/sweep-items.js";
import { sweepsUnderWay } from "../src/store/sweep-join.js";
import { type JudgeDeps, tellOf } from "./sitting.js";
import { type JoinSummary, joinSweeps } from "./sweep-join.js";

/** An extract this many days older than the sweep still tells how things are. */
const EXTRACT_DAYS = 30;
const MACHINE = "basvakt";

const STATUS: Readonly<Partial<Record<FactsOf["permit"]["status"], string>>> = {
  active: "Aktiv",
  "not-started": "Ej startad",
  dormant: "Vilande",
  closed: "Nedlagd",
  revoked: "Återkallad",
  applied: "Ansökt",
  missing: "Saknas",
};

export interface TendSummary extends JoinSummary {
  /** Items that the newest extract has answered. */
  readonly answered: number;
}

/** What sweeps under way need without anybody's hand: newcomers join, and what can be answered is. Safe to call twice. */
export async function tendSweeps(deps: JudgeDeps, now: Date): Promise<TendSummary> {
  const joined = await joinSweeps(deps, now);
  const open = sweepsUnderWay(deps.store.db).filter(({ kind, state }) => kind === "ivo" && state === "open");
  const answered = open.map((sweep) => deps.store.write((db) => answerByExtract(deps, db, sweep, now)));
  return { ...joined, answered: answered.reduce((a, b) => a + b, 0) };
}

/**
 * Units that the newest extract tells of and that nothing else is known against are accounted for by it. An alert or news of IVO's
 * own leaves the item to a person's look. What the extract says was judged when it was delivered.
 */
function answerByExtract(deps: Pick<JudgeDeps, "groups" | "clock">, db: Db, sweep: Sweep, now: Date): number {
  const since = Date.parse(`${addDays(dayOf(new Date(sweep.startedAt)), -EXTRACT_DAYS)}T00:00:00Z`);
  const extracted = new Map(extractedSince(db, sweep.id, since).map((one) => [one.subjectId, one]));
  if (extracted.size === 0) return 0;
  const toLookAt = new Set(noticed(db, sweep.id, since).map(({ itemId }) => itemId));
  const answered: number[] = [];
  for (const item of knownItems(db, { sweep: sweep.id }).values()) {
    const told = extracted.get(item.subjectId);
    const known = contentNow(item);
    // What a person has begun to fill in is that person's.
    const isUntouched = known.state === "waiting" && Object.keys(known.fields).length === 0;
    if (told === undefined || toLookAt.has(item.id) || !isUntouched) continue;
    const fields = fieldsOf(told);
    if (fields === null) continue;
    const done = { state: "done", handler: known.handler, reason: null, fields } as const;
    addVersion(db, { ...done, item, cause: "automatic", by: MACHINE, runId: null }, now);
    byExtract(db, item.id);
    answered.push(item.id);
  }
  if (answered.length > 0) {
    const detail = { sweep: sweep.id, cause: "automatic", items: answered.length, by: "ivo-register" };
    const told = {
      verb: "sweep.answered",
      detail,
      about: "incident",
      agreements: [],
      urgent: false,
      tell: false,
    } as const;
    tellOf({ deps, db, moment: { now, clock: deps.clock() } }, told);
  }
  return answered.length;
}

/** In the words of the form that people fill in; null for a status that the form has no word for. */
function fieldsOf({ permit, decision, asOf }: Extracted): Readonly<Record<string, string>> | null {
  const status = STATUS[permit.status];
  if (status === undefined) return null;
  const told: Readonly<Record<string, string | null>> = {
    status,
    tillstandstyp: permit.type,
    malgrupp: permit.targetGroup,
    alder_fran: numberText(permit.ageFrom),
    alder_till: numberText(permit.ageTo),
    antal_platser: numberText(permit.places),
    forestandare: permit.director === null ? null : permit.director ? "ja" : "nej",
    senaste_beslut_kod: decision?.outcome ?? null,
    senaste_beslut_dnr: decision?.caseNumber ?? null,
    senaste_beslut_datum: decision?.decidedOn ?? null,
    aterrapportering_senast: decision?.reportBy ?? null,
    kontrollerad: dayOf(new Date(asOf)) satisfies Day,
    kanal: "registerutdrag",
  };
  return Object.fromEntries(
    Object.entries(told).filter((entry): entry is [string, string] => entry[1] !== null && entry[1] !== ""),
  );
}

function numberText(n: number | null): string | null {
  return n === null ? null : `${n}`;
}
