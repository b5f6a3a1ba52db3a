import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { parse } from "csv-parse/sync";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { deliver } from "../../src/sandbox/deliver.js";
import { loadWorld } from "../../src/sandbox/world.js";

describe("IVO's deliveries in the sandbox", () => {
  const world = loadWorld();
  let inbox: string;
  beforeEach(() => {
    inbox = mkdtempSync(join(tmpdir(), "sandbox-inbox-"));
  });
  afterEach(() => rmSync(inbox, { recursive: true }));

  function delivered(day: number): { path: string; bytes: Buffer } {
    const [path = ""] = deliver(world, day, inbox);
    return { path, bytes: readFileSync(path) };
  }

  it("come as files in the register's own inbox folder, on five of the days, beside answers to requests", () => {
    const days = Array.from({ length: 10 }, (_, index) =>
      deliver(world, index + 1, inbox).map((path) => basename(dirname(path))),
    );

    expect(days).toEqual([
      ["ivo-register"],
      ["ivo-register"],
      ["skatteverket"],
      ["ivo-register", "stopp-andra"],
      ["kronofogden"],
      [],
      [],
      [],
      ["ivo-register", "stopp-andra"],
      ["ivo-register", "skatteverket"],
    ]);
    expect(basename(dirname(delivered(1).path))).toBe("ivo-register");
  });

  it("hold the whole register every time, so that nothing vanishes", () => {
    const rows = [1, 9].map((day) =>
      parse(delivered(day).bytes, { bom: true, columns: true, delimiter: day === 9 ? "," : ";" }),
    );

    expect(rows.map(({ length }) => length)).toEqual([world.ivoRows.length, world.ivoRows.length]);
  });

  it("begin with a full extract in UTF-8 with a byte order mark", () => {
    const { bytes } = delivered(1);
    const rows = parse(bytes, { bom: true, columns: true, delimiter: ";" }) as Record<string, string>[];

    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    expect(rows.find((row) => row.verksamhets_id === "V-2042")).toMatchObject({
      status: "Ansökt",
      orgnr: "559940-0479",
    });
    expect(rows.find((row) => row.verksamhets_id === "V-2091")).toMatchObject({ upphavd_av: "Kammarrätten" });
  });

  it("tell of the revocation on day 2, in Windows-1252 and without hyphens", () => {
    const text = delivered(2).bytes.toString("latin1");
    const rows = parse(text, { columns: true, delimiter: ";" }) as Record<string, string>[];

    expect(rows.find((row) => row.verksamhets_id === "V-2014")).toMatchObject({
      orgnr: "5599400131",
      status: "Återkallad",
      senaste_beslut_kod: "ATERKALLELSE_OMEDELBAR",
      galler_omedelbart: "ja",
    });
  });

  it("vary in separator, heads, dates and numbers on day 4", () => {
    const rows = parse(delivered(4).bytes, { columns: true, delimiter: "\t" }) as Record<string, string>[];

    expect(rows.find((row) => row.Verksamhets_id === "V-2140")).toMatchObject({
      Orgnr: "165599402517",
      Målgrupp: "barn och unga med social problematik",
      Senaste_beslut_kod: "FORELAGGANDE_VITE",
      Återrapportering_senast: "20261115",
      Vite_belopp: "300000",
    });
  });

  it("keep the revocation and tell who overturned it on day 9", () => {
    const rows = parse(delivered(9).bytes, { columns: true, delimiter: "," }) as Record<string, string>[];

    expect(rows.find((row) => row.verksamhets_id === "V-2014")).toMatchObject({
      status: "Återkallad",
      upphavd_av: "Förvaltningsrätten",
      upphavd_datum: "2026-09-14",
    });
  });
});
