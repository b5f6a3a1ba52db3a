import { describe, expect, it } from "vitest";
import { registeredHome } from "./program-home.js";

describe("digest send, a second time on the same day", () => {
  it("says that nothing new was written, and how to have it written anew", async () => {
    const home = await registeredHome();
    const first = await home.basvakt("digest", "send");
    const second = await home.basvakt("digest", "send");
    const anew = await home.basvakt("digest", "send", "--again");

    const note = "kvalitet har redan fått dagens brev; det skrivs inte om utan --again\n";
    expect([first.code, first.stderr]).toEqual([0, ""]);
    expect(second).toEqual({ ...first, stderr: note });
    expect([anew.code, anew.stderr]).toEqual([0, ""]);
  });
});
