import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pointAt } from "../src/cli/sandbox.js";
import { sampleRegister } from "../src/sandbox/scale.js";
import { startSandbox } from "../src/sandbox/server.js";
import { fixturePath } from "../src/sandbox/world.js";

/** What the measuring process is told when the sandbox answers. */
export interface Serving {
  readonly settings: Readonly<Record<string, string>>;
  /** 05:00 in Stockholm on the sandbox's first day. */
  readonly now: string;
  readonly register: string;
  readonly units: string;
}

// A process of its own, so that the sandbox's work is not counted: home folder and suppliers in, addresses out.
const [home = "", suppliers = ""] = process.argv.slice(2);
const sandbox = await startSandbox({ day: 1, scale: Number(suppliers) });
mkdirSync(home, { recursive: true });
// Without a portfolio every supplier's report is fetched each day, by the program as by the yardstick.
const { CREDITSAFE_PORTFOLIO: _, ...settings } = sandbox.settings;
pointAt({ ...sandbox, settings }, home);
const register = join(home, "register.csv");
writeFileSync(register, sampleRegister(Number(suppliers)));
const { now } = sandbox;
process.send?.({ settings, now: now.toISOString(), register, units: fixturePath("units.csv") } satisfies Serving);
process.once("disconnect", () => void sandbox.close());
