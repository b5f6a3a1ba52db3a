import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { readEnvironment } from "../../src/config/environment.js";
import { formatFault, Refusal } from "../../src/domain/refusal.js";

function home(text: string): string {
  const folder = mkdtempSync(join(tmpdir(), "basvakt-env-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, ".env"), text);
  return folder;
}

const read = (text: string) => readEnvironment({ GIVEN: "1" }, home(text), "/nowhere");

describe(".env", () => {
  it("may hold comments, empty lines, export, quotes and values over several lines", () => {
    const text =
      "# Källor\n\nSCB_API_KEY=abc\nexport SMTP_URL=smtp://post.example\n KEY = 'a # b'\nPEM=\"-----BEGIN\nrad två\n-----END\"\nX=";

    expect(read(text)).toEqual({
      GIVEN: "1",
      SCB_API_KEY: "abc",
      SMTP_URL: "smtp://post.example",
      KEY: "a # b",
      PEM: "-----BEGIN\nrad två\n-----END",
      X: "",
    });
  });

  it("names every line that is no setting, by file and line, and not what stands in it", () => {
    const folder = home('SCB_API_KEY=abc\r\nCREDITSAFE_PASSWORD hemlig\r\nPEM="a\nb"\n: mer\n');

    const refused = (() => {
      try {
        return readEnvironment({}, folder, "/nowhere");
      } catch (error) {
        return error;
      }
    })();

    expect(refused).toBeInstanceOf(Refusal);
    expect((refused as Refusal).faults.map(formatFault)).toEqual([
      `${join(folder, ".env")}, rad 2: här väntades NAMN=VÄRDE eller # och en kommentar`,
      `${join(folder, ".env")}, rad 5: här väntades NAMN=VÄRDE eller # och en kommentar`,
    ]);
  });
});
