import { getTableColumns, getTableName, is } from "drizzle-orm";
import { CasingCache } from "drizzle-orm/casing";
import { getTableConfig, SQLiteTable } from "drizzle-orm/sqlite-core";
import { describe, expect, it } from "vitest";
import * as schema from "../../src/store/schema.js";
import {
  alertSql,
  checkSql,
  decisionSql,
  incidentSql,
  newStore,
  observationSql,
  settled,
  stopSql,
  supplierSql,
} from "./new-store.js";

interface Column {
  readonly name: string;
  readonly type: string;
  readonly notnull: number;
  readonly pk: number;
}

const tables = Object.values(schema).filter((value) => is(value, SQLiteTable));

describe("the tables as the query builder sees them", () => {
  it.each(tables.map((table) => [getTableName(table), table] as const))(
    "%s is the one in the database, column by column",
    (name, table) => {
      const { raw } = newStore();
      const casing = new CasingCache("snake_case");
      const own = getTableConfig(table);
      const together = own.primaryKeys.flatMap(({ columns }) => columns);

      const real = raw.prepare('SELECT name, type, "notnull", pk FROM pragma_table_info(?)').all(name) as Column[];

      const described = Object.values(getTableColumns(table)).map((column) => ({
        name: casing.getColumnCasing(column),
        type: column.getSQLType().toUpperCase(),
        required: column.notNull || column.primary,
        key: column.primary || together.includes(column as (typeof together)[number]),
      }));
      expect(described).toEqual(
        real.map(({ name: column, type, notnull, pk }) => ({
          name: column,
          type,
          required: notnull === 1 || pk > 0,
          key: pk > 0,
        })),
      );
    },
  );

  it("are all that the database has", () => {
    const { raw } = newStore();

    const real = raw
      .prepare(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE '\\_\\_%' ESCAPE '\\' AND name NOT LIKE 'sqlite%'",
      )
      .pluck()
      .all();

    expect(tables.map(getTableName).sort()).toEqual(real.sort());
  });
});

describe("the database itself refuses", () => {
  const subjects = "INSERT INTO subject (id, kind) VALUES (9, 'supplier');";
  const unit = (id: number, name: string, ivo: string) =>
    `INSERT INTO subject (id, kind, supplier_id) VALUES (${id}, 'unit', 1); INSERT INTO unit (id, supplier_id, name, ivo_id, service, recorded_from) VALUES (${id}, 1, '${name}', '${ivo}', 'hvb', 1);`;

  it.each([
    ["a stop without reason (law 2)", stopSql({ reason: "" })],
    ["a stop for a reason outside the closed list", stopSql({ ground: "annat" })],
    ["a stop without a ground", stopSql({ ground: null })],
    ["a stop that nobody known found", stopSql({ origin: "okänd" })],
    ["a ground changed to one outside the list", `${stopSql({})}UPDATE stop SET ground = 'annat'`],
    ["a stop of nobody", stopSql({ started_by: "" })],
    ["a machine's stop without policy (law 2)", stopSql({ policy_id: null })],
    ["a machine's stop without alert (law 2)", stopSql({ alert_id: null })],
    ["a machine's stop without judgement", stopSql({ judgement_id: null })],
    ["a provisional stop without a date to confirm by (law 2)", stopSql({ confirm_by: null })],
    ["a proposed stop without a role that confirms (law 2)", stopSql({ state: "proposed", confirm_role: null })],
    ["a held stop that no incident holds", stopSql({ state: "held" })],
    ["two stops of one alert and agreement", stopSql({}) + stopSql({ state: "lifted" })],
    [
      "two stops by hand of one agreement",
      `${stopSql({ alert_id: null, started_by: "Anna" })}${stopSql({ alert_id: null, started_by: "Bo" })}`,
    ],
    ["a stop state that does not exist", stopSql({ state: "paused" })],
    ["a second live alert of one event (law 6)", alertSql({ episode: 2 })],
    ["a second live alert, acknowledged", alertSql({ episode: 2, state: "acknowledged" })],
    ["the same episode twice", alertSql({ state: "resolved" })],
    ["an unknown severity (law 11)", alertSql({ event_key: "x", severity: "high" })],
    ["facts that are not JSON", alertSql({ event_key: "x", facts: "[" })],
    ["two current versions of a fact", observationSql({}) + observationSql({ seq: 2 })],
    ["two versions that wait", observationSql({ state: "new" }) + observationSql({ seq: 2, state: "new" })],
    ["a held version that no incident holds (law 7)", observationSql({ state: "held" })],
    ["a rewritten version", `${observationSql({})}UPDATE observation SET facts = '{"a":1}'`],
    ["a changed row of the trail (R44)", "UPDATE trail SET actor = 'Bo'"],
    ["a removed row of the trail (R44)", "DELETE FROM trail"],
    [
      "a row of the trail by nobody",
      `INSERT INTO trail (seq, at, clock_at, actor, verb, detail_sha256, previous, hash) VALUES (2, 1, 1, '', 'x', '${"c".repeat(64)}', '', '${"c".repeat(64)}')`,
    ],
    ["an organisation number with letters", subjects + supplierSql({ org_number: "55991234AB" })],
    ["an organisation number that is too short", subjects + supplierSql({ org_number: "559912345" })],
    ["a personal number for a supplier (law 10)", subjects + supplierSql({ org_number: "8001010008" })],
    ["two suppliers of one number", subjects + supplierSql({ org_number: "5599123451" })],
    ["a supplier without name", subjects + supplierSql({ name: "" })],
    ["a supplier that left without reason", subjects + supplierSql({ removed_at: 1 })],
    [
      "the same agreement twice",
      "INSERT INTO agreement (supplier_id, service, form, recorded_from) VALUES (1, 'hvb', 'iop', 1)",
    ],
    [
      "an agreement that ends before it starts",
      "INSERT INTO agreement (supplier_id, service, form, starts, ends, recorded_from) VALUES (1, 'x', 'iop', '2026-02-01', '2026-01-01', 1)",
    ],
    [
      "an agreement from a day that does not exist",
      "INSERT INTO agreement (supplier_id, service, form, starts, recorded_from) VALUES (1, 'x', 'iop', '2026-02-30', 1)",
    ],
    ["two units of one IVO id", unit(9, "Hemmet", "V-1") + unit(10, "Gården", "V-1")],
    ["two units of one name", unit(9, "Hemmet", "V-1") + unit(10, "Hemmet", "V-2")],
    ["a unit of nobody", "INSERT INTO subject (kind) VALUES ('unit')"],
    ["two open incidents of one cause", incidentSql({}) + incidentSql({})],
    ["an incident closed by nobody", incidentSql({ closed_at: 1, closed_how: "released" })],
    ["a decision by the machine (law 8)", decisionSql({ by_person: "basvakt" })],
    ["a decision without reason", decisionSql({ reason: "" })],
    ["a decision about nothing", decisionSql({ alert_id: null })],
    ["a decision outside the trail", decisionSql({ trail_seq: 99 })],
    [
      "two outstanding questions to a source about one subject (R8)",
      `${checkSql({})}INSERT INTO run (id, job, slot, trigger, planned_at, requested_by) VALUES (2, 'judge', 'hand:1', 'hand', 1, 'Anna');${checkSql({ run_id: 2 })}`,
    ],
    ["a check done with a reason not to be", checkSql({ outcome: "done", reason: "refused", ended_s: 1 })],
    ["a check failed for no reason (law 5)", checkSql({ outcome: "failed", ended_s: 1 })],
    [
      "two open runs of one job",
      "INSERT INTO run (job, slot, trigger, planned_at, requested_by) VALUES ('basuppfoljning', 'hand:2', 'hand', 1, 'Anna')",
    ],
    [
      "the same slot twice (law 12)",
      "UPDATE run SET outcome = 'done', ended_at = 1; INSERT INTO run (job, slot, trigger, planned_at, requested_by) VALUES ('basuppfoljning', 'hand:1', 'hand', 1, 'Anna')",
    ],
    ["a run missed for no reason", "UPDATE run SET outcome = 'missed', ended_at = 1"],
    [
      "a judgement twice",
      "INSERT INTO judgement (run_id, source_id, part, at, policy_id, build, counted) VALUES (1, 1, 1, 1, 1, 'test', '{}')",
    ],
    ["a row of something that does not exist", alertSql({ subject_id: 99 })],
  ])("%s", (_, statement) => {
    const { raw } = settled();

    expect(() => raw.exec(statement)).toThrow(/constraint|append-only|never rewritten/);
  });

  it("but takes each of them made right", () => {
    const { raw } = settled();

    const right = [
      stopSql({}),
      stopSql({ agreement_id: 2, alert_id: null, started_by: "Anna", state: "confirmed" }),
      alertSql({ event_key: "x" }),
      observationSql({}),
      incidentSql({}),
      decisionSql({}),
      checkSql({}),
      subjects + supplierSql({}),
    ];

    expect(() => raw.exec(right.join(""))).not.toThrow();
  });
});
