import { existsSync, mkdirSync, readFileSync, renameSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { type Json, sha256 } from "../src/domain/digest.js";
import { Conflict, Refusal } from "../src/domain/refusal.js";
import { bookmarkOf, setBookmark } from "../src/store/bookmark.js";
import { sourceKey } from "../src/store/decide-incident.js";
import type { Incident } from "../src/store/incident.js";
import { countedText } from "../src/store/list-incidents.js";
import type { Db } from "../src/store/open.js";
import { keyedSubject } from "../src/store/subject.js";
import { RECIPIENT } from "./note-delivery.js";

/**
 * Puts a quarantined delivery back where deliveries are read, and says that it is to be accepted although rows are
 * missing. The file moves inside the transaction: ended by force between the two, the delivery is read again, goes back
 * into quarantine, and may be released again; and nobody reads it before the acceptance is there.
 */
export function releaseDelivery(db: Db, inbox: string, incident: Incident): string {
  const { name, digest, folder } = quarantined(db, inbox, incident);
  const place = keyedSubject(db, "delivery", sourceKey(db, incident.sourceId));
  const last = bookmarkOf(db, incident.sourceId, place);
  if (last === null) throw new Error("a delivery was quarantined and none before it is remembered");
  setBookmark(db, incident.sourceId, place, { ...(last as { readonly [key: string]: Json }), accept: digest });
  moveFile(join(folder, "quarantine", name), join(folder, name));
  return name;
}

/** A quarantined delivery is laid with the refused ones. One that could not be read lies there already. */
export function rejectDelivery(db: Db, inbox: string, incident: Incident): string | null {
  if (incident.cause === "letter-unknown") return rejectLetter(db, inbox, incident);
  if (incident.cause !== "shrunk") return countedText(incident.counted, "file");
  const { name, folder } = quarantined(db, inbox, incident);
  moveFile(join(folder, "quarantine", name), join(folder, "refused", name));
  return name;
}

/** A decision that waits for an extract lies where it was laid. */
function rejectLetter(db: Db, inbox: string, { counted, sourceId }: Incident): string | null {
  const name = basename(countedText(counted, "file") ?? "");
  const folder = join(inbox, sourceKey(db, sourceId));
  if (existsSync(join(folder, name))) moveFile(join(folder, name), join(folder, "refused", name));
  return name;
}

interface Quarantined {
  readonly folder: string;
  readonly name: string;
  readonly digest: string;
}

function quarantined(db: Db, inbox: string, { cause, sourceId, counted }: Incident): Quarantined {
  const file = countedText(counted, "file");
  const digest = countedText(counted, "digest");
  if (cause.startsWith(RECIPIENT)) {
    throw new Refusal(
      "ett brev släpps inte: rätta mottagaren i recipients.yaml eller skicka det igen med digest resend",
    );
  }
  if (cause !== "shrunk" || file === null || digest === null) {
    throw new Refusal("leveransen kunde inte läsas och kan därför inte släppas; lägg en rättad fil i inkorgen");
  }
  const name = basename(file);
  const folder = join(inbox, sourceKey(db, sourceId));
  const path = join(folder, "quarantine", name);
  if (!existsSync(path)) throw new Conflict(`filen ${path} finns inte längre; lägg en ny fil i inkorgen`);
  if (sha256(readFileSync(path)) !== digest) {
    throw new Conflict(`filen ${path} är inte den som sattes i karantän; lägg den i inkorgen i stället`);
  }
  return { folder, name, digest };
}

function moveFile(from: string, to: string): void {
  if (existsSync(to)) throw new Conflict(`det finns redan en fil ${to}; flytta undan den och försök igen`);
  mkdirSync(dirname(to), { recursive: true });
  renameSync(from, to);
}
