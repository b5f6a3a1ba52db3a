import type { AskContext, Statement } from "../../src/adapter.js";
import {
  CONDUCT_METHODS,
  CONDUCT_OUTCOMES,
  type ConductMethod,
  DOCUMENT_MONTHS,
  ORIGINAL_SHOWN,
} from "../../src/domain/conduct.js";
import { addMonths, type Day, dayOf } from "../../src/domain/day.js";
import type { FilledForm } from "../../src/domain/form.js";
import { type FactsOf, SCHEMA_VERSION } from "../../src/domain/kind.js";
import { type Fault, Refusal } from "../../src/domain/refusal.js";
import { readDayCell } from "../../src/tabular/read-cell.js";
import { fields } from "./fields.js";

interface Options {
  readonly originalShown: object | null;
}
type Context = Pick<AskContext<Options>, "options" | "now" | "evidence">;
type Conduct = FactsOf["conduct"];

/** What a filled-in form attests of one representative. What may not be known of a person is refused, whoever wrote it. */
export async function read(form: FilledForm, { options, now, evidence }: Context): Promise<Statement> {
  const { representative, orgNumber, by } = form;
  if (representative === undefined) throw new Refusal("formuläret gäller en företrädare; ange vilken");
  const facts = factsOf(form, representative.role, options, dayOf(now));
  const bytes = Buffer.from(JSON.stringify({ orgnr: orgNumber, foretradare: representative.key, ...facts }, null, 1));
  const made = evidence({ bytes, mediaType: "application/json", address: null, status: null });
  const proof = { ...made, origin: "statement" as const, by };
  const about = { kind: "conduct", subject: { supplier: orgNumber }, key: representative.key } as const;
  const observation = { ...about, schema: SCHEMA_VERSION, asOf: now, facts, evidence: [proof.digest] };
  return {
    orgNumber,
    unit: null,
    outcome: "answered",
    saidAt: now,
    kinds: { conduct: "said" },
    observations: [observation],
    evidence: [proof],
  };
}

function factsOf(form: FilledForm, role: string, options: Options, today: Day): Conduct {
  const cells = cellsOf(form);
  const faults = [...cells.faults, ...wrongDays(cells, today), ...wrongTogether(cells, options)];
  const outcome = cells.outcome;
  if (faults.length > 0 || outcome === null) throw new Refusal("uppgifterna godtas inte", faults);
  const { method, requestedOn, receivedOn, shownOn, documentOn, nextDue } = cells;
  return { role, outcome, method, requestedOn, receivedOn, shownOn, documentOn, nextDue };
}

type Cells = Omit<Conduct, "role" | "outcome" | "method" | DayName> & {
  readonly outcome: (typeof CONDUCT_OUTCOMES)[number] | null;
  readonly method: ConductMethod | null;
  readonly faults: readonly Fault[];
} & { readonly [name in DayName]: Day | null };

const DAYS = {
  requestedOn: "begard",
  receivedOn: "inkommen",
  shownOn: "uppvisad",
  documentOn: "handlingens_datum",
  nextDue: "nasta_senast",
} as const;
type DayName = keyof typeof DAYS;

function cellsOf({ values }: FilledForm): Cells {
  const faults: Fault[] = Object.keys(values)
    .filter((name) => !fields.some((field) => field.name === name))
    .map((column) => ({
      column,
      message: `fältet finns inte; det finns ${fields.map(({ name }) => name).join(", ")}`,
    }));
  const days = Object.entries(DAYS).map(([name, column]) => {
    const text = values[column] ?? "";
    if (text === "") return [name, null] as const;
    const reading = readDayCell(text);
    if (!("value" in reading)) faults.push({ column, message: `här väntades ${reading.expected}` });
    return [name, "value" in reading ? reading.value : null] as const;
  });
  const outcome = chosen(values.utfall, "utfall", CONDUCT_OUTCOMES, faults);
  const method = chosen(values.metod, "metod", CONDUCT_METHODS, faults);
  if ((values.utfall ?? "") === "") faults.push({ column: "utfall", message: "utfallet saknas" });
  return { ...(Object.fromEntries(days) as Record<DayName, Day | null>), outcome, method, faults };
}

function chosen<T extends string>(
  text: string | undefined,
  column: string,
  choices: readonly T[],
  faults: Fault[],
): T | null {
  if (text === undefined || text === "") return null;
  const found = choices.find((choice) => choice === text) ?? null;
  // What was written is not repeated: people write here what may not be known.
  if (found === null) faults.push({ column, message: `här väntades ${choices.join(", ")}` });
  return found;
}

function wrongDays(cells: Cells, today: Day): readonly Fault[] {
  const { requestedOn, receivedOn, shownOn, documentOn, nextDue } = cells;
  const ahead = Object.entries(DAYS)
    .filter(([name]) => name !== "nextDue" && (cells[name as DayName] ?? today) > today)
    .map(([, column]): Fault => ({ column, message: "dagen ligger i framtiden" }));
  const before = (a: Day | null, b: Day | null) => a !== null && b !== null && a < b;
  const seen = shownOn ?? receivedOn;
  return [
    ...ahead,
    ...(before(receivedOn, requestedOn)
      ? [{ column: DAYS.receivedOn, message: "dagen är före den då det begärdes" }]
      : []),
    ...(before(seen, documentOn)
      ? [{ column: DAYS.documentOn, message: "handlingen är yngre än den dag den sågs" }]
      : []),
    ...(before(nextDue, seen) ? [{ column: DAYS.nextDue, message: "dagen är före den då intyget lämnades" }] : []),
    ...(documentOn !== null && seen !== null && addMonths(documentOn, DOCUMENT_MONTHS) < seen
      ? [{ column: DAYS.documentOn, message: `handlingen var äldre än ${DOCUMENT_MONTHS} månader; begär en ny` }]
      : []),
  ];
}

function wrongTogether(cells: Cells, { originalShown }: Options): readonly Fault[] {
  const { outcome, method, receivedOn, shownOn, documentOn } = cells;
  const seen = shownOn ?? receivedOn;
  const wrong = (column: string, message: string): Fault => ({ column, message });
  const original = method === ORIGINAL_SHOWN && originalShown === null;
  const forbidden = original
    ? [
        wrong(
          "metod",
          "utdrag får inte tas emot eller granskas förrän ett namngivet rättsligt beslut står i sources.yaml",
        ),
      ]
    : [];
  if (outcome === "ej inkommit" || outcome === "vägrar") {
    const given = seen !== null || documentOn !== null;
    return [
      ...forbidden,
      ...(given ? [wrong("utfall", "ett intyg som har lämnats kan inte vara ej inkommit eller vägrat")] : []),
    ];
  }
  if (outcome === null) return forbidden;
  return [
    ...forbidden,
    ...(method === null ? [wrong("metod", "metoden saknas")] : []),
    ...(seen === null ? [wrong(DAYS.receivedOn, "ange när intyget kom in eller visades")] : []),
    // Somebody who tells by word of mouth shows no document.
    ...(documentOn === null && method !== "manuell upplysning"
      ? [wrong(DAYS.documentOn, "handlingens datum saknas")]
      : []),
  ];
}
