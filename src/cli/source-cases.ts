import { type Command, Option } from "commander";
import { type AskedSource, askedSource, type Case, casesOf } from "../../jobs/cases.js";
import { dayOf } from "../domain/day.js";
import { formatOrgNumber } from "../domain/org-number.js";
import { Refusal } from "../domain/refusal.js";
import { CASE_STATES, type CaseState } from "../domain/source-case.js";
import { plain } from "../mail/plain.js";
import type { Answer } from "./answer.js";
import { type Frame, inHouse } from "./frame.js";
import type { House } from "./house.js";
import { table } from "./table.js";

interface CasesOptions {
  readonly state?: CaseState;
  readonly overdue?: boolean;
}

const WORDS: Readonly<Record<CaseState, string>> = {
  unasked: "inte begärt",
  requested: "begärt, inget svar än",
  answered: "besvarat",
  "too-old": "svaret är för gammalt",
};

/** `sources cases [SOURCE]`: where every supplier stands with the sources that answer when people ask them. */
export function addSourceCases(group: Command, frame: Frame): void {
  group
    .command("cases [källa]")
    .description("visar vad som är begärt, besvarat eller för gammalt hos de källor som man frågar själv")
    .addOption(new Option("--state <läge>", "bara de i detta läge").choices(CASE_STATES))
    .option("--overdue", "bara de som har väntat så länge att de bör påminnas om")
    .action(inHouse<CasesOptions>(frame, (house, { args, options }) => listed(house, args[0], options)));
}

function listed(house: House, id: string | undefined, { state, overdue }: CasesOptions): Answer {
  const sources = id === undefined ? askedSources(house) : [askedByName(house, id)];
  const today = dayOf(house.now);
  const cases = sources.flatMap((source) =>
    casesOf(house.store.db, source, today)
      .filter((one) => (state === undefined || one.state === state) && (overdue !== true || one.overdue))
      .map((one) => ({ source: source.id, ...itemOf(one) })),
  );
  const rows = cases.map((one) => [
    one.source,
    formatOrgNumber(one.orgNumber),
    plain(one.name),
    one.overdue ? `${WORDS[one.state]}: påminn` : WORDS[one.state],
    one.requestedOn ?? "",
    one.answeredOn ?? "",
    one.validTo ?? "",
  ]);
  const heads = ["Källa", "Orgnummer", "Leverantör", "Läge", "Begärt", "Besvarat", "Gäller till"];
  return { json: cases, text: rows.length === 0 ? "Inga ärenden." : table(heads, rows) };
}

function itemOf({ orgNumber, name, state, requestedOn, requestedBy, answeredOn, validTo, waiting, overdue }: Case) {
  return { orgNumber, name, state, requestedOn, requestedBy, answeredOn, validTo, waiting, overdue };
}

/** The sources that people ask, as this installation asks them. */
export function askedSources(house: House): readonly AskedSource[] {
  const policy = house.policy();
  return house.sources().flatMap((source) => askedSource(source, policy) ?? []);
}

/** Throws Refusal for a source that is not asked so. */
export function askedByName(house: House, id: string): AskedSource {
  const all = askedSources(house);
  const found = all.find((source) => source.id === id);
  if (found === undefined) {
    throw new Refusal(
      `${id} är ingen källa som man frågar själv; det finns ${all.map((source) => source.id).join(", ")}`,
    );
  }
  return found;
}
