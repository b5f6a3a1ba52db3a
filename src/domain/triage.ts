import type { Json } from "./digest.js";
import type { OrgNumber } from "./org-number.js";

/** A supplier as the register has it. */
export interface AskedAbout {
  readonly orgNumber: OrgNumber;
  readonly legalForm: string | null;
}

/** Before a source that costs is asked in a run. */
export interface TriageOrder {
  /** Suppliers that the run would ask about. */
  readonly due: readonly OrgNumber[];
  /** All that are to be watched, when the run is about everybody; null: a run about some, which takes nobody away. */
  readonly register: readonly OrgNumber[] | null;
  /** Suppliers that have left the register. */
  readonly former: readonly OrgNumber[];
  /** What the last triage wanted remembered. */
  readonly bookmark: Json | null;
}

/** Whom a source watches for us, so that its silence means that nothing has happened, and to whom something has. */
export interface Triage {
  readonly watched: readonly OrgNumber[];
  /** Those of them that it has begun to watch just now: of what happened before it tells nothing. */
  readonly added: readonly OrgNumber[];
  readonly happened: readonly OrgNumber[];
  /** Why the watching that was asked for cannot be relied on, in one word; null when it can, or none was asked for. */
  readonly fault: "no-monitoring" | "no-event-rule" | null;
  readonly bookmark: Json | null;
  readonly warnings: readonly string[];
}
