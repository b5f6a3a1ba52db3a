import { type Day, readDay } from "../../src/domain/day.js";
import type { Current, Judged, RuleFinding, RuleInput } from "../../src/domain/finding.js";
import { type Kind, kindNames } from "../../src/domain/kind.js";
import type { Severity } from "../../src/domain/severity.js";
import type { Supplier, Unit } from "../../src/domain/supplier.js";
import { ruleById } from "../../src/rules/index.js";
import { ORG } from "./observed.js";

export const TODAY = day("2026-11-23");

export function day(text: string): Day {
  const read = readDay(text);
  if (read === null) throw new Error(`No day: ${text}`);
  return read;
}

const unit: Unit = {
  name: "Björken",
  ivoId: "V-1001",
  service: "hvb_barn_unga",
  municipality: null,
  targetGroup: null,
  ageFrom: null,
  ageTo: null,
  places: null,
  statedStaff: null,
};

export function unitWith(members: Partial<Unit>): Unit {
  return { ...unit, ...members };
}

export const SUPPLIER: Supplier = {
  orgNumber: ORG,
  name: "Exempelhemmet Björken AB",
  legalForm: "AB",
  legalGroup: "company",
  enteredOn: day("2026-01-01"),
  agreements: [
    {
      buyer: "Grönköping",
      owner: "Grönköping",
      service: "hvb_barn_unga",
      form: "direktupphandling",
      number: "",
      starts: null,
      ends: null,
    },
  ],
  inOffice: ["12", "13"],
  units: [unit, { ...unit, name: "Eken", ivoId: null }],
};

interface Given {
  readonly earlier?: readonly Current[];
  readonly supplier?: Partial<Supplier>;
  readonly params?: object;
  readonly severity?: Severity;
  readonly today?: string;
}

/** All kinds empty but those given; parameters and severity are the rule's defaults unless told. */
export function judge(id: string, current: readonly Current[], given: Given = {}): Judged {
  const rule = ruleById(id);
  if (rule === null) throw new Error(`No rule ${id}`);
  const input: RuleInput<Kind, unknown> = {
    current: byKind(current),
    earlier: byKind(given.earlier ?? []),
    supplier: { ...SUPPLIER, ...given.supplier },
    params: rule.params.parse({ ...(rule.defaults.params as object), ...given.params }),
    severity: given.severity ?? rule.defaults.severity,
    today: given.today === undefined ? TODAY : day(given.today),
  };
  return rule.judge(input);
}

/** The findings of a rule that could judge. */
export function found(id: string, current: readonly Current[], given: Given = {}): readonly RuleFinding[] {
  const judged = judge(id, current, given);
  if ("cannotJudge" in judged) throw new Error(`${id} cannot judge: ${judged.cannotJudge.join(", ")}`);
  return judged.findings;
}

/** What a rule lacks; null when it could judge. */
export function lacks(id: string, current: readonly Current[], given: Given = {}): readonly Kind[] | null {
  const judged = judge(id, current, given);
  return "cannotJudge" in judged ? judged.cannotJudge : null;
}

function byKind(observations: readonly Current[]): RuleInput<Kind, unknown>["current"] {
  const lists = kindNames.map((kind) => [kind, observations.filter((one) => one.kind === kind)] as const);
  return Object.fromEntries(lists) as unknown as RuleInput<Kind, unknown>["current"];
}
