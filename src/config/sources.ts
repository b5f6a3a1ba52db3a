import { z } from "zod";
import type { AnyAdapter } from "../adapter.js";
import type { SourceLimits } from "../dispatch/dispatch.js";
import type { Budget } from "../dispatch/purchase.js";
import { type OrgNumber, readOrgNumber } from "../domain/org-number.js";
import { Refusal } from "../domain/refusal.js";
import { isSecureAddress } from "../domain/secure-address.js";
import { readYaml } from "../yaml/read-yaml.js";
import { requireOpens } from "./certificate.js";
import { type Environment, fileNamedBy, variable } from "./environment.js";

/** A source as this home has it; without settings for all that it needs it is off. */
export interface SourceConfig {
  readonly adapter: AnyAdapter;
  readonly settings: Readonly<Record<string, string>>;
  readonly options: unknown;
  readonly limits: SourceLimits;
  /** Of a source whose answers cost. */
  readonly budget: Budget;
  readonly expect: Expected;
  readonly configured: boolean;
  /** Variables that are not set though others of the source are. */
  readonly missing: readonly string[];
}

/** What a source is held to; without it, it is in trouble. */
export interface Expected {
  /** The least share of the questions that must be answered. */
  readonly answers: number;
  /** The largest share of suppliers whose known facts may change in one run; null: any. */
  readonly changed: number | null;
  /** A supplier of whom the source is known to have something to say; null: none is named. */
  readonly canary: OrgNumber | null;
}

const share = z.number().gt(0).max(1);

const expectSchema = z
  .strictObject({
    answers: share.default(0.5),
    changed: share.nullable().default(null),
    canary: z.union([z.string(), z.number()]).transform(toOrgNumber).nullable().default(null),
  })
  .prefault({});

function toOrgNumber(written: string | number, context: z.core.$RefinementCtx): OrgNumber {
  const number = readOrgNumber(`${written}`);
  if (typeof number === "string") return number;
  context.addIssue({ code: "custom", message: "ska vara ett organisationsnummer med tio siffror" });
  return z.NEVER;
}

const RETRY_MS = 2_000;
const count = z.number().int().min(1);

const limitsSchema = z
  .strictObject({ perMinute: count, concurrency: count, batch: count, retryMs: z.number().int().min(0) })
  .partial();

const most = z.number().int().min(0).nullable().default(null);
const budgetSchema = z.strictObject({ perDay: most, perMonth: most, maxAgeDays: count.default(90) });

/** Reads sources.yaml against what each adapter declares, and the environment for its settings. Throws Refusal. */
export function readSources(
  text: string,
  file: string,
  adapters: readonly AnyAdapter[],
  environment: Environment,
): readonly SourceConfig[] {
  const schema = z.strictObject(Object.fromEntries(adapters.map((adapter) => [adapter.id, sectionOf(adapter)])));
  const sections = readYaml(
    text,
    file,
    z.preprocess((value) => value ?? {}, schema),
  );
  return adapters.map((adapter) => {
    const section = sections[adapter.id] ?? { options: adapter.options.parse({}), expect: expectSchema.parse({}) };
    const { expect } = section;
    return { adapter, ...settingsOf(adapter, environment), ...limited(adapter, section), expect };
  });
}

function sectionOf(adapter: AnyAdapter) {
  const options = z.preprocess((v) => v ?? {}, adapter.options);
  const section = z.strictObject({ limits: limitsSchema.optional(), options, expect: expectSchema });
  const costs = adapter.shape === "lookup" && adapter.triage !== undefined;
  return (costs ? section.extend({ budget: budgetSchema.optional() }) : section).optional();
}

interface Section {
  readonly limits?: object | undefined;
  readonly options?: unknown;
  readonly budget?: Budget | undefined;
}

function limited(adapter: AnyAdapter, section: Section) {
  const own =
    adapter.shape === "file" || adapter.shape === "worklist"
      ? { perMinute: 60, concurrency: 1, batch: 1 }
      : adapter.limits;
  const budget = section.budget ?? budgetSchema.parse({});
  return { options: section.options, limits: { ...own, retryMs: RETRY_MS, ...section.limits }, budget };
}

function settingsOf(adapter: AnyAdapter, environment: Environment) {
  const entries = Object.entries(adapter.settings).map(([name, setting]) => {
    const isFile = setting.openedBy !== undefined;
    const given = isFile ? fileNamedBy(environment, setting.env) : variable(environment, setting.env);
    return [name, setting, given ?? setting.default ?? null] as const;
  });
  const settings: Readonly<Record<string, string>> = Object.fromEntries(
    entries.flatMap(([name, , value]) => (value === null ? [] : [[name, value]])),
  );
  for (const [, { env, openedBy }, value] of entries) {
    if (value !== null && openedBy === undefined) requireSecure(env, value);
    const password = openedBy === undefined ? undefined : settings[openedBy];
    if (value !== null && password !== undefined) requireOpens(env, value, password);
  }
  const missing = [
    ...entries.flatMap(([, { env, optional }, value]) => (value === null && !optional ? [env] : [])),
    ...missingWays(adapter, settings),
  ];
  return { settings, configured: missing.length === 0, missing };
}

/** What is missing of the way that has been begun; of none, all the ways there are. */
function missingWays(
  { oneOf, settings: declared }: AnyAdapter,
  given: Readonly<Record<string, string>>,
): readonly string[] {
  const ways = (oneOf ?? []).map((way) =>
    way.map((name) => ({ env: declared[name]?.env ?? name, has: name in given })),
  );
  if (ways.length === 0 || ways.some((way) => way.every(({ has }) => has))) return [];
  const begun = ways.find((way) => way.some(({ has }) => has));
  if (begun !== undefined) return begun.filter(({ has }) => !has).map(({ env }) => env);
  return [ways.map((way) => way.map(({ env }) => env).join(" och ")).join(" eller ")];
}

/** An address that is none, or that would be asked in the clear is a fault of the configuration, not of the source; the value is not repeated. */
function requireSecure(name: string, value: string): void {
  const isAddress = name.endsWith("_URL") || /^[a-z][a-z0-9+.-]*:\/\//i.test(value);
  if (!isAddress || (URL.canParse(value) && isSecureAddress(new URL(value)))) return;
  throw new Refusal(`${name} ska vara en adress som börjar på https:// (http bara till den egna datorn)`);
}
