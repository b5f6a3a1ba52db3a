import { describe } from "vitest";
import { localDriver } from "../../src/dispatch/local.js";
import { driverContract } from "./driver-contract.js";

describe("the driver that asks in this process", () => {
  driverContract(async (local) => ({ driver: localDriver(local), close: async () => undefined }));
});
