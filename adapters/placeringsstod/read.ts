import type { AskContext, DeliveredFile, Statement } from "../../src/adapter.js";
import { dayOf } from "../../src/domain/day.js";
import type { FilledForm } from "../../src/domain/form.js";
import { hideIdentityNumbers } from "../../src/domain/identity-number.js";
import { type Fault, Refusal } from "../../src/domain/refusal.js";
import { readDayCell } from "../../src/tabular/read-cell.js";
import { read as readExtract } from "../ivo-register/read.js";
import { options as extractOptions } from "../ivo-register/schema.js";
import { BESIDE_EXTRACTS, fields, LOOKED_ON } from "./fields.js";

type Context = Pick<AskContext, "now" | "evidence">;

/** A filled-in form is an extract of one row: the same words, the same rules. Nothing seen against it means active. */
export async function read(form: FilledForm, { now, evidence }: Context): Promise<Statement> {
  if (form.unit === null) throw new Refusal("formuläret gäller en verksamhet; ange vilken");
  refuseUnknown(form);
  const stated: Context["evidence"] = (raw) => ({
    ...evidence({ ...raw, bytes: filledIn(form) }),
    origin: "statement",
    by: form.by,
    address: null,
  });
  const context = { options: extractOptions.parse({}), now, evidence: stated };
  const { statements } = await readExtract(asExtract(form, form.unit, now), context);
  const [statement] = statements;
  if (statement === undefined) throw new Refusal("formuläret säger ingenting om verksamheten");
  if (statement.outcome === "failed") throw new Refusal(statement.detail.replace(/^rad \d+: /, ""));
  return statement;
}

function refuseUnknown({ values }: FilledForm): void {
  const faults = Object.entries(values).flatMap(([name, value]): readonly Fault[] => {
    const field = fields.find((one) => one.name === name);
    if (field === undefined) {
      return [{ column: name, message: `fältet finns inte; det finns ${fields.map((one) => one.name).join(", ")}` }];
    }
    const known = field.choices === undefined || field.choices.includes(value);
    return known ? [] : [{ column: name, message: `här väntades ${field.choices?.join(", ")}` }];
  });
  if (faults.length > 0) throw new Refusal("formuläret godtas inte", faults);
}

/** The whole form is the evidence, with what extracts do not tell. */
function filledIn({ orgNumber, unit, values }: FilledForm): Uint8Array {
  const told = Object.entries(values).map(([name, value]) => [name, hideIdentityNumbers(value)]);
  const about = { orgnr: orgNumber, verksamhetsnamn: unit?.name, verksamhets_id: unit?.ivoId ?? "" };
  return Buffer.from(JSON.stringify([{ ...about, ...Object.fromEntries(told) }], null, 1));
}

function asExtract({ orgNumber, values }: FilledForm, unit: NonNullable<FilledForm["unit"]>, now: Date): DeliveredFile {
  const { status = "Aktiv", ...rest } = values;
  const told = Object.entries(rest).filter(([name]) => !(BESIDE_EXTRACTS as readonly string[]).includes(name));
  const cells = {
    ...{ orgnr: orgNumber, verksamhetsnamn: unit.name, verksamhets_id: unit.ivoId ?? "", status },
    ...Object.fromEntries(told),
  };
  const line = (texts: readonly string[]) => texts.map((text) => `"${text.replaceAll('"', '""')}"`).join(";");
  const text = `${line(Object.keys(cells))}\n${line(Object.values(cells))}\n`;
  return { name: `placeringsstod${lookedOn(values[LOOKED_ON] ?? "", now)}`, bytes: Buffer.from(text, "utf8") };
}

/** An extract speaks of the day in its name, and of now when there is none. */
function lookedOn(text: string, now: Date): string {
  if (text === "") return "";
  const reading = readDayCell(text);
  const wrong = (message: string) => new Refusal("formuläret godtas inte", [{ column: LOOKED_ON, message }]);
  if (!("value" in reading)) throw wrong(`här väntades ${reading.expected}`);
  if (reading.value > dayOf(now)) throw wrong("dagen ligger i framtiden");
  return `-${reading.value}`;
}
