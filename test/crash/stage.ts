import { execFile } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { packageRoot } from "../../src/asset.js";
import { pointAt } from "../../src/cli/sandbox.js";
import { type Sandbox, startSandbox } from "../../src/sandbox/server.js";
import { fixturePath } from "../../src/sandbox/world.js";
import { localMinute } from "../../src/schedule/stockholm.js";
import { practice } from "../e2e/practice.js";
import { bearer, creditsafeToken, post, setting } from "../sandbox/asking.js";
import { type Dump, dump } from "./dump.js";
import type { EntryOrder } from "./entry.js";
import { type Mailbox, openMailbox } from "./mailbox.js";

export type StageDay = 1 | 2;

/** The same two days of the sandbox for all runs: what a run begins with and what it has to end with. */
export interface Stage {
  readonly folder: string;
  readonly days: Readonly<Record<StageDay, DayStage>>;
  close(): Promise<void>;
}

export interface DayStage {
  readonly day: StageDay;
  readonly home: string;
  readonly sandbox: Sandbox;
  readonly wanted: Dump;
  /** Steps of an undisturbed run. */
  readonly steps: number;
}

/** Suppliers to whom something happens on the first two days. */
const WATCHED = [
  "559940-0131",
  "559940-1832",
  "559940-2004",
  "559940-0305",
  "559940-1154",
  "559940-0818",
  "559940-1329",
  "559940-0644",
];
const ENTRY = join(packageRoot(), "dist", "test", "crash", "entry.js");

export async function openStage(): Promise<Stage> {
  const folder = mkdtempSync(join(tmpdir(), "basvakt-crash-"));
  const base = await practice({ imported: false });
  for (const [command, file] of [
    ["suppliers", "register.csv"],
    ["units", "units.csv"],
  ] as const) {
    const small = join(folder, file);
    writeFileSync(small, onlyWatched(readFileSync(fixturePath(file), "utf8")));
    const { code, stderr } = await base.basvakt(command, "import", small);
    if (code !== 0) throw new Error(stderr);
  }
  const second = await startSandbox({ day: 1 });
  for (const number of WATCHED) await watch(second, number.replace("-", ""));
  second.setDay(2);
  const mailbox = await openMailbox();
  const one = await undisturbed({ folder, day: 1, home: base.home, sandbox: base.sandbox, mailbox });
  const two = await undisturbed({ folder, day: 2, home: one.ended, sandbox: second, mailbox });
  await mailbox.close();
  return {
    folder,
    days: { 1: one.stage, 2: two.stage },
    async close() {
      await second.close();
      await base.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** As the day before left it: the supplier is in Creditsafe's portfolio. */
async function watch(sandbox: Sandbox, number: string): Promise<void> {
  const url = `${setting(sandbox, "CREDITSAFE_BASE_URL")}monitoring/portfolios/4711/companies`;
  const company = { id: `SE-0-${number}`, personalReference: number };
  await post(url, company, bearer(await creditsafeToken(sandbox)));
}

interface Setting {
  readonly folder: string;
  readonly day: StageDay;
  readonly home: string;
  readonly sandbox: Sandbox;
  readonly mailbox: Mailbox;
}

async function undisturbed({ folder, day, home, sandbox, mailbox }: Setting) {
  const ended = copyOf({ home, sandbox }, join(folder, `undisturbed-${day}`));
  const { stdout } = await start(orderOf({ day, sandbox }, ended), mailbox.url);
  return { ended, stage: { day, home, sandbox, wanted: dumpOf(ended), steps: Number(stdout) } };
}

function onlyWatched(csv: string): string {
  const [header = "", ...rows] = csv.split(/\r?\n/);
  const numbers = WATCHED.flatMap((number) => [number, number.replace("-", "")]);
  return `${[header, ...rows.filter((row) => numbers.some((number) => row.includes(number)))].join("\n")}\n`;
}

/** A home of its own to work in, as it was when the day began. */
export function copyOf({ home, sandbox }: Pick<DayStage, "home" | "sandbox">, to: string): string {
  cpSync(home, to, { recursive: true });
  pointAt(sandbox, to);
  return to;
}

export function orderOf({ day, sandbox: { now } }: Pick<DayStage, "day" | "sandbox">, home: string): EntryOrder {
  return {
    home,
    slot: localMinute(now),
    now: now.toISOString(),
    acknowledge: day,
    redis: null,
    death: { at: 0, pids: [] },
  };
}

export interface Ended {
  readonly stdout: string;
  readonly killed: boolean;
}

/** Runs the program to its end, which may be a violent one. */
export function start(order: EntryOrder, smtpUrl: string): Promise<Ended> {
  const env = { PATH: process.env.PATH, SMTP_URL: smtpUrl, MAIL_FROM: "basvakt@kommun.example" };
  return new Promise((resolve, reject) => {
    execFile(process.execPath, [ENTRY, JSON.stringify(order)], { encoding: "utf8", env }, (error, stdout, stderr) => {
      const killed = error?.signal === "SIGKILL";
      if (error !== null && !killed) reject(new Error(`${error.message}\n${stderr}`));
      else resolve({ stdout, killed });
    });
  });
}

/** The store, and the deliveries as they lie in their folders. */
export function dumpOf(home: string): Dump {
  const inbox = join(home, "inbox", "ivo-register");
  return {
    ...dump(join(home, "basvakt.db")),
    inbox: readdirSync(inbox, { recursive: true }).map(String).sort(),
  };
}
