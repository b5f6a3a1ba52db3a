import { existsSync, statfsSync, statSync } from "node:fs";
import { runDigest } from "../../jobs/digest.js";
import { keepHouse } from "../../jobs/housekeeping.js";
import type { InTurn } from "../../jobs/in-turn.js";
import { tell } from "../../jobs/tell.js";
import type { OtherJobs } from "../../jobs/tick.js";
import { type Ground, type WatchDeps, watch } from "../../jobs/watch.js";
import { backupOf, bytesBefore, rotateBackups } from "../config/backup-folder.js";
import { answerOf, startThread } from "../daemon/in-thread.js";
import { dayOf } from "../domain/day.js";
import type { Copy } from "../store/backup.js";

import type { Frame } from "./frame.js";
import type { House } from "./house.js";
import { whyOff } from "./source-off.js";
import { tellDeps } from "./tell-deps.js";

/** The jobs that ask nobody, with what the home's files said when they were made. */
export function otherJobs(frame: Frame, house: House, inTurn: InTurn): OtherJobs {
  const { outside } = frame;
  const { store } = house;
  const digest = tellDeps(frame, house);
  const watching = watchDeps(house, outside.clock);
  return {
    // Letters are handed over by one at a time, whichever job wrote them.
    digest: (now, early, { groups, again = false }) => {
      const asked = digest.groups.filter(({ id }) => groups === undefined || groups.includes(id));
      return inTurn("letters", () => runDigest(digest, { groups: asked, again, early }, now));
    },
    tell: (now) => inTurn("letters", () => tell(digest, now)),
    watch: async (now) => watch(watching, now),
    housekeeping: (now) =>
      keepHouse(
        {
          store,
          clock: outside.clock,
          stopwatch: () => performance.now(),
          backUp: (at) => nightlyCopy(house, at),
          signal: outside.signal,
        },
        now,
      ),
  };
}

function watchDeps(house: House, clock: () => Date): WatchDeps {
  const asked = house.sources().flatMap((source) => {
    const { id, shape } = source.adapter;
    if (whyOff(house, source) !== null || (shape !== "lookup" && shape !== "feed")) return [];
    return [{ id, shape }];
  });
  return {
    store: house.store,
    groups: house.recipients(),
    clock,
    timetable: house.timetable().jobs,
    asked,
    ground: () => groundOf(house),
  };
}

/** What the house stands on just now. */
export function groundOf({ home: { folder, database, backups }, now }: House): Ground {
  const { bavail, bsize } = statfsSync(folder);
  const sizeOf = (file: string) => (existsSync(file) ? statSync(file).size : 0);
  return {
    free: bavail * bsize,
    database: sizeOf(database),
    log: sizeOf(`${database}-wal`),
    before: bytesBefore(backups, dayOf(now)),
  };
}

/** The copy of a night, made and checked in a thread of its own; the day's own stays when there is one. */
async function nightlyCopy({ home: { database, backups } }: House, now: Date): Promise<string | null> {
  const target = backupOf(backups, dayOf(now));
  if (existsSync(target)) return null;
  const { file } = await answerOf<Copy>(startThread("backup-thread", { database, target }));
  rotateBackups(backups);
  return file;
}
