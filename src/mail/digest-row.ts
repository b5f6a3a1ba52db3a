import type { Day } from "../domain/day.js";
import type { OrgNumber } from "../domain/org-number.js";
import type { Severity } from "../domain/severity.js";
import type { AgreementForm } from "../domain/supplier.js";
import type { Reminder } from "../domain/sweep-reminder.js";
import type { StopTerm } from "./stop-term.js";

/** What every row has: the command that prints what it rests on. */
export interface Row {
  readonly command: string;
}

/** Whom a row is about; `unit` is the name of a home or service, null for the whole supplier. */
export interface Subject {
  readonly orgNumber: OrgNumber;
  readonly name: string;
  readonly unit: string | null;
}

/** One stop: one agreement. `service` is the title people read, not the code. */
export interface StoppedAgreement {
  readonly stop: number;
  readonly term: StopTerm;
  readonly form: AgreementForm;
  readonly service: string;
  readonly buyer: string;
  readonly owner: string;
}

/** What a finding showed: enough to decide on, and to find it again. */
export interface Grounds {
  /** A Swedish sentence that the supplier could be shown. */
  readonly because: string;
  readonly rule: string;
  readonly observed: string;
  readonly threshold: string | null;
  readonly evidence: readonly number[];
  readonly source: { readonly title: string; readonly address: string | null };
}

/** One finding's stops in one state: usually one, several when it holds for several agreements. */
interface StopCase extends Row, Grounds {
  /** Began since the group's last digest; null in its first, where all of it is news. */
  readonly isNew: boolean | null;
  /** The alert behind it; null when a person stopped without one. */
  readonly alertId: number | null;
  readonly subject: Subject;
  readonly stops: readonly StoppedAgreement[];
  /** Of the closed list: "tillstånd återkallat", "ekonomi" … */
  readonly reason: string;
  /** Short name of the policy version. */
  readonly policy: string;
  readonly started: Date;
  readonly startedBy: string;
  readonly confirmBy: Day;
  readonly role: string;
  /** What would end it: "beslutet upphävs eller nytt tillstånd ges". */
  readonly endsWhen: string | null;
}

export interface ProvisionalStop extends StopCase {
  /** Rests on a permit: ask whether anyone is placed there, since only new placements are stopped. */
  readonly asksAboutPlacements: boolean;
}

/** Addressed to the owners of the agreements. */
export type ProposedStop = StopCase;

export interface HeldStop extends StopCase {
  readonly incident: { readonly id: number; readonly cause: string };
}

/** Only those that wait for somebody to release or reject them. */
export interface OpenIncident extends Row {
  readonly id: number;
  readonly kind: "source" | "mass_change" | "stop_cap" | "delivery";
  readonly source: string | null;
  readonly cause: string;
  readonly opened: Date;
  readonly suppliers: number;
  /** Answers or stops that wait for release. */
  readonly held: number;
}

export interface AlertRow extends Row, Grounds {
  readonly id: number;
  readonly subject: Subject;
  readonly severity: Severity;
  readonly title: string;
  readonly opened: Date;
  /** What the alert led to, in words: "preliminärt avropsstopp", "fördjupad kontroll"; null when only a signal. */
  readonly ledTo: string | null;
}

export interface ChangedAlert extends AlertRow {
  readonly change: "worse" | "reopened";
  readonly news: readonly string[];
  readonly changed: Date;
}

export interface ResolvedAlert extends Row {
  readonly id: number;
  readonly subject: Subject;
  readonly severity: Severity;
  readonly title: string;
  /** What the source says now. */
  readonly because: string;
  readonly opened: Date;
  readonly resolved: Date;
}

/** What a person has decided on a stop. */
export interface DecidedRow extends Row {
  readonly subject: Subject;
  /** "avropsstopp nr 12 upphävt". */
  readonly what: string;
  readonly by: string;
  readonly at: Date;
  readonly reason: string | null;
}

/** A standing stop whose every fact is gone: may it be lifted? */
export interface LiftableStop extends Row {
  readonly subject: Subject;
  readonly stops: readonly StoppedAgreement[];
  readonly gone: readonly { readonly fact: string; readonly since: Day }[];
}

export interface WaitingRow extends Row {
  /** Role, person's key or agreement owner. */
  readonly who: string;
  readonly what: string;
  readonly count: number;
  /** How long the oldest has waited. */
  readonly days: number;
  /** Past the date somebody set. */
  readonly overdue: boolean;
}

export interface SourceTrouble extends Row {
  readonly id: string;
  readonly title: string;
  readonly state: "failing" | "blind" | "refused";
  readonly lastSuccess: Date | null;
  /** In words: "svarar inte (38 av 40 frågor)". */
  readonly why: string;
}

export interface Coverage extends Row {
  readonly due: number;
  readonly done: number;
  readonly failed: number;
  readonly skipped: number;
  readonly missed: number;
}

/** What was opened, and what was due and done, on one day. */
export interface TrendDay {
  readonly day: Day;
  readonly alerts: number;
  readonly due: number;
  readonly done: number;
}

export interface NewsRow extends Row {
  readonly title: string;
  readonly feed: string;
  readonly address: string;
  readonly published: Date | null;
}

/** What a sweep has come to, or that there has been none. */
export interface SweepRow extends Row {
  /** Null: it is the sweep that nobody has begun. */
  readonly sweep: number | null;
  /** "tillstånd hos IVO". */
  readonly title: string;
  readonly reminder: Reminder;
  /** The day the last one began, where there is none now; null: there has been none. */
  readonly last: Day | null;
  readonly due: Day;
  readonly owner: string | null;
  readonly items: number;
  readonly settled: number;
  /** Who has how many items left. */
  readonly left: readonly { readonly who: string | null; readonly items: number }[];
}

export interface AheadRow extends Row {
  readonly day: Day;
  readonly what: string;
  readonly subject: Subject | null;
}
