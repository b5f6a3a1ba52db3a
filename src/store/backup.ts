import { closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync, statSync } from "node:fs";
import Database from "better-sqlite3";
import { sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/better-sqlite3";
import { Conflict, Damaged } from "../domain/refusal.js";
import { type Db, inPlainWords } from "./open.js";
import * as schema from "./schema.js";
import { verifyTrail } from "./trail.js";

/** What a copy holds, read from the copy itself. */
export interface Copy {
  readonly file: string;
  readonly bytes: number;
  readonly suppliers: number;
  readonly observations: number;
  readonly alerts: number;
  /** Stops that are in force or wait for a decision. */
  readonly stops: number;
  readonly trail: { readonly rows: number; readonly head: string; readonly last: string | null };
}

/**
 * Copies the database as it is at one instant, while others write in it, and takes the copy for good only when it has
 * been opened and checked. Blocks its thread meanwhile. Throws Conflict; nothing is left at the target then.
 */
export function backUp(database: string, target: string): Copy {
  if (existsSync(target)) throw new Conflict(`${target} finns redan; en kopia skrivs aldrig över`);
  const half = `${target}.${process.pid}.tmp`;
  rmSync(half, { force: true });
  try {
    inPlainWords(() => {
      const client = new Database(database, { fileMustExist: true, timeout: 5_000 });
      try {
        client.prepare("VACUUM INTO ?").run(half);
      } finally {
        client.close();
      }
    });
    const copy = checkCopy(half);
    toDisk(half);
    renameSync(half, target);
    return { ...copy, file: target };
  } finally {
    rmSync(half, { force: true });
  }
}

/** Opens a copy and reads it through: its pages, its references and its trail. Throws Conflict when it is not whole. */
export function checkCopy(file: string): Copy {
  if (!existsSync(file)) throw new Conflict(`kopian ${file} finns inte`);
  const client = inPlainWords(() => new Database(file, { readonly: true }));
  try {
    return inPlainWords(() => readThrough(client, file));
  } catch (error) {
    // The words for a home's own database would send a person after another copy than the one asked about.
    throw error instanceof Damaged ? new Conflict(`${file} är skadad, eller ingen databas`, { cause: error }) : error;
  } finally {
    client.close();
  }
}

function readThrough(client: Database.Database, file: string): Copy {
  requireWhole(client, file);
  if (client.pragma("foreign_key_check", { simple: true }) !== undefined) {
    throw new Conflict(`kopian ${file} är skadad: rader pekar på sådant som inte finns`);
  }
  const db: Db = drizzle(client, { schema, casing: "snake_case" });
  const { ok, rows, head, firstBroken } = verifyTrail(db);
  if (!ok) throw new Conflict(`loggen i kopian ${file} är bruten vid rad ${firstBroken}`);
  const number = (query: string) => client.prepare(query).pluck().get() as number;
  const last = client.prepare("SELECT max(clock_at) FROM trail").pluck().get() as number | null;
  return {
    file,
    bytes: statSync(file).size,
    suppliers: number("SELECT count(*) FROM supplier WHERE removed_at IS NULL"),
    observations: number("SELECT count(*) FROM observation"),
    alerts: number("SELECT count(*) FROM alert WHERE state <> 'resolved'"),
    stops: number("SELECT count(*) FROM stop WHERE state NOT IN ('lifted', 'rejected')"),
    trail: { rows, head, last: last === null ? null : new Date(last).toISOString() },
  };
}

/** Throws Conflict when SQLite finds a fault in the file's pages. */
function requireWhole(client: Database.Database, file: string): void {
  if (client.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'trail'").get() === undefined) {
    throw new Conflict(`${file} är ingen databas från basvakt`);
  }
  if (client.pragma("integrity_check(1)", { simple: true }) !== "ok") throw new Conflict(`${file} är skadad`);
}

/** Whether SQLite finds the database sound; as far as can be told without reading all of it twice. */
export function isSound(db: Db): boolean {
  const [row] = db.all<{ quick_check: string }>("PRAGMA quick_check(1)");
  return row?.quick_check === "ok";
}

/** Whether a register was imported once and no supplier is left: they are never deleted, not even those taken out. */
export function hasLostRegister(db: Db): boolean {
  const row = db.get<{ lost: number }>(sql`SELECT CASE WHEN EXISTS (SELECT 1 FROM supplier) THEN 0
    ELSE EXISTS (SELECT 1 FROM trail WHERE verb = 'register.imported') END AS lost`);
  return row?.lost === 1;
}

function toDisk(file: string): void {
  const handle = openSync(file, "r");
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
