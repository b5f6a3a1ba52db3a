import { type Command, Option } from "commander";
import { decideStop, type StopAct } from "../../jobs/decide-stop.js";
import { wayBack } from "../../jobs/digest-way-back.js";
import { Refusal } from "../domain/refusal.js";
import type { StopState } from "../domain/supplier-case.js";
import { plain } from "../mail/plain.js";
import { listStops } from "../store/list-stops.js";
import { showStop } from "../store/show-stop.js";
import type { Answer } from "./answer.js";
import { idOf, withVersion } from "./decision-options.js";
import { judgeDeps } from "./deps.js";
import { type Frame, inHouse } from "./frame.js";
import { withFormal } from "./ground-options.js";
import { type House, instant } from "./house.js";
import { numberOf } from "./number.js";
import { addImpose } from "./stop-impose.js";
import { type StopOptions, stopOrderOf, withStop } from "./stop-options.js";
import { describeStop, STOP_STATE_TEXT, stopDocument, stopTable } from "./stop-text.js";

interface ListOptions {
  readonly all?: boolean;
  readonly state?: StopState;
  readonly undecided?: boolean;
  readonly liftable?: boolean;
  readonly supplier?: string;
  readonly owner?: string;
  readonly since?: string;
}

/** `stops list|show|confirm|lift|impose|reject`. */
export function addStops(program: Command, frame: Frame): void {
  const group = program
    .command("stops")
    .description("stopp för nya placeringar: vad som gäller och vad som väntar på beslut");
  group
    .command("list")
    .description("visar stoppen som inte är avgjorda, de allvarligaste först")
    .option("--all", "även upphävda och avslagna, och dem hos leverantörer som lämnat registret")
    .addOption(new Option("--state <läge>", "bara i detta läge").choices(Object.keys(STOP_STATE_TEXT)))
    .option("--undecided", "bara de som väntar på någons beslut")
    .option("--liftable", "bara gällande stopp där allt som låg bakom är borta")
    .option("--supplier <orgnummer>", "bara för denna leverantör")
    .option("--owner <ägare>", "bara avtal med denna avtalsägare")
    .option("--since <tid>", "bara de som börjat gälla sedan dess; en dag (från midnatt) eller en tid")
    .action(inHouse<ListOptions>(frame, (house, { options }) => list(house, options)));
  group
    .command("show <id>")
    .description("visar ett stopp: skälet, underlaget, vem som beslutat och när det kan upphävas")
    .action(inHouse(frame, (house, { args }) => shown(house, idOf(args[0] ?? ""))));
  addAct(group, frame, "confirm", "bekräftar ett preliminärt stopp");
  addAct(group, frame, "lift", "upphäver ett stopp; maskinen startar det inte igen på samma uppgifter");
  addAct(group, frame, "reject", "avslår ett föreslaget stopp, eller ett som väntar på granskning");
  addImpose(group, frame, (house, args, options) => decide(frame, house, "impose", args, options));
}

function addAct(group: Command, frame: Frame, act: StopAct, about: string): void {
  const command = group.command(`${act} <id>`).description(about);
  const told = act === "confirm" ? withStop(command, "regelns") : withFormal(withVersion(command));
  told.action(inHouse<StopOptions>(frame, (house, { args, options }) => decide(frame, house, act, args, options)));
}

function list({ store }: House, { all, state, undecided, liftable, supplier, owner, since }: ListOptions): Answer {
  const stops = listStops(store.db, {
    all: all === true,
    state: state ?? null,
    undecided: undecided === true,
    liftable: liftable === true,
    supplier: supplier === undefined ? null : numberOf(supplier),
    owner: owner ?? null,
    since: since === undefined ? null : instant(since),
  });
  return { json: stops.map(stopDocument), text: `${stopTable(stops)}\n\n${stops.length} stopp.` };
}

function shown({ store }: House, id: number): Answer {
  const stop = showStop(store.db, id);
  if (stop === null) throw new Refusal(`stoppet ${id} finns inte`);
  return { json: { ...stopDocument(stop), endsWhen: wayBack(stop.rule) }, text: describeStop(stop) };
}

const DONE: Readonly<Record<StopAct, string>> = {
  confirm: "är bekräftat",
  lift: "är upphävt",
  impose: "gäller från nu",
  reject: "är avslaget",
};

function decide(frame: Frame, house: House, act: StopAct, args: readonly string[], options: StopOptions): Answer {
  const order = stopOrderOf(house, args, options);
  const { stands, owner } = decideStop(judgeDeps(frame, house), act, order, house.now);
  const stop = showStop(house.store.db, order.id);
  const ends = wayBack(stop?.rule ?? null);
  const notes = [
    ...(act === "lift" && stands !== null ? [`det som låg bakom stoppet är inte borta: ${plain(stands, 2000)}`] : []),
    ...(act === "lift" && stands !== null && ends !== null ? [`det borde upphävas först när ${ends}`] : []),
    ...(owner === null ? [] : [`avtalet ägs av ${plain(owner)}: beslutet är antecknat som ägarens`]),
  ];
  const document = stop === null ? null : { ...stopDocument(stop), stillStands: act === "lift" ? stands : null };
  return { json: document, text: `Stopp ${order.id} ${DONE[act]}.`, notes };
}
