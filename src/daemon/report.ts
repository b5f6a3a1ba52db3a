import type { Turn } from "../../jobs/tick.js";
import { Conflict, formatFault, Refusal } from "../domain/refusal.js";
import type { Missed } from "../schedule/owed.js";
import { slotInstant } from "../schedule/slots.js";

/** What the daemon says of its work: a fixed message, and what differs as fields that name no person. */
export interface Log {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** A job's turn in figures; how late it began is told of what had a slot (R11). */
export function turnFields({ job, slot, summary, told }: Turn, began: Date): object {
  const due = slotInstant(slot);
  const late = due === null ? {} : { lateSeconds: Math.round((began.getTime() - due) / 1000) };
  if (summary === null) return { job, slot, ...late, ...figuresOf(told) };
  const { sources: _, ...counts } = summary;
  return { ...counts, ...late };
}

/** Lists as their lengths: what stands in them may name somebody. */
function figuresOf(told: object): object {
  const figures = Object.entries(told).map(([name, value]) => [name, Array.isArray(value) ? value.length : value]);
  return Object.fromEntries(figures.filter(([, value]) => typeof value === "number"));
}

/** Which slots were missed, from the first to the last, and how many for each reason. */
export function missedFields(missed: readonly Missed[]): object {
  const reasons: Record<string, number> = {};
  for (const { reason } of missed) reasons[reason] = (reasons[reason] ?? 0) + 1;
  return { missed: missed.length, from: missed[0]?.slot.name, to: missed.at(-1)?.slot.name, reasons };
}

const PLACE = /\n\s+at (?:.*\()?(?:file:\/\/)?[^\n]*?((?:src|jobs|adapters|node_modules)\/[^\n):]+:\d+)/;

/** What an error is and where it arose; its text only where it was written for people. */
export function faultFields(error: unknown): object {
  if (typeof error === "string") return { fault: error };
  if (!(error instanceof Error)) return { fault: typeof error };
  if (error instanceof Refusal) return { fault: error.message, faults: error.faults.map(formatFault) };
  if (error instanceof Conflict) return { fault: error.message };
  return { fault: "code" in error ? String(error.code) : error.name, place: PLACE.exec(error.stack ?? "")?.[1] };
}
