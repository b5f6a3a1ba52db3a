import { existsSync } from "node:fs";
import { dirname, resolve } from "node:path";
import type { Command } from "commander";
import { writeWhole } from "../../jobs/write-whole.js";
import { dayOf } from "../domain/day.js";
import { formatOrgNumber } from "../domain/org-number.js";
import { Conflict, Refusal } from "../domain/refusal.js";
import { itemsText } from "../mail/section.js";
import { readServices, serviceTitle } from "../services.js";
import { type ItemRow, listItems, type SweepStatus, sweepStatus } from "../store/list-sweeps.js";
import { noticed } from "../store/sweep-extract.js";
import { askedNow } from "../store/sweep-items.js";
import { type WorklistItem, writeWorklist } from "../worklist/write.js";
import type { Answer } from "./answer.js";
import { idOf } from "./decision-options.js";
import { type Frame, inHouse } from "./frame.js";
import type { House } from "./house.js";
import { originalsShown, sweepReader } from "./sweep-reader.js";

interface WorklistOptions {
  readonly out: string;
  readonly handler?: string;
  readonly part?: string;
}

/** `sweep worklist ID --out FILE`: what people go through, a row for each item. */
export function addSweepWorklist(group: Command, frame: Frame): void {
  group
    .command("worklist <id>")
    .description("skriver svepets arbetslista som XLSX, att fylla i och läsa in igen")
    .requiredOption("--out <fil>", "filen att skriva")
    .option("--handler <namn>", "bara denna handläggares poster")
    .option("--part <n/m>", "den n:te av m lika delar, som 1/3")
    .action(inHouse<WorklistOptions>(frame, (house, { args, options }) => write(house, idOf(args[0] ?? ""), options)));
}

async function write(house: House, id: number, { out, handler, part }: WorklistOptions): Promise<Answer> {
  const { store, now } = house;
  const status = sweepStatus(store.db, id, dayOf(now));
  if (status === null) throw new Refusal(`svep ${id} finns inte; se basvakt sweep status --all`);
  const file = resolve(out);
  // Somebody may have filled it in.
  if (existsSync(file)) throw new Conflict(`filen ${file} finns redan; välj ett annat namn`);
  const reader = sweepReader(house, status.kind);
  const rows = listItems(store.db, id).filter((item) => handler === undefined || item.handler === handler);
  const items = itemsOf(house, part === undefined ? rows : partOf(rows, part), status);
  if (items.length === 0) throw new Refusal("ingen post att skriva: ingen hör till den handläggaren eller delen");
  const { kind, due } = status;
  const sheet = { sweep: id, kind, due, fields: reader.fields, items, originalsShown: originalsShown(reader) };
  writeWhole(dirname(file), file, await writeWorklist(sheet));
  return {
    json: { sweep: id, file, items: items.length },
    text: `${itemsText(items.length)} ${items.length === 1 ? "skriven" : "skrivna"} i ${file}`,
  };
}

/** Suppliers are kept together: a part ends where a supplier does. */
function partOf(rows: readonly ItemRow[], part: string): readonly ItemRow[] {
  const [, n, of] = (/^(\d{1,3})\/(\d{1,3})$/.exec(part) ?? []).map(Number);
  if (n === undefined || of === undefined || n < 1 || n > of) {
    throw new Refusal("--part skrivs n/m, som 1/3 för den första av tre delar");
  }
  const firstOf = new Map<string, number>();
  rows.forEach(({ orgNumber }, place) => {
    if (!firstOf.has(orgNumber)) firstOf.set(orgNumber, place);
  });
  return rows.filter(({ orgNumber }) => Math.floor(((firstOf.get(orgNumber) ?? 0) * of) / rows.length) === n - 1);
}

/** So far back IVO's news are shown. */
const NEWS_MS = 200 * 86_400_000;

function itemsOf({ store, now }: House, rows: readonly ItemRow[], { id, kind }: SweepStatus): readonly WorklistItem[] {
  const services = readServices();
  // Names are shown to whoever fills in the list, from the register as it is; the sweep keeps none.
  const asked = kind === "ivo" ? new Map() : askedNow(store.db, kind);
  const seen = kind === "ivo" ? noticed(store.db, id, now.getTime() - NEWS_MS) : [];
  const toKnow = new Map<number, string[]>();
  for (const { itemId, text } of seen) toKnow.set(itemId, [...(toKnow.get(itemId) ?? []), text]);
  return rows.map(({ orgNumber, unit, ivoId, service, role, subjectId, ...item }) => {
    const about = asked.get(subjectId);
    const shown = {
      ...{ verksamhet: unit ?? "", ivo_id: ivoId ?? "", roll: role ?? "" },
      insats: service === null ? "" : serviceTitle(services, service),
      att_veta: (toKnow.get(item.id) ?? []).join("; "),
      foretradare: about !== undefined && "representative" in about ? about.representative.name : "",
    };
    return { ...item, orgNumber: formatOrgNumber(orgNumber), about: shown };
  });
}
