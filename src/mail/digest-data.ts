import type { Attachment } from "../domain/attachment.js";
import type { Day } from "../domain/day.js";
import type { Severity } from "../domain/severity.js";
import type {
  AheadRow,
  AlertRow,
  ChangedAlert,
  Coverage,
  DecidedRow,
  HeldStop,
  LiftableStop,
  NewsRow,
  OpenIncident,
  ProposedStop,
  ProvisionalStop,
  ResolvedAlert,
  Row,
  SourceTrouble,
  SweepRow,
  TrendDay,
  WaitingRow,
} from "./digest-row.js";
import type { StopTerm } from "./stop-term.js";

/** Rows shown in a section; the rest are counted. */
export const ROWS_SHOWN = 30;

/** At most `ROWS_SHOWN` rows in the order they are to be read; `total` counts all, `command` prints all. */
export interface Section<R> {
  readonly rows: readonly R[];
  readonly total: number;
  readonly command: string;
  /** All rows, when they are more than those. */
  readonly attached?: Attachment;
}

/** Rows are cases; `stops` counts their stops one by one, as the command prints them. */
export interface StopSection<R> extends Section<R> {
  readonly stops: number;
}

/** Everything a digest tells, as plain data: rendering reads no store and no clock and computes no times. */
export interface DigestData {
  readonly group: string;
  readonly day: Day;
  readonly now: Date;
  /** The last digest to the group; null for its first. */
  readonly since: Date | null;
  /** Suppliers under watch that concern the group. */
  readonly suppliers: number;
  /** Stops that came into force in the period, by term; those still provisional are rows below. */
  readonly started: Row & { readonly terms: readonly { readonly term: StopTerm; readonly count: number }[] };
  /** Prints the provisional, proposed and held stops together. */
  readonly decisions: Row;
  readonly provisional: StopSection<ProvisionalStop>;
  readonly proposed: StopSection<ProposedStop>;
  readonly held: StopSection<HeldStop>;
  readonly incidents: Section<OpenIncident>;
  readonly newAlerts: Section<AlertRow> & { readonly bySeverity: Readonly<Record<Severity, number>> };
  readonly changed: Section<ChangedAlert>;
  readonly resolved: Section<ResolvedAlert>;
  readonly decided: Section<DecidedRow>;
  readonly liftable: StopSection<LiftableStop>;
  readonly waiting: Section<WaitingRow>;
  /** Sweeps that have come to something since the last digest. */
  readonly sweeps: Section<SweepRow>;
  readonly coverage: Coverage;
  /** The last thirty days, the day of the digest last. */
  readonly trend: Row & { readonly days: readonly TrendDay[] };
  readonly troubled: Section<SourceTrouble>;
  /** Sources that answered as they should. */
  readonly working: number;
  /** Not configured: off, and said to be off. */
  readonly off: readonly string[];
  readonly news: Section<NewsRow>;
  readonly ahead: Section<AheadRow>;
  readonly trail: Row & { readonly head: string; readonly rows: number };
}
