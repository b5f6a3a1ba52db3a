import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach } from "vitest";
import { judge } from "../../jobs/judge.js";
import type { JudgeDeps } from "../../jobs/sitting.js";
import { noteHealth } from "../../jobs/source-health.js";
import type { CheckResult } from "../../src/domain/check.js";
import { SCHEMA_VERSION } from "../../src/domain/kind.js";
import type { OrgNumber } from "../../src/domain/org-number.js";
import type { RecipientGroup } from "../../src/domain/recipient.js";
import { evidenceMaker } from "../../src/evidence/evidence.js";
import { defaultPolicyYaml } from "../../src/policy/default-policy.js";
import { readPolicy } from "../../src/policy/read-policy.js";
import { rules } from "../../src/rules/index.js";
import { readServices } from "../../src/services.js";
import { suppliersToJudge } from "../../src/store/case.js";
import { tallyOf } from "../../src/store/check.js";
import { importSuppliers, type RegisteredSupplier } from "../../src/store/import-suppliers.js";
import { openStore, type Store } from "../../src/store/open.js";
import { recordOutcomes } from "../../src/store/record.js";
import { endRun, planRun } from "../../src/store/run.js";
import { sourceIdOf, subjectIdOf } from "../../src/store/subject.js";

const HALF = { answers: 0.5, changed: null, canary: null };

/** What SCB says of a supplier's F-skatt on a morning; "silent" when it does not answer. */
type Said = "registered" | "deregistered" | "silent";

export interface House {
  readonly folder: string;
  readonly store: Store;
  readonly outbox: string;
  readonly deps: JudgeDeps;
  /** Who is told; may be added to. */
  readonly groups: RecipientGroup[];
  register(suppliers: readonly RegisteredSupplier[], now: Date): void;
  /** One basuppföljning: SCB is asked about everybody named, and what it says is judged. */
  morning(now: Date, said: Readonly<Record<string, Said>>): Promise<void>;
}

export const operators: RecipientGroup = {
  id: "kvalitet",
  title: "Kvalitet och kontroll",
  to: ["kvalitet@kommun.example", "inkop@kommun.example"],
  buyers: [],
  owners: [],
  forms: [],
  services: [],
  kind: "operators",
  digest: "07:00",
  immediate: true,
};
export const storvad: RecipientGroup = { ...operators, id: "storvad", title: "Storvads kommun", buyers: ["Storvad"] };
export const placing: RecipientGroup = { ...operators, id: "placering", title: "Placeringsgruppen", kind: "placing" };
export const administrators: RecipientGroup = {
  ...operators,
  id: "administrators",
  title: "Administratörer",
  to: ["drift@kommun.example"],
  kind: "administrators",
};
const GROUPS = [operators, storvad, placing, administrators];

/** What runDigest needs, but for the store and the outbox. */
export const told = {
  groups: [] as readonly RecipientGroup[],
  clock: () => new Date("2026-11-23T12:00:00Z"),
  mail: null,
  hook: () => Promise.resolve({ outcome: "later" as const, code: "NONE" }),
  perHour: 6,
  signal: new AbortController().signal,
  services: readServices(),
  sources: [
    { id: "scb", title: "SCB, Företagsregistret", configured: true },
    { id: "creditsafe", title: "Creditsafe", configured: false },
  ],
  titles: { scb: "SCB, Företagsregistret", creditsafe: "Creditsafe" },
  asked: [],
  feeds: [{ id: "posten", title: "Exempelposten" }],
  from: "Basvakt <basvakt@kommun.example>",
};

/** A new home for each test. */
export function withHouse(): () => House {
  let house: House;
  beforeEach(() => {
    house = newHouse();
  });
  afterEach(() => {
    house.store.close();
    rmSync(house.folder, { recursive: true, force: true });
  });
  return () => house;
}

function newHouse(): House {
  const folder = mkdtempSync(join(tmpdir(), "basvakt-digest-"));
  const store = openStore(join(folder, "basvakt.db"));
  const policy = readPolicy(defaultPolicyYaml(), "policy.yaml");
  const clock = () => new Date("2026-11-23T12:00:00Z");
  const groups = [...GROUPS];
  const deps: JudgeDeps = { store, rules, policy, groups, clock, build: "test" };
  return {
    folder,
    store,
    outbox: join(folder, "outbox"),
    deps,
    groups,
    register: (suppliers, now) => {
      const order = { file: "register.csv", by: "Alva", replace: false, confirmShrink: false };
      store.write((db) => importSuppliers(db, suppliers, order, { now, clock: now }));
    },
    morning: (now, said) => morning(deps, now, said),
  };
}

async function morning(deps: JudgeDeps, now: Date, said: Readonly<Record<string, Said>>): Promise<void> {
  const { store } = deps;
  const moment = { now, clock: now };
  const { sourceId, runId, asked } = store.write((db) => {
    const source = sourceIdOf(db, "scb");
    const suppliers = Object.keys(said).map((number) => ({
      number: number as OrgNumber,
      subjectId: subjectIdOf(db, { supplier: number as OrgNumber }) ?? 0,
    }));
    const checks = suppliers.map(({ subjectId }) => ({ sourceId: source, subjectId, skip: null }));
    const run = planRun(db, { job: "basuppfoljning", slot: null, scope: {}, by: "Alva" }, checks, moment);
    return { sourceId: source, runId: run.id, asked: suppliers };
  });
  store.write((db) => {
    const outcomes = asked.map(({ number, subjectId }) => ({
      claim: { runId, sourceId, subjectId },
      result: resultOf(number, said[number] ?? "silent", now),
      retryAt: null,
    }));
    recordOutcomes(db, outcomes, now);
    const tally = tallyOf(db, runId).scb;
    if (tally !== undefined) noteHealth({ ...deps, expectOf: () => HALF }, db, "scb", tally, now);
  });
  if (suppliersToJudge(store.db, sourceId).length > 0) {
    await judge(deps, { runId, sourceId, source: "scb", interlock: true }, now);
  }
  store.write((db) => endRun(db, runId, moment));
}

function resultOf(supplier: OrgNumber, said: Said, now: Date): CheckResult {
  const asked = { check: supplier, attempt: 1 };
  if (said === "silent") {
    const detail = "scb.example";
    return { ...asked, outcome: "failed", reason: "unreachable", detail, retryAfter: null, credentials: false };
  }
  const facts = { fskatt: said, employer: "registered", vat: "registered", sizeClass: null } as const;
  const make = evidenceMaker({ adapterId: "scb", version: 1, redact: [], now });
  const bytes = Buffer.from(JSON.stringify({ supplier, said }));
  const evidence = make({ bytes, mediaType: "application/json", address: "https://scb.example/ftg", status: 200 });
  const observation = {
    kind: "tax" as const,
    subject: { supplier },
    key: "",
    schema: SCHEMA_VERSION,
    asOf: now,
    facts,
    evidence: [evidence.digest],
  };
  return {
    ...asked,
    outcome: "answered",
    kinds: { tax: "said" },
    observations: [observation],
    items: [],
    evidence: [evidence],
    bookmark: null,
    cost: 0,
    warnings: [],
  };
}
