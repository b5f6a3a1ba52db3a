import type { FeedSource, Setting } from "../src/adapter.js";
import type { ConfiguredSource } from "../src/dispatch/local.js";
import { canonicalJson, sha256 } from "../src/domain/digest.js";
import type { Moment } from "../src/domain/moment.js";
import type { OrgNumber } from "../src/domain/org-number.js";
import { legalGroupOf } from "../src/domain/supplier.js";
import { type DueSupplier, suppliersDue } from "../src/store/due.js";
import { feedRow } from "../src/store/feed.js";
import type { Db } from "../src/store/open.js";
import { openRun, type PlannedCheck, planRun, type Run, runOfSlot } from "../src/store/run.js";
import type { RunScope } from "../src/store/schema.js";
import { keyedSubject, refusedCredentials, sourceIdOf } from "../src/store/subject.js";

export interface PlanDeps {
  readonly sources: ReadonlyMap<string, ConfiguredSource>;
  /** Feeds that are switched on, of all sources. */
  readonly feeds: readonly Pick<FeedSource, "id" | "source" | "everyMinutes">[];
}

export interface PlanOrder {
  readonly job: string;
  readonly slot: string | null;
  readonly scope: RunScope;
  readonly by: string;
  /** Which shapes of source the job asks. */
  readonly shapes: readonly ("lookup" | "feed")[];
}

interface DueOrder extends Pick<PlanOrder, "scope" | "shapes"> {
  /** Feeds whose own time has not come by then are left out; null: all of them are asked. */
  readonly at: Date | null;
}

/** Writes a run and its due checks; a run of the job that was never finished is resumed, one for the same slot is it. */
export function plan(deps: PlanDeps, db: Db, order: PlanOrder, moment: Moment): { run: Run; resumed: boolean } {
  const known = openRun(db, order.job) ?? (order.slot === null ? null : runOfSlot(db, order.job, order.slot));
  if (known !== null) return { run: known, resumed: known.outcome === null };
  const at = order.job === OF_FEEDS && order.slot !== null ? moment.now : null;
  return { run: planRun(db, order, dueChecks(deps, db, { ...order, at }), moment), resumed: false };
}

/** The checks that a run would hold now. Inside a write transaction: sources and feeds get their place in the store. */
export function dueChecks(deps: PlanDeps, db: Db, order: DueOrder): readonly PlannedCheck[] {
  return [...deps.sources.values()]
    .filter(({ adapter }) => wanted(order, adapter))
    .flatMap((source) => checksOf(deps, db, order, source));
}

function wanted(order: DueOrder, adapter: ConfiguredSource["adapter"]): boolean {
  const { sources } = order.scope;
  if (!(order.shapes as readonly string[]).includes(adapter.shape)) return false;
  return sources === undefined || sources.length === 0 || sources.includes(adapter.id);
}

function checksOf(deps: PlanDeps, db: Db, order: DueOrder, source: ConfiguredSource): readonly PlannedCheck[] {
  const { adapter } = source;
  const sourceId = sourceIdOf(db, adapter.id);
  const refused = refusedCredentials(db, adapter.id) === credentialsOf(source);
  if (adapter.shape === "feed") {
    if ((order.scope.suppliers ?? []).length > 0) return [];
    return deps.feeds
      .filter(({ source }) => source === adapter.id)
      .map((feed) => ({ ...feed, subjectId: keyedSubject(db, "feed", feed.id) }))
      .filter(({ subjectId, everyMinutes }) => order.at === null || isDue(db, subjectId, everyMinutes, order.at))
      .map(({ subjectId }) => ({ sourceId, subjectId, skip: null }));
  }
  return suppliersDue(db, order.scope.suppliers ?? [])
    .filter(({ companyForm, orgNumber }) => legalGroupOf(companyForm, orgNumber) !== ASKED_OF_IVO_ALONE)
    .map((about) => ({ sourceId, subjectId: about.id, skip: refused ? "refused" : exemption(source, about) }));
}

/** All suppliers that a source may be asked about. */
export function askedAbout(db: Db, source: ConfiguredSource): readonly OrgNumber[] {
  return suppliersDue(db, [])
    .filter((about) => legalGroupOf(about.companyForm, about.orgNumber) !== ASKED_OF_IVO_ALONE)
    .filter((about) => exemption(source, about) === null)
    .map(({ orgNumber }) => orgNumber);
}

function exemption({ adapter, options }: ConfiguredSource, { orgNumber, companyForm }: DueSupplier): string | null {
  if (adapter.shape !== "lookup") return null;
  return adapter.exempt?.({ orgNumber, legalForm: companyForm }, options) ?? null;
}

/** The job that keeps each feed's own time; by hand, and once a day, all of them are asked. */
const OF_FEEDS = "feeds";

/** A feed's times are counted in UTC from the hour, whenever it was last asked. */
function isDue(db: Db, subjectId: number, everyMinutes: number, at: Date): boolean {
  const everyMs = everyMinutes * 60_000;
  const asked = feedRow(db, subjectId)?.askedAt ?? null;
  return asked === null || asked < Math.floor(at.getTime() / everyMs) * everyMs;
}

/** Registers of companies say nothing about a municipality's own units; nothing is due from them. */
const ASKED_OF_IVO_ALONE = "municipal";

/** One word for a source's credentials: when they change, a source that refused them is asked again. */
export function credentialsOf({ adapter, settings }: ConfiguredSource): string {
  const given = Object.entries(settings).filter(([name]) => isCredential(adapter.settings[name]));
  return sha256(canonicalJson({ id: adapter.id, settings: Object.fromEntries(given) }));
}

/** What a source may be without lets nobody in, unless it is secret or a certificate. */
function isCredential(setting: Setting | undefined): boolean {
  return setting?.secret === true || setting?.openedBy !== undefined || setting?.optional !== true;
}
