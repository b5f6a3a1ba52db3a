import { feedRow, keepFeed } from "../src/store/feed.js";
import type { Db } from "../src/store/open.js";
import type { Outcome } from "../src/store/record.js";
import { recordItems, type StoryDeps } from "./record-items.js";

/** Fewer items than this may all be new by chance. */
const FEWEST = 5;

/** Keeps what a feed's answer brought, and how the feed stands after it. Gives the number of new versions of facts. */
export function recordFeed(deps: StoryDeps, db: Db, outcome: Outcome, now: Date): number {
  const { claim, result } = outcome;
  if (claim.ref === undefined || !("feed" in claim.ref)) return 0;
  const { subjectId, sourceId } = claim;
  const before = feedRow(db, subjectId);
  const asked = { subjectId, sourceId, askedAt: now.getTime() };
  const was = before ?? { answeredAt: null, newestAt: null, failures: 0, reason: null, turnovers: 0, warning: null };
  if (result.outcome === "failed") {
    keepFeed(db, { ...was, ...asked, failures: was.failures + 1, reason: result.reason });
    return 0;
  }
  const answering = { ...was, ...asked, answeredAt: now.getTime(), failures: 0, reason: null };
  if (result.outcome === "unchanged") {
    keepFeed(db, { ...answering, turnovers: 0 });
    return 0;
  }
  const { fresh, changed } = recordItems(deps, db, outcome, now);
  const turnedOver = was.newestAt !== null && fresh >= FEWEST && fresh === result.items.length;
  const dates = result.items.flatMap(({ publishedAt }) =>
    publishedAt === null || publishedAt > now ? [] : [publishedAt.getTime()],
  );
  keepFeed(db, {
    ...answering,
    newestAt: result.items.length === 0 ? was.newestAt : Math.max(was.newestAt ?? 0, ...dates) || now.getTime(),
    turnovers: turnedOver ? was.turnovers + 1 : 0,
    warning: result.warnings[0] ?? null,
  });
  return changed;
}
