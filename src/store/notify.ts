import { eq } from "drizzle-orm";
import { canonicalJson, sha256 } from "../domain/digest.js";
import type { RecipientGroup } from "../domain/recipient.js";
import type { Db } from "./open.js";
import { notification, recipientGroup } from "./schema.js";

/** The row of a group as it is defined now: routing is kept with what it routed (R48). Safe to call twice. */
export function groupIdOf(db: Db, group: RecipientGroup): number {
  const definition = JSON.parse(canonicalJson(group));
  const version = sha256(canonicalJson(group));
  const known = db
    .select({ id: recipientGroup.id })
    .from(recipientGroup)
    .where(eq(recipientGroup.version, version))
    .get();
  return (
    known?.id ??
    db.insert(recipientGroup).values({ key: group.id, version, definition }).returning({ id: recipientGroup.id }).get()
      .id
  );
}

/** In the digest, or in a letter of its own; null: at once. */
export type Urgency = "digest" | { readonly notBefore: number | null };

/** Puts one thing that was done before a group: state and message commit together (law 3). */
export function notify(db: Db, trailSeq: number, group: RecipientGroup, urgency: Urgency): void {
  const when = urgency === "digest" ? { urgency } : { urgency: "now" as const, notBefore: urgency.notBefore };
  db.insert(notification)
    .values({ trailSeq, groupId: groupIdOf(db, group), ...when })
    .onConflictDoNothing()
    .run();
}
