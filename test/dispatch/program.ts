import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { packageRoot } from "../../src/asset.js";

/** The program in a process of its own, working until it is ended. */
export interface Working {
  readonly pid: number;
  /** All that it has said, on both streams. */
  said(): string;
  /** Waits for a text among it. */
  until(text: string): Promise<void>;
  end(): Promise<number | null>;
}

export function startProgram(home: string, environment: NodeJS.ProcessEnv, ...argv: readonly string[]): Working {
  const program = join(packageRoot(), "bin", "basvakt.js");
  const child: ChildProcess = spawn(process.execPath, [program, "--home", home, ...argv], {
    env: { PATH: process.env.PATH, ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  const waiting = new Set<() => void>();
  const hear = (data: unknown) => {
    said += String(data);
    for (const look of waiting) look();
  };
  child.stdout?.on("data", hear);
  child.stderr?.on("data", hear);
  const ended = once(child, "close").then(([code]) => {
    for (const look of waiting) look();
    return code as number | null;
  });
  return {
    pid: child.pid ?? 0,
    said: () => said,
    until: (text) =>
      new Promise((resolve, reject) => {
        const look = () => {
          if (said.includes(text)) resolve();
          else if (child.exitCode !== null) reject(new Error(`ended without "${text}":\n${said}`));
          else return;
          waiting.delete(look);
        };
        waiting.add(look);
        look();
      }),
    async end() {
      child.kill("SIGTERM");
      return ended;
    },
  };
}
