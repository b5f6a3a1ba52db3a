import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { readTimetable } from "../../src/config/timetable.js";
import { fixturePath } from "../../src/sandbox/world.js";
import { slotInstant } from "../../src/schedule/slots.js";
import { slotsOf, TIMED_JOBS } from "../../src/schedule/timed-job.js";
import { type Practice, practice } from "../e2e/practice.js";
import { startLoopback } from "../http/loopback.js";
import { type Child, ran, says, startDaemon } from "./child.js";

/** Few suppliers, so that a run takes little of the simulated day. */
const WATCHED = ["559940-0131", "559940-1832", "559940-2004", "559940-0305"];
const FAST = ["--now", "2026-09-08T06:57", "--speed", "60"];
/** What the machine may take of the morning before the digest is too late; it is no test of the machine. */
const TIMETABLE = "jobs:\n  digest: { catchUp: 20h }\n  tell: { every: 30m }\n  watch: { every: 1h }\n";
const IMPORTED = Date.parse("2026-09-07T03:00:00Z");

interface Row {
  readonly job: string;
  readonly slot: string;
  readonly outcome: string | null;
  readonly reason: string | null;
  readonly due_checks: number;
}

describe("the daemon, in a process of its own, on a day of the sandbox", () => {
  let home: Practice;
  let child: Child | null = null;

  beforeAll(async () => {
    home = await practice({ imported: false });
    const small = join(home.home, "litet.csv");
    const [header = "", ...rows] = readFileSync(fixturePath("register.csv"), "utf8").split(/\r?\n/);
    writeFileSync(small, [header, ...rows.filter((row) => WATCHED.some((number) => row.includes(number)))].join("\n"));
    expect(await home.basvakt("suppliers", "import", small)).toMatchObject({ code: 0 });
    writeFileSync(join(home.home, "timetable.yaml"), TIMETABLE);
  });
  afterAll(async () => {
    child?.signal("SIGKILL");
    await child?.ended;
    await home.close();
  });

  function ledger(): readonly Row[] {
    const db = new Database(join(home.home, "basvakt.db"), { readonly: true });
    try {
      return db
        .prepare<[], Row>("SELECT job, slot, outcome, reason, due_checks FROM run WHERE trigger = 'slot' ORDER BY id")
        .all();
    } finally {
      db.close();
    }
  }

  /** Policies that have been judged by. */
  function policies(): number {
    const db = new Database(join(home.home, "basvakt.db"), { readonly: true });
    try {
      return db.prepare<[], { n: number }>("SELECT count(*) AS n FROM policy").get()?.n ?? 0;
    } finally {
      db.close();
    }
  }

  /** Every slot that the timetable has had since the import, held against what the ledger says of it. */
  function expectEverySlotOnce(): void {
    const rows = ledger();
    for (const timed of readTimetable(TIMETABLE, "timetable.yaml").jobs) {
      const told = rows.filter(({ job }) => job === timed.job).map(({ slot }) => slot);
      const last = slotInstant(told.at(-1) ?? "") ?? IMPORTED;
      expect(told, timed.job).toEqual(slotsOf(timed, IMPORTED, last).map(({ name }) => name));
    }
  }

  const outcomesOf = (job: string) =>
    ledger()
      .filter((row) => row.job === job)
      .map(({ slot, outcome }) => [slot, outcome]);
  const letters = () => readdirSync(join(home.home, "outbox")).filter((name) => name.endsWith("-kvalitet.eml"));

  it("runs a morning of jobs, each slot once, and ends when it is told to (R14, R19, law 5)", {
    timeout: 60_000,
  }, async () => {
    child = startDaemon(home.home, ...FAST);
    const { until } = child;
    // Time goes fast, and jobs run side by side: on a busy machine the first may end after the last has begun.
    const mornings = [["basuppfoljning", "05:00"] as const, ["judge", "06:30"] as const, ["digest", "07:00"] as const];
    await Promise.all(mornings.map(([job, time]) => until(ran(job, `2026-09-08T${time}`))));
    child.signal("SIGTERM");

    expect(await child.ended).toMatchObject({ code: 0, stderr: "" });
    expect(outcomesOf("basuppfoljning")).toEqual([["2026-09-08T05:00", "done"]]);
    expect(outcomesOf("judge").at(-1)).toEqual(["2026-09-08T06:30", "done"]);
    expect(outcomesOf("digest").at(-1)).toEqual(["2026-09-08T07:00", "done"]);
    expect(letters()).toContain("2026-09-08-kvalitet.eml");
    expect(outcomesOf("feeds").filter(([, outcome]) => outcome === "done").length).toBeGreaterThan(0);
    expectEverySlotOnce();
    expect(child.lines.filter(({ level }) => Number(level) >= 50)).toEqual([]);
  });

  it("told to stop in the middle of a run leaves it open, with no failure that was our own doing (R49)", async () => {
    home.sandbox.fault("creditsafe", { kind: "stalled" });
    const before = home.sandbox.requests;
    child = startDaemon(home.home, "--now", "2026-09-09T05:01", "--speed", "1");
    await child.until((line) => line.msg === "jobbet börjar" && line.job === "basuppfoljning");
    await vi.waitFor(() => expect(asked(home)).toBeGreaterThan(askedIn(before)), { interval: 5, timeout: 10_000 });
    child.signal("SIGTERM");

    expect(await child.ended).toMatchObject({ code: 0, stderr: "" });
    expect(outcomesOf("basuppfoljning").at(-1)).toEqual(["2026-09-09T05:00", null]);
    expect(child.lines.some(says("jobbet avbröts"))).toBe(true);
    const run = openRunOf(home.home);
    expect(run).toMatchObject({ failed: 0 });
    expect(run.open).toBeGreaterThan(0);
  });

  it("started again goes on with the run that was cut off, and catches up (R3, R15)", async () => {
    home.sandbox.fault("creditsafe", null);
    child = startDaemon(home.home, "--speed", "10");
    const resumed = await child.until(ran("basuppfoljning"));
    await child.until(ran("inbox"));

    expect(resumed).toMatchObject({ slot: "2026-09-09T05:00", resumed: true, failed: 0, outcome: "done" });
    expect(outcomesOf("basuppfoljning").at(-1)).toEqual(["2026-09-09T05:00", "done"]);
  });

  it("is the only one: a second daemon is refused, and told who has it", async () => {
    expect(await home.basvakt("daemon")).toMatchObject({
      code: 1,
      stderr: expect.stringContaining(`:${child?.pid}`),
    });
  });

  it("takes over a run by hand, whose command follows it and says what a run of its own would have said", async () => {
    const told = await home.json("run", "judge", "--by", "Anna");
    const text = await home.basvakt("run", "watch");

    expect(told).toMatchObject({ job: "judge", slot: expect.stringMatching(/^hand:/), planned: 0, sources: {} });
    expect(child?.lines.some(ran("judge", (told as { slot: string }).slot))).toBe(true);
    expect(text).toMatchObject({ code: 0, stderr: "" });
    expect(text.stdout).toMatch(/Inget att anmärka|brister/);
  });

  it("takes over a digest by hand: to the groups that were asked for, once a day, and once more when it is wanted", async () => {
    const send = (...flags: readonly string[]) => home.json("digest", "send", "--group", "kvalitet", ...flags);

    const first = await send();
    const second = await send();
    const third = await send("--again");
    const refused = await home.basvakt("digest", "send", "--group", "finns-inte");

    expect(first).toMatchObject({ messages: [{ group: "kvalitet", file: expect.any(String) }] });
    expect(second).toEqual(first);
    expect(third).toMatchObject({ messages: [{ group: "kvalitet" }] });
    expect(third).not.toEqual(first);
    expect(refused.code).toBe(2);
    expect(child?.lines.filter(ran("digest")).length).toBeGreaterThanOrEqual(3);
  });

  it("asks for a check before a placement, and lets a decision beside it be written", async () => {
    const check = await home.basvakt("check", "559940-2004");
    const decided = await home.basvakt(
      "suppliers",
      "remove",
      "559940-0305",
      "--reason",
      "avtalet är slut",
      "--by",
      "Anna",
    );

    expect(check.stderr).not.toContain("frågades inte");
    expect(child?.lines.some(ran("check"))).toBe(true);
    expect(decided).toMatchObject({ code: 0 });
  });

  it("shows on loopback that it is alive, and when each source last answered (R32)", async () => {
    const { port } = (await child?.until(says("tillståndet visas"))) ?? {};
    const health = await fetch(`http://127.0.0.1:${String(port)}/healthz`);
    const fresh = await fetch(`http://127.0.0.1:${String(port)}/freshness`);

    const ready = await fetch(`http://127.0.0.1:${String(port)}/readyz`);
    const metrics = await (await fetch(`http://127.0.0.1:${String(port)}/metrics`)).text();

    expect([health.status, await health.json()]).toEqual([200, expect.objectContaining({ ok: true })]);
    expect([ready.status, await ready.json()]).toEqual([200, { lease: true, register: true, quarantined: [] }]);
    expect(metrics).toContain('basvakt_runs_total{job="basuppfoljning",outcome="done"} 1');
    expect(metrics).toMatch(/basvakt_source_last_success_timestamp_seconds\{source="scb"\} \d+/);
    const { sources } = (await fresh.json()) as { sources: readonly { id: string; lastSuccess: string | null }[] };
    expect(sources.find(({ id }) => id === "scb")).toMatchObject({ state: "ok", ageSeconds: expect.any(Number) });
    expect(sources.find(({ id }) => id === "placeringsstod")).toMatchObject({ lastSuccess: null, ageSeconds: null });
  });

  it("reads its files again on SIGHUP, all or nothing: one that is wrong keeps the other two from their turn", async () => {
    const paper = await startLoopback(() => ({ status: 503 }));
    const file = (name: string) => join(home.home, name);
    const right = readFileSync(file("recipients.yaml"), "utf8");
    const feeds = readFileSync(file("feeds.yaml"), "utf8");
    const feed = `  - { id: nytt, title: Nytt, url: "${paper.base}/nytt.xml", every: 15m }\n`;
    writeFileSync(file("feeds.yaml"), feeds.trimEnd().concat("\n", feed));
    const policy = readFileSync(file("policy.yaml"), "utf8");
    writeFileSync(file("policy.yaml"), policy.replace("below: 30", "below: 31"));
    writeFileSync(file("recipients.yaml"), "groups: [{ id: fel }]\n");

    child?.signal("SIGHUP");
    const wrong = await child?.until(says("de förra gäller"));
    await home.basvakt("run", "feeds");
    const [before, asked] = [policies(), paper.received.length];
    writeFileSync(file("recipients.yaml"), right);
    child?.signal("SIGHUP");
    await child?.until(says("lästes om"));
    await home.basvakt("run", "feeds");
    await home.basvakt("run", "judge");

    expect(JSON.stringify(wrong)).toContain("recipients.yaml, rad 1");
    expect(asked).toBe(0);
    expect(paper.received.length).toBeGreaterThan(0);
    expect(policies()).toBe(before + 1);
    await paper.close();
    writeFileSync(file("feeds.yaml"), feeds);
    child?.signal("SIGTERM");
    expect(await child?.ended).toMatchObject({ code: 0 });
  });

  it("records what nobody ran while it was down, with the reason and how many checks it held (R6)", async () => {
    child = startDaemon(home.home, "--now", "2026-09-12T07:30", "--speed", "10");
    await child.until(ran("basuppfoljning", "2026-09-12T05:00"));
    await child.until(ran("judge", "2026-09-12T06:30"));
    await child.until(({ msg, job }) => msg === "tidpunkter missades" && job === "digest");
    child.signal("SIGTERM");
    await child.ended;

    const days = ledger().filter(({ job }) => job === "basuppfoljning");
    const due_checks = days.at(-1)?.due_checks;
    expect(due_checks).toBeGreaterThan(WATCHED.length);
    expect(days.slice(-3)).toEqual([
      { job: "basuppfoljning", slot: "2026-09-10T05:00", outcome: "missed", reason: "down", due_checks },
      { job: "basuppfoljning", slot: "2026-09-11T05:00", outcome: "missed", reason: "down", due_checks },
      { job: "basuppfoljning", slot: "2026-09-12T05:00", outcome: "done", reason: null, due_checks },
    ]);
    // The 11th is a Friday, too long ago; the 12th a Saturday, when nobody reads.
    expect(outcomesOf("digest").at(-1)).toEqual(["2026-09-11T07:00", "missed"]);
    expect(letters()).not.toContain("2026-09-11-kvalitet.eml");
    expectEverySlotOnce();
  });

  it("puts a job whose line is wrong in quarantine, by file and line, and runs the others (R20)", async () => {
    writeFileSync(join(home.home, "timetable.yaml"), 'jobs:\n  judge: { cron: "61 6 * * *" }\n');
    child = startDaemon(home.home, "--now", "2026-09-13T06:45", "--speed", "10");
    const said = await child.until(says("raden i tidtabellen är fel"));
    await child.until(ran("basuppfoljning", "2026-09-13T05:00"));
    await child.until(ran("inbox"));
    child.signal("SIGTERM");
    await child.ended;

    expect(said).toMatchObject({ job: "judge", faults: [expect.stringContaining("timetable.yaml, rad 2")] });
    expect(outcomesOf("judge").at(-1)?.[0]).toBe("2026-09-12T06:30");
  });

  it("refuses to start with a file that is wrong, and takes nothing", async () => {
    writeFileSync(join(home.home, "policy.yaml"), "rules: { finns-inte: {} }\n");
    child = startDaemon(home.home);

    const { code, stderr } = await child.ended;

    expect(code).toBe(2);
    expect(stderr).toContain("policy.yaml");
    rmSync(join(home.home, "policy.yaml"));
  });
});

describe("the timetable's jobs", () => {
  it("are those that the daemon can run", () => {
    expect(readTimetable("", "timetable.yaml").jobs.map(({ job }) => job)).toEqual([...TIMED_JOBS]);
  });
});

function asked({ sandbox }: Practice): number {
  return askedIn(sandbox.requests);
}

function askedIn(requests: Readonly<Record<string, number>>): number {
  return Object.entries(requests).reduce(
    (n, [address, count]) => n + (address.startsWith("creditsafe") ? count : 0),
    0,
  );
}

function openRunOf(home: string): { readonly open: number; readonly failed: number } {
  const db = new Database(join(home, "basvakt.db"), { readonly: true });
  try {
    const query = `SELECT sum(c.outcome IS NULL) AS open, coalesce(sum(c.outcome = 'failed'), 0) AS failed
      FROM "check" c JOIN run r ON r.id = c.run_id WHERE r.outcome IS NULL`;
    return db.prepare<[], { open: number; failed: number }>(query).get() ?? { open: 0, failed: 0 };
  } finally {
    db.close();
  }
}
