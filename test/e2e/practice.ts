import { setMaxListeners } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Outside } from "../../src/cli/outside.js";
import { runProgram } from "../../src/cli/program.js";
import { pointAt } from "../../src/cli/sandbox.js";
import { createHttp } from "../../src/http/client.js";
import { sampleRegister } from "../../src/sandbox/scale.js";
import { type Sandbox, startSandbox } from "../../src/sandbox/server.js";
import { fixturePath, type World } from "../../src/sandbox/world.js";
import { openStore } from "../../src/store/open.js";

export interface Said {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A practice home with the sandbox behind it, worked in through the command line as a person would. */
export interface Practice {
  readonly home: string;
  readonly sandbox: Sandbox;
  basvakt(...argv: readonly string[]): Promise<Said>;
  /** The document a command prints with --json. */
  json(...argv: readonly string[]): Promise<unknown>;
  /** The sandbox's next day: what arrives that day lies in the inbox. */
  turnTo(day: number): void;
  close(): Promise<void>;
}

export interface PracticeOptions {
  readonly imported: boolean;
  readonly world?: World;
  /** Suppliers in all. */
  readonly scale?: number;
}

export async function practice(options: PracticeOptions = { imported: true }): Promise<Practice> {
  const folder = mkdtempSync(join(tmpdir(), "basvakt-"));
  const home = join(folder, "home");
  const { world, scale } = options;
  const sandbox = await startSandbox({ day: 1, ...(world && { world }), ...(scale && { scale }) });
  const http = createHttp({ userAgent: "basvakt test" });
  const { signal } = new AbortController();
  setMaxListeners(0, signal);
  const basvakt = async (...argv: readonly string[]): Promise<Said> => {
    let stdout = "";
    let stderr = "";
    const outside: Outside = {
      environment: {},
      workingFolder: folder,
      stdout: (text) => {
        stdout += text;
      },
      stderr: (text) => {
        stderr += text;
      },
      terminal: false,
      clock: () => new Date(),
      openStore,
      http,
      signal,
    };
    const code = await runProgram(["--home", home, ...argv], outside);
    return { code, stdout, stderr };
  };
  const json = async (...argv: readonly string[]) => JSON.parse((await basvakt(...argv, "--json")).stdout) as unknown;
  await basvakt("init", "--rehearsal", "--now", sandbox.now.toISOString());
  pointAt(sandbox, home);
  if (options.imported) {
    await basvakt("suppliers", "import", registerOf(folder, scale));
    await basvakt("units", "import", fixturePath("units.csv"));
    await basvakt("representatives", "import", fixturePath("representatives.csv"));
  }
  return {
    home,
    sandbox,
    basvakt,
    json,
    turnTo: (day) => {
      sandbox.setDay(day);
      pointAt(sandbox, home);
    },
    close: async () => {
      await http.close();
      await sandbox.close();
      rmSync(folder, { recursive: true });
    },
  };
}

/** The sample register, with quiet suppliers added to it. */
function registerOf(folder: string, scale: number | undefined): string {
  if (scale === undefined) return fixturePath("register.csv");
  const file = join(folder, "register.csv");
  writeFileSync(file, sampleRegister(scale));
  return file;
}
