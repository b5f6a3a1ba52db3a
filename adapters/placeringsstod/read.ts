import type { AskContext, DeliveredFile, Statement } from "../../src/adapter.js";
import type { FilledForm } from "../../src/domain/form.js";
import { type Fault, Refusal } from "../../src/domain/refusal.js";
import { read as readExtract } from "../ivo-register/read.js";
import { options as extractOptions } from "../ivo-register/schema.js";
import { fields } from "./fields.js";

type Context = Pick<AskContext, "now" | "evidence">;

/** A filled-in form is an extract of one row: the same words, the same rules. Nothing seen against it means active. */
export async function read(form: FilledForm, { now, evidence }: Context): Promise<Statement> {
  if (form.unit === null) throw new Refusal("formuläret gäller en verksamhet; ange vilken");
  refuseUnknown(form);
  const stated: Context["evidence"] = (raw) => ({
    ...evidence(raw),
    origin: "statement",
    by: form.by,
    address: null,
  });
  const context = { options: extractOptions.parse({}), now, evidence: stated };
  const { statements } = await readExtract(asExtract(form, form.unit), context);
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

function asExtract({ orgNumber, values }: FilledForm, unit: NonNullable<FilledForm["unit"]>): DeliveredFile {
  const { status = "Aktiv", ...rest } = values;
  const cells = { orgnr: orgNumber, verksamhetsnamn: unit.name, verksamhets_id: unit.ivoId ?? "", status, ...rest };
  const line = (texts: readonly string[]) => texts.map((text) => `"${text.replaceAll('"', '""')}"`).join(";");
  const text = `${line(Object.keys(cells))}\n${line(Object.values(cells))}\n`;
  return { name: "placeringsstod", bytes: Buffer.from(text, "utf8") };
}
