import type { DigestData } from "../src/mail/digest-data.js";
import { toldStops } from "../src/store/digest-told.js";
import { trailPosition } from "../src/store/judgement.js";
import type { Db } from "../src/store/open.js";
import { toldAlerts } from "../src/store/told-alert.js";
import { headOfTrail } from "../src/store/trail.js";
import { alertSections } from "./digest-alerts.js";
import { decidedSection } from "./digest-decided.js";
import { type DigestDeps, frameOf } from "./digest-frame.js";
import { openIncidents } from "./digest-incidents.js";
import { aheadSection, coverageOf, newsSection, sourceSections } from "./digest-lookout.js";
import { startedStops, stopSections, stopsOfGroup } from "./digest-stops.js";
import { sweepsSection } from "./digest-sweeps.js";
import { trendOf } from "./digest-trend.js";
import { waitingSection } from "./digest-waiting.js";

/** Everything a digest to one group of operators tells, read from the store. Reads only; call it in one snapshot. */
export function digestData(db: Db, deps: DigestDeps, now: Date): DigestData {
  const frame = frameOf(db, deps, now);
  const stops = stopsOfGroup(frame);
  const told = toldStops(db, deps.group.id);
  return {
    group: deps.group.title,
    day: frame.day,
    now,
    since: frame.last,
    suppliers: frame.suppliers.length,
    started: startedStops(frame, told),
    decisions: { command: "basvakt stops list --undecided" },
    ...stopSections(frame, stops),
    incidents: openIncidents(frame, stops),
    ...alertSections(frame, toldAlerts(db, deps.group.id)),
    decided: decidedSection(frame, told),
    waiting: waitingSection(frame, stops),
    sweeps: sweepsSection(frame),
    coverage: coverageOf(frame),
    trend: trendOf(frame),
    ...sourceSections(frame),
    news: newsSection(frame),
    ahead: aheadSection(frame),
    trail: { head: headOfTrail(db), rows: trailPosition(db), command: "basvakt audit verify" },
  };
}
