import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { emptyHome, type ProgramHome, REGISTER, UNITS } from "./program-home.js";

const HEAD =
  "orgnr;verksamhetsnamn;verksamhets_id;tillstandstyp;status;senaste_beslut_kod;senaste_beslut_dnr;senaste_beslut_datum;galler_omedelbart";
const REVOKED = "559940-0131;Blåklinten Norr;V-1;HVB;Återkallad;ATERKALLELSE;8.5-100/2026-3;2026-10-01;ja";
const ACTIVE = "559940-0131;Blåklinten Söder;V-2;HVB;Aktiv;;;;";
const OTHER = "559940-0305;Kastrullen;V-9;HVB;Aktiv;;;;";

async function deliver(home: ProgramHome, day: string, ...rows: readonly string[]) {
  const inbox = join(home.folder, "inbox", "ivo-register");
  mkdirSync(inbox, { recursive: true });
  writeFileSync(join(inbox, `utdrag-${day}.csv`), [HEAD, ...rows].join("\n"));
  expect((await home.basvakt("run", "inbox", "--now", `${day}T08:00`)).code).toBe(0);
  await home.basvakt("run", "judge", "--now", `${day}T09:00`);
  const list = async (what: string) => (await home.json(what, "list", "--now", `${day}T10:00`)).document as object[];
  return {
    alerts: (await list("alerts")).map((one) => ({ ...one, lastSeenAt: null, version: null })),
    stops: await list("stops"),
    incidents: await list("incidents"),
  };
}

it("a unit whose row is missing is not in the delivery: no permit is gone by it, and no alert or stop either", async () => {
  const home = emptyHome({ clock: () => new Date() });
  await home.basvakt("init", "--rehearsal", "--now", "2026-11-01T06:00");
  await home.basvakt("suppliers", "import", home.file("register.csv", REGISTER));
  await home.basvakt("units", "import", home.file("verksamheter.csv", UNITS));

  const first = await deliver(home, "2026-11-02", REVOKED, ACTIVE, OTHER);
  const without = await deliver(home, "2026-11-03", OTHER);
  const checked = await home.json("check", "5599400131", "--unit", "V-2", "--now", "2026-11-03T11:00");
  const back = await deliver(home, "2026-11-04", REVOKED, ACTIVE, OTHER);

  expect(first.alerts).toMatchObject([{ rule: "permit-revoked", unit: "V-1", state: "open" }]);
  expect(first.stops.length).toBeGreaterThan(0);
  for (const later of [without, back]) expect(later).toEqual({ ...first, incidents: [] });
  expect(checked.code).not.toBe(2);
  expect(checked.document).toMatchObject({ orgNumber: "5599400131" });
  expect(JSON.stringify(checked.document)).not.toContain("permit-missing");
});
