import { describe, expect, it } from "vitest";
import { registeredHome } from "./program-home.js";

describe("a command that is asked to stop", () => {
  it("says that it was, and not that something unforeseen went wrong", async () => {
    const stopping = new AbortController();
    const home = await registeredHome({ signal: stopping.signal });
    stopping.abort(new DOMException("asked to stop", "AbortError"));

    const told = await home.basvakt("housekeeping");

    expect(told).toEqual({
      code: 1,
      stdout: "",
      stderr: "avbrutet; det som hann göras är sparat, och ett jobb går vidare där det var när det startas igen\n",
    });
  });
});
