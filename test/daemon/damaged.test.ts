import { randomBytes } from "node:crypto";
import { copyFileSync, mkdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import { beforeEach, describe, expect, it } from "vitest";
import { type ProgramHome, registeredHome } from "../cli/program-home.js";
import { startDaemon } from "./child.js";

/** What may become of a file, by how it would be said. */
const DAMAGE: readonly (readonly [string, (file: string) => void, RegExp])[] = [
  ["gone", (file) => rmSync(file), /saknas eller är tom/],
  ["cut to nothing", (file) => truncateSync(file, 0), /saknas eller är tom/],
  ["cut in the middle", (file) => truncateSync(file, statSync(file).size / 2), /är skadad/],
  ["without its last page", (file) => truncateSync(file, statSync(file).size - 4096), /är skadad/],
  ["filled with zeros", (file) => writeFileSync(file, Buffer.alloc(statSync(file).size)), /är skadad/],
  ["something else altogether", (file) => writeFileSync(file, randomBytes(200_000)), /är skadad/],
  ["overwritten in its middle", overwrite, /är skadad/],
  [
    "without its register",
    (file) => emptied(file, "agreement", "supplier_name", "unit", "supplier"),
    /har förlorat sitt register/,
  ],
  ["a new one in its place", replaced, /är ny och tom fast det finns kopior/],
];

function overwrite(file: string): void {
  const bytes = readFileSync(file);
  randomBytes(30 * 4096).copy(bytes, 20 * 4096);
  writeFileSync(file, bytes);
}

function emptied(file: string, ...tables: readonly string[]): void {
  const db = new Database(file);
  db.pragma("foreign_keys = OFF");
  for (const table of tables) db.exec(`DELETE FROM ${table}`);
  db.close();
}

function replaced(file: string): void {
  rmSync(file);
  copyFileSync(NEW.file, file);
}

const NEW = { file: "" };

describe("a daemon whose database is", () => {
  let home: ProgramHome;
  let copy: string;

  beforeEach(async () => {
    const fresh = await registeredHome();
    const other = join(fresh.folder, "..", "ny");
    await fresh.basvakt("init", "--home", other);
    NEW.file = join(other, "basvakt.db");
    home = fresh;
    const backups = join(home.folder, "backups");
    mkdirSync(backups, { recursive: true });
    copy = join(backups, "basvakt-2026-11-22.db");
    expect((await home.basvakt("backup", copy)).code).toBe(0);
  });

  it.each(DAMAGE)("%s: does not start, changes nothing, and says how to restore it", async (_, damage, words) => {
    const file = join(home.folder, "basvakt.db");
    damage(file);
    const before = statSync(file, { throwIfNoEntry: false })?.size ?? null;

    const { code, stderr } = await startDaemon(home.folder).ended;
    const beside = await home.basvakt("suppliers", "list");

    expect(code).toBe(1);
    expect(stderr).toMatch(words);
    expect(stderr).toContain(`restore --check ${copy}`);
    expect(stderr).toContain(`kopiera den till ${file}`);
    expect(beside.code === 0 || words.test(beside.stderr)).toBe(true);
    expect(statSync(file, { throwIfNoEntry: false })?.size ?? null).toBe(before);
  });

  it("restored as it says starts again, and a copy that is damaged itself is found out first", async () => {
    const file = join(home.folder, "basvakt.db");
    overwrite(file);
    const worse = join(home.folder, "backups", "trasig.db");
    copyFileSync(file, worse);

    expect(await home.basvakt("restore", "--check", worse)).toMatchObject({ code: 1 });
    expect(await home.json("restore", "--check", copy)).toMatchObject({ code: 0, document: { suppliers: 2 } });
    for (const part of [`${file}-wal`, `${file}-shm`]) rmSync(part, { force: true });
    copyFileSync(copy, file);
    const child = startDaemon(home.folder);
    await child.until((line) => line.msg === "basvakt är igång");
    child.signal("SIGTERM");

    expect((await child.ended).code).toBe(0);
  });
});
