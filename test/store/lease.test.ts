import { spawnSync } from "node:child_process";
import { hostname } from "node:os";
import { sql } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { Conflict } from "../../src/domain/refusal.js";
import { takeLease } from "../../src/store/lease.js";
import { newStore, type Opened } from "./new-store.js";

const NOW = new Date("2026-11-23T06:00:00Z");
const clock = () => NOW;
const LATER = NOW.getTime() + 30_000;

function heldBy({ raw }: Opened, holder: string, until: number): void {
  raw.prepare("INSERT INTO lease (name, holder, until) VALUES ('running-jobs', ?, ?)").run(holder, until);
}

const holderIn = ({ raw }: Opened) => raw.prepare("SELECT holder FROM lease").pluck().get();
/** A process that has been and is no more. */
const deadPid = () => spawnSync(process.execPath, ["-e", ""]).pid;

describe("the right to run jobs", () => {
  it("is taken, renewed and given back", () => {
    const opened = newStore();
    let now = NOW;

    const lease = takeLease(opened.store, () => now);
    const first = opened.raw.prepare("SELECT until FROM lease").pluck().get() as number;
    now = new Date(LATER);
    lease.renew();

    expect(opened.raw.prepare("SELECT until FROM lease").pluck().get()).toBe(first + 30_000);
    lease.release();
    expect(holderIn(opened)).toBeUndefined();
  });

  it("is refused while a living process has it, by name", () => {
    const opened = newStore();
    const holder = `${hostname()}:${process.ppid}`;
    heldBy(opened, holder, LATER);

    expect(() => takeLease(opened.store, clock)).toThrow(Conflict);
    expect(() => takeLease(opened.store, clock)).toThrow(holder);
    expect(holderIn(opened)).toBe(holder);
  });

  it.each([
    ["a dead process on this machine", () => `${hostname()}:${deadPid()}`, LATER],
    ["a living one that has not renewed it in time", () => `${hostname()}:${process.ppid}`, NOW.getTime()],
    ["another machine that has not renewed it in time", () => "annan-dator:1", NOW.getTime()],
  ])("is taken over from %s", (_, holder, until) => {
    const opened = newStore();
    heldBy(opened, holder(), until);

    takeLease(opened.store, clock);

    expect(holderIn(opened)).toBe(`${hostname()}:${process.pid}`);
  });

  it("is left with another machine while its time lasts", () => {
    const opened = newStore();
    heldBy(opened, "annan-dator:1", LATER);

    expect(() => takeLease(opened.store, clock)).toThrow("annan-dator:1");
  });

  it("is not lost, nor the work ended, when a renewal cannot be written at once", () => {
    const opened = newStore();
    const lease = takeLease(opened.store, clock);
    opened.store.db.run(sql`PRAGMA busy_timeout = 10`);
    opened.raw.exec("BEGIN IMMEDIATE");

    expect(() => lease.renew()).not.toThrow();
    opened.raw.exec("COMMIT");
    expect(holderIn(opened)).toBe(`${hostname()}:${process.pid}`);
  });

  it("gives back only its own", () => {
    const opened = newStore();
    const lease = takeLease(opened.store, clock);
    opened.raw.exec("UPDATE lease SET holder = 'annan-dator:1'");

    lease.renew();
    lease.release();

    expect(holderIn(opened)).toBe("annan-dator:1");
  });
});
