import type { Failed } from "../domain/check.js";
import type { Triage, TriageOrder } from "../domain/triage.js";
import { failedAs } from "./answers.js";
import type { SourceLimits } from "./dispatch.js";
import { contextOf, type LocalDeps, sourceErrorOf } from "./local.js";
import { pacer, type Timing } from "./pace.js";
import { retryAt } from "./retry.js";

export interface TriageDeps extends LocalDeps, Timing {}

/**
 * Asks a source of whom there may be news, before anything that costs is asked: paced and retried as all questions are.
 * Null for a source that is asked about everybody.
 */
export async function askTriage(
  deps: TriageDeps,
  source: string,
  limits: SourceLimits,
  order: TriageOrder,
  now: Date,
): Promise<Triage | Failed | null> {
  const configured = deps.sources.get(source);
  const adapter = configured?.adapter;
  if (configured === undefined || adapter?.shape !== "lookup" || adapter.triage === undefined) return null;
  const { calls: _, ...perRequest } = limits;
  const pace = pacer(perRequest, deps);
  const context = contextOf(deps, configured, now, deps.signal);
  const paced: typeof context.http = async (request) => {
    const begun = await pace.turn();
    begun();
    return deps.http(request);
  };
  for (let attempt = 1; ; attempt += 1) {
    deps.signal.throwIfAborted();
    try {
      return await adapter.triage(order, { ...context, http: paced });
    } catch (error) {
      deps.signal.throwIfAborted();
      const failure = failedAs({ check: "triage", attempt }, sourceErrorOf(error, source));
      const again = retryAt(failure, deps.clock(), limits.retryMs);
      if (again === null) return failure;
      await deps.sleep(again.getTime() - deps.clock().getTime(), deps.signal);
    }
  }
}

/** Whether a source is triaged, and so costs. */
export function isTriaged({ sources }: Pick<LocalDeps, "sources">, source: string): boolean {
  const adapter = sources.get(source)?.adapter;
  return adapter?.shape === "lookup" && adapter.triage !== undefined;
}
