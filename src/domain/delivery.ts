import type { Answered } from "./check.js";
import type { Day } from "./day.js";
import type { FactsOf } from "./kind.js";
import type { Evidence, Observation } from "./observation.js";
import type { OrgNumber } from "./org-number.js";
import type { Silence } from "./silence.js";
import type { DeliveredUnit } from "./supplier.js";

export interface DeliveredFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

export interface Delivery {
  /** Rows read, the refused and the unknown ones too. */
  readonly rows: number;
  /** Identity of each row, to tell how much vanished since the last delivery. */
  readonly rowKeys: readonly string[];
  readonly statements: readonly Statement[];
  /** Rows left aside, in numbers and why: never what stood in them. */
  readonly warnings?: readonly string[];
}

/** What a delivery says of one unit, or (null) of the supplier itself. A fault in it is that one's alone. */
export type Statement = {
  readonly orgNumber: OrgNumber;
  readonly unit: DeliveredUnit | null;
} & (
  | {
      readonly outcome: "answered";
      /** The moment that it speaks of: midnight (UTC) of its day, or now. It confirms nothing of any later day. */
      readonly saidAt: Date;
      readonly kinds: Answered["kinds"];
      readonly observations: readonly Observation[];
      readonly evidence: readonly Evidence[];
    }
  | { readonly outcome: "failed"; readonly reason: Silence; readonly detail: string }
);

/** A decision that came as a document of its own. What it says is evidence; it makes no fact by itself. */
export interface DeliveredLetter {
  /** Without the document's number. */
  readonly caseNumber: string;
  readonly decidedOn: Day | null;
  /** Null when the decision section does not say one thing for sure. */
  readonly outcome: FactsOf["supervision"]["outcome"] | null;
  readonly evidence: Evidence;
}
