import { type Command, Option } from "commander";
import { acknowledgeAlert, assignAlert, dismissAlert } from "../../jobs/decide-alert.js";
import { readDay } from "../domain/day.js";
import { Refusal } from "../domain/refusal.js";
import { SEVERITIES, SEVERITY_TEXT, type Severity } from "../domain/severity.js";
import { ALERT_STATES, type AlertState } from "../domain/supplier-case.js";
import { plain } from "../mail/plain.js";
import { composite } from "../rules/composite.js";
import { ruleById } from "../rules/index.js";
import { localMinute } from "../schedule/stockholm.js";
import { ALERT_NEWS, ALERT_ORDERS, type AlertNews, type AlertOrder, listAlerts } from "../store/list-alerts.js";
import { showAlert } from "../store/show-alert.js";
import { alertsCsv } from "./alert-csv.js";
import { ALERT_STATE_TEXT, describeAlert } from "./alert-text.js";
import type { Answer } from "./answer.js";
import { type DecisionOptions, decisionOf, idOf, wholeNumber, withReason, withVersion } from "./decision-options.js";
import { judgeDeps } from "./deps.js";
import { type Frame, inHouse } from "./frame.js";
import { type House, instant } from "./house.js";
import { numberOf } from "./number.js";
import { table } from "./table.js";

interface ListOptions {
  readonly all?: boolean;
  readonly supplier?: string;
  readonly severity?: Severity;
  readonly rule?: string;
  readonly assigned?: boolean;
  readonly since?: string;
  readonly gone?: boolean;
  readonly unhandledBefore?: string;
  readonly happened?: AlertNews;
  readonly state?: AlertState;
  readonly sort?: AlertOrder;
  readonly limit?: string;
  readonly page?: string;
  readonly csv?: boolean;
}

/** `alerts list|show|ack|dismiss|assign`. */
export function addAlerts(program: Command, frame: Frame): void {
  const group = program
    .command("alerts")
    .description("larm: vad reglerna har funnit och vad ni har beslutat (ett larm är en signal att pröva, ingen dom)");
  group
    .command("list")
    .description("visar larmen som inte är avgjorda, de allvarligaste först")
    .option("--all", "även avslutade och avfärdade, och dem om leverantörer som lämnat registret")
    .option("--supplier <orgnummer>", "bara om denna leverantör")
    .addOption(new Option("--severity <grad>", "bara av denna grad").choices(SEVERITIES))
    .option("--rule <regel>", "bara av denna regel")
    .option("--assigned", "bara de som har en handläggare")
    .option("--gone", "bara de där det som gav larmet är borta")
    .option("--unhandled-before <dag>", "bara de som öppnats före dagen, står kvar och saknar handläggare")
    .option("--since <tid>", "bara de som öppnats sedan dess; en dag (från midnatt) eller en tid")
    .addOption(
      new Option(
        "--happened <vad>",
        "med --since: öppnats (utan flaggan), blivit värre eller öppnats igen, avslutats",
      ).choices(ALERT_NEWS),
    )
    .addOption(new Option("--state <läge>", "bara i detta läge").choices(ALERT_STATES))
    .addOption(
      new Option("--sort <ordning>", "severity (allvarligast först), opened, seen eller supplier").choices(
        ALERT_ORDERS,
      ),
    )
    .option("--limit <antal>", "högst så många rader")
    .option("--page <nr>", "med --limit: vilken sida, räknat från 1")
    .option("--csv", "som CSV för kalkylprogram")
    .action(inHouse<ListOptions>(frame, (house, { options }) => list(house, options)));
  group
    .command("show <id>")
    .description("visar ett larm med det som det vilar på och vad som beslutats")
    .action(inHouse(frame, (house, { args }) => shown(house, idOf(args[0] ?? ""))));
  withVersion(group.command("ack <id>"))
    .description("kvitterar ett larm: det är sett och ligger kvar under bevakning")
    .option("--until <dag>", "till och med den dagen; därefter öppnas larmet igen om uppgifterna står kvar")
    .action(inHouse<AckOptions>(frame, (house, { args, options }) => acknowledge(frame, house, args, options)));
  withVersion(group.command("dismiss <id>"))
    .description("avfärdar ett larm; samma uppgifter väcker det inte igen")
    .option("--not-this-supplier", "nyheten gäller någon annan: namnet räknas inte längre som leverantören")
    .action(inHouse<DismissOptions>(frame, (house, { args, options }) => dismiss(frame, house, args, options)));
  withReason(group.command("assign <id>"))
    .description("ger ett larm en handläggare")
    .requiredOption("--to <namn>", "vem som ska handlägga det")
    .option("--version <n>", "vägra om någon har hunnit ändra sedan den versionen")
    .action(inHouse<AssignOptions>(frame, (house, { args, options }) => assign(frame, house, args, options)));
}

/** Fits a terminal of 120 columns; `alerts show` has the whole of it. */
const WIDEST = [6, 9, 9, 26, 42, 16];

type DismissOptions = DecisionOptions & { readonly notThisSupplier?: boolean };
type AckOptions = DecisionOptions & { readonly until?: string };
type AssignOptions = DecisionOptions & { readonly to: string };

function list({ store }: House, options: ListOptions): Answer {
  const { all, supplier, severity, rule, assigned, gone, unhandledBefore, since, happened, state, sort } = options;
  if (rule !== undefined && ruleById(rule) === null && rule !== composite.id) {
    throw new Refusal(`regeln ${rule} finns inte; reglerna visas av: basvakt policy explain`);
  }
  if (happened !== undefined && since === undefined) throw new Refusal("--happened anges tillsammans med --since");
  const found = listAlerts(store.db, {
    all: all === true || state !== undefined,
    state: state ?? null,
    order: sort ?? "severity",
    page: pageOf(options),
    supplier: supplier === undefined ? null : numberOf(supplier),
    severity: severity ?? null,
    rule: rule ?? null,
    assigned: assigned === true,
    gone: gone === true,
    unhandledBefore: unhandledBefore === undefined ? null : instant(unhandledBefore),
    happened: since === undefined ? null : { what: happened ?? "opened", since: instant(since) },
  });
  if (options.csv === true) return { json: found.map(({ item }) => item), text: alertsCsv(found) };
  const rows = found.map(({ item, name }) => [
    `${item.id}`,
    SEVERITY_TEXT[item.severity],
    ALERT_STATE_TEXT[item.state],
    name,
    item.title,
    localMinute(new Date(item.openedAt)).replace("T", " "),
  ]);
  const text = `${table(["Nr", "Grad", "Läge", "Leverantör", "Larm", "Öppnat"], rows, WIDEST)}\n\n${rows.length} larm.`;
  return { json: found.map(({ item }) => item), text };
}

function pageOf({ limit, page }: ListOptions): { readonly size: number; readonly skip: number } | null {
  if (limit === undefined) {
    if (page !== undefined) throw new Refusal("--page anges tillsammans med --limit");
    return null;
  }
  const size = wholeNumber(limit, "--limit");
  const number = page === undefined ? 1 : wholeNumber(page, "--page");
  if (size < 1 || number < 1) throw new Refusal("--limit och --page ska vara minst 1");
  return { size, skip: (number - 1) * size };
}

function shown({ store }: House, id: number): Answer {
  const alert = showAlert(store.db, id);
  if (alert === null) throw new Refusal(`larmet ${id} finns inte`);
  return { json: alert, text: describeAlert(alert) };
}

function decided({ store }: House, id: number, what: string, notes: readonly string[] = []): Answer {
  return { json: showAlert(store.db, id), text: `Larm ${id} ${what}.`, notes };
}

function acknowledge(frame: Frame, house: House, args: readonly string[], options: AckOptions): Answer {
  const until = options.until === undefined ? null : readDay(options.until);
  if (until === null && options.until !== undefined) throw new Refusal("--until ska vara en dag, som 2026-12-01");
  const order = decisionOf(house, args, options);
  acknowledgeAlert(judgeDeps(frame, house), { ...order, until }, house.now);
  const state = showAlert(house.store.db, order.id)?.state;
  if (state === "resolved") return decided(house, order.id, "är avslutat: det som gav det är redan borta");
  return decided(house, order.id, until === null ? "är kvitterat" : `är kvitterat till och med ${until}`);
}

function dismiss(frame: Frame, house: House, args: readonly string[], options: DismissOptions): Answer {
  const order = decisionOf(house, args, options);
  const notThisSupplier = options.notThisSupplier === true;
  const forbidden = dismissAlert(judgeDeps(frame, house), { ...order, notThisSupplier }, house.now);
  const notes = [
    ...(forbidden === null ? [] : [`namnet ”${plain(forbidden.name)}” räknas inte längre som leverantören i nyheter`]),
    ...(forbidden?.last === true
      ? ["inget namn återstår: leverantören hittas inte längre i nyheter; lägg till alias"]
      : []),
  ];
  return decided(house, order.id, "är avfärdat", [...notes, ...stopsLeft(house, order.id)]);
}

/** Dismissing an alert lifts nothing: only a decision about the stop does (law 2). */
function stopsLeft({ store }: House, id: number): readonly string[] {
  const stops = showAlert(store.db, id)?.stops ?? [];
  return stops
    .filter(({ state }) => state !== "lifted" && state !== "rejected")
    .map((stop) => `stopp ${stop.id} står kvar tills det avgörs: basvakt stops show ${stop.id}`);
}

function assign(frame: Frame, house: House, args: readonly string[], options: AssignOptions): Answer {
  const to = options.to.trim();
  if (to === "") throw new Refusal("ange vem som ska handlägga larmet med --to");
  const { reason, ...order } = decisionOf(house, args, options);
  const why = reason === "" ? `tilldelad ${to}` : reason;
  assignAlert(judgeDeps(frame, house), { ...order, reason: why, to }, house.now);
  return decided(house, order.id, `handläggs av ${plain(to)}`);
}
