import { z } from "zod";
import { readDay } from "../domain/day.js";
import { kindNames } from "../domain/kind.js";
import { ACTIONS, SEVERITIES } from "../domain/severity.js";
import { AGREEMENT_FORMS } from "../domain/supplier.js";
import { type RuleHead, ruleHeads } from "./catalogue.js";
import { DURATION } from "./duration.js";
import type { Policy } from "./policy.js";

type Settings = Omit<Policy, "text" | "sha256">;

const share = z.number().min(0).max(1);
const count = z.number().int().min(0);
const duration = z.string().regex(DURATION, { message: "ska vara ett antal dagar eller timmar, som 5d eller 72h" });
const name = z.string().min(1);
const day = z.string().refine((text) => readDay(text) !== null, { message: "ska vara en dag, som 2026-11-23" });
const action = z.enum(ACTIONS);
const noStop = z.enum(ACTIONS.filter((one) => one !== "stop"));
const needs = z.partialRecord(z.enum(kindNames), duration);

/** Everything but the rules, as in the default file. */
export const DEFAULTS: Omit<Settings, "rules"> = {
  mandates: {
    owners: ["self"],
    others: ["Adda"],
    confirm: "avtalsansvarig",
    impose: "avtalsansvarig",
    lift: "avtalsansvarig",
  },
  roles: { avtalsansvarig: [] },
  interlocks: { stopsPerDay: { atLeast: 5, share: 0.05 }, changed: { share: 0.2, atLeast: 20 } },
  needs: {
    default: { company: "7d", tax: "14d", credit: "30d", media: "2d" },
    permitServices: { permit: "200d", supervision: "200d" },
  },
  inquiries: {
    within: "30d",
    checklist: [
      "kreditupplysning och företagsuppgifter",
      "IVO",
      "rättsdatabas",
      "referenser",
      "besök",
      "leverantörens yttrande",
    ],
  },
  answers: { contributions: "100d", debt: "100d", elsewhere: "200d" },
  sweeps: { countersign: false },
};

const interlock = (defaults: object) => over(defaults, z.strictObject({ atLeast: count, share }));

/** Built from the rules: each one's own parameters, and what all of them share. Whatever is left out has the default. */
export function policySchema(): z.ZodType<Settings> {
  const { mandates, roles, interlocks } = DEFAULTS;
  const sections = z.strictObject({
    rules: over({}, z.strictObject(Object.fromEntries(ruleHeads.map((head) => [head.id, ruleSchema(head)])))),
    mandates: over(
      mandates,
      z.strictObject({ owners: z.array(name), others: z.array(name), confirm: name, impose: name, lift: name }),
    ),
    roles: over(roles, z.record(name, z.array(name))),
    interlocks: over(
      {},
      z.strictObject({ stopsPerDay: interlock(interlocks.stopsPerDay), changed: interlock(interlocks.changed) }),
    ),
    // A list of needs is given whole: a kind that is left out is not needed.
    inquiries: over(DEFAULTS.inquiries, z.strictObject({ within: duration, checklist: z.array(name).min(1) })),
    needs: over(DEFAULTS.needs, z.strictObject({ default: needs, permitServices: needs })),
    answers: over(DEFAULTS.answers, needs),
    sweeps: over(DEFAULTS.sweeps, z.strictObject({ countersign: z.boolean() })),
  });
  return over({}, sections) as unknown as z.ZodType<Settings>;
}

function ruleSchema({ params, defaults, neverStops }: RuleHead) {
  const { confirm, actions, actionsAt } = defaults;
  const may = neverStops === true ? noStop : action;
  const own = {
    enabled: z.boolean(),
    params: over(defaults.params as object, params),
    severity: z.enum(SEVERITIES),
    actions: over(actions, z.strictObject(Object.fromEntries(AGREEMENT_FORMS.map((form) => [form, may])))),
    actionsAt: z.partialRecord(z.enum([...SEVERITIES, "corroborated"]), may),
    confirm: over(confirm, z.strictObject({ within: duration, role: name })),
    adopted: z.strictObject({ by: name, on: day }).nullable(),
    immediate: z.enum(["any", "office"]),
  };
  const { severity, immediate } = defaults;
  return over({ enabled: true, severity, immediate, actionsAt: actionsAt ?? {}, adopted: null }, z.strictObject(own));
}

/** The file lays itself over the defaults, member by member; an empty section is one that was not given. */
function over<S extends z.ZodType>(defaults: object, schema: S) {
  return z.preprocess((given) => {
    if (given === undefined || given === null) return defaults;
    return typeof given === "object" && !Array.isArray(given) ? { ...defaults, ...given } : given;
  }, schema);
}
