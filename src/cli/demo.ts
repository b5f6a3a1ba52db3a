import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Command } from "commander";
import { z } from "zod";
import { type Day, daysBetween } from "../domain/day.js";
import { Refusal } from "../domain/refusal.js";
import { sampleRegister } from "../sandbox/scale.js";
import { type Sandbox, startSandbox } from "../sandbox/server.js";
import { dateOf, fixture, fixturePath, loadWorld } from "../sandbox/world.js";
import { localMinute } from "../schedule/stockholm.js";
import { playYear } from "./demo-year.js";
import { readYear } from "./demo-year-script.js";
import { type Frame, outsideHouse } from "./frame.js";
import type { Outside } from "./outside.js";
import { pointAt } from "./sandbox.js";

const DAYS = [1, 2] as const;
/** Those in the register, and those who are tried for it. */
const SUPPLIERS_IN_YEAR = 150;
const messages = z.object({
  messages: z.array(z.object({ group: z.string(), subject: z.string(), file: z.string() })),
});

/** `demo`: sandbox, sample register, two days of basuppföljning and their digests, in a home of its own. */
export function addDemo(program: Command, frame: Frame): void {
  program
    .command("demo")
    .description("visar två dagar av basuppföljning i en påhittad omvärld, eller ett år och dess rapport")
    .option("--year", "ett år av prövningar, synpunkter, fördjupade kontroller och stopp, och rapporten om det")
    .action(
      outsideHouse<{ readonly year?: boolean }>(frame, async ({ options }) => {
        const home = freshHome(options.home ?? join(frame.outside.workingFolder, "var", "demo"));
        const sandbox = await startSandbox(options.year === true ? { day: 1, scale: SUPPLIERS_IN_YEAR } : { day: 1 });
        try {
          const shown = options.year === true ? aYear(frame, sandbox, home) : twoDays(frame, sandbox, home);
          return { json: { home }, text: await shown };
        } finally {
          await sandbox.close();
        }
      }),
    );
}

/** Only what an earlier demo left is ever taken away. */
function freshHome(folder: string): string {
  if (existsSync(folder)) {
    if (!existsSync(join(folder, "rehearsal.json"))) {
      throw new Refusal(`${folder} finns redan och är inte från en demo; ange en annan katalog med --home`);
    }
    rmSync(folder, { recursive: true });
  }
  return folder;
}

async function twoDays(frame: Frame, sandbox: Sandbox, home: string): Promise<string> {
  const show = (text: string) => frame.outside.stdout(`${text}\n`);
  const basvakt = (...argv: readonly string[]) => command(frame, home, argv);
  await basvakt("init", "--rehearsal", "--now", sandbox.now.toISOString());
  pointAt(sandbox, home);
  for (const [kind, file] of [
    ["suppliers", "register.csv"],
    ["units", "units.csv"],
    ["representatives", "representatives.csv"],
  ] as const) {
    show((await basvakt(kind, "import", fixturePath(file))).trim());
  }
  let digest = "";
  for (const day of DAYS) {
    if (day > 1) {
      sandbox.setDay(day);
      pointAt(sandbox, home);
    }
    const now = sandbox.now.toISOString();
    show(`\n── Dag ${day}, ${localMinute(sandbox.now).replace("T", " ")} ${"─".repeat(44)}\n`);
    show(await basvakt("run", "basuppfoljning", "--now", now));
    await basvakt("digest", "preview", "--out", join(home, `digest-${day}.html`), "--now", now);
    const sent = messages.parse(JSON.parse(await basvakt("digest", "send", "--json", "--now", now))).messages;
    digest = sent.map(({ subject, file }) => `  ${subject}\n  ${file}`).join("\n");
  }
  return [
    `Sammanställningen för dag ${DAYS.length}:`,
    digest,
    `  ${join(home, `digest-${DAYS.length}.html`)} (samma, att öppna i en webbläsare)`,
    "",
    `Titta vidare:  node bin/basvakt.js --home ${home} stops list`,
  ].join("\n");
}

/** A year through the commands, then what a committee reads of it. */
async function aYear(frame: Frame, sandbox: Sandbox, home: string): Promise<string> {
  const basvakt = (...argv: readonly string[]) => command(frame, home, argv);
  const year = readYear(fixture("year.yaml"));
  const world = loadWorld();
  const turnTo = (day: Day) => {
    sandbox.setDay(daysBetween(world.firstDay, day) + 1);
    pointAt(sandbox, home);
  };
  const eventful = world.days.map((_, index) => dateOf(world, index + 1));
  await playYear({ basvakt, home, register: sampleRegister(year.suppliers), eventful, turnTo }, year);
  const files = { out: join(home, "rapport.html"), csv: join(home, "rapport.csv") };
  const name = year.start.slice(0, 4);
  const written = ["--out", files.out, "--csv", files.csv];
  const report = await basvakt("report", "--year", name, ...written, "--now", `${name}-12-31T17:00`);
  return [report.trim(), "", `Titta vidare:  node bin/basvakt.js --home ${home} inquiries list --all`].join("\n");
}

/** Runs one command as a person would have, and gives what it printed. What fails ends the demo. */
async function command(frame: Frame, home: string, argv: readonly string[]): Promise<string> {
  let printed = "";
  const outside: Outside = {
    ...frame.outside,
    // What surrounds the demo is not to be mixed into it.
    environment: {},
    stdout: (text) => {
      printed += text;
    },
    terminal: false,
  };
  const code = await frame.run(["--home", home, ...argv], outside);
  if (code !== 0 && code !== 3) throw new Error(`${argv.slice(0, 2).join(" ")} gav ${code}`);
  return printed;
}
