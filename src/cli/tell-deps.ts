import type { TellDeps } from "../../jobs/tell.js";
import { Refusal } from "../domain/refusal.js";
import { mailbox } from "../mail/mailbox.js";
import { type SendMail, smtpSender } from "../mail/smtp.js";
import { readSmtpUrl } from "../mail/smtp-address.js";
import type { Frame } from "./frame.js";
import type { House } from "./house.js";

const NOBODY = "Basvakt <basvakt@localhost.localdomain>";

/** What telling needs. Throws Refusal when a mail server is named wrongly, or without a sender. */
export function tellDeps({ outside }: Pick<Frame, "outside">, house: House): TellDeps {
  return {
    store: house.store,
    groups: house.recipients(),
    clock: outside.clock,
    outbox: house.home.outbox,
    ...mailOf(house),
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
