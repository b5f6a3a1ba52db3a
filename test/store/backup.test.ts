import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { Worker } from "node:worker_threads";
import Database from "better-sqlite3";
import { describe, expect, it } from "vitest";
import { Conflict } from "../../src/domain/refusal.js";
import { backUp, checkCopy } from "../../src/store/backup.js";
import { appendTrail } from "../../src/store/trail.js";
import { newFolder, newStore, settled } from "./new-store.js";

const NOW = new Date("2026-11-23T02:15:00Z");

function told(opened: ReturnType<typeof newStore>, rows: number) {
  for (let n = 0; n < rows; n += 1) {
    opened.store.write((db) => appendTrail(db, { actor: "Anna", verb: "prov", detail: { n } }, NOW, NOW));
  }
  return join(dirname(opened.file), "kopia.db");
}

describe("a copy of the database", () => {
  it("is made while others write in it, and holds one whole instant (R50, R51)", async () => {
    const opened = newStore();
    const target = told(opened, 20);
    // Another thread that writes without pause, a row of the trail's neighbour at a time.
    const writer = new Worker(
      `const { workerData, parentPort } = require("node:worker_threads");
       const db = new (require("better-sqlite3"))(workerData, { timeout: 5000 });
       const add = db.prepare("INSERT INTO source (key) VALUES (?)");
       let n = 0, on = true;
       parentPort.once("message", () => { on = false; });
       const go = () => { add.run("k" + n++); if (n === 1) parentPort.postMessage("going"); if (on) setImmediate(go); else { db.close(); parentPort.postMessage(n); parentPort.close(); } };
       go();`,
      { eval: true, workerData: opened.file },
    );
    const said = () => new Promise((resolve) => writer.once("message", resolve));
    await said();

    const copy = backUp(opened.file, target);
    const written = said();
    writer.postMessage("stop");

    expect(copy).toMatchObject({ file: target, trail: { rows: 20 } });
    const kept = new Database(target, { readonly: true });
    const sources = kept.prepare("SELECT count(*) FROM source").pluck().get() as number;
    kept.close();
    expect(sources).toBeGreaterThan(0);
    expect(sources).toBeLessThanOrEqual((await written) as number);
  });

  it("is never written over another file", () => {
    const opened = newStore();
    const target = told(opened, 1);
    writeFileSync(target, "brev");

    expect(() => backUp(opened.file, target)).toThrow("finns redan");
    expect(readFileSync(target, "utf8")).toBe("brev");
  });

  it("tells what it holds when it is tried", () => {
    const opened = settled();
    opened.raw.exec("DROP TRIGGER trail_is_never_cut; DELETE FROM trail");
    const target = told(opened, 3);
    backUp(opened.file, target);

    expect(checkCopy(target)).toMatchObject({ suppliers: 1, alerts: 1, trail: { rows: 3, last: NOW.toISOString() } });
  });

  it.each([
    [
      "whose trail was changed",
      "DROP TRIGGER trail_is_never_changed; UPDATE trail SET actor = 'Eva' WHERE seq = 2",
      "bruten vid rad 2",
    ],
    [
      "with rows that point at nothing",
      "PRAGMA foreign_keys = OFF; INSERT INTO bookmark VALUES (77, 78, '{}')",
      "skadad",
    ],
    ["of something else", "PRAGMA foreign_keys = OFF; DROP TABLE trail", "ingen databas från basvakt"],
  ])("%s is refused", (_, harm, why) => {
    const opened = newStore();
    const target = told(opened, 3);
    backUp(opened.file, target);
    const copy = new Database(target);
    copy.exec(harm);
    copy.close();

    expect(() => checkCopy(target)).toThrow(why);
  });

  it("with broken pages is refused", () => {
    const opened = newStore();
    const target = told(opened, 400);
    backUp(opened.file, target);
    const bytes = readFileSync(target);
    bytes.fill(0xab, Math.floor(bytes.length / 2), Math.floor(bytes.length / 2) + 9_000);
    writeFileSync(target, bytes);

    expect(() => checkCopy(target)).toThrow(/skadad/);
    expect(() => checkCopy(`${target}.borta`)).toThrow("finns inte");
  });

  it("is named when the file is no database at all, and nobody is sent to restore another", () => {
    const file = join(newFolder(), "register.csv");
    writeFileSync(file, "organisationsnummer;namn\n");

    expect(() => checkCopy(file)).toThrow(new Conflict(`${file} är skadad, eller ingen databas`));
  });
});
