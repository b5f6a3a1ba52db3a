import { feedRow } from "../src/store/feed.js";
import { keepNames, storiesToMatch } from "../src/store/item.js";
import type { Db, Store } from "../src/store/open.js";
import { recordStory, STORY_MS, type StoryDeps } from "./record-items.js";

/** So many stories in one transaction: others must come to write meanwhile. */
const AT_ONCE = 200;

/**
 * Looks once more in what the feeds brought lately when the register has other names than then: a supplier or an alias
 * that is new may stand in yesterday's news. What is found is judged with the rest of the run.
 */
export function rematch(deps: StoryDeps, store: Store, runId: number, now: Date): void {
  const since = new Date(now.getTime() - STORY_MS);
  const some = (db: Db) => {
    const stories = storiesToMatch(db, deps.names(), since, AT_ONCE);
    for (const { clusterId, feedId } of stories) {
      const told = feedRow(db, feedId);
      if (told !== null) recordStory(deps, db, { runId, sourceId: told.sourceId }, clusterId, now);
      keepNames(db, clusterId, deps.names());
    }
    return stories.length;
  };
  while (store.write(some) === AT_ONCE);
}
