import { type Command, Option } from "commander";
import { placeringsstod } from "../../adapters/placeringsstod/adapter.js";
import { LOOKED_ON } from "../../adapters/placeringsstod/fields.js";
import { mayPlace } from "../../jobs/check.js";
import { type PlacementQuestion, unitId } from "../../jobs/check-obstacles.js";
import { recordStatement } from "../../jobs/record-statement.js";
import { dayOf, daysBetween, readDay } from "../domain/day.js";
import { Refusal } from "../domain/refusal.js";
import type { SupplierCase } from "../domain/supplier-case.js";
import { plain } from "../mail/plain.js";
import { dayOrTimeText } from "../mail/swedish-time.js";
import { localMinute } from "../schedule/stockholm.js";
import { readServices } from "../services.js";
import { loadCases } from "../store/case.js";
import { confirmedSources } from "../store/confirmed.js";
import { type DueSupplier, suppliersDue } from "../store/due.js";
import { listSuppliers } from "../store/supplier-list.js";
import { type Answer, EXIT } from "./answer.js";
import { type AskedLive, askLive } from "./ask-live.js";
import { buyerAsked } from "./buyer-asked.js";
import { judgeDeps } from "./deps.js";
import { type Frame, inHouse } from "./frame.js";
import type { House } from "./house.js";
import { judgedText } from "./judged-text.js";
import { numberOf } from "./number.js";
import { reasonText } from "./run-text.js";
import { serviceAsked } from "./service-asked.js";
import { valuesOf } from "./set-option.js";

interface CheckOptions {
  readonly service?: string;
  readonly buyer?: string;
  readonly unit?: string;
  readonly age?: string;
  readonly until?: string;
  readonly by?: string;
  readonly set?: readonly string[];
}

const YEAR = 365.25;

/** `check ORG` before a placement, and `check record ORG` after a look in Placeringsstöd. */
export function addCheck(program: Command, frame: Frame): void {
  const group = program
    .command("check")
    .description("före en placering: finns kända hinder?")
    .argument("[orgnummer]", "leverantörens organisationsnummer")
    .option("--service <insats>", "insatsen det gäller")
    .option("--buyer <köpare>", "köparen det gäller")
    .option("--unit <verksamhet>", "verksamheten det gäller, IVO:s nummer eller namn")
    .option("--age <år>", "ålder på första dagen")
    .option("--until <dag>", "placeringens sista dag")
    .action(inHouse<CheckOptions>(frame, (house, { args, options }) => check(frame, house, args[0], options)));
  group
    .command("record <orgnummer>")
    .description("noterar vad en person har sett i IVO:s Placeringsstöd i dag")
    .option("--unit <verksamhet>", "verksamheten som kontrollerades")
    .option("--by <namn>", "vem som kontrollerade")
    .addOption(
      new Option("--set <fält=värde>", "vad som sågs; kan anges flera gånger (förval: status=Aktiv)")
        .argParser((value: string, before: readonly string[]) => [...before, value])
        .default([]),
    )
    .action(inHouse<CheckOptions>(frame, (house, { args, options }) => record(frame, house, args[0] ?? "", options)));
}

async function check(frame: Frame, house: House, org: string | undefined, options: CheckOptions): Promise<Answer> {
  if (org === undefined) throw new Refusal("ange leverantörens organisationsnummer");
  const { id, orgNumber } = known(house, org);
  if (options.unit !== undefined) unitAsked(loadCases(house.store.db, [id], 0, house.now)[0], options.unit);
  // Everything that may be wrong in the question is said before anybody is asked: answers cost.
  const { db } = house.store;
  const service = options.service === undefined ? {} : { service: serviceAsked(db, options.service) };
  const buyer = options.buyer === undefined ? {} : { buyer: buyerAsked(db, options.buyer) };
  const placement = questionOf(id, { ...options, ...service, ...buyer }, house.now);
  const asked = await askLive(frame, house, orgNumber);
  const question = { ...placement, silent: silentOf(house, asked) };
  const answer = mayPlace(house.store.db, { policy: house.policy(), services: readServices() }, question, house.now);
  if (answer === null) throw new Refusal("leverantören finns inte i registret");
  const sources = sourcesOf(house, { id, orgNumber }, asked);
  const text = {
    yes: `inga kända hinder (kontrollerat ${localMinute(house.now).slice(11)})`,
    no: `hinder: ${answer.obstacles.map((obstacle) => plain(obstacle)).join("; ")}`,
    unknown: `okänt: ${answer.reasons.map((reason) => plain(reason)).join("; ")}`,
  }[answer.mayPlace];
  const exit = { yes: EXIT.done, no: EXIT.no, unknown: EXIT.unknown }[answer.mayPlace];
  return { json: { ...answer, sources }, text, exit, notes: [...asked.notes, ageOf(sources)] };
}

/** How old everything is that the answer rests on. */
function ageOf(sources: ReturnType<typeof sourcesOf>): string {
  const told = Object.entries(sources).flatMap(([id, { asOf }]) =>
    asOf === null ? [] : [`${id} ${dayOrTimeText(new Date(asOf))}`],
  );
  return told.length === 0 ? "Ingen källa har svarat om leverantören." : `Uppgifterna är från: ${told.join(", ")}.`;
}

function silentOf(house: House, { summary }: AskedLive): PlacementQuestion["silent"] {
  return house.sources().flatMap(({ adapter: { id, title, kinds } }) => {
    const tally = summary?.sources[id];
    const [reason] = Object.keys(tally?.reasons ?? {});
    return tally === undefined || tally.failed === 0 || reason === undefined || reason === "empty"
      ? []
      : [{ title, kinds, reason: reasonText(reason) }];
  });
}

/** What became of each source just now, and how old is what it last said about the supplier. */
function sourcesOf(
  house: House,
  { id: supplierId, orgNumber }: Pick<DueSupplier, "id" | "orgNumber">,
  { summary }: AskedLive,
) {
  const last = listSuppliers(house.store.db, { orgNumber }, house.now)[0]?.lastChecked ?? {};
  const confirmed = confirmedSources(house.store.db, supplierId);
  return Object.fromEntries(
    house.sources().map(({ adapter: { id }, configured }) => {
      const tally = summary?.sources[id];
      const asked = tally === undefined ? "not-asked" : tally.done > 0 ? "answered" : Object.keys(tally.reasons)[0];
      const [answered, saidAt] = [last[id] ?? null, confirmed.get(id)?.toISOString()];
      // An old extract was answered today, and tells of its own day.
      const asOf = answered !== null && saidAt !== undefined && saidAt < answered ? saidAt : answered;
      return [id, { state: configured ? (asked ?? "not-asked") : "off", asOf }];
    }),
  );
}

async function record(frame: Frame, house: House, org: string, options: CheckOptions): Promise<Answer> {
  const { id, orgNumber } = known(house, org);
  const by = house.person(options.by);
  const subject = loadCases(house.store.db, [id], 0, house.now)[0];
  const { unit, subjectId } = unitAsked(subject, options.unit);
  const form = {
    orgNumber,
    unit,
    by,
    values: valuesOf(
      options.set ?? [],
      placeringsstod.fields.map(({ name }) => name),
    ),
  };
  // What is noted here is today's look: `check` counts it as such.
  if ((form.values[LOOKED_ON] ?? dayOf(house.now)) !== dayOf(house.now)) {
    throw new Refusal(`här noteras vad som sågs i dag; utelämna ${LOOKED_ON}`);
  }
  const judged = await recordStatement(judgeDeps(frame, house), placeringsstod, form, subjectId, house.now);
  const { alertsOpened, stopsStarted } = judged;
  return {
    json: { orgNumber, unit: unit.ivoId ?? unit.name, recorded: true, alertsOpened, stopsStarted },
    text: `Kontrollen av ${plain(unit.name)} i Placeringsstöd är noterad.${judgedText(judged, orgNumber)}`,
  };
}

/** The unit that was looked up; a supplier with a single one need not name it. */
function unitAsked(subject: SupplierCase | undefined, asked: string | undefined) {
  const units = subject?.supplier.units ?? [];
  const only = asked === undefined && units.length === 1 ? (units[0]?.name ?? null) : (asked ?? null);
  const subjectId = subject === undefined ? null : unitId(subject, only);
  const unit = units.find(({ name, ivoId }) => ivoId === only || name.toLowerCase() === only?.toLowerCase());
  if (subjectId !== null && unit !== undefined) return { unit, subjectId };
  const names = units.map(({ name, ivoId }) => (ivoId === null ? name : `${ivoId} (${name})`)).join(", ");
  throw new Refusal(
    units.length === 0
      ? "leverantören har ingen registrerad verksamhet; läs in den med basvakt units import"
      : `ange verksamheten med --unit; leverantören har ${names}`,
  );
}

function known(house: House, org: string) {
  const found = suppliersDue(house.store.db, [numberOf(org)])[0];
  if (found === undefined) throw new Refusal("leverantören finns inte i registret");
  return found;
}

function questionOf(supplierId: number, options: CheckOptions, now: Date): Omit<PlacementQuestion, "silent"> {
  const { service = null, buyer = null, unit = null } = options;
  const ages = agesOf(options, now);
  const [first = null, last = null] = ages;
  // Somebody has at most one birthday more than the whole years of the placement.
  return { supplierId, service, buyer, unit, ages, oldest: last === null ? first : last + 1 };
}

function agesOf({ age, until }: CheckOptions, now: Date): readonly number[] {
  if (age === undefined) return [];
  if (!/^\d{1,3}$/.test(age)) throw new Refusal("åldern ska vara ett antal år");
  if (until === undefined) return [Number(age)];
  const last = readDay(until);
  if (last === null) throw new Refusal(`dagen ${until} kan inte läsas; skriv den som 2026-11-23`);
  // The birthday is not known: on the last day the age is at least this.
  return [Number(age), Number(age) + Math.floor(Math.max(0, daysBetween(dayOf(now), last)) / YEAR)];
}
