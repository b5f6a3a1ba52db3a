import { expect, it } from "vitest";
import { openLog } from "../../src/cli/log.js";
import { faultFields } from "../../src/daemon/report.js";
import { SourceError } from "../../src/domain/silence.js";

const SECRET = "planterat-losenord";
// Invented, with the right check digit.
const PERSON = "19121212-1212";

function logged(act: (log: ReturnType<typeof openLog>) => void, level = "trace"): string {
  let text = "";
  act(
    openLog(
      {
        stdout: (line) => {
          text += line;
        },
      },
      level,
    ),
  );
  return text;
}

it("hides personal identity numbers wherever they stand, and leaves organisation numbers", () => {
  const text = logged((log) => {
    log.error({ fault: `raden om ${PERSON}`, deep: { list: [`191212121212`] } }, `fel i ${PERSON}`);
    log.error({ err: new Error(`om ${PERSON}`, { cause: new Error(PERSON) }) });
    log.info({ orgNumber: "5599400131" }, "jobbet kördes");
  });

  expect(text).not.toContain("1212121212");
  expect(text).not.toContain("121212-1212");
  expect(text.match(/\[personnummer\]/g)?.length).toBeGreaterThanOrEqual(5);
  expect(text).toContain("5599400131");
});

it.each([
  { password: SECRET },
  { authorization: `Basic ${SECRET}` },
  { source: { settings: { clientSecret: SECRET, baseUrl: "https://kalla.example" } } },
  { request: { headers: { authorization: SECRET, cookie: SECRET } } },
  { options: { token: SECRET, apiKey: SECRET, secret: SECRET } },
])("masks the fields that hold secrets: %j", (fields) => {
  const text = logged((log) => log.warn(fields, "något står i vägen"));

  expect(text).toContain("[Redacted]");
  expect(text).not.toContain(SECRET);
});

it("tells of an error its kind and place, and its text only where that was written for people", () => {
  const outer = new SourceError("refused", `kalla.example ${SECRET}`, { cause: new Error(SECRET) });

  const text = logged((log) => {
    log.error(faultFields(outer), "jobbet misslyckades");
    log.error(faultFields(new TypeError(`om ${PERSON} ${SECRET}`)), "jobbet misslyckades");
  });

  expect(text).toContain("SourceError");
  expect(text).toContain("TypeError");
  expect(text).not.toContain(SECRET);
  expect(text).not.toContain("121212");
});
