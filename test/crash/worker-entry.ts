/* A worker composed with an http that ends it at the n-th step. Its order is the only argument, as JSON. */
import { version } from "../../src/cli/deps.js";
import { workerDeps } from "../../src/cli/worker.js";
import { readEnvironment } from "../../src/config/environment.js";
import { localDriver } from "../../src/dispatch/local.js";
import { openLoginDesk } from "../../src/dispatch/login-ask.js";
import { serveCalls } from "../../src/dispatch/serve.js";
import { realOutside } from "../../src/outside.js";
import { stepper, steppingHttp } from "./step.js";

export interface WorkerOrder {
  readonly home: string;
  readonly redis: string;
  /** The step to die at; 0 is never. */
  readonly dieAt: number;
}

const { home, redis, dieAt } = JSON.parse(process.argv[2] ?? "") as WorkerOrder;
const LOCK_MS = 1_000;
const { step } = stepper({ at: dieAt, pids: [process.pid] });
const { outside } = realOutside();
const trouble = () => undefined;
const { gateOf } = openLoginDesk({ url: redis, version: version(), trouble });
const stepping = { ...outside, http: steppingHttp(outside.http, step) };
const local = workerDeps(stepping, home, readEnvironment({}, home, home), gateOf);
const driver = localDriver(local);
const common = { url: redis, version: version(), trouble, lockMs: LOCK_MS };
serveCalls({ ...common, driver, sources: local.sources, served: step });
process.stdout.write("ready\n");
