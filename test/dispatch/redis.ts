import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Redis } from "ioredis";

/** A real redis-server on a free port, which may be killed and started again. */
export interface RealRedis {
  readonly url: string;
  readonly client: Redis;
  /** SIGKILL: everything in it is gone. */
  kill(): Promise<void>;
  start(): Promise<void>;
  pid(): number;
  /** Calls back when somebody else has killed it. */
  onKilled(act: () => void): void;
  close(): Promise<void>;
}

/** Whether redis-server can be started here; says so where a test has to be left out. */
export function hasRedis(): boolean {
  try {
    execFileSync("redis-server", ["--version"], { stdio: "ignore" });
    return true;
  } catch {
    process.stderr.write("redis-server is not installed: the Redis tests are skipped\n");
    return false;
  }
}

export async function realRedis(): Promise<RealRedis> {
  const port = await freePort();
  const folder = mkdtempSync(join(tmpdir(), "basvakt-redis-"));
  const url = `redis://127.0.0.1:${port}`;
  let server: ChildProcess | null = null;
  let killed: () => void = () => undefined;
  const start = async () => {
    const options = ["--port", `${port}`, "--bind", "127.0.0.1", "--save", "", "--maxmemory-policy", "noeviction"];
    const started = spawn("redis-server", [...options, "--dir", folder], { stdio: ["ignore", "pipe", "inherit"] });
    server = started;
    started.once("exit", () => {
      if (server === started) killed();
    });
    await ready(started);
  };
  await start();
  const client = new Redis(url, { maxRetriesPerRequest: null, retryStrategy: () => 50 });
  client.on("error", () => undefined);
  const kill = async () => {
    if (server === null) return;
    const running = server;
    server = null;
    if (running.exitCode !== null || running.signalCode !== null) return;
    const ended = once(running, "exit");
    running.kill("SIGKILL");
    await ended;
  };
  return {
    url,
    client,
    kill,
    start,
    pid: () => server?.pid ?? 0,
    onKilled: (act) => {
      killed = act;
    },
    async close() {
      client.disconnect();
      await kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** It says so; its later words are read and let go, so that it never waits for a reader. */
function ready(server: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("exit", () => reject(new Error("redis-server ended")));
    server.stdout?.on("data", (text) => String(text).includes("Ready to accept") && resolve());
  });
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address !== null ? address.port : 0));
    });
  });
}

/** Everything that anybody says to Redis from now on, line by line. */
export interface Overheard {
  lines(): readonly string[];
  close(): void;
}

/** By a bare socket: a client library takes what others say in the moment of MONITOR for the answer to it. */
export async function overhear(url: string): Promise<Overheard> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  let text = "";
  const heard = new Promise<void>((resolve, reject) => {
    socket.once("error", reject);
    socket.on("data", (piece) => {
      text += piece.toString("latin1");
      resolve();
    });
  });
  socket.write("MONITOR\r\n");
  await heard;
  return { lines: () => text.split("\r\n").slice(1, -1), close: () => socket.destroy() };
}
