import { writeFileSync } from "node:fs";
import type { Command } from "commander";
import type { Delivered } from "../../jobs/deliver.js";
import { previewDigest, runDigest, type SentDigest } from "../../jobs/digest.js";
import type { RecipientGroup } from "../domain/recipient.js";
import { Refusal } from "../domain/refusal.js";
import { servingDaemon } from "../store/lease.js";
import type { Answer } from "./answer.js";
import { followRun } from "./follow.js";
import { type Frame, inHouse } from "./frame.js";
import type { House } from "./house.js";
import { progressOn } from "./progress.js";
import { letterDeps, tellDeps } from "./tell-deps.js";
import { addUndelivered } from "./undelivered.js";
import { underLease } from "./under-lease.js";

interface DigestOptions {
  readonly group?: string;
  readonly out?: string;
  readonly again?: boolean;
}

/** `digest preview|send|undelivered|resend`. */
export function addDigest(program: Command, frame: Frame): void {
  const group = program.command("digest").description("sammanställningen till mottagarna");
  group
    .command("preview")
    .description("visar sammanställningen som den skulle bli nu; ingenting skickas")
    .option("--group <grupp>", "mottagargrupp (förval: den första)")
    .option("--out <fil>", "skriver den som HTML i en fil")
    .action(inHouse<DigestOptions>(frame, (house, { options }) => preview(house, options)));
  group
    .command("send")
    .description("skriver dagens sammanställning till varje grupp, en gång per dag")
    .option("--group <grupp>", "bara denna mottagargrupp")
    .option("--again", "också till dem som redan har fått dagens")
    .action(inHouse<DigestOptions>(frame, (house, { options }) => send(frame, house, options)));
  addUndelivered(group, frame);
}

function preview(house: House, options: DigestOptions): Answer {
  const group = groupsAsked(house, options).find(({ kind }) => kind === "operators");
  if (group === undefined) throw new Refusal("recipients.yaml har ingen grupp av slaget operators");
  const { subject, html, text } = previewDigest(house.store, { ...letterDeps(house), group }, house.now);
  if (options.out === undefined) return { json: { group: group.id, subject, html, text }, text };
  writeFileSync(options.out, html);
  return { json: { group: group.id, subject, file: options.out }, text: `${subject}\nSkriven i ${options.out}.` };
}

/** The day's messages, written and delivered once; where a daemon works, it is the one that writes. */
async function send(frame: Frame, house: House, options: DigestOptions): Promise<Answer> {
  const groups = groupsAsked(house, options);
  const again = options.again === true;
  if (servingDaemon(house.store.db, frame.outside.clock()) !== null) {
    const scope = { groups: groups.map(({ id }) => id), again };
    const by = house.variable("BASVAKT_USER") ?? "kommandoraden";
    return digestAnswer(await followRun(frame, house, { job: "digest", scope, by }, progressOn(frame.outside)));
  }
  return underLease(frame, house, async () =>
    digestAnswer(await runDigest(tellDeps(frame, house), { groups, again, early: true }, house.now)),
  );
}

/** What was sent, as `digest send` and `run digest` tell it. */
export function digestAnswer(sent: unknown): Answer {
  const { messages, earlier, told } = sent as SentDigest;
  const lines = messages.map(
    ({ group, subject, file, recipients }) => `${group}: ${subject}\n  ${file ?? `till ${recipients.join(", ")}`}`,
  );
  return {
    json: { messages },
    notes: [...earlier.map(earlierNote), ...waitingNotes(told)],
    text: lines.length === 0 ? "Ingen har något att få: se mottagarna i recipients.yaml." : lines.join("\n"),
  };
}

function earlierNote(group: string): string {
  return `${group} har redan fått dagens brev; det skrivs inte om utan --again`;
}

function groupsAsked(house: House, { group }: DigestOptions): readonly RecipientGroup[] {
  const groups = house.recipients();
  if (group === undefined) return groups;
  const found = groups.filter(({ id }) => id === group);
  if (found.length === 0) throw new Refusal(`mottagargruppen ${group} finns inte i recipients.yaml`);
  return found;
}

/** The letter is written whatever the mail server says; whom it has not reached yet is said. */
function waitingNotes({ waiting, unknown, rejected, dead }: Delivered): readonly string[] {
  return [
    ...(waiting + unknown === 0
      ? []
      : [`${waiting + unknown} mottagare är inte nådda än; försöks igen: basvakt run tell`]),
    ...(rejected + dead === 0 ? [] : [`${rejected + dead} mottagare nås inte: basvakt digest undelivered`]),
  ];
}
