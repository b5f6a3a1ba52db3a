import type { Failed } from "../domain/check.js";
import { failedAs } from "./answers.js";
import { contextOf, type LocalDeps, sourceErrorOf } from "./local.js";

/** Tries whether a source lets us in, by a question that costs nothing; null for a source without one. */
export async function probeSource(
  deps: LocalDeps,
  source: string,
  now: Date,
  signal: AbortSignal,
): Promise<{ readonly failure: Failed | null } | null> {
  const configured = deps.sources.get(source);
  const adapter = configured?.adapter;
  if (configured === undefined || adapter?.shape !== "lookup" || adapter.probe === undefined) return null;
  try {
    await adapter.probe(contextOf(deps, configured, now, signal));
    return { failure: null };
  } catch (error) {
    return { failure: failedAs({ check: "probe", attempt: 1 }, sourceErrorOf(error, source)) };
  }
}
