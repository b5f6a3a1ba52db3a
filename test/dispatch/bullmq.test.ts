import { afterAll, beforeAll, describe } from "vitest";
import { openQueue } from "../../src/dispatch/bullmq.js";
import { localDriver } from "../../src/dispatch/local.js";
import { serveCalls } from "../../src/dispatch/serve.js";
import { driverContract } from "./driver-contract.js";
import { hasRedis, type RealRedis, realRedis } from "./redis.js";

describe.skipIf(!hasRedis())("the driver whose calls are made elsewhere, over Redis", () => {
  let redis: RealRedis;

  beforeAll(async () => {
    redis = await realRedis();
  });
  afterAll(() => redis.close());

  driverContract(async (local) => {
    await redis.client.flushall();
    const common = { url: redis.url, version: "prov", trouble: () => undefined };
    const worker = serveCalls({
      ...common,
      driver: localDriver(local),
      sources: local.sources,
      served: () => undefined,
    });
    const queue = openQueue(common);
    return {
      driver: queue.driver(local.sources, () => null),
      close: async () => {
        await queue.close();
        await worker.close();
      },
    };
  });
});
