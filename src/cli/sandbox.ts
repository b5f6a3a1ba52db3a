import { copyFileSync, createWriteStream, existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Command } from "commander";
import { stringify } from "yaml";
import { HOME_FILES, openHome, rememberNow } from "../config/home.js";
import { Refusal } from "../domain/refusal.js";
import { type Sandbox, startSandbox } from "../sandbox/server.js";
import { fixturePath, loadOrdinaryWeek, loadWorld } from "../sandbox/world.js";
import { localMinute } from "../schedule/stockholm.js";
import { type Frame, outsideHouse } from "./frame.js";
import { homeFolder } from "./house.js";

interface SandboxCommandOptions {
  readonly day?: string;
  readonly port?: string;
  readonly scale?: string;
  readonly ordinary?: boolean;
  readonly log?: string;
}

/** `sandbox`: an invented Sweden on loopback until somebody stops it; a practice home is pointed at it. */
export function addSandbox(program: Command, frame: Frame): void {
  program
    .command("sandbox")
    .description("kör sandlådan: en påhittad omvärld på den egna maskinen")
    .option("--day <n>", "dag i manuset, 1 till 10", "1")
    .option("--port <n>", "port; 0 tar en ledig", "0")
    .option("--scale <n>", "antal leverantörer i allt")
    .option("--ordinary", "en vanlig vecka, dag 1 till 8, i stället för manusets tio händelserika dagar")
    .option("--log <fil>", "skriver varje fråga i en fil: tid, källa och adress")
    .action(
      outsideHouse<SandboxCommandOptions>(frame, async ({ options }) => {
        const scale = options.scale === undefined ? {} : { scale: numberIn(options.scale, 1, 100_000, "--scale") };
        const day = numberIn(options.day ?? "1", 1, 10, "--day");
        const port = numberIn(options.port ?? "0", 0, 65_535, "--port");
        const file = options.log === undefined ? null : createWriteStream(options.log, { flags: "a" });
        const log = (line: string) => void file?.write(`${line}\n`);
        const sandbox = await startSandbox({
          day,
          port,
          ...scale,
          log,
          world: options.ordinary === true ? loadOrdinaryWeek() : loadWorld(),
        });
        try {
          const home = homeFolder(frame.outside, options);
          const pointed = existsSync(join(home, HOME_FILES.policy)) && openHome(home).rehearsal !== null;
          // First the time, which may be refused: a home that is refused is left as it was.
          if (pointed) setTime(sandbox, home);
          const delivered = pointed ? pointAt(sandbox, home) : [];
          frame.outside.stdout(
            options.json === true ? `${JSON.stringify(document(sandbox))}\n` : introduce(sandbox, pointed, delivered),
          );
          await stopped(frame.outside.signal);
        } finally {
          await sandbox.close();
          file?.end();
        }
        return { json: undefined, text: "" };
      }),
    );
}

/** The practice home comes to the sandbox's day; it never goes back to an earlier one. */
function setTime(sandbox: Sandbox, home: string): void {
  const { folder, rehearsal } = openHome(home);
  const reached = rehearsal?.now ?? null;
  if (reached !== null && reached > sandbox.now) {
    throw new Refusal(
      `hemkatalogen har kommit till ${localMinute(reached)}, efter sandlådans dag ${sandbox.day} (${localMinute(sandbox.now)}); börja om i en ny hemkatalog, eller välj en senare dag`,
    );
  }
  rememberNow(folder, sandbox.now);
}

function numberIn(text: string, from: number, to: number, flag: string): number {
  const n = Number(text);
  if (!Number.isInteger(n) || n < from || n > to)
    throw new Refusal(`${flag} ska vara ett heltal från ${from} till ${to}`);
  return n;
}

/** Writes the sandbox's addresses and credentials into a practice home, and what is delivered that day into its inbox. */
export function pointAt(sandbox: Sandbox, home: string): readonly string[] {
  const lines = Object.entries(sandbox.settings).map(([name, value]) => `${name}=${value}`);
  writeFileSync(join(home, ".env"), `# Sandlådan.\n${lines.join("\n")}\n`);
  writeFileSync(
    join(home, HOME_FILES.feeds),
    stringify({ feeds: sandbox.feeds.map((feed) => ({ ...feed, enabled: true })) }),
  );
  copyFileSync(fixturePath("sources.yaml"), join(home, HOME_FILES.sources));
  mkdirSync(join(home, "inbox"), { recursive: true });
  return sandbox.deliver(join(home, "inbox"));
}

function document(sandbox: Sandbox) {
  const { origin, day, now, settings, feeds } = sandbox;
  return { origin, day, now: now.toISOString(), settings, feeds };
}

function introduce(sandbox: Sandbox, pointed: boolean, delivered: readonly string[]): string {
  const settings = Object.entries(sandbox.settings).map(([name, value]) => `${name}=${value}`);
  const next = pointed
    ? [
        `Hemkatalogens .env, feeds.yaml och sources.yaml pekar nu hit. ${delivered.length} ${delivered.length === 1 ? "leverans" : "leveranser"} ligger i inbox.`,
      ]
    : ["Skriv raderna i .env i en hemkatalog för övning (basvakt init --rehearsal), eller starta om med --home."];
  return [
    `Sandlådan svarar på ${sandbox.origin}, dag ${sandbox.day} (${localMinute(sandbox.now).replace("T", " ")}).`,
    ...settings,
    ...next,
    `Register att öva på: ${fixturePath("register.csv")}`,
    `Nästa dag: avsluta, och starta om med --day ${Math.min(sandbox.day + 1, 10)}; då läggs också dagens leverans i inbox.`,
    `Bara svaren: curl -d '{"day":2}' ${sandbox.origin}/_sandbox/day`,
    "Avsluta med Ctrl-C.",
    "",
  ].join("\n");
}

function stopped(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }));
}
