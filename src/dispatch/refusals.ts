import type { Driver } from "./driver.js";

/** A driver that tells when a source refuses a log-in: what workers were refused counts like our own. */
export function tellingRefusals(driver: Driver, refused: (source: string) => void): Driver {
  return {
    ...driver,
    async ask(call) {
      const results = await driver.ask(call);
      if (results.some((result) => result.outcome === "failed" && result.credentials)) refused(call.source);
      return results;
    },
  };
}
