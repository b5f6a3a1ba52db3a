import type { Command } from "commander";
import { decideDraft } from "../../jobs/decide-draft.js";
import { dayOf } from "../domain/day.js";
import { formatOrgNumber } from "../domain/org-number.js";
import { Refusal } from "../domain/refusal.js";
import { plain } from "../mail/plain.js";
import { type DraftItem, draftById, listDrafts } from "../store/draft.js";
import { dayFrom } from "./agreement-end.js";
import type { Answer } from "./answer.js";
import { idOf } from "./decision-options.js";
import { judgeDeps } from "./deps.js";
import { type Frame, inHouse } from "./frame.js";
import type { House } from "./house.js";
import { table } from "./table.js";

interface SettleOptions {
  readonly by?: string;
  readonly on?: string;
  readonly reason?: string;
}

const STATE: Readonly<Record<DraftItem["state"], string>> = {
  draft: "att skicka",
  sent: "skickat",
  dropped: "struket",
};

/** `drafts list|show|sent|drop`. */
export function addDrafts(program: Command, frame: Frame): void {
  const group = program
    .command("drafts")
    .description("utkast till dem som bör få veta: leverantören, avtalsägaren, Adda, IVO; en person skickar");
  group
    .command("list")
    .description("visar utkasten som ska skickas")
    .option("--all", "även skickade och strukna")
    .action(inHouse<{ all?: boolean }>(frame, (house, { options }) => list(house, options.all === true)));
  group
    .command("show <id>")
    .description("visar ett utkast, att kopiera till ett brev")
    .action(inHouse(frame, ({ store }, { args }) => shown(draftById(store.db, idOf(args[0] ?? "")), args[0] ?? "")));
  group
    .command("sent <id>")
    .description("antecknar att det är skickat")
    .option("--on <dag>", "dagen det skickades (annars i dag)")
    .option("--by <namn>", "vem som skickade (annars BASVAKT_USER)")
    .option("--reason <anteckning>", "hur, eller till vem")
    .action(inHouse<SettleOptions>(frame, (house, { args, options }) => settle(frame, house, args, options, "sent")));
  group
    .command("drop <id>")
    .description("stryker utkastet: det ska inte skickas")
    .option("--reason <skäl>", "varför")
    .option("--by <namn>", "vem som beslutar (annars BASVAKT_USER)")
    .action(
      inHouse<SettleOptions>(frame, (house, { args, options }) => settle(frame, house, args, options, "dropped")),
    );
}

function list({ store }: House, all: boolean): Answer {
  const items = listDrafts(store.db, { all });
  const rows = items.map(({ id, audience, recipient, name, subject, dueDay, state }) => [
    `${id}`,
    audience,
    recipient,
    name,
    subject,
    dueDay,
    STATE[state],
  ]);
  const heading = ["Nr", "Till", "Mottagare", "Leverantör", "Ärende", "Senast", "Läge"];
  return {
    json: items,
    text: `${table(heading, rows, [6, 13, 24, 24, 40, 10, 10])}\n\n${items.length} utkast.`,
  };
}

function shown(draft: DraftItem | null, id: string): Answer {
  if (draft === null) throw new Refusal(`utkastet ${plain(id)} finns inte`);
  const { audience, recipient, subject, text, name, orgNumber, state, sentOn, settledBy, note } = draft;
  const ended = [STATE[state], sentOn ?? "", settledBy === null ? "" : `av ${plain(settledBy)}`, plain(note ?? "")];
  const head = [
    `Utkast ${draft.id} till ${audience}${recipient === "" ? "" : `: ${plain(recipient)}`} (${ended.filter(Boolean).join(" ")})`,
    `Om ${plain(name)} (${formatOrgNumber(orgNumber)})${draft.stop === null ? "" : `, stopp ${draft.stop}`}${draft.inquiry === null ? "" : `, fördjupad kontroll ${draft.inquiry}`}${draft.sweep === null ? "" : `, svep ${draft.sweep}`}`,
    ...(audience === "IVO" && state === "draft"
      ? [`Bedöm först om skyldigheten att underrätta IVO gäller; annars: basvakt drafts drop ${draft.id}`]
      : []),
    "",
    `Ärende: ${plain(subject)}`,
    "",
    ...text.split("\n").map((line) => plain(line, 4000)),
  ];
  return { json: draft, text: head.join("\n") };
}

function settle(
  frame: Frame,
  house: House,
  [id = ""]: readonly string[],
  { by, on, reason }: SettleOptions,
  state: "sent" | "dropped",
): Answer {
  const note = reason?.trim() ?? "";
  const sentOn = on === undefined ? dayOf(house.now) : dayFrom(on, "--on");
  const settled = state === "sent" ? { state, sentOn, note: note === "" ? null : note } : { state, note };
  const order = { id: idOf(id), by: house.person(by), settled };
  const draft = decideDraft(judgeDeps(frame, house), order, house.now);
  return { json: draft, text: `Utkast ${draft.id} är ${STATE[state]}.` };
}
