import type { WorklistField } from "../domain/form.js";
import type { Fault } from "../domain/refusal.js";
import { type CellReading, readCountCell, readDayCell } from "../tabular/read-cell.js";

export interface FilledFields {
  /** As they are kept: days and numbers in one form. */
  readonly values: Readonly<Record<string, string>>;
  /** By the field's name. What stood there is not repeated: people may write what must not be kept. */
  readonly faults: readonly Fault[];
}

/** What is filled in, cell by cell. */
export function readFields(fields: readonly WorklistField[], told: Readonly<Record<string, string>>): FilledFields {
  const values: Record<string, string> = {};
  const faults: Fault[] = [];
  for (const [name, written] of Object.entries(told)) {
    const field = fields.find((one) => one.name === name);
    if (field === undefined) {
      faults.push({
        column: name,
        message: `fältet finns inte; det finns ${fields.map((one) => one.name).join(", ")}`,
      });
      continue;
    }
    const text = written.trim();
    const reading = text === "" ? { value: "" } : readField(field, text);
    if ("value" in reading) values[name] = reading.value;
    else faults.push({ column: name, message: `här väntades ${reading.expected}` });
  }
  return { values, faults };
}

const LONGEST = 200;

function readField({ choices, holds }: WorklistField, text: string): CellReading<string> {
  if (choices !== undefined) {
    const found = choices.find((choice) => choice.toLowerCase() === text.toLowerCase());
    return found === undefined ? { expected: choices.join(", ") } : { value: found };
  }
  if (holds === "day") return readDayCell(text);
  if (holds === "count") {
    const reading = readCountCell(text);
    return "value" in reading ? { value: `${reading.value}` } : reading;
  }
  return text.length > LONGEST ? { expected: `högst ${LONGEST} tecken` } : { value: text };
}
