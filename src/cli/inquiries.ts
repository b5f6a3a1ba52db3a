import { type Command, Option } from "commander";
import { closeByHand, type NoteOrder, openByHand, writeInInquiry } from "../../jobs/decide-inquiry.js";
import { INQUIRY_OUTCOMES, type InquiryOutcome } from "../domain/inquiry.js";
import { Refusal } from "../domain/refusal.js";
import { listInquiries, showInquiry } from "../store/list-inquiries.js";
import { dayFrom } from "./agreement-end.js";
import type { Answer } from "./answer.js";
import { type DecisionOptions, decisionOf, idOf, withReason, withVersion } from "./decision-options.js";
import { judgeDeps } from "./deps.js";
import { type Frame, inHouse } from "./frame.js";
import { type FormalOptions, formalOf, withFormal } from "./ground-options.js";
import type { House } from "./house.js";
import { describeInquiry, inquiryTable } from "./inquiry-text.js";
import { numberOf } from "./number.js";

interface HandOptions {
  readonly handler?: string;
  readonly due?: string;
}

interface NoteOptions extends HandOptions {
  readonly text: string;
  readonly by?: string;
  readonly step?: string;
  readonly done: "ja" | "nej";
  readonly asked?: boolean;
  readonly answered?: boolean;
}

interface CloseOptions extends DecisionOptions, FormalOptions {
  readonly outcome: InquiryOutcome;
}

/** `inquiries list|show|open|note|close`. */
export function addInquiries(program: Command, frame: Frame): void {
  const group = program.command("inquiries").description("fördjupade kontroller: öppnade av ett larm eller för hand");
  group
    .command("list")
    .description("visar de som pågår, den som ska vara klar först överst")
    .option("--all", "även avslutade")
    .option("--supplier <orgnummer>", "bara för denna leverantör")
    .action(
      inHouse<{ all?: boolean; supplier?: string }>(frame, ({ store }, { options: { all, supplier } }) => {
        const of = supplier === undefined ? null : numberOf(supplier);
        const items = listInquiries(store.db, { all: all === true, supplier: of });
        return { json: items, text: inquiryTable(items) };
      }),
    );
  group
    .command("show <id>")
    .description("visar en fördjupad kontroll: skälet, larmen, checklistan och vad som antecknats")
    .action(inHouse(frame, (house, { args }) => shown(house, idOf(args[0] ?? ""))));
  withHand(withReason(group.command("open <orgnummer>")))
    .description("öppnar en fördjupad kontroll av en leverantör")
    .action(
      inHouse<DecisionOptions & HandOptions>(frame, (house, { args, options }) =>
        open(frame, house, args[0] ?? "", options),
      ),
    );
  withHand(group.command("note <id>"))
    .description("antecknar vad som gjorts, frågats eller svarats")
    .requiredOption("--text <text>", "vad som gjordes eller sades, utan personuppgifter")
    .option("--by <namn>", "vem som antecknar (annars BASVAKT_USER)")
    .option("--step <steg>", "ett steg i checklistan")
    .addOption(new Option("--done <svar>", "om steget är gjort").choices(["ja", "nej"]).default("ja"))
    .option("--asked", "leverantören är tillfrågad")
    .option("--answered", "leverantören har svarat")
    .action(inHouse<NoteOptions>(frame, (house, { args, options }) => note(frame, house, args[0] ?? "", options)));
  const close = group
    .command("close <id>")
    .description("avslutar en fördjupad kontroll")
    .addOption(new Option("--outcome <utfall>", "vad den ledde till").choices(INQUIRY_OUTCOMES).makeOptionMandatory());
  withFormal(withVersion(close)).action(
    inHouse<CloseOptions>(frame, (house, { args, options }) => {
      const order = { ...decisionOf(house, args, options), outcome: options.outcome, formal: formalOf(options) };
      closeByHand(judgeDeps(frame, house), order, house.now);
      return told(house, order.id, `Fördjupad kontroll ${order.id} är avslutad: ${options.outcome}.`);
    }),
  );
}

function withHand(command: Command): Command {
  return command
    .option("--handler <namn>", "vem som handlägger")
    .option("--due <dag>", "när den ska vara klar (annars enligt policyn)");
}

function open(frame: Frame, house: House, org: string, options: DecisionOptions & HandOptions): Answer {
  const { by, reason, handler, due } = options;
  const order = {
    orgNumber: numberOf(org),
    by: house.person(by),
    reason: reason?.trim() ?? "",
    handler: handler ?? null,
    dueDay: due === undefined ? null : dayFrom(due, "--due"),
  };
  const id = openByHand(judgeDeps(frame, house), order, house.now);
  return told(house, id, `Fördjupad kontroll ${id} är öppnad: basvakt inquiries show ${id}`);
}

function note(frame: Frame, house: House, id: string, options: NoteOptions): Answer {
  const { text, step, done, asked, answered, handler, due } = options;
  if ([step !== undefined, asked === true, answered === true].filter(Boolean).length > 1) {
    throw new Refusal("ange högst en av --step, --asked och --answered");
  }
  const said = asked === true ? "asked" : answered === true ? "answered" : "note";
  const what: NoteOrder["what"] = step === undefined ? said : { step, done: done === "ja" };
  const order = { id: idOf(id), by: house.person(options.by), text: text.trim(), what, handler };
  const dueDay = due === undefined ? undefined : dayFrom(due, "--due");
  writeInInquiry(judgeDeps(frame, house), { ...order, dueDay }, house.now);
  return told(house, order.id, "Antecknat.");
}

function told({ store }: House, id: number, text: string): Answer {
  return { json: showInquiry(store.db, id), text };
}

function shown({ store }: House, id: number): Answer {
  const found = showInquiry(store.db, id);
  if (found === null) throw new Refusal(`fördjupad kontroll ${id} finns inte`);
  return { json: found, text: describeInquiry(found) };
}
