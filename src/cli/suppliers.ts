import { type Command, Option } from "commander";
import { removeFromRegister } from "../../jobs/decide-ending.js";
import { formatOrgNumber, type OrgNumber } from "../domain/org-number.js";
import { Refusal } from "../domain/refusal.js";
import { suppliersText } from "../mail/section.js";
import { readSuppliers } from "../register/read-suppliers.js";
import { suppliersOf } from "../register/suppliers-of.js";
import { readServices } from "../services.js";
import { importSuppliers } from "../store/import-suppliers.js";
import { listAlerts } from "../store/list-alerts.js";
import { listStops } from "../store/list-stops.js";
import { listSuppliers, type SupplierFilter, type SupplierItem } from "../store/supplier-list.js";
import { showSupplier } from "../store/supplier-show.js";
import type { Answer } from "./answer.js";
import { buyerAsked } from "./buyer-asked.js";
import { judgeDeps } from "./deps.js";
import { type Frame, inHouse } from "./frame.js";
import { type FormalOptions, formalOf, type GroundOptions, withFormal, withGround } from "./ground-options.js";
import type { House } from "./house.js";
import { addImport } from "./import.js";
import { numberOf } from "./number.js";
import { serviceAsked } from "./service-asked.js";
import { addAlias } from "./supplier-alias.js";
import { suppliersCsv } from "./supplier-csv.js";
import { describeSupplier } from "./supplier-text.js";
import { table } from "./table.js";

const STATUS: Readonly<Record<SupplierItem["status"], string>> = {
  active: "aktiv",
  paused: "pausad",
  removed: "borttagen",
};

/** `suppliers import|list|show|remove`. */
export function addSuppliers(program: Command, frame: Frame): void {
  const group = program.command("suppliers").description("leverantörer i registret");
  addImport(group, frame, {
    what: "leverantörer",
    read: (file) => readSuppliers(file, [...readServices().keys()]),
    apply: (db, rows, order, house) => importSuppliers(db, suppliersOf(rows), order, house.moment()),
  });
  group
    .command("list")
    .description("visar leverantörerna och vad som står mot dem")
    .addOption(new Option("--status <status>", "active, paused eller removed").choices(["active", "paused", "removed"]))
    .option("--available", "bara de som får användas för nya placeringar")
    .option("--service <insats>", "med --available: för denna insats")
    .option("--buyer <köpare>", "med --available: för denna köpare")
    .option("--csv", "som CSV: en rad för varje avtal och verksamhet som får användas")
    .action(
      inHouse<SupplierFilter & { csv?: boolean }>(frame, ({ store, now }, { options }) => {
        const { status, available } = options;
        const buyer = options.buyer === undefined ? undefined : buyerAsked(store.db, options.buyer);
        const service = options.service === undefined ? undefined : serviceAsked(store.db, options.service);
        const items = listSuppliers(store.db, { status, available, service, buyer }, now);
        return options.csv === true ? { json: items, text: suppliersCsv(items) } : listed(items);
      }),
    );
  group
    .command("show <orgnummer>")
    .description("visar en leverantör: avtal, verksamheter, namn, uppgifter, larm och stopp")
    .action(
      inHouse(frame, ({ store, now }, { args }) => {
        const shown = showSupplier(store.db, numberOf(args[0] ?? ""), now);
        if (shown === null) throw new Refusal("leverantören finns inte i registret");
        const alerts = listAlerts(store.db, { all: false, supplier: shown.orgNumber }).map(({ item }) => item);
        return { json: { ...shown, openAlerts: alerts }, text: describeSupplier(shown, alerts) };
      }),
    );
  addAlias(group, frame);
  const remove = group
    .command("remove <orgnummer>")
    .description("tar bort en leverantör ur registret; historiken står kvar")
    .requiredOption("--reason <skäl>", "varför")
    .option("--by <namn>", "vem som beslutar (annars BASVAKT_USER)");
  withFormal(withGround(remove, "administrativ")).action(
    inHouse<RemoveOptions>(frame, (house, { args, options }) =>
      removed(frame, house, numberOf(args[0] ?? ""), options),
    ),
  );
}

interface RemoveOptions extends GroundOptions, FormalOptions {
  readonly reason: string;
  readonly by?: string;
}

/** What is left undecided stays in history, out of the lists and the digest. */
function removed(frame: Frame, house: House, orgNumber: OrgNumber, options: RemoveOptions): Answer {
  const { store } = house;
  const stops = listStops(store.db, { all: false, supplier: orgNumber }).length;
  const alerts = listAlerts(store.db, { all: false, supplier: orgNumber }).length;
  const { ground = "administrativ", origin = "egen utredning" } = options;
  const why = { ground, origin, by: house.person(options.by), reason: options.reason.trim() };
  removeFromRegister(judgeDeps(frame, house), { orgNumber, ...why, formal: formalOf(options) }, house.now);
  const number = formatOrgNumber(orgNumber);
  const left =
    stops + alerts === 0
      ? ""
      : ` ${stops} stopp och ${alerts} larm som inte var avgjorda står kvar i historiken: basvakt stops list --all --supplier ${number}, basvakt alerts list --all --supplier ${number}.`;
  return {
    json: { orgNumber, removed: true, stops, alerts },
    text: `${number} är borttagen ur registret.${left}`,
  };
}

function listed(items: readonly SupplierItem[]): Answer {
  const rows = items.map(({ orgNumber, name, status, stops, alerts }) => [
    formatOrgNumber(orgNumber),
    name,
    STATUS[status],
    stops.length === 0 ? "" : `${stops.length} stopp`,
    alerts.open === 0 ? "" : `${alerts.open} larm`,
  ]);
  const heading = ["Orgnummer", "Namn", "Status", "Stopp", "Öppna larm"];
  return { json: items, text: `${table(heading, rows)}\n\n${suppliersText(items.length)}.` };
}
