import { dayOf } from "../src/domain/day.js";
import type { Kind } from "../src/domain/kind.js";
import type { OrgNumber } from "../src/domain/org-number.js";
import { subjectKey } from "../src/domain/subject-key.js";
import type { SupplierCase } from "../src/domain/supplier-case.js";
import { needsOf } from "../src/policy/needs.js";
import type { Policy } from "../src/policy/policy.js";
import type { Service } from "../src/services.js";
import { liveAlerts } from "../src/store/alert.js";
import { loadCases } from "../src/store/case.js";
import { confirmedKinds } from "../src/store/confirmed.js";
import type { Db } from "../src/store/open.js";
import {
  ageObstacles,
  ageUnknowns,
  type PlacementQuestion,
  permitObstacles,
  scopeUnknowns,
  stopObstacles,
  stoppedUnits,
  unitsConcerned,
} from "./check-obstacles.js";

export interface PlacementAnswer {
  readonly orgNumber: OrgNumber;
  readonly mayPlace: "yes" | "no" | "unknown";
  /** What stands in the way. */
  readonly obstacles: readonly string[];
  /** Why nothing can be said for certain. */
  readonly reasons: readonly string[];
}

/** Before a placement: obstacles in the store as it stands now, and what is not known. Never a recommendation. */
export function mayPlace(
  db: Db,
  deps: { readonly policy: Policy; readonly services: ReadonlyMap<string, Service> },
  question: PlacementQuestion,
  now: Date,
): PlacementAnswer | null {
  const subject = loadCases(db, [question.supplierId], 0, now)[0];
  if (subject === undefined) return null;
  const alerts = liveAlerts(db, [question.supplierId]);
  const obstacles = [
    ...stopObstacles(db, subject, question),
    ...permitObstacles(subject, alerts, question),
    ...ageObstacles(subject, question),
  ];
  const reasons = [
    ...stoppedUnits(db, subject, question),
    ...silentNow(subject, deps.policy, question),
    ...unknowns(db, subject, deps.policy, question, now),
    ...scopeUnknowns(subject, alerts, question),
    ...ageUnknowns(subject, question, needsPermit(subject, deps.services, question)),
    ...(lookedUpToday(subject, question, now) ? [] : lookUpMissing(subject, deps.services, question)),
  ];
  const unique = (texts: readonly string[]) => [...new Set(texts)];
  const verdict = obstacles.length > 0 ? "no" : reasons.length > 0 ? "unknown" : "yes";
  return {
    orgNumber: subject.supplier.orgNumber,
    mayPlace: verdict,
    obstacles: unique(obstacles),
    reasons: unique(reasons),
  };
}

/** Kinds of fact that the policy needs and that are missing or too old. */
function unknowns(
  db: Db,
  subject: SupplierCase,
  policy: Policy,
  question: PlacementQuestion,
  now: Date,
): readonly string[] {
  const confirmed = confirmedKinds(db, subject.supplierId);
  return Object.entries(neededFor(subject, policy, question)).flatMap(([kind, days]) => {
    const word = KIND_WORDS[kind as Kind] ?? kind;
    const at = confirmed.get(kind);
    if (at === undefined) return [`${word}: ingen uppgift`];
    return now.getTime() - at.getTime() > days * DAY_MS ? [`${word}: senast bekräftat ${dayOf(at)}`] : [];
  });
}

/** Live sources that were silent when they were asked just now, of those that give a kind that is needed. */
function silentNow(subject: SupplierCase, policy: Policy, question: PlacementQuestion): readonly string[] {
  const needed = neededFor(subject, policy, question);
  return question.silent
    .filter(({ kinds }) => kinds.some((kind) => needed[kind] !== undefined))
    .map(({ title, reason }) => `${title} svarade inte nu (${reason})`);
}

/** The media say nothing about a permit, a tax or a company: that they are quiet is no obstacle to an answer. */
function neededFor(
  { supplier }: SupplierCase,
  policy: Policy,
  question: PlacementQuestion,
): Readonly<Partial<Record<Kind, number>>> {
  const services = question.service === null ? supplier.agreements.map(({ service }) => service) : [question.service];
  const { media: _, ...needs } = needsOf(policy, services, supplier.legalGroup);
  return needs;
}

const DAY_MS = 86_400_000;

const KIND_WORDS: Partial<Readonly<Record<Kind, string>>> = {
  company: "bolagsuppgifter",
  tax: "skatteregistrering",
  credit: "kreditvärdighet",
  permit: "tillstånd",
  supervision: "tillsyn",
};

/** Whether a person recorded today what Placeringsstöd shows of every unit that the placement might be in. */
function lookedUpToday(subject: SupplierCase, question: PlacementQuestion, now: Date): boolean {
  const seen = new Set(
    subject.facts
      .filter(({ source, confirmedAt }) => source === LOOKED_UP_IN && dayOf(confirmedAt) === dayOf(now))
      .map((fact) => subject.subjects.get(subjectKey(fact.subject))),
  );
  const concerned = unitsConcerned(subject, question);
  return concerned.length > 0 && concerned.every((unit) => seen.has(unit));
}

const LOOKED_UP_IN = "placeringsstod";

function needsPermit(
  { supplier }: SupplierCase,
  services: ReadonlyMap<string, Service>,
  { service }: PlacementQuestion,
): boolean {
  const asked = service === null ? supplier.agreements.map((agreement) => agreement.service) : [service];
  return asked.some((one) => services.get(one)?.permit === "yes");
}

/** Services that Placeringsstöd shows need a person's look there the same day; nothing here can take its place. */
function lookUpMissing(
  { supplier }: SupplierCase,
  services: ReadonlyMap<string, Service>,
  question: PlacementQuestion,
): readonly string[] {
  const asked = question.service === null ? supplier.agreements.map(({ service }) => service) : [question.service];
  return asked.some((service) => services.get(service)?.placeringsstod === true)
    ? ["ingen kontroll i Placeringsstöd är noterad i dag"]
    : [];
}
