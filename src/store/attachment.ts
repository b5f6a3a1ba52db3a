import { gunzipSync, gzipSync } from "node:zlib";
import { asc, eq } from "drizzle-orm";
import type { Attachment } from "../domain/attachment.js";
import type { Db } from "./open.js";
import { attachment } from "./schema.js";

/** Keeps what goes with a message, so that it is the same letter whenever it is sent. */
export function attach(db: Db, messageId: number, attachments: readonly Attachment[]): void {
  for (const [position, { filename, contentType, content }] of attachments.entries()) {
    db.insert(attachment)
      .values({ messageId, position, filename, mediaType: contentType, content: gzipSync(content) })
      .run();
  }
}

export function attachmentsOf(db: Db, messageId: number): readonly Attachment[] {
  return db
    .select()
    .from(attachment)
    .where(eq(attachment.messageId, messageId))
    .orderBy(asc(attachment.position))
    .all()
    .map(({ filename, mediaType, content }) => ({ filename, contentType: mediaType, content: gunzipSync(content) }));
}
