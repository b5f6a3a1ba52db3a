/** What a watcher reads of the work; null: the right to run jobs is not ours any more, or nothing has come to an end yet. */
export interface Work {
  /** When the right to run jobs was last renewed, which the working thread does. */
  readonly renewed: number | null;
  /** When anything last came to its end: a run, or a check in one. */
  readonly ended: number | null;
}

/** The right is renewed every twenty seconds: a thread that has not come to it nine times over does not work. */
export const STUCK_MS = 3 * 60_000;

/**
 * Judges from how the work looks, again and again, whether it has stopped: says why, or null while it goes on. What is
 * held against each other is only whether something has moved, so that a clock that is set does no harm. `quietMs`: how
 * long nothing may come to an end; null when nothing is to be expected. `at` counts evenly, from anywhere.
 */
export function watcher(quietMs: number | null): (work: Work, at: number) => string | null {
  const moved = { renewed: movement(), ended: movement() };
  return ({ renewed, ended }, at) => {
    const still = moved.renewed(renewed, at);
    const quiet = moved.ended(ended, at);
    if (renewed !== null && still > STUCK_MS) return "rätten att köra jobb har inte förnyats";
    if (renewed !== null && ended !== null && quietMs !== null && quiet > quietMs)
      return "inget jobb har gjorts färdigt";
    return null;
  };
}

/** How long a value has been the same. */
function movement(): (value: number | null, at: number) => number {
  let last: number | null = null;
  let since: number | null = null;
  return (value, at) => {
    if (since === null || value !== last) since = at;
    last = value;
    return at - since;
  };
}
