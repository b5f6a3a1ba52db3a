import MailComposer from "nodemailer/lib/mail-composer";
import type { Attachment } from "../domain/attachment.js";
import { sha256 } from "../domain/digest.js";
import { mailbox } from "./mailbox.js";
import { plain } from "./plain.js";

/** A letter that a person reads, completes and sends. */
export interface Draft {
  /** Null: the person fills it in. */
  readonly to: string | null;
  readonly subject: string;
  readonly text: string;
  readonly attachments: readonly Attachment[];
  readonly date: Date;
}

const LONGEST_SUBJECT = 200;

/** An .eml file that mail programs open as a letter not yet sent. */
export async function composeDraft({ to, subject, text, attachments, date }: Draft): Promise<Uint8Array> {
  const id = sha256(`${subject}\n${text}\n${date.toISOString()}`).slice(0, 32);
  const composer = new MailComposer({
    ...(to === null ? {} : { to: mailbox(to, "mottagaren") }),
    subject: plain(subject, LONGEST_SUBJECT),
    text,
    textEncoding: "quoted-printable",
    newline: "windows",
    messageId: `<${id}@basvakt.invalid>`,
    baseBoundary: id,
    date,
    // Outlook opens a letter so marked in its editor.
    headers: { "X-Unsent": "1" },
    attachments: attachments.map(({ filename, contentType, content }) => ({
      filename,
      contentType,
      content: Buffer.from(content),
    })),
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return composer.compile().build();
}
