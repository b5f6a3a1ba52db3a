import MailComposer from "nodemailer/lib/mail-composer";
import { z } from "zod";
import type { Attachment } from "../domain/attachment.js";
import { sha256 } from "../domain/digest.js";
import { Refusal } from "../domain/refusal.js";
import { mailbox } from "./mailbox.js";
import { plain } from "./plain.js";

const LONGEST_SUBJECT = 200;

export interface Letter {
  readonly from: string;
  readonly to: readonly string[];
  readonly subject: string;
  readonly html: string;
  readonly text: string;
  /** With or without angle brackets; fixed, so that sending again is seen to be the same letter. */
  readonly messageId: string;
  readonly date: Date;
  /** "kvalitet.basvakt.kommun.example": what mail rules sort by. */
  readonly listId: string;
  /** Ids of the letters that this one belongs with. */
  readonly references?: readonly string[];
  /** Sent before with an outcome that nobody knows: said in the letter, so that two of them can be told apart. */
  readonly sentAgain?: boolean;
  readonly attachments?: readonly Attachment[];
}

const TOKEN = "[A-Za-z0-9!#$%&'*+/=?^_{|}~.-]+";
const messageId = z.string().regex(new RegExp(`^<?${TOKEN}@[A-Za-z0-9.-]+>?$`));
const listId = z.string().regex(new RegExp(`^<?${TOKEN}>?$`));

/** The letter as the bytes of an .eml file (RFC 5322). Refuses an address or id that is not exactly one. */
export async function composeEml(letter: Letter): Promise<Uint8Array> {
  if (letter.to.length === 0) throw new Refusal("brevet har ingen mottagare");
  const composer = new MailComposer({
    from: mailbox(letter.from, "avsändaren"),
    to: letter.to.map((recipient) => mailbox(recipient, "mottagaren")),
    subject: plain(letter.subject, LONGEST_SUBJECT),
    text: letter.text,
    html: letter.html,
    textEncoding: "quoted-printable",
    newline: "windows",
    // The same letter gives the same bytes; nobody can write a text that holds the boundary its own digest decides.
    baseBoundary: sha256(`${letter.messageId}\n${letter.html}\n${letter.text}`).slice(0, 32),
    messageId: bracketed(checked(messageId, letter.messageId, "Message-ID har fel form")),
    date: letter.date,
    headers: {
      "Auto-Submitted": "auto-generated",
      "List-Id": bracketed(checked(listId, letter.listId, "List-Id har fel form")),
      ...(letter.sentAgain === true ? { "X-Basvakt-Sent-Again": "okänt utfall första gången" } : {}),
    },
    ...threadOf(letter.references ?? []),
    attachments: (letter.attachments ?? []).map(attached),
    // What a letter holds is in the letter: nothing is read from disk or fetched.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return composer.compile().build();
}

function threadOf(references: readonly string[]) {
  const ids = references.map((id) => bracketed(checked(messageId, id, "References har fel form")));
  const [first] = ids;
  return first === undefined ? {} : { references: ids.join(" "), inReplyTo: first };
}

function checked(schema: z.ZodType<string>, value: string, fault: string): string {
  const read = schema.safeParse(value);
  if (!read.success) throw new Refusal(fault);
  return read.data;
}

function bracketed(id: string): string {
  return `<${id.replace(/^<|>$/g, "")}>`;
}

function attached({ filename, contentType, content }: Attachment) {
  return { filename: plain(filename, 100).replace(/[/\\]/g, "_"), contentType, content: Buffer.from(content) };
}
