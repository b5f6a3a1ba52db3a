import type { Outside } from "./outside.js";

const BACK = "\r\u001b[K";

/** How far a run has come, on a terminal: one line on stderr that is rewritten. Elsewhere nothing. */
export interface Progress {
  /** So many more checks. */
  done(source: string, checks: number): void;
  /** So many checks in all. */
  reached(source: string, checks: number): void;
  end(): void;
}

export function progressOn(outside: Outside): Progress {
  const counts = new Map<string, number>();
  if (!outside.terminal) return { done: () => undefined, reached: () => undefined, end: () => undefined };
  const reached = (source: string, checks: number) => {
    counts.set(source, checks);
    outside.stderr(`${BACK}${[...counts].map(([id, n]) => `${id} ${n}`).join(" · ")}`);
  };
  return {
    reached,
    done: (source, checks) => reached(source, (counts.get(source) ?? 0) + checks),
    end: () => outside.stderr(BACK),
  };
}
