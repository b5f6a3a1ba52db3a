import type { Json } from "./digest.js";
import type { Kind } from "./kind.js";
import type { Evidence, FeedItem, Observation, SubjectRef } from "./observation.js";
import type { Silence } from "./silence.js";

/** Run, source and subject in one opaque word; with the attempt it is a queue's job id. */
export type CheckId = string;

export interface Question {
  readonly check: CheckId;
  readonly attempt: number;
  readonly subject: SubjectRef;
  /** What this adapter wanted remembered of the last answer; null the first time. */
  readonly bookmark: Json | null;
}

interface Result {
  readonly check: CheckId;
  readonly attempt: number;
  /** What asking may have cost, in the source's own units; absent: nothing. */
  readonly cost?: number;
}

/** Per kind: the source said something, proved that there is nothing (an observation says so where the kind can), or was silent. */
export type Said = "said" | "none" | Silence;

export interface Answered extends Result {
  readonly outcome: "answered";
  /** The moment that the answer speaks of when somebody handed it in, an extract or a person's look; absent: the present. */
  readonly saidAt?: Date;
  readonly kinds: Readonly<Partial<Record<Kind, Said>>>;
  /** Only of kinds that are "said" or "none". */
  readonly observations: readonly Observation[];
  /** Feeds only. */
  readonly items: readonly FeedItem[];
  readonly evidence: readonly Evidence[];
  readonly bookmark: Json | null;
  readonly cost: number;
  /** Keys or columns the adapter does not know and could leave aside; shown as source health, once. */
  readonly warnings: readonly string[];
}

/** 304, the same body, no event since: confirms every current fact of this source and subject. */
export interface Unchanged extends Result {
  readonly outcome: "unchanged";
  readonly bookmark: Json | null;
}

export interface Failed extends Result {
  readonly outcome: "failed";
  readonly reason: Silence;
  /** Host, field or word; never a body or a person. */
  readonly detail: string;
  readonly retryAfter: Date | null;
  /** The source would not let us in: do not go on asking with the same credentials. */
  readonly credentials: boolean;
}

/** What one check came to. Serialisable: it may have crossed a queue. */
export type CheckResult = Answered | Unchanged | Failed;
