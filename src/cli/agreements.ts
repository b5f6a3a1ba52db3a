import type { Command } from "commander";
import { dayOf } from "../domain/day.js";
import { formatOrgNumber } from "../domain/org-number.js";
import { readServices, serviceTitle } from "../services.js";
import { listAgreements } from "../store/list-agreements.js";
import { addAgreementEnd } from "./agreement-end.js";
import type { Answer } from "./answer.js";
import { type Frame, inHouse } from "./frame.js";
import type { House } from "./house.js";
import { numberOf } from "./number.js";
import { table } from "./table.js";

interface ListOptions {
  readonly supplier?: string;
  readonly all?: boolean;
}

/** `agreements list|end`. */
export function addAgreements(program: Command, frame: Frame): void {
  const group = program.command("agreements").description("avtal i registret");
  group
    .command("list")
    .description("visar avtalen som gäller eller ska börja gälla")
    .option("--supplier <orgnummer>", "bara denna leverantörs")
    .option("--all", "även avtal som har löpt ut eller tagits bort")
    .action(inHouse<ListOptions>(frame, (house, { options }) => list(house, options)));
  addAgreementEnd(group, frame);
}

function list({ store, now }: House, { supplier, all }: ListOptions): Answer {
  const items = listAgreements(store.db, {
    supplier: supplier === undefined ? null : numberOf(supplier),
    all: all === true,
    today: dayOf(now),
  });
  const services = readServices();
  const rows = items.map(({ orgNumber, name, buyer, owner, service, form, number, starts, ends, endedHow }) => [
    formatOrgNumber(orgNumber),
    name,
    serviceTitle(services, service),
    form,
    buyer,
    owner,
    number,
    `${starts ?? ""}${starts === null && ends === null ? "" : "–"}${ends ?? ""}${endedHow === null ? "" : ` ${endedHow}`}`,
  ]);
  const heading = ["Orgnummer", "Namn", "Insats", "Form", "Köpare", "Avtalsägare", "Nummer", "Tid"];
  return { json: items, text: `${table(heading, rows)}\n\n${items.length} avtal.` };
}
