import { existsSync, readdirSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { emptyHome } from "./program-home.js";

/** A port that nobody listens on just now. */
async function freePort(): Promise<string> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return `${port}`;
}

describe("a sandbox for a day that the practice home has left behind", () => {
  it("is refused, lets its port go, and leaves the home as it was", async () => {
    const home = emptyHome();
    await home.basvakt("init", "--rehearsal", "--now", "2026-09-16T08:00");
    const port = await freePort();
    const before = readdirSync(home.folder).sort();

    const first = await home.basvakt("sandbox", "--day", "1", "--port", port);
    const again = await home.basvakt("sandbox", "--day", "1", "--port", port);

    expect(first).toMatchObject({ code: 2, stdout: "", stderr: expect.stringContaining("efter sandlådans dag 1") });
    expect(again).toEqual(first);
    expect(readdirSync(home.folder).sort()).toEqual(before);
    expect(existsSync(join(home.folder, ".env"))).toBe(false);
  });
});
