import type { SweepReader } from "../../jobs/sweep-answer.js";
import type { Worklist } from "../adapter.js";
import type { SweepKind } from "../domain/sweep.js";
import type { House } from "./house.js";

/** The worklist that each kind of sweep is answered by. */
const WORKLIST: Readonly<Record<SweepKind, string>> = { ivo: "placeringsstod", registerkontroll: "registerkontroll" };

/** Who reads what people say of a sweep's items, as this home has set it. */
export function sweepReader(house: House, kind: SweepKind): SweepReader {
  const found = house.sources().find(({ adapter }) => adapter.id === WORKLIST[kind]);
  if (found === undefined || found.adapter.shape !== "worklist") throw new Error(`No worklist ${WORKLIST[kind]}`);
  const { id, version, redact, read, fields } = found.adapter as Worklist;
  return { id, version, redact, read, fields, options: found.options };
}

/** Whether a named legal decision lets somebody note that an original was shown. */
export function originalsShown({ options }: Pick<SweepReader, "options">): boolean {
  return (options as { readonly originalShown?: object | null }).originalShown != null;
}
