/** One fault in something a person gave us: where it is and what was expected. */
export interface Fault {
  readonly file?: string | undefined;
  /** Of a file with several. */
  readonly sheet?: string | undefined;
  readonly line?: number | undefined;
  readonly column?: string | undefined;
  readonly message: string;
}

/** Refused input: nothing was changed. Every fault is named; exit code 2. */
export class Refusal extends Error {
  override readonly name = "Refusal";

  constructor(
    message: string,
    readonly faults: readonly Fault[] = [],
    readonly result: object | null = null,
  ) {
    super(message);
  }
}

/** Something that was in order to ask but cannot be done now (taken, changed, wrong state); exit code 1. */
export class Conflict extends Error {
  override readonly name = "Conflict";
}

/** The database cannot be read: it has to be restored. */
export class Damaged extends Conflict {}

export function formatFault(fault: Fault): string {
  const place = [
    fault.file,
    fault.sheet === undefined ? undefined : `blad ${fault.sheet}`,
    fault.line === undefined ? undefined : `rad ${fault.line}`,
    fault.column === undefined ? undefined : `kolumn ${fault.column}`,
  ].filter((part) => part !== undefined);
  return place.length === 0 ? fault.message : `${place.join(", ")}: ${fault.message}`;
}
