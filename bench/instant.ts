import { Redis } from "ioredis";
import { version } from "../src/cli/deps.js";
import type { Driver } from "../src/dispatch/driver.js";
import { serveCalls } from "../src/dispatch/serve.js";

/** A source that says at once that nothing has changed. */
export const instantDriver: Driver = {
  async ask({ questions, begun }) {
    begun();
    return questions.map(({ check, attempt }) => ({ outcome: "unchanged", check, attempt, bookmark: null }));
  },
};

// As a process of its own it is a worker; it tells its CPU seconds and those of Redis when asked.
const [url] = process.argv.slice(2);
if (process.argv[1]?.endsWith("instant.js") && url !== undefined) {
  const redis = new Redis(url);
  const common = { url, version: version(), trouble: () => undefined, served: () => undefined };
  const serving = serveCalls({ ...common, driver: instantDriver, sources: new Map() });
  process.on("message", async () => {
    const info = await redis.info("cpu");
    const figure = (name: string) => Number(new RegExp(`^${name}:([\\d.]+)`, "m").exec(info)?.[1] ?? 0);
    const { user, system } = process.cpuUsage();
    process.send?.({ worker: (user + system) / 1e6, redis: figure("used_cpu_user") + figure("used_cpu_sys") });
  });
  process.once("disconnect", async () => {
    await serving.close();
    redis.disconnect();
  });
  process.send?.("ready");
}
