import type { Command } from "commander";
import { resend } from "../../jobs/resend.js";
import { timeText } from "../mail/swedish-time.js";
import { type Undelivered, undelivered } from "../store/delivery.js";
import type { Answer } from "./answer.js";
import { idOf } from "./decision-options.js";
import { type Frame, inHouse } from "./frame.js";
import type { House } from "./house.js";
import { table } from "./table.js";

interface ResendOptions {
  readonly to?: string;
  readonly by?: string;
}

/** `digest undelivered|resend`: letters that did not come through. */
export function addUndelivered(group: Command, frame: Frame): void {
  group
    .command("undelivered")
    .description("visar brev och webhookar som inte kom fram, de senaste först")
    .action(inHouse(frame, (house) => list(house)));
  group
    .command("resend <brev>")
    .description("skickar ett brev igen till dem det inte nådde; det går iväg vid nästa utskick (run tell)")
    .option("--to <mottagare>", "bara till denna mottagare")
    .option("--by <namn>", "vem som beslutar (annars BASVAKT_USER)")
    .action(inHouse<ResendOptions>(frame, (house, { args, options }) => again(house, args[0] ?? "", options)));
}

const STATE: Readonly<Record<Undelivered["state"], string>> = {
  rejected: "avvisat",
  unknown: "okänt utfall",
  dead: "uppgivet efter 72 timmar",
};

const WIDEST = [6, 34, 24, 20, 10, 16];

function list({ store }: House): Answer {
  const found = undelivered(store.db);
  const rows = found.map(({ message, recipient, subject, state, code, at }) => [
    `${message}`,
    recipient,
    subject,
    STATE[state],
    code ?? "",
    at === null ? "" : timeText(new Date(at)),
  ]);
  const json = found.map((row) => ({ ...row, at: row.at === null ? null : new Date(row.at).toISOString() }));
  const text = table(["Brev", "Mottagare", "Ämne", "Läge", "Svar", "När"], rows, WIDEST);
  return { json, text: `${text}\n\n${rows.length} som inte kom fram.` };
}

function again(house: House, brev: string, options: ResendOptions): Answer {
  const message = idOf(brev);
  const order = { message, recipient: options.to ?? null, by: house.person(options.by) };
  const recipients = resend(house.store, order, house.moment());
  const whom = recipients === 1 ? "1 mottagare" : `${recipients} mottagare`;
  return { json: { message, recipients }, text: `Brev ${message} skickas igen till ${whom} vid nästa utskick.` };
}
