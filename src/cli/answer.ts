import { Conflict, formatFault, Refusal } from "../domain/refusal.js";
import { conflictOf } from "../store/open.js";
import type { Outside } from "./outside.js";

/** What a command gives back: a document for programs, text for people, and how it went. */
export interface Answer {
  readonly json: unknown;
  /** On stdout when no JSON was asked for. */
  readonly text: string;
  /** 0 unless told: 1 failed, 3 done in part, 4 no, 5 unknown. */
  readonly exit?: number;
  /** To people, on stderr, in either case. */
  readonly notes?: readonly string[];
}

export const EXIT = { done: 0, failed: 1, refused: 2, partly: 3, no: 4, unknown: 5 } as const;

/** Prints an answer; with --json stdout holds one document and nothing else. */
export function give(outside: Outside, json: boolean, answer: Answer): number {
  for (const note of answer.notes ?? []) outside.stderr(`${note}\n`);
  if (json) {
    // A command that goes on until it is stopped has said what it had to say.
    if (answer.json !== undefined) outside.stdout(`${JSON.stringify(answer.json, null, 2)}\n`);
  } else if (answer.text !== "") {
    outside.stdout(answer.text.endsWith("\n") ? answer.text : `${answer.text}\n`);
  }
  return answer.exit ?? EXIT.done;
}

/** Says what went wrong, in Swedish, and gives the exit code. An unforeseen fault shows its kind and place, never data. */
export function giveError(outside: Outside, json: boolean, error: unknown): number {
  if (error instanceof Refusal) {
    // A single fault is often the whole message; it is not said twice.
    const untold = error.faults.filter(({ message }) => !error.message.includes(message));
    outside.stderr(`${error.message}\n${untold.map((fault) => `  ${formatFault(fault)}\n`).join("")}`);
    const faults = error.faults.map(({ file, sheet, line, column, message }) => ({
      file,
      sheet,
      line,
      column,
      message,
    }));
    if (json) outside.stdout(`${JSON.stringify(error.result ?? { error: error.message, faults }, null, 2)}\n`);
    return EXIT.refused;
  }
  const known = error instanceof Conflict ? error : conflictOf(error);
  const message = known?.message ?? (isStopped(outside, error) ? STOPPED : unforeseen(error));
  outside.stderr(`${message}\n`);
  if (json) outside.stdout(`${JSON.stringify({ error: message })}\n`);
  return EXIT.failed;
}

/** Ctrl-C or SIGTERM is no fault: it was asked for. */
function isStopped({ signal }: Outside, error: unknown): boolean {
  return signal.aborted && error === signal.reason;
}

const STOPPED = "avbrutet; det som hann göras är sparat, och ett jobb går vidare där det var när det startas igen";

function unforeseen(error: unknown): string {
  if (!(error instanceof Error)) return "oväntat fel";
  const code = "code" in error ? String(error.code) : error.name;
  const place = /\n\s+at (?:.*\()?(?:file:\/\/)?[^\n]*?((?:src|jobs|adapters|node_modules)\/[^\n):]+:\d+)/.exec(
    error.stack ?? "",
  )?.[1];
  return `oväntat fel (${code}${place === undefined ? "" : ` i ${place}`}); ingenting av det sista skrevs`;
}
