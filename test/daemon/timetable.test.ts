import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { assetPath } from "../../src/asset.js";
import { readTimetable, type Timetable } from "../../src/config/timetable.js";
import { formatFault, Refusal } from "../../src/domain/refusal.js";
import { slotsOf } from "../../src/schedule/timed-job.js";

const HOUR = 3_600_000;
const read = (text: string) => readTimetable(text, "timetable.yaml");
const job = ({ jobs }: Timetable, name: string) => jobs.find((timed) => timed.job === name);
const faults = ({ quarantined }: Timetable) =>
  quarantined.map(({ job, faults }) => [job, faults.map(formatFault).join()]);

const daily = (job: string, cron: string, hours: number, days = "all") => ({
  job,
  when: { cron, days },
  catchUpMs: hours * HOUR,
  overlap: "skip",
});
const repeated = (job: string, everyMs: number) => ({ job, when: { everyMs }, catchUpMs: null, overlap: "skip" });

const USUAL = [
  daily("basuppfoljning", "0 5 * * *", 24),
  repeated("feeds", HOUR / 4),
  repeated("inbox", HOUR / 6),
  daily("judge", "30 6 * * *", 24),
  daily("digest", "0 7 * * *", 6, "working"),
  repeated("tell", HOUR / 60),
  repeated("watch", HOUR / 4),
  daily("housekeeping", "15 3 * * *", 24),
];

describe("the timetable", () => {
  it("is as usual without a file, and the example says the same", () => {
    expect(read("")).toEqual({ jobs: USUAL, quarantined: [] });
    expect(read(readFileSync(assetPath("examples", "timetable.yaml"), "utf8"))).toEqual({
      jobs: USUAL,
      quarantined: [],
    });
  });

  it("takes from a line what it says and leaves the rest as usual", () => {
    const told = read(
      'jobs:\n  basuppfoljning: { cron: "15 4 * * 1-5" }\n  feeds: { every: 2h, overlap: queue }\n  digest: { catchUp: 1d }\n',
    );

    expect(job(told, "basuppfoljning")).toMatchObject({
      when: { cron: "15 4 * * 1-5", days: "all" },
      catchUpMs: 24 * HOUR,
    });
    expect(job(told, "feeds")).toMatchObject({ when: { everyMs: 2 * HOUR }, overlap: "queue" });
    expect(job(told, "digest")).toMatchObject({ when: { cron: "0 7 * * *", days: "working" }, catchUpMs: 24 * HOUR });
  });

  it("leaves out a job that is switched off", () => {
    const told = read("jobs:\n  feeds: { enabled: false }\n");

    expect(told.jobs.map(({ job }) => job)).toEqual(USUAL.map(({ job }) => job).filter((name) => name !== "feeds"));
    expect(told.quarantined).toEqual([]);
  });

  it.each([
    ["judge", 'judge: { cron: "0 0 6 * * *" }', "fem fält"],
    ["judge", 'judge: { cron: "0 5 1 * mon" }', "inte båda"],
    ["judge", "judge: { every: 90s }", "30m, 6h eller 1d"],
    ["judge", 'judge: { cron: "0 5 * * *", every: 1h }', "inte båda"],
    ["feeds", "feeds: { days: working }", "bara för cron"],
    ["digest", "digest: { days: vardagar }", "all eller working"],
    ["inbox", "inbox: { zone: UTC }", "okänd uppgift"],
    ["tell", "tell: { overlap: alltid }", "skip eller queue"],
    ["inbox", "inbox: 10m", "ett avsnitt"],
    ["städning", 'städning: { cron: "0 5 * * *" }', "finns inte"],
  ])("puts %s alone in quarantine for the line %s (R20)", (name, line, reason) => {
    const told = read(`jobs:\n  ${line}\n`);

    expect(faults(told)).toEqual([[name, expect.stringContaining("timetable.yaml, rad 2: ")]]);
    expect(faults(told).join()).toContain(reason);
    expect(told.jobs).toEqual(USUAL.filter(({ job }) => job !== name));
  });

  it("refuses a file that is no timetable at all", () => {
    expect(() => read("jobs: [")).toThrow(Refusal);
    expect(() => read("jobb: {}")).toThrow(Refusal);
  });

  it("has no digest on days when nobody is at work", () => {
    const digest = job(read(""), "digest");
    const days = slotsOf(digest ?? never(), Date.parse("2026-12-22T12:00Z"), Date.parse("2027-01-08T12:00Z"));

    expect(days.map(({ name }) => name.slice(0, 10))).toEqual([
      ...["2026-12-23", "2026-12-28", "2026-12-29", "2026-12-30"],
      ...["2027-01-04", "2027-01-05", "2027-01-07", "2027-01-08"],
    ]);
  });
});

function never(): never {
  throw new Error("the timetable has no digest");
}
