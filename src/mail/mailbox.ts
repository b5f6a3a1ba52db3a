import { z } from "zod";
import { Refusal } from "../domain/refusal.js";
import { plain } from "./plain.js";

const email = z.email();

export interface Mailbox {
  readonly name: string;
  readonly address: string;
}

/** "adress@…" or "Namn <adress@…>". A second address or a line break here would be header injection. */
export function mailbox(text: string, who: string): Mailbox {
  const [, name = "", inside] = /^([^<>\r\n]*)<([^<>]*)>$/.exec(text.trim()) ?? [];
  const read = email.safeParse(inside ?? text.trim());
  if (!read.success) throw new Refusal(`${who} är inte en e-postadress`);
  return { name: plain(name, 100).replace(/^"|"$/g, ""), address: read.data };
}
