import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import { describe, expect, it } from "vitest";
import { assetPath } from "../../src/asset.js";
import { openStore } from "../../src/store/open.js";
import { newFolder } from "./new-store.js";

/** The real migrations as they were before one of them. */
function migrationsBefore(tag: string): string {
  const folder = join(newFolder(), "migrations");
  cpSync(assetPath("migrations"), folder, { recursive: true });
  const file = join(folder, "meta", "_journal.json");
  const journal = JSON.parse(readFileSync(file, "utf8")) as { entries: { tag: string }[] };
  const entries = journal.entries.slice(
    0,
    journal.entries.findIndex((entry) => entry.tag === tag),
  );
  writeFileSync(file, JSON.stringify({ ...journal, entries }));
  return folder;
}

describe("drafts that were written before they could be about a sweep", () => {
  it("are there as they were, sent ones too", () => {
    const file = join(newFolder(), "basvakt.db");
    openStore(file, migrationsBefore("0015_sweep_draft")).close();
    const before = new Database(file);
    before.exec(`
      INSERT INTO subject (id, kind) VALUES (1, 'supplier');
      INSERT INTO supplier (id, org_number, name, entered_at) VALUES (1, '5599123451', 'Exempelgården AB', 1);
      INSERT INTO inquiry (id, supplier_id, reason, opened_by, opened_at, due_day) VALUES (1, 1, 'x', 'Anna', 1, '2026-11-23');
      INSERT INTO draft (id, occasion, supplier_id, inquiry_id, audience, recipient, subject, text, state, due_day, drafted_at, sent_on, settled_by, settled_at)
        VALUES (3, 'inquiry 1', 1, 1, 'IVO', 'IVO', 'Uppgift', 'Text', 'sent', '2026-11-23', 1, '2026-11-24', 'Anna', 2),
          (7, 'inquiry 1', 1, 1, 'leverantören', '', 'Resultat', 'Text', 'draft', '2026-11-23', 1, NULL, NULL, NULL)`);
    const rows = before.prepare("SELECT * FROM draft ORDER BY id").all() as readonly object[];
    before.close();

    openStore(file).close();

    const after = new Database(file);
    expect(after.prepare("SELECT * FROM draft ORDER BY id").all()).toEqual(
      rows.map((row) => ({ ...row, sweep_id: null })),
    );
    expect(after.pragma("foreign_key_check")).toEqual([]);
    after.close();
  });
});
