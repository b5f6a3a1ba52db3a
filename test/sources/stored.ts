import { gunzipSync } from "node:zlib";
import { sql } from "drizzle-orm";
import { openStore } from "../../src/store/open.js";

/** Everything that a store holds, evidence unpacked, as text. */
export function storedIn(file: string): string {
  const { db, close } = openStore(file);
  const tables = db.all<{ name: string }>(sql`SELECT name FROM sqlite_schema WHERE type = 'table'`);
  const rows = tables.flatMap(({ name }) => db.all<Record<string, unknown>>(sql.raw(`SELECT * FROM "${name}"`)));
  const text = rows
    .flatMap(Object.values)
    .map((value) => (value instanceof Uint8Array ? unpacked(value) : String(value)));
  close();
  return text.join("\n");
}

function unpacked(bytes: Uint8Array): string {
  return (bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : Buffer.from(bytes)).toString("utf8");
}
