import { type Day, dayOf } from "../domain/day.js";
import type { Current } from "../domain/finding.js";

/** When the source says it was so, for the text. */
export function saidOn(seen: Pick<Current, "asOf">): Day {
  return dayOf(seen.asOf);
}

/** The last day a source is known to have said this: a later answer or delivery may have repeated it. */
export function lastSaidOn({ confirmedAt }: Pick<Current, "confirmedAt">): Day {
  return dayOf(confirmedAt);
}
