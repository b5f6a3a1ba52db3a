import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { type JudgeSummary, judge } from "../../jobs/judge.js";
import { finishReleases, type ReleaseDeps } from "../../jobs/release.js";
import { type FactsOf, type Kind, SCHEMA_VERSION } from "../../src/domain/kind.js";
import type { Observation, SubjectRef } from "../../src/domain/observation.js";
import { type OrgNumber, orgNumber } from "../../src/domain/org-number.js";
import type { RecipientGroup } from "../../src/domain/recipient.js";
import type { Agreement } from "../../src/domain/supplier.js";
import { evidenceMaker } from "../../src/evidence/evidence.js";
import { readPolicy } from "../../src/policy/read-policy.js";
import { rules } from "../../src/rules/index.js";
import { suppliersToJudge } from "../../src/store/case.js";
import { importSuppliers } from "../../src/store/import-suppliers.js";
import { importUnits } from "../../src/store/import-units.js";
import { openStore, type Store } from "../../src/store/open.js";
import { recordOutcomes } from "../../src/store/record.js";
import { endRun, planRun } from "../../src/store/run.js";
import { OURSELVES, sourceIdOf, subjectIdOf } from "../../src/store/subject.js";

export const DAY_1 = new Date("2026-11-23T05:00:00Z");
export const DAY_2 = new Date("2026-11-24T05:00:00Z");
export const DAY_3 = new Date("2026-11-25T05:00:00Z");

/** A municipality's register in a real store, with the real rules and the default policy. */
export interface Town {
  readonly store: Store;
  readonly deps: ReleaseDeps;
}

const group = (id: string, kind: RecipientGroup["kind"]): RecipientGroup => ({
  id,
  title: id,
  to: [`${id}@kommun.example`],
  buyers: [],
  owners: [],
  forms: [],
  services: [],
  kind,
  digest: "07:00",
  immediate: true,
});

export const OWN: Agreement = {
  buyer: "Grönköping",
  owner: "Grönköping",
  service: "hvb_barn_unga",
  form: "direktupphandling",
  number: "",
  starts: null,
  ends: null,
};

export const ADDAS: Agreement = { ...OWN, owner: "Adda", form: "ramavtal", number: "A-1" };

/** A town in a store of its own, with suppliers under these agreements; each has one unit, "Hemmet". */
export function openTown(suppliers: number, agreements: readonly Agreement[] = [OWN], policy = ""): Town {
  const folder = mkdtempSync(join(tmpdir(), "basvakt-decisions-"));
  const store = openStore(join(folder, "basvakt.db"));
  onTestFinished(() => {
    store.close();
    rmSync(folder, { recursive: true, force: true });
  });
  return settle(store, join(folder, "inbox"), { suppliers, agreements, policy });
}

interface Settlement {
  readonly suppliers: number;
  readonly agreements: readonly Agreement[];
  readonly policy: string;
}

/** Makes a store a town's. */
export function settle(store: Store, inbox: string, { suppliers, agreements, policy }: Settlement): Town {
  const numbers = Array.from({ length: suppliers }, (_, index) => supplierNumber(index));
  const order = { file: "register.csv", by: "Test", replace: false, confirmShrink: false };
  const moment = { now: DAY_1, clock: DAY_1 };
  store.write((db) => {
    const register = numbers.map((number, index) => ({
      orgNumber: number,
      name: `Exempelgården ${index + 1} AB`,
      aliases: [],
      legalForm: "AB",
      places: [],
      contact: "",
      agreements,
    }));
    importSuppliers(db, register, order, moment);
    const home = { name: "Hemmet", ivoId: null, service: "hvb_barn_unga", municipality: null, targetGroup: null };
    const unit = { ...home, ageFrom: null, ageTo: null, places: null, statedStaff: null };
    importUnits(
      db,
      numbers.map((number) => ({ line: 1, orgNumber: number, unit })),
      order,
      moment,
    );
  });
  const deps = {
    store,
    rules,
    policy: readPolicy(policy, "policy.yaml"),
    groups: [group("kvalitet", "operators"), group("drift", "administrators")],
    clock: () => DAY_1,
    build: "test",
    inbox,
  };
  return { store, deps };
}

/** An invented organisation number with a right check digit. */
export function supplierNumber(index: number): OrgNumber {
  const nine = `5599${String(10_000 + index)}`;
  const sum = [...nine].reduce((total, digit, place) => {
    const doubled = Number(digit) * (place % 2 === 0 ? 2 : 1);
    return total + (doubled > 9 ? doubled - 9 : doubled);
  }, 0);
  return orgNumber(`${nine}${(10 - (sum % 10)) % 10}`);
}

export interface Said<K extends Kind = Kind> {
  readonly kind: K;
  readonly subject: SubjectRef;
  readonly key?: string;
  readonly facts: FactsOf[K];
}

/** One run in which a source says something about each of these, recorded and not yet judged. */
export function record(town: Town, source: string, said: readonly Said[], now: Date) {
  return town.store.write((db) => {
    const sourceId = sourceIdOf(db, source);
    const subjects = said.map(({ subject }) => subjectIdOf(db, subject) ?? 0);
    const checks = [...new Set(subjects)].map((subjectId) => ({ sourceId, subjectId, skip: null }));
    const order = { job: "basuppfoljning", slot: null, scope: {}, by: "test" };
    const { id: runId } = planRun(db, order, checks, { now, clock: now });
    const make = evidenceMaker({ adapterId: source, version: 1, redact: [], now });
    const outcomes = said.map(({ kind, subject, key, facts }, index) => {
      const bytes = Buffer.from(JSON.stringify({ subject, facts }));
      const evidence = make({
        bytes,
        mediaType: "application/json",
        address: "https://källa.example/svar",
        status: 200,
      });
      const observation = {
        kind,
        subject,
        key: key ?? "",
        schema: SCHEMA_VERSION,
        asOf: now,
        facts,
        evidence: [evidence.digest],
      };
      return {
        claim: { runId, sourceId, subjectId: subjects[index] ?? 0 },
        result: {
          outcome: "answered" as const,
          check: `${index}`,
          attempt: 1,
          kinds: { [kind]: "said" as const },
          observations: [observation as unknown as Observation],
          evidence: [evidence],
          items: [],
          bookmark: null,
          cost: 0,
          warnings: [],
        },
        retryAt: null,
      };
    });
    recordOutcomes(db, outcomes, now);
    endRun(db, runId, { now, clock: now });
    return { runId, sourceId, source };
  });
}

/** A whole run: what was released before is judged first, then what the source says now. */
export async function run(town: Town, source: string, said: readonly Said[], now: Date): Promise<JudgeSummary | null> {
  await finishReleases(town.deps, now);
  const asked = record(town, source, said, now);
  if (suppliersToJudge(town.store.db, asked.sourceId).length === 0) return null;
  return judge(town.deps, { ...asked, interlock: true }, now);
}

export function company(index: number, ...kinds: readonly ("bankruptcy" | "liquidation")[]): Said<"company"> {
  const codes = { bankruptcy: "KK", liquidation: "LI" };
  const proceedings = kinds.map((kind) => ({ kind, code: codes[kind], since: "2026-11-20" }));
  const facts = { name: `Exempelgården ${index + 1} AB`, form: "AB", struckOff: null, proceedings, business: null };
  return { kind: "company", subject: { supplier: supplierNumber(index) }, facts };
}

export function order(index: number, outcome: "FORELAGGANDE" | "FORELAGGANDE_VITE"): Said<"supervision"> {
  const caseNumber = `8.5-${index}/2026`;
  return {
    kind: "supervision",
    subject: { supplier: supplierNumber(index), unit: { name: "Hemmet" } },
    key: caseNumber,
    facts: {
      unitName: "Hemmet",
      caseNumber,
      outcome,
      decidedOn: "2026-11-20",
      reportBy: null,
      fine: null,
      stayed: false,
      overturned: null,
    },
  };
}

/** The daily judgement of everybody, on what is known. */
export async function judgeAll({ store, deps }: Town, now: Date): Promise<void> {
  const moment = { now, clock: now };
  const { runId, sourceId } = store.write((db) => ({
    runId: planRun(db, { job: "judge", slot: null, scope: {}, by: "Test" }, [], moment).id,
    sourceId: sourceIdOf(db, OURSELVES),
  }));
  await judge(deps, { runId, sourceId, source: null, interlock: false }, now);
  store.write((db) => endRun(db, runId, moment));
}
