import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { sql } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { ivoRegister } from "../../adapters/ivo-register/adapter.js";
import { readInbox } from "../../jobs/inbox.js";
import { rejectIncident, releaseIncident } from "../../jobs/release.js";
import { Conflict, Refusal } from "../../src/domain/refusal.js";
import { incidentItems } from "../../src/store/list-incidents.js";
import { endRun, planRun } from "../../src/store/run.js";
import { sourceIdOf } from "../../src/store/subject.js";
import { pdf } from "../pdf/pdf.js";
import { DAY_1, DAY_2, DAY_3, openTown, supplierNumber, type Town } from "./town.js";

const ANNA = { by: "Anna", reason: "IVO bekräftar att raderna ska vara borta" };

/** An extract about the first so many suppliers' homes. */
function extract(homes: number): string {
  const rows = Array.from(
    { length: homes },
    (_, index) => `${supplierNumber(index)};Hem ${index};V-${index};HVB;Aktiv`,
  );
  return ["orgnr;verksamhetsnamn;verksamhets_id;tillstandstyp;status", ...rows].join("\n");
}

function lay({ deps }: Town, name: string, text: string | Uint8Array): void {
  mkdirSync(join(deps.inbox, "ivo-register"), { recursive: true });
  writeFileSync(join(deps.inbox, "ivo-register", name), text);
}

const lies = ({ deps }: Town, ...path: readonly string[]) => existsSync(join(deps.inbox, "ivo-register", ...path));

async function inbox(town: Town, now: Date) {
  const sources = new Map([
    ["ivo-register", { adapter: ivoRegister, settings: {}, options: ivoRegister.options.parse({}) }],
  ]);
  const order = { job: "inbox", slot: null, scope: {}, by: "test" };
  const { id } = town.store.write((db) => {
    sourceIdOf(db, "ivo-register");
    return planRun(db, order, [], { now, clock: now });
  });
  const summary = await readInbox({ ...town.deps, sources, warn: () => undefined }, id, now);
  town.store.write((db) => endRun(db, id, { now, clock: now }));
  return summary;
}

/** Twelve homes, then a file with half of them: it lies in quarantine. */
async function shrunk(): Promise<Town> {
  const town = openTown(12);
  lay(town, "1.csv", extract(12));
  await inbox(town, DAY_1);
  lay(town, "2.csv", extract(6));
  await inbox(town, DAY_2);
  return town;
}

describe("a delivery that lost too many rows", () => {
  it("is put back when released, and read by the next run", async () => {
    const town = await shrunk();
    expect(incidentItems(town.store.db, false)).toMatchObject([{ id: 1, kind: "delivery", cause: "shrunk" }]);

    expect(await releaseIncident(town.deps, 1, ANNA, DAY_2)).toMatchObject({ file: "2.csv" });
    expect(await inbox(town, DAY_3)).toMatchObject({ files: 1, refused: 0 });

    expect(lies(town, "done", "2.csv")).toBe(true);
    expect(incidentItems(town.store.db, false)).toEqual([]);
  });

  it("is laid with the refused ones when rejected, and the next one is measured against the last good one", async () => {
    const town = await shrunk();

    expect(rejectIncident(town.deps, 1, ANNA, DAY_2)).toMatchObject({ file: "2.csv" });

    expect(lies(town, "refused", "2.csv")).toBe(true);
    lay(town, "3.csv", extract(7));
    expect(await inbox(town, DAY_3)).toMatchObject({ files: 1, refused: 1 });
  });

  it("is not released when another file lies under its name", async () => {
    const town = await shrunk();
    lay(town, join("quarantine", "2.csv"), extract(3));

    await expect(releaseIncident(town.deps, 1, ANNA, DAY_2)).rejects.toThrow(Conflict);

    expect(incidentItems(town.store.db, false)).toMatchObject([{ state: "open" }]);
  });

  it("is not laid over a file that waits in the inbox", async () => {
    const town = await shrunk();
    lay(town, "2.csv", extract(12));

    await expect(releaseIncident(town.deps, 1, ANNA, DAY_2)).rejects.toThrow(Conflict);

    expect(lies(town, "quarantine", "2.csv")).toBe(true);
  });

  it("moved back by a process that was killed before the decision goes into quarantine again, and may be released", async () => {
    const town = await shrunk();
    const failing = {
      ...town.deps,
      clock: () => {
        throw new Error("killed");
      },
    };
    await expect(releaseIncident(failing, 1, ANNA, DAY_2)).rejects.toThrow("killed");
    expect(lies(town, "2.csv")).toBe(true);

    expect(await inbox(town, DAY_3)).toMatchObject({ refused: 1 });
    expect(await releaseIncident(town.deps, 1, ANNA, DAY_3)).toMatchObject({ file: "2.csv" });

    expect(await inbox(town, DAY_3)).toMatchObject({ refused: 0 });
  });
});

describe("a delivery that could not be read", () => {
  it("cannot be released, and can be put aside", async () => {
    const town = openTown(1);
    lay(town, "1.csv", "helt;fel;kolumner\n1;2;3");
    await inbox(town, DAY_1);

    await expect(releaseIncident(town.deps, 1, ANNA, DAY_1)).rejects.toThrow(Refusal);
    rejectIncident(town.deps, 1, ANNA, DAY_1);

    expect(incidentItems(town.store.db, false)).toEqual([]);
    expect(lies(town, "refused", "1.csv")).toBe(true);
  });
});

const DECIDED = "senaste_beslut_kod;senaste_beslut_dnr;senaste_beslut_datum;laga_kraft";
const decision = (words: string) =>
  pdf(["BESLUT", "2026-11-19", "Dnr 8.5-100/2026-3", "Ärendet", "Tillsyn.", "Beslut", words, "Bakgrund", "En gång."]);

/** An extract that tells of a decision in the first supplier's home. */
function decided(code: string): string {
  const rows = [`${supplierNumber(0)};Hem 0;V-0;HVB;Aktiv;${code};8.5-100/2026-2;2026-11-19;nej`];
  return [`orgnr;verksamhetsnamn;verksamhets_id;tillstandstyp;status;${DECIDED}`, ...rows].join("\n");
}

const addresses = ({ store }: Town) =>
  store.db
    .all<{ address: string }>(sql`
    SELECT e.address FROM observation_evidence l JOIN evidence e ON e.id = l.evidence_id
    JOIN observation o ON o.id = l.observation_id JOIN fact f ON f.id = o.fact_id
    WHERE f.kind = 'supervision' ORDER BY e.id`)
    .map(({ address }) => address);

describe("a decision as PDF beside an extract", () => {
  it("is kept as evidence with the case that the extract tells of", async () => {
    const town = openTown(1);
    lay(town, "utdrag.csv", decided("FORELAGGANDE"));
    lay(town, "beslut.pdf", decision("IVO förelägger bolaget att rätta till bristerna."));

    await inbox(town, DAY_1);

    expect(addresses(town)).toEqual(["utdrag.csv", "beslut.pdf"]);
    expect(lies(town, "done", "beslut.pdf")).toBe(true);
    expect(incidentItems(town.store.db, false)).toEqual([]);
  });

  it("waits, and is an incident, until an extract tells of its case", async () => {
    const town = openTown(1);
    lay(town, "beslut.pdf", decision("IVO återkallar tillståndet."));

    await inbox(town, DAY_1);
    await inbox(town, DAY_2);

    expect(lies(town, "beslut.pdf")).toBe(true);
    expect(incidentItems(town.store.db, true)).toMatchObject([
      { kind: "delivery", cause: "letter-unknown", state: "open" },
    ]);
    lay(town, "utdrag.csv", decided("ATERKALLELSE"));
    await inbox(town, DAY_3);
    expect(lies(town, "done", "beslut.pdf")).toBe(true);
    expect(incidentItems(town.store.db, false)).toEqual([]);
  });

  it("whose case is in none is laid with the refused ones when a person rejects it", async () => {
    const town = openTown(1);
    lay(town, "beslut.pdf", decision("IVO återkallar tillståndet."));
    await inbox(town, DAY_1);

    expect(rejectIncident(town.deps, 1, ANNA, DAY_1)).toMatchObject({ file: "beslut.pdf" });

    expect(lies(town, "refused", "beslut.pdf")).toBe(true);
    await inbox(town, DAY_2);
    expect(incidentItems(town.store.db, false)).toEqual([]);
  });

  it("of another kind than the extract says is an incident: it makes no fact by itself", async () => {
    const town = openTown(1);
    lay(town, "utdrag.csv", decided("KRITIK"));
    lay(town, "beslut.pdf", decision("IVO återkallar tillståndet."));

    await inbox(town, DAY_1);

    expect(incidentItems(town.store.db, false)).toMatchObject([{ cause: "letter-differs" }]);
    expect(addresses(town)).toEqual(["utdrag.csv", "beslut.pdf"]);
  });

  it("that cannot be read is refused, with a text beside it", async () => {
    const town = openTown(1);
    lay(town, "inskannat.pdf", pdf([]));

    expect(await inbox(town, DAY_1)).toMatchObject({ refused: 1 });

    expect(lies(town, "refused", "inskannat.pdf.fel.txt")).toBe(true);
    expect(incidentItems(town.store.db, false)).toMatchObject([{ cause: "refused" }]);
  });
});
