import { describe, expect, it } from "vitest";
import { rowsOn } from "../../src/sandbox/deliver.js";
import { stateOf } from "../../src/sandbox/state.js";
import { dateOf, loadWorld } from "../../src/sandbox/world.js";
import { readExpected } from "./expected.js";
import { numberOf, sampleRows } from "./sample-rows.js";

const world = loadWorld();
const expected = readExpected();
const register = sampleRows("register.csv");
const units = sampleRows("units.csv");
const numbers = [...new Set(register.map(numberOf))];

describe("The script of days", () => {
  it("covers ten calendar days in a row from a Monday", () => {
    expect(world.days).toHaveLength(10);
    expect([dateOf(world, 1), dateOf(world, 10)]).toEqual(["2026-09-07", "2026-09-16"]);
    expect([...expected.keys()]).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  });

  it("changes only suppliers and units that exist", () => {
    for (const { changes, ivoRows, answers, today } of world.days) {
      const answered = Object.values(answers).flatMap(({ rows }) =>
        rows.map(({ orgnr = "" }) => orgnr.replace("-", "")),
      );
      const named = [
        ...answered,
        ...Object.keys(changes),
        ...Object.values(today.producerFault).flat(),
        ...Object.keys(today.unknownCode),
        ...Object.keys(today.failedSections),
        ...today.scbMissing,
      ];
      expect(named.filter((number) => !world.companies.has(number))).toEqual([]);
      expect(Object.keys(ivoRows).filter((id) => !units.some((unit) => unit.ivo_id === id))).toEqual([]);
      const columns = new Set(Object.keys(world.ivoRows[0] ?? {}));
      expect(
        Object.values(ivoRows)
          .flatMap(Object.keys)
          .filter((column) => !columns.has(column)),
      ).toEqual([]);
    }
  });

  it("expects only of suppliers, units and agreements in force that the register holds", () => {
    for (const [number, day] of expected) {
      const date = dateOf(world, number);
      const alerts = [...day.alerts.opened, ...day.alerts.raised, ...day.alerts.resolved];
      const stops = [...day.stops.started, ...day.afterOperator.stops.started, ...day.afterOperator.stops.lifted];
      for (const [org, unit] of [...alerts, ...stops]) {
        expect(numbers).toContain(org);
        if (unit !== null)
          expect(units.filter((row) => numberOf(row) === org).map((row) => row.ivo_id || row.verksamhet)).toContain(
            unit,
          );
      }
      for (const [org, , , , buyer, service, form, agreement] of stops) {
        const found = register.filter(
          (row) => numberOf(row) === org && row.kopare === buyer && row.insats === service && row.avtalsform === form,
        );
        const row = found.find(({ avtalsnummer }) => avtalsnummer === agreement);
        expect(row, `${org} ${agreement}`).toBeDefined();
        expect((row?.avtal_fran ?? "") <= date && (row?.avtal_till || "9999") >= date).toBe(true);
      }
    }
  });

  it("starts stops only for alerts of the same day, and proposes where Adda owns the agreement", () => {
    for (const { alerts, stops } of expected.values()) {
      const raised = new Set([...alerts.opened, ...alerts.raised].map(([org, unit, rule]) => `${org} ${unit} ${rule}`));
      for (const [org, unit, rule, state, , , , agreement] of stops.started) {
        expect(raised).toContain(`${org} ${unit} ${rule}`);
        const owner = register.find(({ avtalsnummer }) => avtalsnummer === agreement)?.avtalsagare;
        if (owner === "Adda") expect(state).toBe("proposed");
      }
    }
  });

  it("reaches the cap of five newly stopped suppliers on day 8 alone, with two held above it (law 7)", () => {
    const stopped = [...expected.values()].map(
      ({ stops }) => new Set(stops.started.filter(([, , , state]) => state === "provisional").map(([org]) => org)).size,
    );
    const pairs = stopped.slice(1).map((count, index) => count + (stopped[index] ?? 0));

    expect(Math.max(...pairs)).toBe(5);
    expect(stopped[7]).toBe(5);
    expect(
      new Set(
        expected
          .get(8)
          ?.stops.started.filter(([, , , state]) => state === "held")
          .map(([org]) => org),
      ).size,
    ).toBe(2);
  });

  it("keeps what befalls suppliers in one source and day under a fifth, but for the re-rating (law 7)", () => {
    for (const { changes, today } of world.days) {
      const share = Object.keys(changes).length / 45;
      if (today.scoreShift === 0) expect(share).toBeLessThan(0.2);
    }
  });

  it("leaves the sixth day wholly unchanged", () => {
    for (const number of numbers) expect(stateOf(world, 6, number)).toEqual(stateOf(world, 5, number));
    expect(rowsOn(world, 6)).toEqual(rowsOn(world, 5));
    const day6 = world.items.filter(
      ({ published, retitled }) => published.startsWith("2026-09-11") || retitled?.day === 6,
    );
    expect(day6).toEqual([]);
  });

  it("takes back the re-rating the day after it, to the last figure", () => {
    for (const number of numbers.filter((org) => world.days[7]?.changes[org] === undefined)) {
      expect(stateOf(world, 8, number)).toEqual(stateOf(world, 6, number));
    }
    const fallen = numbers.filter((number) => {
      const credit = stateOf(world, 7, number)?.credit;
      return credit && credit.previous - credit.score >= 20;
    });
    expect(fallen.length).toBeGreaterThan(40);
  });
});
