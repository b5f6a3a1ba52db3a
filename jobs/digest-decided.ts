import type { DigestData } from "../src/mail/digest-data.js";
import type { DecidedRow } from "../src/mail/digest-row.js";
import { stopTerm } from "../src/mail/stop-term.js";
import { type ToldAct, toldActs } from "../src/store/digest-acts.js";
import type { ToldStop } from "../src/store/digest-told.js";
import { type DigestFrame, sinceText } from "./digest-frame.js";
import { sectionOf, subjectOf } from "./digest-row-of.js";

const STOPS: Readonly<Record<string, string>> = {
  "stop.imposed": "infört",
  "stop.confirmed": "bekräftat",
  "stop.lifted": "upphävt",
  "stop.rejected": "avslaget",
};

const ACTS: Readonly<Record<string, (act: ToldAct) => string>> = {
  "agreement.ended": ({ how }) => `avtal avslutat: ${how ?? ""}`,
  "supplier.removed": () => "borttagen ur registret",
  "inquiry.opened": () => "fördjupad kontroll öppnad",
  "inquiry.closed": ({ how }) => `fördjupad kontroll avslutad: ${how ?? ""}`,
};

/** What people decide that a digest tells of. */
export const DECIDED: readonly string[] = [...Object.keys(STOPS), ...Object.keys(ACTS)];

/** What people decided since the group was last told, in the order they did. */
export function decidedSection(frame: DigestFrame, told: readonly ToldStop[]): DigestData["decided"] {
  const { db, deps } = frame;
  const byPeople = toldActs(db, deps.group.id, Object.keys(ACTS)).filter(({ by }) => by !== "basvakt");
  const acts = byPeople.map((act) => ({ at: act.at, row: () => actRow(act) }));
  const stops = told.filter(({ verb }) => verb in STOPS).map((one) => ({ at: one.at, row: () => stopRow(one) }));
  const decided = [...stops, ...acts].toSorted((a, b) => a.at - b.at);
  const command = `basvakt audit list --decided --since ${sinceText(frame, decided)}`;
  return sectionOf(decided, command, (shown) => shown.map(({ row }) => row()), "beslut.csv");
}

function stopRow(one: ToldStop): DecidedRow {
  return {
    subject: subjectOf(one),
    what: `${stopTerm(one.form)} nr ${one.stop} ${STOPS[one.verb]}`,
    by: one.by,
    at: new Date(one.at),
    reason: one.reason,
    command: `basvakt stops show ${one.stop}`,
  };
}

function actRow(act: ToldAct): DecidedRow {
  return {
    subject: subjectOf(act),
    what: ACTS[act.verb]?.(act) ?? act.verb,
    by: act.by,
    at: new Date(act.at),
    reason: act.reason,
    command: `basvakt ${act.verb.startsWith("inquiry.") ? "inquiries" : "agreements"} list --all --supplier ${act.orgNumber}`,
  };
}
