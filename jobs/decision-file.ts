import { Refusal } from "../src/domain/refusal.js";
import { readEvidence } from "../src/evidence/evidence.js";
import { sealZip } from "../src/evidence/sealed-zip.js";
import type { Files } from "../src/evidence/zip.js";
import { renderDocument } from "../src/mail/document.js";
import {
  factsBehind,
  inquiryNotesOf,
  lettersAbout,
  linksAbout,
  policyOfAlert,
  policyText,
} from "../src/store/decision-file.js";
import { trailPosition } from "../src/store/judgement.js";
import type { Db, Store } from "../src/store/open.js";
import { showAlert } from "../src/store/show-alert.js";
import { showEvidence } from "../src/store/show-evidence.js";
import { showStop } from "../src/store/show-stop.js";
import { appendTrail, headOfTrail } from "../src/store/trail.js";
import { decisionDocument } from "./decision-document.js";

/** Which alert or stop a decision file is about. */
export interface FileSubject {
  readonly kind: "alert" | "stop";
  readonly id: number;
}

export interface FileDeps {
  readonly store: Store;
  readonly clock: () => Date;
  readonly build: string;
}

export interface DecisionFile {
  readonly zip: Uint8Array;
  /** Digest of its manifest; the trail has it too. */
  readonly seal: string;
  readonly evidence: number;
}

/** All that a decision rests on, in one sealed file; that it was made stands in the trail. */
export function makeDecisionFile(deps: FileDeps, subject: FileSubject, by: string, now: Date): DecisionFile {
  return deps.store.write((db) => {
    const matter = readMatter(db, subject);
    const policy = matter.policySha256 === null ? null : policyText(db, matter.policySha256);
    const document = decisionDocument(matter, now);
    const files: Record<string, Uint8Array> = {
      "beslutsunderlag.html": bytesOf(renderDocument(document)),
      "uppgifter.json": bytesOf(`${JSON.stringify(matter, null, 2)}\n`),
      ...(policy === null ? {} : { "policy.yaml": bytesOf(policy) }),
      ...rawEvidence(db, matter),
    };
    const trail = { rows: trailPosition(db), head: headOfTrail(db) };
    const about = { about: document.title, made: now.toISOString(), program: deps.build, trail };
    const { zip, seal } = sealZip(files, about);
    const of = subject.kind === "alert" ? { alertId: subject.id } : { stopId: subject.id };
    const detail = { [subject.kind]: subject.id, manifest: seal };
    appendTrail(db, { actor: by, verb: "evidence.exported", ...of, detail }, now, deps.clock());
    return { zip, seal, evidence: matter.evidence.length };
  });
}

export type Matter = ReturnType<typeof readMatter>;

/** Everything that is known about an alert and its stops, or one stop, as plain data. */
function readMatter(db: Db, { kind, id }: FileSubject) {
  const stop = kind === "stop" ? showStop(db, id) : null;
  const alertId = kind === "alert" ? id : (stop?.alert ?? null);
  const alert = alertId === null ? null : showAlert(db, alertId);
  if (kind === "stop" ? stop === null : alert === null) {
    throw new Refusal(kind === "stop" ? `stoppet ${id} finns inte` : `larmet ${id} finns inte`);
  }
  const stops = stop === null ? (alert?.stops ?? []).flatMap((one) => showStop(db, one.id) ?? []) : [stop];
  const facts = alertId === null ? [] : factsBehind(db, alertId);
  const ids = new Set([...stops.flatMap((one) => one.evidence), ...facts.flatMap((fact) => fact.evidence)]);
  const concerned = { alertId, stopIds: stops.map((one) => one.id) };
  return {
    kind,
    id,
    alert,
    stops,
    facts,
    policySha256: stops[0]?.policy ?? (alertId === null ? null : policyOfAlert(db, alertId)),
    evidence: [...ids].sort((a, b) => a - b).flatMap((one) => evidenceAbout(db, one)),
    inquiry: alertId === null ? [] : inquiryNotesOf(db, alertId),
    letters: lettersAbout(db, concerned),
    trail: linksAbout(db, concerned),
  };
}

function evidenceAbout(db: Db, id: number) {
  const found = showEvidence(db, id);
  if (found === null) return [];
  const { bytes: _, ...about } = found;
  return [{ ...about, file: `underlag/${id}.${extensionOf(about.mediaType)}` }];
}

function rawEvidence(db: Db, { evidence }: Matter): Files {
  const entries = evidence.flatMap(({ id, file }) => {
    const found = showEvidence(db, id);
    return found === null ? [] : [[file, readEvidence(found.bytes)] as const];
  });
  return Object.fromEntries(entries);
}

const EXTENSIONS: readonly (readonly [RegExp, string])[] = [
  [/json/, "json"],
  [/spreadsheet|officedocument/, "xlsx"],
  [/html/, "html.txt"],
  [/xml|rss|atom/, "xml"],
  [/csv/, "csv"],
  [/pdf/, "pdf"],
  [/^text\/|message/, "txt"],
];

/** Foreign HTML is kept as text: nobody is to open it as a page by mistake. */
function extensionOf(mediaType: string): string {
  return EXTENSIONS.find(([known]) => known.test(mediaType))?.[1] ?? "bin";
}

function bytesOf(text: string): Uint8Array {
  return Buffer.from(text, "utf8");
}
