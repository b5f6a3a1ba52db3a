import { dayOf } from "../src/domain/day.js";
import type { DigestData } from "../src/mail/digest-data.js";
import type { LiftableStop, ProposedStop } from "../src/mail/digest-row.js";
import { STOP_TERMS, stopTerm } from "../src/mail/stop-term.js";
import { groundsOf } from "../src/store/digest-alerts.js";
import { type LiveStop, liveStops } from "../src/store/digest-stops.js";
import { cameIntoForce, type ToldStop } from "../src/store/digest-told.js";
import { listIncidents } from "../src/store/incident.js";
import { type DigestFrame, isOfGroup, sinceText } from "./digest-frame.js";
import { causeText } from "./digest-incidents.js";
import { type Case, casesOf, foundIn, stoppedAgreement, stopSectionOf, subjectOf } from "./digest-row-of.js";
import { wayBack } from "./digest-way-back.js";

type StopSections = Pick<DigestData, "provisional" | "proposed" | "held" | "liftable">;

/** Live stops under the agreements of the group. */
export function stopsOfGroup({ db, deps }: DigestFrame): readonly LiveStop[] {
  return liveStops(db).filter((stop) => isOfGroup(deps.group, stop));
}

/** Stops as they stand: what somebody must decide, and what may be lifted. */
export function stopSections(frame: DigestFrame, stops: readonly LiveStop[]): StopSections {
  const inState = (wanted: LiveStop["state"]) =>
    newsFirst(frame, casesOf(stops.filter(({ state }) => state === wanted)));
  const list = (state: string) => `basvakt stops list --state ${state}`;
  const liftable = casesOf(stops.filter(isLiftable));
  return {
    provisional: stopSectionOf(
      inState("provisional"),
      list("provisional"),
      (shown) => caseRows(frame, shown).map((row) => ({ ...row, asksAboutPlacements: row.rule.startsWith("permit-") })),
      "preliminara-stopp.csv",
    ),
    proposed: stopSectionOf(
      inState("proposed"),
      list("proposed"),
      (shown) => caseRows(frame, shown),
      "foreslagna-stopp.csv",
    ),
    held: stopSectionOf(inState("held"), list("held"), (shown) => heldRows(frame, shown), "stopp-till-granskning.csv"),
    liftable: stopSectionOf(
      liftable,
      "basvakt stops list --liftable",
      (shown) => shown.map((stops) => liftableRow(frame, stops)),
      "stopp-kan-upphavas.csv",
    ),
  };
}

/** What the group has not seen comes before what it has, each as gravely as before. */
function newsFirst(frame: DigestFrame, cases: readonly Case[]): readonly Case[] {
  return cases.toSorted((a, b) => Number(isNew(frame, b)) - Number(isNew(frame, a)));
}

function isNew({ last, since }: DigestFrame, stops: Case): boolean | null {
  return last === null ? null : stops.some(({ startedAt }) => startedAt >= since.getTime());
}

function heldRows(frame: DigestFrame, shown: readonly Case[]) {
  const incidents = incidentsOf(frame);
  return caseRows(frame, shown).map((row, index) => ({
    ...row,
    incident: incidents(shown[index]?.[0].incidentId ?? 0),
  }));
}

/** In force, and nothing behind it stands any more. */
function isLiftable({ state, goneAt }: LiveStop): boolean {
  return (state === "provisional" || state === "confirmed") && goneAt !== null;
}

function caseRows(frame: DigestFrame, cases: readonly Case[]): readonly ProposedStop[] {
  const { db, deps } = frame;
  const grounds = groundsOf(
    db,
    cases.flatMap(([{ alertId }]) => (alertId === null ? [] : [alertId])),
  );
  return cases.map((stops) => {
    const [first] = stops;
    return {
      isNew: isNew(frame, stops),
      alertId: first.alertId,
      subject: subjectOf(first),
      stops: stops.map((stop) => stoppedAgreement(deps, stop)),
      reason: first.ground ?? "administrativ",
      because: becauseOf(first),
      rule: first.rule ?? "ingen",
      policy: first.policySha256?.slice(0, 8) ?? "ingen",
      observed: first.observed ?? first.reason,
      threshold: first.threshold,
      ...(first.alertId === null ? DECIDED_BY_PERSON : foundIn(deps, grounds.get(first.alertId))),
      started: new Date(first.startedAt),
      startedBy: first.startedBy,
      confirmBy: dayOf(new Date(Math.min(...stops.map(({ confirmBy, startedAt }) => confirmBy ?? startedAt)))),
      role: first.confirmRole ?? "",
      endsWhen: wayBack(first.rule),
      command: `basvakt stops show ${first.id}`,
    };
  });
}

/** A stop that was put to a person without an alert. */
const DECIDED_BY_PERSON = { evidence: [], source: { title: "egen bedömning", address: null } };

/** Whoever decides must see that what was found is there no more. */
function becauseOf({ reason, goneAt }: LiveStop): string {
  return goneAt === null ? reason : `${reason} Det som låg bakom är borta sedan ${dayOf(new Date(goneAt))}.`;
}

function incidentsOf(frame: DigestFrame) {
  const open = listIncidents(frame.db, false);
  return (id: number) => {
    const found = open.find(({ incident }) => incident.id === id);
    return { id, cause: found === undefined ? "avslutad" : causeText(frame.deps, found) };
  };
}

function liftableRow({ deps, day }: DigestFrame, stops: Case): LiftableStop {
  const [first] = stops;
  const since = first.goneAt === null ? day : dayOf(new Date(first.goneAt));
  return {
    subject: subjectOf(first),
    stops: stops.map((stop) => stoppedAgreement(deps, stop)),
    gone: [{ fact: first.title ?? first.reason, since }],
    command: `basvakt stops show ${first.id}`,
  };
}

/** Stops that came into force since the group was last told, by the word for them. */
export function startedStops(frame: DigestFrame, told: readonly ToldStop[]): DigestData["started"] {
  const started = told.filter(cameIntoForce);
  const forms = new Map(started.map(({ stop, form }) => [stop, stopTerm(form)]));
  const terms = STOP_TERMS.map((term) => ({ term, count: [...forms.values()].filter((one) => one === term).length }));
  const since = sinceText(frame, started);
  return { terms: terms.filter(({ count }) => count > 0), command: `basvakt stops list --all --since ${since}` };
}
