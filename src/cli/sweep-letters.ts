import type { Command } from "commander";
import { writeLetters } from "../../jobs/sweep-letters.js";
import { notifyOfItem } from "../../jobs/sweep-notify.js";
import { Refusal } from "../domain/refusal.js";
import { knownItems } from "../store/sweep-items.js";
import type { Answer } from "./answer.js";
import { idOf } from "./decision-options.js";
import { judgeDeps } from "./deps.js";
import { type Frame, inHouse } from "./frame.js";
import type { House } from "./house.js";
import { titlesOf } from "./sweep-report.js";

interface LettersOptions {
  readonly again?: boolean;
  readonly by?: string;
}

interface NotifyOptions {
  readonly reason?: string;
  readonly by?: string;
}

/** `sweep letters ID` and `sweep notify ITEM`: drafts that a person reads and sends. */
export function addSweepLetters(group: Command, frame: Frame): void {
  group
    .command("letters <id>")
    .description("skriver utkast till de leverantörer som har intyg kvar att lämna; en person skickar dem")
    .option("--again", "påminn också dem som har fått brev och inte svarat")
    .option("--by <namn>", "vem som undertecknar (annars BASVAKT_USER)")
    .action(inHouse<LettersOptions>(frame, (house, { args, options }) => write(frame, house, args[0] ?? "", options)));
  group
    .command("notify <post>")
    .description("skriver ett utkast till IVO om allvarliga brister som har setts i en post")
    .option("--reason <skäl>", "vad som är allvarligt")
    .option("--by <namn>", "vem som har bedömt det (annars BASVAKT_USER)")
    .action(inHouse<NotifyOptions>(frame, (house, { args, options }) => notify(frame, house, args[0] ?? "", options)));
}

function write(frame: Frame, house: House, sweep: string, { again, by }: LettersOptions): Answer {
  const order = { sweep: idOf(sweep), again: again === true, by: house.person(by) };
  const letters = writeLetters(judgeDeps(frame, house), order, house.now);
  const n = letters.written.length;
  const passed = letters.passed === 0 ? "" : ` ${letters.passed} leverantörer har redan ett brev (påminn med --again).`;
  return {
    json: letters,
    text: `${n} utkast ${n === 1 ? "skrivet" : "skrivna"}.${passed}\nLäs och skicka: basvakt drafts list. Anteckna sedan: basvakt drafts sent NR`,
  };
}

function notify(frame: Frame, house: House, post: string, { reason, by }: NotifyOptions): Answer {
  const id = idOf(post);
  const kind = knownItems(house.store.db, { item: id }).get(id)?.kind;
  if (kind === undefined) throw new Refusal(`post ${id} finns inte; se basvakt sweep items`);
  const order = { item: id, by: house.person(by), reason: reason ?? "" };
  const draft = notifyOfItem(judgeDeps(frame, house), order, titlesOf(house, kind), house.now);
  return {
    json: { item: id, draft },
    text: `Utkast ${draft} till IVO är skrivet. Läs det: basvakt drafts show ${draft}`,
  };
}
