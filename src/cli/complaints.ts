import { type Command, Option } from "commander";
import { closeByHand, type Registered, registerComplaints, type ToldComplaint } from "../../jobs/record-complaint.js";
import { COMPLAINT_CLOSINGS, COMPLAINT_KINDS, type ComplaintClosing, type ComplaintKind } from "../domain/complaint.js";
import { dayOf } from "../domain/day.js";
import { readComplaints } from "../register/read-complaints.js";
import { type ComplaintItem, listComplaints } from "../store/complaint.js";
import { dayFrom } from "./agreement-end.js";
import type { Answer } from "./answer.js";
import { requireRows } from "./complaint-rows.js";
import { type DecisionOptions, decisionOf, withReason } from "./decision-options.js";
import { judgeDeps } from "./deps.js";
import { type Frame, inHouse } from "./frame.js";
import type { House } from "./house.js";
import { inputFile } from "./input-file.js";
import { numberOf } from "./number.js";
import { table } from "./table.js";

interface AddOptions {
  readonly kind: ComplaintKind;
  readonly text: string;
  readonly by?: string;
  readonly unit?: string;
  readonly serious?: boolean;
  readonly on?: string;
  readonly role?: string;
  readonly organisation?: string;
  readonly receivedBy?: string;
}

/** `complaints add|import|list|close`. */
export function addComplaints(program: Command, frame: Frame): void {
  const group = program.command("complaints").description("synpunkter på leverantörer, från dem som möter dem");
  group
    .command("add <orgnummer>")
    .description("registrerar en synpunkt; skriv kort och utan personuppgifter")
    .addOption(new Option("--kind <slag>", "vad den gäller").choices(COMPLAINT_KINDS).makeOptionMandatory())
    .requiredOption("--text <text>", "vad som hände")
    .option("--unit <verksamhet>", "verksamheten (IVO-id eller namn)")
    .option("--serious", "bedömd som allvarlig: öppnar en fördjupad kontroll")
    .option("--on <dag>", "dagen den kom in (annars i dag)")
    .option("--role <roll>", "uppgiftslämnarens roll, som socialsekreterare")
    .option("--organisation <namn>", "uppgiftslämnarens organisation, som en annan kommun")
    .option("--received-by <namn>", "vem som tog emot den först, som Adda")
    .option("--by <namn>", "vem som registrerar (annars BASVAKT_USER)")
    .action(inHouse<AddOptions>(frame, (house, { args, options }) => add(frame, house, args[0] ?? "", options)));
  group
    .command("import <fil>")
    .description("läser in synpunkter ur en CSV- eller XLSX-fil; samma rad igen ändrar ingenting")
    .option("--by <namn>", "vem som läser in (annars BASVAKT_USER)")
    .action(
      inHouse<{ by?: string }>(frame, async (house, { args, options }) => {
        const by = house.person(options.by);
        const file = inputFile(args[0] ?? "");
        const rows = await readComplaints(file);
        requireRows(house.store.db, file.name, rows, house.now);
        const told = rows.map(({ line: _, ...row }) => row);
        return registered(await registerComplaints(judgeDeps(frame, house), told, by, house.now));
      }),
    );
  group
    .command("list")
    .description("visar synpunkterna som inte är avslutade, de nyaste först")
    .option("--all", "även avslutade")
    .option("--supplier <orgnummer>", "bara om denna leverantör")
    .action(
      inHouse<{ all?: boolean; supplier?: string }>(frame, ({ store }, { options: { all, supplier } }) => {
        const of = supplier === undefined ? null : numberOf(supplier);
        return listed(listComplaints(store.db, { all: all === true, supplier: of }));
      }),
    );
  withReason(group.command("close <id>"))
    .description("avslutar en synpunkt")
    .addOption(new Option("--closing <avslut>", "vad det blev").choices(COMPLAINT_CLOSINGS).makeOptionMandatory())
    .action(
      inHouse<DecisionOptions & { closing: ComplaintClosing }>(frame, async (house, { args, options }) => {
        const { id, by, reason } = decisionOf(house, args, options);
        await closeByHand(judgeDeps(frame, house), { id, by, reason, closing: options.closing }, house.now);
        const closed = listComplaints(house.store.db, { all: true, supplier: null }).find((one) => one.id === id);
        return { json: closed ?? null, text: `Synpunkt ${id} är avslutad: ${options.closing}.` };
      }),
    );
}

async function add(frame: Frame, house: House, org: string, options: AddOptions): Promise<Answer> {
  const { kind, text, unit, serious, on, role, organisation, receivedBy } = options;
  const told: ToldComplaint = {
    orgNumber: numberOf(org),
    unit: unit ?? null,
    kind,
    serious: serious === true,
    text: text.trim(),
    receivedOn: on === undefined ? dayOf(house.now) : dayFrom(on, "--on"),
    reporterRole: role ?? null,
    reporterOrganisation: organisation ?? null,
    receivedBy: receivedBy ?? null,
    closing: null,
  };
  const by = house.person(options.by);
  return registered(await registerComplaints(judgeDeps(frame, house), [told], by, house.now));
}

function registered({ ids, known, judged }: Registered): Answer {
  const opened = judged?.alertsOpened ?? 0;
  const parts = [
    ids.length === 1 ? `Synpunkt ${ids[0]} är registrerad.` : `${ids.length} synpunkter är registrerade.`,
    known === 0 ? "" : `${known} fanns redan.`,
    opened === 0 ? "" : `${opened} larm öppnades: basvakt alerts list`,
  ];
  return { json: { registered: ids, known, alertsOpened: opened }, text: parts.filter(Boolean).join(" ") };
}

function listed(items: readonly ComplaintItem[]): Answer {
  const rows = items.map(({ id, receivedOn, name, unit, kind, serious, text, reporterOrganisation, closing }) => [
    `${id}`,
    receivedOn,
    unit === null ? name : `${name}, ${unit}`,
    `${kind}${serious ? " (allvarlig)" : ""}`,
    text,
    reporterOrganisation ?? "",
    closing ?? "öppen",
  ]);
  const heading = ["Nr", "Kom in", "Om", "Slag", "Text", "Från", "Avslut"];
  const counted = items.length === 1 ? "1 synpunkt" : `${items.length} synpunkter`;
  return { json: items, text: `${table(heading, rows, [6, 10, 28, 22, 30, 16, 16])}\n\n${counted}.` };
}
