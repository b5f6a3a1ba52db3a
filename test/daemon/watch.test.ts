import { describe, expect, it } from "vitest";
import { findingsOf, type Ground, type WatchDeps, watch } from "../../jobs/watch.js";
import type { RecipientGroup } from "../../src/domain/recipient.js";
import type { TimedJob } from "../../src/schedule/timed-job.js";
import { endRun } from "../../src/store/run.js";
import { beginSlot, recordMissed } from "../../src/store/slot.js";
import { appendTrail } from "../../src/store/trail.js";
import { newStore, settled, stopSql } from "../store/new-store.js";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const NOW = new Date("2026-11-23T12:00:00Z");
const MEGABYTE = 1_048_576;
const ROOM: Ground = { free: 9_000 * MEGABYTE, database: 50 * MEGABYTE, log: 0, before: null };
const DAILY: TimedJob = {
  job: "basuppfoljning",
  when: { cron: "0 5 * * *", days: "all" },
  catchUpMs: DAY,
  overlap: "skip",
};
const ADMINISTRATORS: RecipientGroup = {
  ...{ id: "administratorer", title: "Drift", to: ["drift@kommun.example"], buyers: [], owners: [], forms: [] },
  ...{ services: [], kind: "administrators" as const, digest: "07:00", immediate: true },
};

function houseOf(opened = settled(), other: Partial<WatchDeps> = {}) {
  const { store, raw } = opened;
  const since = new Date(NOW.getTime() - 30 * DAY);
  raw.exec("UPDATE source SET key = 'scb' WHERE id = 1; UPDATE run SET outcome = 'done', ended_at = 1 WHERE id = 1");
  if (raw.prepare("SELECT 1 FROM trail WHERE verb = 'register.imported'").get() === undefined) {
    raw.exec("DROP TRIGGER trail_is_never_cut; DELETE FROM trail");
    store.write((db) => appendTrail(db, { actor: "Anna", verb: "register.imported", detail: {} }, since, since));
  }
  const deps: WatchDeps = {
    ...{ store, groups: [ADMINISTRATORS], clock: () => NOW, timetable: [], asked: [], ground: () => ROOM },
    ...other,
  };
  return { deps, store, raw };
}

const causes = (deps: WatchDeps, now = NOW) => findingsOf(deps, now).map(({ source, cause }) => `${source} ${cause}`);

describe("the watchdog on outcomes", () => {
  it("finds nothing where all is as it should, and nothing but the disk before there is a register", () => {
    expect(causes(houseOf().deps)).toEqual([]);
    const empty = newStore();
    const deps = { ...houseOf().deps, store: empty.store, timetable: [DAILY], ground: () => ({ ...ROOM, free: 1 }) };
    expect(causes(deps)).toEqual(["basvakt disk-low"]);
  });

  it("finds a source and suppliers whose last answer is older than one and a half intervals (R1)", () => {
    const { deps, raw } = houseOf(settled(), { timetable: [DAILY], asked: [{ id: "scb", shape: "lookup" }] });
    const answered = (hours: number) =>
      raw.exec(`
        INSERT OR REPLACE INTO run (id, job, slot, trigger, outcome, planned_at, ended_at, requested_by)
          VALUES (9, 'basuppfoljning', '2026-11-22T05:00', 'slot', 'done', ${NOW.getTime() - hours * HOUR}, 1, 'basvakt');
        INSERT OR REPLACE INTO "check" (run_id, source_id, subject_id, outcome, ended_s)
          VALUES (9, 1, 1, 'done', ${(NOW.getTime() - hours * HOUR) / 1000});`);

    answered(35);
    const fresh = causes(deps);
    // Within forty days there was a day of 25 hours, when the clock changed.
    answered(38);

    expect(fresh.filter((cause) => cause.endsWith("stale"))).toEqual([]);
    expect(causes(deps)).toEqual(expect.arrayContaining(["scb stale", "basvakt suppliers-stale"]));
  });

  it("finds a job that comes to no end, and slots that were missed, not those that the next made up for", () => {
    const tell: TimedJob = { job: "tell", when: { everyMs: 60_000 }, catchUpMs: null, overlap: "skip" };
    const { deps, store } = houseOf(settled(), { timetable: [DAILY, tell] });
    const moment = { now: NOW, clock: NOW };
    const slot = (job: string, name: string) => {
      const begun = store.write((db) => beginSlot(db, { job: job, slot: name, by: "basvakt" }, moment));
      store.write((db) => endRun(db, begun?.id ?? 0, moment));
    };
    store.write((db) => {
      const row = { at: NOW.getTime() - 7 * HOUR, reason: "down", checks: 3, by: "basvakt" };
      recordMissed(db, { ...row, job: "basuppfoljning", slot: "2026-11-23T05:00" }, NOW);
      recordMissed(db, { ...row, job: "tell", slot: "2026-11-23T04:00Z" }, NOW);
    });
    slot("basuppfoljning", "2026-11-22T05:00");

    const before = causes(deps);
    slot("tell", "2026-11-23T11:59Z");

    expect(before).toEqual(["basvakt late:tell", "basvakt missed:basuppfoljning"]);
    expect(causes(deps)).toEqual(["basvakt missed:basuppfoljning"]);
  });

  it.each([
    [
      "outbox-stuck",
      `INSERT INTO message (id, message_id, kind, group_key, slot, subject, html, text, created_at) VALUES (1, 'a', 'digest', 'k', 's', '', '', '', ${NOW.getTime() - 2 * HOUR}); INSERT INTO delivery (message_id, channel, recipient, state) VALUES (1, 'smtp', 'a@b.example', 'due')`,
    ],
    ["confirm-overdue", stopSql({ confirm_by: NOW.getTime() - 1 })],
    [
      "sweeps-overdue",
      `INSERT INTO sweep (kind, scope, state, due, owner, population, population_sha256, started_at, started_by) VALUES ('ivo', '{}', 'open', '2026-11-22', 'Eva Ek', 1, '${"0".repeat(64)}', 1, 'Eva Ek')`,
    ],
  ])("finds %s", (cause, harm) => {
    const { deps, raw } = houseOf();
    raw.exec(harm);

    expect(causes(deps)).toEqual([`basvakt ${cause}`]);
  });

  it.each([
    ["disk-low", { free: 299 * MEGABYTE }],
    ["log-large", { log: 300 * MEGABYTE }],
    ["database-grown", { database: 400 * MEGABYTE, before: 200 * MEGABYTE }],
  ])("finds %s on the disk (R53)", (cause, ground) => {
    const { deps } = houseOf(settled(), { ground: () => ({ ...ROOM, ...ground }) });

    expect(causes(deps)).toEqual([`basvakt ${cause}`]);
  });

  it("tells the administrators once of each cause, and once when it is over", () => {
    let ground = { ...ROOM, free: 1 };
    const { deps, raw } = houseOf(settled(), { ground: () => ground });

    const looks = [watch(deps, NOW), watch(deps, NOW)];
    ground = ROOM;
    looks.push(watch(deps, NOW), watch(deps, NOW));

    expect(looks.map(({ opened, closed }) => [opened, closed])).toEqual([
      [["disk-low"], []],
      [[], []],
      [[], ["disk-low"]],
      [[], []],
    ]);
    const told = raw.prepare("SELECT t.verb, n.urgency FROM notification n JOIN trail t ON t.seq = n.trail_seq").all();
    expect(told).toEqual([
      { verb: "incident.opened", urgency: "now" },
      { verb: "incident.closed", urgency: "digest" },
    ]);
  });
});
