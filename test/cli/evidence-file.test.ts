import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { packZip, unpackZip } from "../../src/evidence/zip.js";
import { openStore } from "../../src/store/open.js";
import { company, DAY_1, OWN, run, settle, supplierNumber } from "../decisions/town.js";
import { newHome, type ProgramHome } from "./program-home.js";

const decided = ["--by", "Anna", "--reason", "Läst hos Bolagsverket"];

/** A home with a supplier in bankruptcy, its stop confirmed. */
async function stoppedHome(): Promise<ProgramHome> {
  const home = await newHome();
  const store = openStore(join(home.folder, "basvakt.db"));
  const town = settle(store, join(home.folder, "inbox"), { suppliers: 1, agreements: [OWN], policy: "" });
  await run(town, "bolagsverket", [company(0, "bankruptcy")], DAY_1);
  store.close();
  await home.basvakt("stops", "confirm", "1", ...decided, "--diarienummer", "SN 2026/7", "--delegation", "4.2");
  return home;
}

const text = (bytes: Uint8Array | undefined) => Buffer.from(bytes ?? []).toString("utf8");

describe("a decision file", () => {
  it("holds the facts, the rule, the decision, the raw evidence and a manifest that verifies", async () => {
    const home = await stoppedHome();
    const out = join(home.folder, "stopp.zip");

    const made = await home.json("evidence", "export", "stop", "1", "--out", out, "--by", "Anna");

    expect(made).toMatchObject({ code: 0, document: { kind: "stop", id: 1, evidence: 1 } });
    const files = unpackZip(readFileSync(out));
    expect(Object.keys(files).sort()).toEqual([
      "beslutsunderlag.html",
      "manifest.json",
      "policy.yaml",
      "underlag/1.json",
      "uppgifter.json",
    ]);
    const page = text(files["beslutsunderlag.html"]);
    for (const word of [
      "company-bankruptcy",
      "Läst hos Bolagsverket",
      "SN 2026/7",
      "delegation 4.2",
      "KK",
      "konkursbeslutet",
      "pågående förfaranden: slag konkurs, kod KK",
      "stopp bekräftat",
    ]) {
      expect(page).toContain(word);
    }
    expect(text(files["underlag/1.json"])).toContain(supplierNumber(0));
    expect(await home.json("evidence", "verify", out)).toMatchObject({ code: 0, document: { ok: true, faults: [] } });
  });

  it("has its seal in the trail, so that a rewritten manifest is found out", async () => {
    const home = await stoppedHome();
    const out = join(home.folder, "larm.zip");

    const made = await home.json("evidence", "export", "alert", "1", "--out", out, "--by", "Anna");

    const { manifest } = made.document as { manifest: string };
    const { document: rows } = await home.json("audit", "list");
    expect((rows as readonly object[]).slice(0, 1)).toMatchObject([
      { verb: "evidence.exported", actor: "Anna", detail: { alert: 1, manifest } },
    ]);
    expect(await home.json("evidence", "verify", out)).toMatchObject({ document: { manifest } });
  });

  it.each([
    [
      "changed",
      (files: Record<string, Uint8Array>) => ({ ...files, "policy.yaml": Buffer.from("rules: {}") }),
      "policy.yaml är ändrad",
    ],
    ["missing", ({ "policy.yaml": _, ...files }: Record<string, Uint8Array>) => files, "policy.yaml saknas"],
    [
      "added",
      (files: Record<string, Uint8Array>) => ({ ...files, "nytt.txt": Buffer.from("x") }),
      "nytt.txt hör inte dit",
    ],
  ])("with a file %s does not verify", async (_, change, fault) => {
    const home = await stoppedHome();
    const out = join(home.folder, "stopp.zip");
    await home.basvakt("evidence", "export", "stop", "1", "--out", out, "--by", "Anna");
    writeFileSync(out, packZip(change(unpackZip(readFileSync(out)))));

    expect(await home.json("evidence", "verify", out)).toMatchObject({
      code: 1,
      document: { ok: false, faults: [fault] },
    });
  });

  it("is refused for what does not exist, over a file that does, and for what is no such file", async () => {
    const home = await stoppedHome();
    const out = home.file("finns.zip", "x");

    expect(await home.basvakt("evidence", "export", "5", "--out", "a.zip", "--by", "Anna")).toMatchObject({ code: 2 });
    expect(await home.basvakt("evidence", "export", "stop", "9", "--out", "a.zip", "--by", "Anna")).toMatchObject({
      code: 2,
    });
    expect(await home.basvakt("evidence", "export", "stop", "1", "--out", out, "--by", "Anna")).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("finns redan"),
    });
    expect(await home.basvakt("evidence", "verify", out)).toMatchObject({ code: 2 });
  });
});
