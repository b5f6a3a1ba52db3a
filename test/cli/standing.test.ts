import { describe, expect, it } from "vitest";
import { standing } from "../../src/cli/daemon-status.js";
import { openHouse } from "../../src/cli/house.js";
import { openStore } from "../../src/store/open.js";
import { NOON, newHome } from "./program-home.js";

describe("how the house stands, for those who draw curves", () => {
  it("counts only sources that are on: one whose feeds are all off neither answers nor fails", async () => {
    const home = await newHome();
    const house = openHouse(
      {
        environment: { CREDITSAFE_USERNAME: "a", CREDITSAFE_PASSWORD: "b" },
        workingFolder: home.folder,
        stdout: () => undefined,
        stderr: () => undefined,
        terminal: false,
        clock: () => NOON,
        openStore,
        http: () => Promise.reject(new Error("nothing is asked here")),
        signal: new AbortController().signal,
      },
      { home: home.folder },
    );
    const ids = standing(house).sources.map(({ id }) => id);
    house.close();

    expect(ids).toContain("creditsafe");
    expect(ids).not.toContain("bolagsverket");
    expect(ids).not.toContain("media");
  });
});
