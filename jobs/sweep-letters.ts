import { DOCUMENT_MONTHS } from "../src/domain/conduct.js";
import { dayOf } from "../src/domain/day.js";
import { Conflict, Refusal } from "../src/domain/refusal.js";
import { attestationToSupplier } from "../src/mail/attestation-text.js";
import { lettersToSuppliers } from "../src/store/draft.js";
import { openAgreements } from "../src/store/ending.js";
import { type ItemRow, listItems, sweepStatus } from "../src/store/list-sweeps.js";
import type { Db } from "../src/store/open.js";
import { supplierRow } from "../src/store/subject.js";
import type { DecideDeps } from "./decide-order.js";
import { agreementLine, putDraft } from "./draft.js";
import { tellOf } from "./sitting.js";
import { requireOpen } from "./sweep-record.js";
import { bySupplier } from "./sweep-report-words.js";

export interface LettersOrder {
  readonly sweep: number;
  /** Write also to those who have been written to and have not answered. */
  readonly again: boolean;
  readonly by: string;
}

export interface Letters {
  readonly sweep: number;
  readonly written: readonly number[];
  /** Suppliers who wait to answer and were not written to: they have a letter already. */
  readonly passed: number;
}

type LettersDeps = Pick<DecideDeps, "store" | "groups" | "clock">;

/** Drafts to the suppliers whose representatives' attestations are missing, one each. A person sends them, and says when. */
export function writeLetters(deps: LettersDeps, order: LettersOrder, now: Date): Letters {
  return deps.store.write((db) => {
    const status = sweepStatus(db, order.sweep, dayOf(now));
    if (status === null) throw new Refusal(`svep ${order.sweep} finns inte; se basvakt sweep status --all`);
    if (status.kind !== "registerkontroll") throw new Refusal("brev till leverantörer hör till registerkontroll");
    requireOpen(order.sweep, status.state);
    const lacking = bySupplier(listItems(db, order.sweep).filter(isLacking));
    if (lacking.length === 0) throw new Conflict("ingen leverantör har intyg kvar att lämna");
    const known = lettersToSuppliers(db, order.sweep);
    const written = lacking.flatMap((items) => writeLetter(db, { order, due: status.due, known }, items, now) ?? []);
    const detail = { sweep: order.sweep, drafts: written, again: order.again };
    const told = { actor: order.by, verb: "sweep.letters", detail, about: "incident", agreements: [] } as const;
    if (written.length > 0) {
      tellOf({ deps, db, moment: { now, clock: deps.clock() } }, { ...told, urgent: false, tell: false });
    }
    return { sweep: order.sweep, written, passed: lacking.length - written.length };
  });
}

/** Nothing has come in, whatever has been asked. */
function isLacking({ channel, state, fields }: ItemRow): boolean {
  return channel === "attestation" && state === "waiting" && fields.inkommen === undefined;
}

interface Writing {
  readonly order: LettersOrder;
  readonly due: string;
  readonly known: ReturnType<typeof lettersToSuppliers>;
}

function writeLetter(
  db: Db,
  { order, due, known }: Writing,
  items: readonly [ItemRow, ...ItemRow[]],
  now: Date,
): number | null {
  const [first] = items;
  const { id: supplierId, contact } = supplierRow(db, first.orgNumber);
  const before = known.get(supplierId) ?? { written: 0, unsent: 0 };
  // One that nobody has sent is not followed by another.
  if (before.unsent > 0 || (before.written > 0 && !order.again)) return null;
  const open = openAgreements(db, supplierId);
  // Whoever writes speaks of its own agreements, not of other buyers'.
  const agreements = open.filter(({ buyer }) => buyer === open[0]?.buyer);
  const matter = {
    ...{ name: first.supplier, orgNumber: first.orgNumber, unit: null, reason: "", day: dayOf(now), by: order.by },
    agreement: agreements.map(agreementLine).join("; "),
    buyer: agreements[0]?.buyer ?? "",
  };
  const asked = { roles: rolesOf(items), due, months: DOCUMENT_MONTHS, isReminder: before.written > 0 };
  const occasion = `sweep ${order.sweep} supplier ${supplierId} letter ${before.written + 1}`;
  const to = {
    supplierId,
    about: { sweepId: order.sweep },
    occasion,
    audience: "leverantören",
    recipient: contact,
  } as const;
  return putDraft(db, to, attestationToSupplier(matter, asked), dayOf(now), now);
}

/** "VD", "ledamot (3 personer)": never by name. */
function rolesOf(items: readonly ItemRow[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const { role } of items) counts.set(role ?? "", (counts.get(role ?? "") ?? 0) + 1);
  return [...counts].map(([role, n]) => (n === 1 ? `- ${role}` : `- ${role} (${n} personer)`));
}
