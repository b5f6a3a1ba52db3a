import type { DigestDeps } from "../../jobs/digest-frame.js";
import type { TellDeps } from "../../jobs/tell.js";
import { Refusal } from "../domain/refusal.js";
import { webhookSender } from "../http/webhook.js";
import { mailbox } from "../mail/mailbox.js";
import { type SendMail, smtpSender } from "../mail/smtp.js";
import { readSmtpUrl } from "../mail/smtp-address.js";
import { readServices } from "../services.js";
import type { Frame } from "./frame.js";
import type { House } from "./house.js";
import { askedSources } from "./source-cases.js";
import { whyOff } from "./source-off.js";

const NOBODY = "Basvakt <basvakt@localhost.localdomain>";

/** What telling needs. Throws Refusal when a mail server is named wrongly, or without a sender. */
export function tellDeps({ outside }: Pick<Frame, "outside">, house: House): TellDeps {
  return {
    ...letterDeps(house),
    perHour: house.atOncePerHour(),
    store: house.store,
    groups: house.recipients(),
    clock: outside.clock,
    outbox: house.home.outbox,
    ...mailOf(house),
    hook: webhookSender(outside.http, house.webhooks(), outside.clock),
    signal: outside.signal,
  };
}

/** Without SMTP_URL letters lie in the outbox. */
function mailOf(house: House): { readonly from: string; readonly mail: SendMail | null } {
  const address = house.variable("SMTP_URL");
  const from = house.variable("MAIL_FROM");
  if (from !== null) mailbox(from, "MAIL_FROM");
  if (address === null) return { from: from ?? NOBODY, mail: null };
  if (from === null) throw new Refusal("MAIL_FROM saknas: ange avsändaren för de brev som skickas genom SMTP_URL");
  return { from, mail: smtpSender(readSmtpUrl(address)) };
}

/** What letters are written from, beside the store. */
export function letterDeps(house: House): Omit<DigestDeps, "group"> {
  const feeds = house.feeds();
  const asked = askedSources(house);
  const all = house.sources();
  // What waits for a person to look or to ask is neither on nor off.
  const sources = all
    .filter(({ adapter: { id, shape } }) => shape !== "worklist" && !asked.some((one) => one.id === id))
    .map((source) => {
      const { id, title } = source.adapter;
      return { id, title, configured: whyOff(house, source) === null };
    });
  const titles = Object.fromEntries(all.map(({ adapter }) => [adapter.id, adapter.title]));
  return { services: readServices(), sources, titles, asked, feeds };
}
