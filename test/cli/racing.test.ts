import { spawn } from "node:child_process";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { packageRoot } from "../../src/asset.js";
import { openStore } from "../../src/store/open.js";
import { company, DAY_1, OWN, run, settle } from "../decisions/town.js";
import { newHome, type ProgramHome } from "./program-home.js";

/** A home with a bankrupt supplier: alert 1, and the provisional stop 1. */
async function stoppedHome(): Promise<ProgramHome> {
  const home = await newHome();
  const store = openStore(join(home.folder, "basvakt.db"));
  const town = settle(store, join(home.folder, "inbox"), { suppliers: 1, agreements: [OWN], policy: "" });
  await run(town, "bolagsverket", [company(0, "bankruptcy")], DAY_1);
  store.close();
  return home;
}

interface Ended {
  readonly by: string;
  readonly code: number | null;
  readonly stderr: string;
}

/** A command in a process of its own, as each operator has one. */
function inProcess(home: ProgramHome, by: string, ...argv: readonly string[]): Promise<Ended> {
  const program = join(packageRoot(), "bin", "basvakt.js");
  const child = spawn(process.execPath, [program, "--home", home.folder, ...argv, "--by", by, "--reason", "Läst"], {
    env: { PATH: process.env.PATH },
    stdio: ["ignore", "ignore", "pipe"],
  });
  let stderr = "";
  child.stderr.on("data", (data) => {
    stderr += String(data);
  });
  return new Promise((resolve) => child.on("close", (code) => resolve({ by, code, stderr })));
}

describe("two operators who decide on the same thing at once", () => {
  it.each([
    ["alert", ["alerts", "ack", "1"], ["alerts", "dismiss", "1"], ["alerts", "show", "1"]],
    ["stop", ["stops", "confirm", "1"], ["stops", "lift", "1"], ["stops", "show", "1"]],
  ])("have one winner and one clear refusal: %s", async (_, one, other, show) => {
    const home = await stoppedHome();

    const ended = await Promise.all([
      inProcess(home, "Anna", ...one, "--version", "1"),
      inProcess(home, "Bo", ...other, "--version", "1"),
    ]);

    const [winner] = ended.filter(({ code }) => code === 0);
    const losers = ended.filter(({ code }) => code === 1);
    expect(losers).toHaveLength(1);
    // What it is now, or that it is no longer what was read: in either case that somebody was faster.
    expect(losers[0]?.stderr).toMatch(
      /^(någon hann före: version 1|larmet 1 är redan|stoppet 1 är (upphävt|bekräftat))/,
    );
    const { document } = await home.json(...show);
    const { decisions, version } = document as { decisions: readonly { by: string }[]; version: number };
    expect(decisions.map(({ by }) => by)).toEqual([winner?.by]);
    expect(version).toBe(2);
  });
});
