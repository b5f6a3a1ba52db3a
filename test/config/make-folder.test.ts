import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { makeFolder } from "../../src/config/make-folder.js";

function place(): string {
  const folder = mkdtempSync(join(tmpdir(), "basvakt-folder-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}

describe("a folder", () => {
  it("is made with those above it, and once", () => {
    const folder = join(place(), "a", "b", "c");

    makeFolder(folder);
    makeFolder(folder);

    expect(existsSync(folder)).toBe(true);
  });

  it("is not made in a file, nor where the system lets nobody make one: that is said, and the attempt ends", () => {
    const file = join(place(), "fil");
    writeFileSync(file, "");

    expect(() => makeFolder(join(file, "hem"))).toThrow();
    // Linux: the folder above is there, and the system says that it is not.
    expect(() => makeFolder("/proc/self/hem")).toThrow();
  });
});
