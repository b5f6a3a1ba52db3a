import { join, resolve } from "node:path";
import { type Command, Option } from "commander";
import { type AskedSource, type Case, casesOf } from "../../jobs/cases.js";
import { requestAnswers } from "../../jobs/request-answers.js";
import { writeWhole } from "../../jobs/write-whole.js";
import { type Day, dayOf } from "../domain/day.js";
import { formatOrgNumber } from "../domain/org-number.js";
import { Refusal } from "../domain/refusal.js";
import { csv } from "../mail/csv.js";
import { composeDraft } from "../mail/draft.js";
import type { Answer } from "./answer.js";
import { type Frame, inHouse } from "./frame.js";
import type { House } from "./house.js";
import { numberOf } from "./number.js";
import { requestText } from "./request-text.js";
import { askedByName } from "./source-cases.js";

interface RequestOptions {
  readonly out?: string;
  readonly by?: string;
  readonly again?: boolean;
  readonly supplier?: readonly string[];
}

/** `sources request SOURCE --out DIR`: the list to send and the letter it goes with; from then on an answer is waited for. */
export function addSourceRequest(group: Command, frame: Frame): void {
  const collect = (value: string, before: readonly string[]) => [...before, value];
  group
    .command("request <källa>")
    .description("skriver en lista att begära uppgifter med, och ett färdigt brevutkast; svaren väntas från och med nu")
    .requiredOption("--out <katalog>", "katalog att skriva i")
    .option("--by <namn>", "vem som begär (annars BASVAKT_USER)")
    .option("--again", "också de vars svar väntas eller fortfarande gäller")
    .addOption(
      new Option("--supplier <orgnummer>", "bara denna leverantör; kan anges flera gånger")
        .argParser(collect)
        .default([]),
    )
    .action(inHouse<RequestOptions>(frame, (house, { args, options }) => ask(house, args[0] ?? "", options)));
}

async function ask(house: House, id: string, options: RequestOptions): Promise<Answer> {
  const source = askedByName(house, id);
  const by = house.person(options.by);
  const folder = resolve(options.out ?? "");
  const files: string[] = [];
  const write = async (asked: readonly Case[], day: Day) => {
    for (const [name, bytes] of await filesOf(source, { asked, day, by, now: house.now })) {
      writeWhole(folder, join(folder, name), bytes);
      files.push(join(folder, name));
    }
  };
  const order = { by, again: options.again === true, suppliers: (options.supplier ?? []).map(numberOf) };
  requireAsked(house, source, order.suppliers);
  const asked = await requestAnswers({ store: house.store, write }, source, order, house.moment());
  const json = { source: source.id, requested: asked.map(({ orgNumber }) => orgNumber), files };
  if (asked.length === 0) {
    return { json, text: "Ingen behöver frågas om: alla svar väntas eller gäller. --again begär om." };
  }
  const letter = source.answers.letter === null ? "" : " Öppna brevutkastet (.eml), läs det och skicka.";
  const text = `Begärt om ${asked.length} ${asked.length === 1 ? "leverantör" : "leverantörer"}, skrivet i:\n${files.map((file) => `  ${file}`).join("\n")}\n${letter.trim()}`;
  return { json, text: text.trimEnd() };
}

function requireAsked(house: House, source: AskedSource, suppliers: readonly string[]): void {
  const known = new Set(casesOf(house.store.db, source, dayOf(house.now)).map(({ orgNumber }) => orgNumber as string));
  if (suppliers.every((number) => known.has(number))) return;
  throw new Refusal(`${source.title}: frågas bara om leverantörer i registret, av en juridisk form som källan gäller`);
}

interface Asking {
  readonly asked: readonly Case[];
  readonly day: Day;
  readonly by: string;
  readonly now: Date;
}

async function filesOf(source: AskedSource, { asked, day, by, now }: Asking) {
  const name = `${source.id}-begaran-${day}`;
  const sheet = Buffer.from(sheetOf(source, asked, day));
  const { letter } = source.answers;
  if (letter === null) return [[`${name}.csv`, sheet]] as const;
  const draft = await composeDraft({
    to: source.to,
    subject: letter.subject,
    text: requestText(letter, { suppliers: asked.length, by }),
    attachments: [{ filename: `${name}.csv`, contentType: "text/csv; charset=utf-8", content: sheet }],
    date: now,
  });
  return [
    [`${name}.csv`, sheet],
    [`${name}.eml`, draft],
  ] as const;
}

/** The sheet that is sent is the one that comes back: numbers and names are there, the rest is to be filled in. */
function sheetOf({ answers }: AskedSource, asked: readonly Case[], day: Day): string {
  const given = answers.prefill(day);
  const columns = answers.fields.map(({ name }) => name);
  const rows = asked.map(({ orgNumber, name }) => [
    formatOrgNumber(orgNumber),
    name,
    ...columns.map((column) => given[column] ?? ""),
  ]);
  return csv([["orgnr", "namn", ...columns], ...rows]);
}
