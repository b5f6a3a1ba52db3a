import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { dirname } from "node:path";
import Database from "better-sqlite3";
import { type BetterSQLite3Database, drizzle } from "drizzle-orm/better-sqlite3";
import { migrate } from "drizzle-orm/better-sqlite3/migrator";
import { z } from "zod";
import { assetPath } from "../asset.js";
import { Conflict, Damaged } from "../domain/refusal.js";
import * as schema from "./schema.js";

export type Db = BetterSQLite3Database<typeof schema>;

/** The one truth. Synchronous: fetch first, then write. */
export interface Store {
  readonly db: Db;
  /** One IMMEDIATE transaction: all of it or nothing. A thrown error rolls back. */
  write<T>(act: (db: Db) => T): T;
  /** The same, where nothing can point at what is deleted: the tables that might are not read through for it. */
  writeUnreferenced<T>(act: (db: Db) => T): T;
  /** Gives so many free pages back to the disk; the number of those that are left. */
  giveBack(pages: number): number;
  /** Empties the log into the database and cuts it, unless somebody is reading from it just now. */
  cutLog(): void;
  close(): void;
}

const BUSY_MS = 5_000;
const journalSchema = z.object({ entries: z.array(z.object({ when: z.number(), tag: z.string() })).min(1) });

/** Opens the store and brings it up to date. Throws Conflict when that cannot be done; nothing is changed then. */
export function openStore(file: string, migrations: string = assetPath("migrations")): Store {
  mkdirSync(dirname(file), { recursive: true });
  const client = inPlainWords(() => new Database(file, { timeout: BUSY_MS }));
  const db = drizzle(client, { schema, casing: "snake_case" });
  try {
    inPlainWords(() => {
      prepare(client);
      bringUpToDate(client, db, file, migrations);
    });
  } catch (error) {
    client.close();
    throw error;
  }
  const write = <T>(act: (db: Db) => T) => inPlainWords(() => client.transaction(() => act(db)).immediate());
  return {
    db,
    write,
    writeUnreferenced: (act) => {
      client.pragma("foreign_keys = OFF");
      try {
        return write(act);
      } finally {
        client.pragma("foreign_keys = ON");
      }
    },
    giveBack: (pages) => {
      // A row for each page: run as a statement, it would stop after the first.
      client.exec(`PRAGMA incremental_vacuum(${pages})`);
      return Number(client.pragma("freelist_count", { simple: true }));
    },
    cutLog: () => {
      client.pragma("busy_timeout = 0");
      client.pragma("wal_checkpoint(TRUNCATE)");
      client.pragma(`busy_timeout = ${BUSY_MS}`);
    },
    close: () => client.close(),
  };
}

function prepare(client: Database.Database): void {
  // Before its first table alone: what is deleted can then be given back to the disk in slices.
  if (client.pragma("page_count", { simple: true }) === 0) client.pragma("auto_vacuum = INCREMENTAL");
  client.pragma("journal_mode = WAL");
  client.pragma("synchronous = FULL");
  client.pragma("foreign_keys = ON");
  // A reader that pins the log must not let it grow without end.
  client.pragma("journal_size_limit = 67108864");
}

function bringUpToDate(client: Database.Database, db: Db, file: string, migrations: string): void {
  const known = journalSchema.parse(JSON.parse(readFileSync(`${migrations}/meta/_journal.json`, "utf8"))).entries;
  const newest = known.at(-1)?.when ?? 0;
  const applied = appliedUpTo(client);
  if (applied > newest) {
    throw new Conflict(
      `databasen ${file} är skriven av en nyare version av basvakt; uppgradera programmet eller återställ en äldre kopia`,
    );
  }
  if (applied === newest) return;
  if (applied > 0) {
    backUp(client, `${file}.fore-${known.at(-1)?.tag}`);
    // A file from before slices: put in order once, while nobody works in it.
    if (client.pragma("auto_vacuum", { simple: true }) === 0) client.exec("VACUUM");
  }
  migrate(db, { migrationsFolder: migrations });
}

/** The time of the newest migration in the file; 0 in a new one. */
function appliedUpTo(client: Database.Database): number {
  const table = client.prepare("SELECT 1 FROM sqlite_schema WHERE name = '__drizzle_migrations'").get();
  if (table === undefined) return 0;
  const row = client.prepare("SELECT max(created_at) AS at FROM __drizzle_migrations").get();
  return z.object({ at: z.coerce.number() }).parse(row).at;
}

function backUp(client: Database.Database, target: string): void {
  if (existsSync(target)) return;
  client.prepare("VACUUM INTO ?").run(target);
}

/** Does something with the database; SQLite's own errors that a person can do something about are put in words. */
export function inPlainWords<T>(act: () => T): T {
  try {
    return act();
  } catch (error) {
    throw conflictOf(error) ?? error;
  }
}

const IN_WORDS: readonly (readonly [code: string, words: string])[] = [
  ["SQLITE_BUSY", "databasen är upptagen av en annan process; försök igen om en stund"],
  ["SQLITE_FULL", "disken är full; ingenting av det sista skrevs"],
  ["SQLITE_READONLY", "databasen går inte att skriva i; se efter rättigheterna på hemkatalogen"],
  ["SQLITE_CANTOPEN", "databasen går inte att skriva i; se efter rättigheterna på hemkatalogen"],
];
const DAMAGED = ["SQLITE_NOTADB", "SQLITE_CORRUPT"];

/** The Conflict that an error of SQLite means to a person; null for every other error. A read may meet one too. */
export function conflictOf(error: unknown): Conflict | null {
  const known = error instanceof Error && !(error instanceof Database.SqliteError) ? error.cause : error;
  if (!(known instanceof Database.SqliteError)) return null;
  if (DAMAGED.some((code) => known.code.startsWith(code))) {
    return new Damaged("databasen är skadad; återställ den senaste kopian", { cause: error });
  }
  const words = IN_WORDS.find(([code]) => known.code.startsWith(code))?.[1];
  return words === undefined ? null : new Conflict(words, { cause: error });
}
