import { join, resolve } from "node:path";
import type { Command } from "commander";
import { noteRequested } from "../../jobs/sweep-request.js";
import { writeWhole } from "../../jobs/write-whole.js";
import { dayOf } from "../domain/day.js";
import { formatOrgNumber } from "../domain/org-number.js";
import { Conflict, Refusal } from "../domain/refusal.js";
import { csv } from "../mail/csv.js";
import { composeDraft } from "../mail/draft.js";
import { readServices, serviceTitle } from "../services.js";
import { type ItemRow, listItems, sweepStatus } from "../store/list-sweeps.js";
import type { Answer } from "./answer.js";
import { idOf } from "./decision-options.js";
import { judgeDeps } from "./deps.js";
import { type Frame, inHouse } from "./frame.js";
import type { House } from "./house.js";

interface RequestOptions {
  readonly out: string;
  readonly by?: string;
}

/** `sweep request ID --out DIR`: a letter to IVO for an extract about the units that still wait, with the list of them. */
export function addSweepRequest(group: Command, frame: Frame): void {
  group
    .command("request <id>")
    .description("skriver ett brevutkast till IVO om ett registerutdrag, med listan på de verksamheter som väntar")
    .requiredOption("--out <katalog>", "katalog att skriva i")
    .option("--by <namn>", "vem som begär (annars BASVAKT_USER)")
    .action(inHouse<RequestOptions>(frame, (house, { args, options }) => ask(frame, house, args[0] ?? "", options)));
}

async function ask(frame: Frame, house: House, sweep: string, options: RequestOptions): Promise<Answer> {
  const id = idOf(sweep);
  const by = house.person(options.by);
  const status = sweepStatus(house.store.db, id, dayOf(house.now));
  if (status === null) throw new Refusal(`svep ${id} finns inte; se basvakt sweep status --all`);
  if (status.kind !== "ivo") throw new Refusal("en begäran till IVO hör till ett svep av slaget ivo");
  const units = listItems(house.store.db, id).filter(({ state, unit }) => state === "waiting" && unit !== null);
  if (units.length === 0) throw new Conflict("ingen verksamhet väntar på uppgifter från IVO");
  const folder = resolve(options.out);
  const name = `svep-${id}-begaran-ivo-${dayOf(house.now)}`;
  const sheet = Buffer.from(sheetOf(units));
  const letter = await composeDraft({
    to: addressOf(house),
    subject: "Begäran om utdrag ur omsorgsregistret",
    text: letterText(units.length, by),
    attachments: [{ filename: `${name}.csv`, contentType: "text/csv; charset=utf-8", content: sheet }],
    date: house.now,
  });
  const files = [`${name}.csv`, `${name}.eml`].map((file) => join(folder, file));
  writeWhole(folder, files[0] ?? "", sheet);
  writeWhole(folder, files[1] ?? "", letter);
  noteRequested(judgeDeps(frame, house), { sweep: id, items: units.length, by }, house.now);
  return {
    json: { sweep: id, units: units.length, files },
    text: `Begärt om ${units.length} ${units.length === 1 ? "verksamhet" : "verksamheter"}. Läs utkastet och skicka det:\n${files.map((file) => `  ${file}`).join("\n")}\nUtdraget läses sedan in med: basvakt sources import ivo-register FIL`,
  };
}

/** Where sources.yaml says that requests go; null: the person fills it in. */
function addressOf(house: House): string | null {
  const found = house.sources().find(({ adapter }) => adapter.id === "ivo-register");
  return (found?.options as { readonly requestTo?: string | null } | undefined)?.requestTo ?? null;
}

function sheetOf(units: readonly ItemRow[]): string {
  const services = readServices();
  const rows = units.map(({ orgNumber, supplier, unit, ivoId, service }) => [
    ...[formatOrgNumber(orgNumber), supplier, unit ?? "", ivoId ?? ""],
    service === null ? "" : serviceTitle(services, service),
  ]);
  return csv([["orgnr", "juridiskt_namn", "verksamhetsnamn", "verksamhets_id", "insats"], ...rows]);
}

function letterText(units: number, by: string): string {
  return [
    "Till Inspektionen för vård och omsorg, registerfrågor",
    `Kommunen följer upp leverantörer som den har avtal med och begär ett utdrag ur omsorgsregistret för ${units === 1 ? "verksamheten" : `de ${units} verksamheterna`} i den bifogade listan. För varje verksamhet begär vi, i den mån uppgifterna är offentliga:`,
    [
      "- juridisk person, organisationsnummer, verksamhetens namn och id",
      "- status, typ av tillstånd, målgrupp, ålder och kön, högsta antal platser, övriga villkor",
      "- om det finns en godkänd föreståndare (inte vem)",
      "- tillståndets diarienummer och datum",
      "- senaste tillsyn och senaste beslut med diarienummer och datum, och om brister ska redovisas och när",
    ].join("\n"),
    "Lämna helst utdraget som Excel- eller CSV-fil. Inga personuppgifter behövs. Meddela oss före leverans om utlämnandet kostar något.",
    `Med vänlig hälsning\n${by}`,
  ].join("\n\n");
}
