import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { DeliveredLetter } from "../src/domain/delivery.js";
import { evidenceMaker } from "../src/evidence/evidence.js";
import { attachLetter, outcomesOfCase } from "../src/store/attach-letter.js";
import { closeIncident, openIncidentsOf } from "../src/store/incident.js";
import type { Db } from "../src/store/open.js";
import { sourceIdOf } from "../src/store/subject.js";
import { filesIn, move, refuseFile } from "./delivered-file.js";
import type { InboxDeps } from "./inbox.js";
import { type Delivered, reportDelivery } from "./record-delivery.js";

/**
 * Single decisions that lie beside an extract: each is kept with what the extract says of its case. One whose case no
 * extract has told of waits where it lies, and administrators are told: a decision is not to be missed. The number refused.
 */
export async function readLetters(deps: InboxDeps, place: Omit<Delivered, "name">, now: Date): Promise<number> {
  const { letters, id: adapterId, version, redact } = place.adapter;
  if (letters === undefined) return 0;
  const evidence = evidenceMaker({ adapterId, version, redact, now, origin: "delivery" });
  const names = filesIn(place.folder, letters.extensions);
  let [refused, waiting] = [0, 0];
  for (const name of names) {
    const delivered = { ...place, name };
    try {
      const bytes = readFileSync(join(place.folder, name));
      const letter = await letters.read({ name, bytes }, { options: place.options, now, evidence });
      const known = deps.store.write((db) => keep(deps, db, delivered, letter, now));
      if (known) move(place.folder, "done", name);
      else waiting += 1;
    } catch (error) {
      refuseFile(deps, delivered, error, now);
      refused += 1;
    }
  }
  if (waiting === 0) deps.store.write((db) => closeUnknown(db, adapterId, now));
  return refused;
}

function keep(deps: InboxDeps, db: Db, delivered: Delivered, letter: DeliveredLetter, now: Date): boolean {
  const { adapter, name } = delivered;
  const { caseNumber, outcome, decidedOn, evidence } = letter;
  const sourceId = sourceIdOf(db, adapter.id);
  const told = outcomesOfCase(db, sourceId, caseNumber);
  const figures = { case: caseNumber, outcome: outcome ?? "", decidedOn: decidedOn ?? "" };
  if (told.length === 0) {
    reportDelivery(deps, db, delivered, UNKNOWN, figures, now);
    deps.warn(adapter.id, [`${name}: ärendet ${caseNumber} står inte i något utdrag; beslutet ligger kvar i inkorgen`]);
    return false;
  }
  attachLetter(db, { sourceId, caseNumber, evidence });
  const decided = told.filter((one) => one !== null);
  if (outcome !== null && decided.length > 0 && !decided.includes(outcome)) {
    reportDelivery(deps, db, delivered, "letter-differs", { ...figures, told: decided.join(", ") }, now);
  }
  return true;
}

/** The cause of the incident about decisions that no extract tells of. */
const UNKNOWN = "letter-unknown";

function closeUnknown(db: Db, adapterId: string, now: Date): void {
  const open = openIncidentsOf(db, "delivery", sourceIdOf(db, adapterId)).filter(({ cause }) => cause === UNKNOWN);
  for (const { id } of open) closeIncident(db, id, "basvakt", "recovered", now);
}
