import { dayOf } from "../src/domain/day.js";
import { canonicalJson, sha256 } from "../src/domain/digest.js";
import { namesOffence } from "../src/domain/offence.js";
import { formatOrgNumber, type OrgNumber } from "../src/domain/org-number.js";
import { Conflict, Refusal } from "../src/domain/refusal.js";
import { CHANNEL_TITLE } from "../src/domain/sweep.js";
import { decisionText } from "../src/mail/decision-text.js";
import { wordToIvo } from "../src/mail/draft-text.js";
import { openAgreements } from "../src/store/ending.js";
import type { Db } from "../src/store/open.js";
import { supplierById } from "../src/store/subject.js";
import { contentNow, type KnownItem, knownItems } from "../src/store/sweep-items.js";
import { type DecideDeps, requireReason } from "./decide-order.js";
import { agreementLine, isUnderPermit, putDraft } from "./draft.js";
import { tellOf } from "./sitting.js";

export interface NotifyOrder {
  readonly item: number;
  readonly by: string;
  /** What is wrong, and that it is serious: a person's words. */
  readonly reason: string;
}

type NotifyDeps = Pick<DecideDeps, "store" | "groups" | "clock">;

/**
 * A draft to IVO of serious deficiencies that a person has found in a sweep, with what was noted then. Stops and inquiries have
 * theirs written when they are decided; this is for what leads to neither.
 */
export function notifyOfItem(
  deps: NotifyDeps,
  { item: id, by, reason }: NotifyOrder,
  titles: ReadonlyMap<string, string>,
  now: Date,
): number {
  requireReason(reason);
  if (namesOffence(reason)) throw new Refusal("skälet nämner brott eller dom; sådant lagras aldrig om en person");
  return deps.store.write((db) => {
    const item = knownItems(db, { item: id }).get(id);
    if (item === undefined) throw new Refusal(`post ${id} finns inte; se basvakt sweep items`);
    const { state, version, fields, by: noted } = contentNow(item);
    if (state !== "done") throw new Conflict(`post ${id} är inte redovisad: notera först vad som har setts`);
    const proof = sha256(canonicalJson({ item: id, version, fields, by: noted }));
    const facts = [
      ...factsOf(item, titles),
      `Noterat av ${noted} i svep ${item.sweepId}, post ${id} version ${version}`,
      `Kontrollsumma ${proof}`,
    ];
    const draft = writeWord(db, { item, by, reason, facts, occasion: `sweep item ${id} version ${version}` }, now);
    if (draft === null) throw new Conflict(`det finns redan ett utkast till IVO om post ${id}; se basvakt drafts list`);
    const detail = { sweep: item.sweepId, item: id, version, draft, sha256: proof };
    const told = { actor: by, verb: "sweep.notified", detail, about: "incident", agreements: [] } as const;
    tellOf({ deps, db, moment: { now, clock: deps.clock() } }, { ...told, urgent: false, tell: false });
    return draft;
  });
}

interface Word {
  readonly item: KnownItem;
  readonly by: string;
  readonly reason: string;
  readonly facts: readonly string[];
  readonly occasion: string;
}

function writeWord(db: Db, { item, by, reason, facts, occasion }: Word, now: Date): number | null {
  const { supplierId, frozen, sweepId } = item;
  const agreements = openAgreements(db, supplierId);
  const services = "service" in frozen ? [frozen.service] : agreements.map(({ service }) => service);
  if (!services.some(isUnderPermit)) {
    throw new Refusal("insatsen prövas inte av IVO; skyldigheten att underrätta gäller inte här");
  }
  const { name, orgNumber } = supplierById(db, supplierId);
  const matter = {
    ...{ name, orgNumber, unit: "unit" in frozen ? frozen.unit : null, reason, day: dayOf(now), by, facts },
    agreement: agreements.map(agreementLine).join("; "),
    buyer: agreements[0]?.buyer ?? "",
  };
  const to = { supplierId, about: { sweepId }, occasion, audience: "IVO", recipient: "IVO" } as const;
  return putDraft(db, to, wordToIvo(matter), dayOf(now), now);
}

/** What was filled in, a line each, with the form's own titles. */
function factsOf(item: KnownItem, titles: ReadonlyMap<string, string>): readonly string[] {
  const { frozen, channel } = item;
  const whom = "unit" in frozen ? frozen.unit : "role" in frozen ? frozen.role : "hela leverantören";
  const filled = Object.entries(contentNow(item).fields).map(
    ([name, value]) => `${titles.get(name) ?? name}: ${decisionText(value)}`,
  );
  const orgNumber = formatOrgNumber(frozen.orgNumber as OrgNumber);
  return [
    `Leverantör: ${frozen.supplier} (${orgNumber})`,
    `Gäller: ${whom}`,
    `Sågs i: ${CHANNEL_TITLE[channel]}`,
    ...filled,
  ];
}
