import type { RecipientGroup } from "../src/domain/recipient.js";
import { renderAtOnce } from "../src/mail/render-at-once.js";
import { renderShortLetter, type ShortLetter } from "../src/mail/short-letter.js";
import type { Urgent } from "../src/store/at-once.js";
import { toldStops } from "../src/store/digest-told.js";
import { trailPosition } from "../src/store/judgement.js";
import type { Db } from "../src/store/open.js";
import { toldAlerts } from "../src/store/told-alert.js";
import { headOfTrail } from "../src/store/trail.js";
import { happenedLetter } from "./digest-administrators.js";
import { alertSections } from "./digest-alerts.js";
import type { Rendered } from "./digest-compose.js";
import { type DigestDeps, frameOf } from "./digest-frame.js";
import { placingLetter } from "./digest-placing.js";
import { stopSections, stopsOfGroup } from "./digest-stops.js";

type LetterDeps = Omit<DigestDeps, "group">;

/** What cannot wait, in the words that each kind of reader gets. */
export function letterAtOnce(
  db: Db,
  deps: LetterDeps,
  group: RecipientGroup,
  news: readonly Urgent[],
  now: Date,
): Rendered {
  const seqs = news.map(({ seq }) => seq);
  switch (group.kind) {
    case "operators":
      return operatorsLetter(db, { ...deps, group }, seqs, now);
    case "placing":
      return short(placingLetter(db, { group, services: deps.services }, now, seqs));
    case "webhook":
      throw new Error("a system is written events, not letters");
    case "administrators":
      return short(happenedLetter(db, { group, sources: deps.sources, titles: deps.titles }, now, seqs));
  }
}

function short(letter: ShortLetter | null): Rendered {
  if (letter === null) throw new Error("there was something urgent to tell, and nothing to say of it");
  return renderShortLetter(letter);
}

/** Nobody has decided on a stop by its date. */
const OVERDUE = "stop.overdue";

/** A stop is told with the finding behind it; an alert that led to none is told by itself. */
function operatorsLetter(db: Db, deps: DigestDeps, seqs: readonly number[], now: Date): Rendered {
  const frame = frameOf(db, deps, now);
  const toldOf = toldStops(db, deps.group.id, seqs);
  const named = new Set(toldOf.map(({ stop }) => stop));
  const stops = stopsOfGroup(frame).filter(({ id }) => named.has(id));
  const behind = new Set(stops.map(({ alertId }) => alertId));
  const toldAlert = toldAlerts(db, deps.group.id, seqs);
  const alerts = toldAlert.filter(({ id }) => !behind.has(id));
  // What cannot wait is told in full, however long it has stood: as in a first letter.
  const { provisional, proposed, held } = stopSections({ ...frame, last: null }, stops);
  const { newAlerts, changed, resolved } = alertSections(frame, alerts);
  return renderAtOnce({
    group: deps.group.title,
    day: frame.day,
    now,
    provisional,
    proposed,
    held,
    newAlerts,
    changed,
    resolved,
    overdue: toldOf.some(({ verb }) => verb === OVERDUE),
    others: seqs.length - toldOf.length - toldAlert.length,
    trail: { head: headOfTrail(db), rows: trailPosition(db), command: "basvakt audit verify" },
  });
}
