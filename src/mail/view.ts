/** How strongly a tag speaks: a stop or critical, serious, a quiet note, something that went well. */
export type Tone = "stop" | "serious" | "note" | "good";

export interface Labelled {
  readonly label: string;
  readonly value: string;
  /** Set in bold: a time has passed. */
  readonly urgent?: boolean;
  /** A checked address, and the host that is shown in HTML instead of it. */
  readonly link?: { readonly href: string; readonly host: string };
}

/** One row of a section. Few lines make a row, many a card; both are written the same way. */
export interface CardView {
  readonly tag: { readonly text: string; readonly tone: Tone };
  readonly title: string;
  readonly subtitle: string | null;
  readonly lead: string | null;
  readonly facts: readonly Labelled[];
  readonly command: string;
}

export interface SectionView {
  /** What it is about, within a sentence: "nya larm". */
  readonly topic: string;
  /** Above the heading: what is asked of the reader; null when nothing is. */
  readonly kicker: string | null;
  /** With the number of rows, where there is one. */
  readonly heading: string;
  readonly intro: string | null;
  readonly cards: readonly CardView[];
  readonly total: number;
  /** Shown even when it has no rows. */
  readonly always: boolean;
  /** Says how many rows are not shown; null when all are. */
  readonly rest: string | null;
  /** Prints all its rows; null when no one command does: then each row's own. */
  readonly command: string | null;
}

export interface Figure {
  readonly label: string;
  readonly value: string;
  readonly command: string;
}

export interface TrendView {
  readonly heading: string;
  readonly summary: string;
  readonly from: string;
  readonly to: string;
  /** Day by day from the top: whether the day's bar reaches there. */
  readonly rows: readonly (readonly boolean[])[];
  /** Whether all that was due on a day was done. */
  readonly cover: readonly ("whole" | "part" | "none")[];
  readonly numbers: string;
  readonly command: string;
}

export interface DigestView {
  readonly group: string;
  readonly day: string;
  readonly period: string;
  readonly news: string;
  /** Two and two: what happened, what is to be done and was done. */
  readonly figures: readonly (readonly [Figure, Figure])[];
  readonly sections: readonly SectionView[];
  readonly trend: TrendView | null;
  readonly empty: string | null;
  readonly manners: readonly string[];
  readonly trail: string;
  readonly trailCommand: string;
  readonly written: string;
}
