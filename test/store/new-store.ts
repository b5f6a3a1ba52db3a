import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { onTestFinished } from "vitest";
import { openStore, type Store } from "../../src/store/open.js";

/** A folder of its own, gone when the test is. */
export function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "basvakt-store-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export interface Opened {
  readonly store: Store;
  readonly file: string;
  /** The database behind the program's back, as another process would have it. */
  readonly raw: Database.Database;
}

/** A new store with the real migrations. */
export function newStore(): Opened {
  const file = join(newFolder(), "basvakt.db");
  const store = openStore(file);
  const raw = new Database(file);
  raw.pragma("foreign_keys = ON");
  onTestFinished(() => {
    raw.close();
    store.close();
  });
  return { store, file, raw };
}

/** One supplier with an agreement, a policy, a run and an alert, all with id 1: what promises are made about. */
export function settled(): Opened {
  const opened = newStore();
  const digest = "a".repeat(64);
  opened.raw.exec(`
    INSERT INTO subject (id, kind) VALUES (1, 'supplier');
    INSERT INTO supplier (id, org_number, name, entered_at) VALUES (1, '5599123451', 'Exempelgården AB', 1);
    INSERT INTO agreement (id, supplier_id, service, form, recorded_from) VALUES (1, 1, 'hvb', 'ramavtal', 1), (2, 1, 'hvb', 'iop', 1);
    INSERT INTO source (id, key) VALUES (1, 'scb');
    INSERT INTO policy (id, sha256, yaml, since, set_by) VALUES (1, '${digest}', '', 1, 'Anna');
    INSERT INTO run (id, job, slot, trigger, planned_at, requested_by) VALUES (1, 'basuppfoljning', 'hand:1', 'hand', 1, 'Anna');
    INSERT INTO judgement (id, run_id, source_id, part, at, policy_id, build, counted) VALUES (1, 1, 1, 1, 1, 1, 'test', '{}');
    INSERT INTO fact (id, subject_id, kind, source_id, confirmed_at, confirmed_run) VALUES (1, 1, 'tax', 1, 1, 1);
    INSERT INTO trail (seq, at, clock_at, actor, verb, detail_sha256, previous, hash) VALUES (1, 1, 1, 'Anna', 'test', '${digest}', '', '${digest}');
    ${alertSql({})}`);
  return opened;
}

function insert(table: string, values: Readonly<Record<string, string | number | null>>): string {
  const literal = (value: string | number | null) =>
    value === null ? "NULL" : typeof value === "number" ? `${value}` : `'${value}'`;
  return `INSERT INTO "${table}" (${Object.keys(values).join(", ")}) VALUES (${Object.values(values).map(literal).join(", ")});`;
}

type Columns = Readonly<Record<string, string | number | null>>;

export function alertSql(other: Columns): string {
  const usual = {
    subject_id: 1,
    rule: "tax-fskatt-gone",
    event_key: "",
    episode: 1,
    severity: "critical",
    action: "stop",
  };
  const told = {
    corroborated: 0,
    ends: "when-gone",
    state: "open",
    title: "t",
    because: "b",
    facts: "[]",
    observed: "o",
  };
  return insert("alert", { ...usual, ...told, judgement_id: 1, opened_at: 1, last_seen_at: 1, ...other });
}

export function stopSql(other: Columns): string {
  const usual = {
    alert_id: 1,
    subject_id: 1,
    agreement_id: 1,
    state: "provisional",
    action: "stop",
    reason: "F-skatt saknas",
  };
  const made = {
    ground: "ekonomi",
    origin: "egen utredning",
    severity: "critical",
    policy_id: 1,
    judgement_id: 1,
    started_at: 1,
    started_by: "basvakt",
  };
  return insert("stop", { ...usual, ...made, confirm_by: 2, confirm_role: "avtalsansvarig", ...other });
}

export function observationSql(other: Columns): string {
  const usual = {
    fact_id: 1,
    seq: 1,
    schema: 1,
    facts: "{}",
    digest: "b".repeat(64),
    as_of: 1,
    observed_at: 1,
    run_id: 1,
  };
  return insert("observation", { ...usual, state: "current", ...other });
}

export function decisionSql(other: Columns): string {
  const usual = {
    alert_id: 1,
    verb: "dismissed",
    reason: "Samtal",
    by_person: "Anna",
    at: 1,
    facts: "[]",
    trail_seq: 1,
  };
  return insert("decision", { ...usual, ...other });
}

export function incidentSql(other: Columns): string {
  return insert("incident", { kind: "source", source_id: 1, cause: "blind", opened_at: 1, counted: "{}", ...other });
}

export function supplierSql(other: Columns): string {
  return insert("supplier", { id: 9, org_number: "5599123402", name: "Annan AB", entered_at: 1, ...other });
}

export function checkSql(other: Columns): string {
  return insert("check", { run_id: 1, source_id: 1, subject_id: 1, ...other });
}
