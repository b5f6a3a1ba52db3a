import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Outside } from "../../src/cli/outside.js";
import { runProgram } from "../../src/cli/program.js";
import { createHttp } from "../../src/http/client.js";
import { openStore } from "../../src/store/open.js";

interface Section {
  readonly heading: string;
  readonly figures: readonly { readonly what: string; readonly n: number }[];
}

describe("basvakt demo --year", () => {
  const folder = mkdtempSync(join(tmpdir(), "basvakt-year-"));
  const home = join(folder, "home");
  const http = createHttp({ userAgent: "basvakt test" });
  const { signal } = new AbortController();
  let shown = "";

  async function basvakt(...argv: readonly string[]): Promise<string> {
    let printed = "";
    const outside: Outside = {
      environment: {},
      workingFolder: folder,
      stdout: (text) => {
        printed += text;
      },
      stderr: () => undefined,
      terminal: false,
      clock: () => new Date(),
      openStore,
      http,
      signal,
    };
    const code = await runProgram(["--home", home, ...argv], outside);
    if (code !== 0) throw new Error(`${argv.join(" ")} gave ${code}`);
    return printed;
  }
  const json = async (...argv: readonly string[]) => JSON.parse(await basvakt(...argv, "--json")) as unknown;

  beforeAll(async () => {
    shown = await basvakt("demo", "--year");
  }, 240_000);
  afterAll(async () => {
    await http.close();
    rmSync(folder, { recursive: true });
  });

  it("prints what a committee reads first", () => {
    expect(shown).toContain("Basuppföljning 2026-01-01 – 2026-12-31");
    expect(shown).toContain("11 av 20 godkändes inte.");
    expect(shown).toContain("24 fördjupade kontroller, varav 15 ledde till paus eller borttagning.");
    expect(shown).toContain("16 synpunkter, flest om bemanning (4).");
  });

  it("counts what the commands beside the figures print (law 15)", async () => {
    const { sections } = (await json("report", "--year", "2026")) as { readonly sections: readonly Section[] };
    const figures = (heading: string) => sections.find((one) => one.heading === heading)?.figures ?? [];
    const total = (heading: string) => figures(heading).reduce((sum, { n }) => sum + n, 0);
    const inquiries = (await json("inquiries", "list", "--all")) as readonly { readonly outcome: string | null }[];
    const admissions = (await json("admit", "list", "--all")) as readonly { readonly outcome: string | null }[];

    expect(inquiries).toHaveLength(total("Fördjupade kontroller"));
    expect(inquiries.filter(({ outcome }) => outcome === "pausad" || outcome === "borttagen")).toHaveLength(15);
    expect(admissions.filter(({ outcome }) => outcome === "inte godkänd")).toHaveLength(11);
    expect(await json("complaints", "list", "--all")).toHaveLength(total("Synpunkter, efter slag"));
    expect(await json("suppliers", "list", "--status", "removed")).toHaveLength(
      total("Borttagna leverantörer, efter grund"),
    );
    expect(figures("Avslutade avtal").map(({ what }) => what)).toEqual([
      "hävt",
      "uppsagt",
      "utlöpt",
      "överenskommelse",
    ]);
    expect(await json("audit", "verify")).toMatchObject({ ok: true });
  });

  it("leaves the report as a page with charts, and a CSV", () => {
    const page = readFileSync(join(home, "rapport.html"), "utf8");

    expect(page).toContain("24 fördjupade kontroller, varav 15 ledde till paus eller borttagning.");
    expect(page).toMatch(/<svg[^>]*role="img" aria-label="Synpunkter, efter slag: /);
    expect(readFileSync(join(home, "rapport.csv"), "utf8")).toContain("Fördjupade kontroller;borttagen;;;6");
  });
});
