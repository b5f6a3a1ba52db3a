import { type Day, dayOf } from "../src/domain/day.js";
import { Conflict, Refusal } from "../src/domain/refusal.js";
import { type DraftItem, draftById, type Settled, settleDraft } from "../src/store/draft.js";
import { supplierRow } from "../src/store/subject.js";
import { type DecideDeps, refuseIdentityNumber } from "./decide-order.js";
import { tellOf } from "./sitting.js";

export interface DraftOrder {
  readonly id: number;
  readonly by: string;
  readonly settled: Settled;
}

/** A person says that a draft was sent, and when, or that it is not to be. */
export function decideDraft(deps: DecideDeps, { id, by, settled }: DraftOrder, now: Date): DraftItem {
  refuseIdentityNumber("anteckningen", settled.note ?? "");
  if (settled.state === "dropped" && settled.note.trim() === "") throw new Refusal("ange varför, med --reason");
  if (settled.state === "sent") refuseLater(settled.sentOn, now);
  return deps.store.write((db) => {
    const draft = draftById(db, id);
    if (draft === null) throw new Refusal(`utkastet ${id} finns inte`);
    if (!settleDraft(db, id, settled, by, now)) {
      throw new Conflict(`utkastet ${id} är ${draft.state === "sent" ? `skickat ${draft.sentOn}` : "struket"}`);
    }
    const { audience, recipient, stop, inquiry, sweep } = draft;
    const { id: subjectId } = supplierRow(db, draft.orgNumber);
    tellOf(
      { deps, db, moment: { now, clock: deps.clock() } },
      {
        actor: by,
        verb: `draft.${settled.state}`,
        subjectId,
        ...(stop === null ? {} : { stopId: stop }),
        detail: { draft: id, audience, recipient, inquiry, sweep, ...settled },
        about: "supplier",
        agreements: [],
        urgent: false,
        tell: false,
      },
    );
    return { ...draft, ...settledAs(settled), settledBy: by };
  });
}

function settledAs(settled: Settled): Pick<DraftItem, "state" | "sentOn" | "note"> {
  return { state: settled.state, sentOn: settled.state === "sent" ? settled.sentOn : null, note: settled.note };
}

function refuseLater(day: Day, now: Date): void {
  if (day > dayOf(now)) throw new Refusal(`${day} har inte varit än`);
}
