import type { RawEvidence, Statement } from "../adapter.js";
import { type Day, dayOf } from "../domain/day.js";
import type { Evidence } from "../domain/observation.js";
import { SourceError } from "../domain/silence.js";
import { readingOf, type Told } from "../reading.js";
import { readDayCell } from "../tabular/read-cell.js";
import { faultIn, readCell, type SheetRow } from "../tabular/sheet-cell.js";
import type { SheetAnswer } from "./rows.js";

/** The column of the day on which an answer was given. */
export const ANSWERED_ON = "svarsdatum";

export interface AnswerAbout {
  readonly supplier: SheetAnswer["orgNumber"];
  readonly answeredOn: Day;
  readonly asOf: Date;
}

/** What one supplier's rows say. Throws SourceError for what they cannot hold. */
export type Tell = (rows: SheetAnswer["rows"], about: AnswerAbout) => readonly Told[];

export interface AnswerReading {
  /** The day in the file's name, for rows without one. */
  readonly delivered: Day | null;
  readonly now: Date;
  readonly prove: () => Evidence;
}

/** What is wrong with one supplier's answer is that supplier's alone: it still waits for one. */
export function statementOf(tell: Tell, answer: SheetAnswer, reading: AnswerReading): Statement {
  const { orgNumber } = answer;
  try {
    const proof = reading.prove();
    const { saidAt, kinds, observations } = readAnswer(tell, answer, reading);
    const proved = observations.map((observation) => ({ ...observation, evidence: [proof.digest] }));
    const answered = { outcome: "answered", saidAt, kinds, observations: proved as never, evidence: [proof] } as const;
    return { orgNumber, unit: null, ...answered };
  } catch (error) {
    if (!(error instanceof SourceError)) throw error;
    return { orgNumber, unit: null, outcome: "failed", reason: error.reason, detail: error.message };
  }
}

function readAnswer(tell: Tell, { orgNumber, rows }: SheetAnswer, reading: AnswerReading) {
  const days = new Set(rows.map((row) => answeredOn(row, reading)));
  const [day] = days;
  if (day === undefined || days.size > 1) throw faultIn(rows[0], "svaren om samma leverantör har olika svarsdatum");
  const asOf = new Date(`${day}T00:00:00Z`);
  return { saidAt: asOf, ...readingOf(tell(rows, { supplier: orgNumber, answeredOn: day, asOf }), []) };
}

function answeredOn(row: SheetRow<string>, { delivered, now }: AnswerReading): Day {
  const day = readCell(row, ANSWERED_ON, readDayCell) ?? delivered ?? dayOf(now);
  if (day > dayOf(now)) throw faultIn(row, `kolumn ${ANSWERED_ON}: datumet ${day} ligger i framtiden`);
  return day;
}

/** The supplier's own rows and no other's, without its name: that stands in the register. */
export function rawOf({ orgNumber, rows }: SheetAnswer, file: string | null): RawEvidence {
  const told = rows.map(({ line, cells }) => ({ rad: line, ...cells, namn: undefined, orgnr: orgNumber }));
  return {
    bytes: Buffer.from(JSON.stringify(told, null, 1)),
    mediaType: "application/json",
    address: file,
    status: null,
  };
}
