import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { packZip, unpackZip } from "../../src/evidence/zip.js";

const FILES = {
  "manifest.json": Buffer.from("{}"),
  "underlag/åäö 1.txt": Buffer.from("rad\n".repeat(1_000)),
  "tom.bin": Buffer.alloc(0),
};

function python(...argv: readonly string[]): string {
  return execFileSync("python3", argv, { encoding: "utf8" });
}

function inFolder(zip?: Uint8Array): string {
  const folder = mkdtempSync(join(tmpdir(), "basvakt-zip-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  if (zip !== undefined) writeFileSync(join(folder, "a.zip"), zip);
  return join(folder, "a.zip");
}

describe("a ZIP", () => {
  it("is read by others: names, sizes and checksums hold", () => {
    const file = inFolder(packZip(FILES));

    const said = python(
      "-c",
      `import zipfile;z=zipfile.ZipFile(${JSON.stringify(file)});print(z.testzip(),[(i.filename,i.file_size) for i in z.infolist()])`,
    );

    expect(said.trim()).toBe("None [('manifest.json', 2), ('underlag/åäö 1.txt', 4000), ('tom.bin', 0)]");
  });

  it("comes back as it was, and the same files give the same bytes", () => {
    const files = unpackZip(packZip(FILES));

    expect(Object.keys(files)).toEqual(Object.keys(FILES));
    expect(Buffer.from(files["underlag/åäö 1.txt"] ?? [])).toEqual(FILES["underlag/åäö 1.txt"]);
    expect(packZip(FILES)).toEqual(packZip(FILES));
  });

  it("that somebody else has packed and compressed is read too", () => {
    const file = inFolder();
    python(
      "-c",
      `import zipfile;z=zipfile.ZipFile(${JSON.stringify(file)},'w',zipfile.ZIP_DEFLATED);z.writestr('a.txt','x'*5000);z.close()`,
    );

    const files = unpackZip(Buffer.from(execFileSync("cat", [file])));

    expect(files["a.txt"]?.length).toBe(5_000);
  });

  it("is the same bytes whatever the clock and the zone of the machine", () => {
    const here = packZip(FILES);
    const zone = process.env.TZ;
    onTestFinished(() => {
      if (zone === undefined) delete process.env.TZ;
      else process.env.TZ = zone;
    });

    process.env.TZ = "Pacific/Auckland";

    expect(packZip(FILES)).toEqual(here);
  });

  it.each([
    ["two files of one name", "z.writestr('a.txt','x');z.writestr('a.txt','y')", "samma namn"],
    [
      "more than a decision file can be",
      "[z.writestr(f'{n}.txt', b'0' * 60000000) for n in range(9)]",
      "större uppackad",
    ],
  ])("that holds %s is refused", (_, writing, words) => {
    const file = inFolder();
    python(
      "-W",
      "ignore",
      "-c",
      `import zipfile;z=zipfile.ZipFile(${JSON.stringify(file)},'w',zipfile.ZIP_DEFLATED);${writing};z.close()`,
    );

    expect(() => unpackZip(readFileSync(file))).toThrow(words);
  });

  it.each([
    ["empty", Buffer.alloc(0)],
    ["no ZIP", Buffer.from("hej")],
    ["cut short", packZip(FILES).subarray(40)],
    ["cut at the end", packZip(FILES).subarray(0, -30)],
  ])("that is %s is refused", (_, bytes) => {
    expect(() => unpackZip(bytes)).toThrow(/ZIP/);
  });
});
