import { Refusal } from "../domain/refusal.js";
import { buyersInRegister } from "../store/list-agreements.js";
import type { Db } from "../store/open.js";

/**
 * The buyer that a person names, as the register writes it; capitals do not matter. Throws Refusal for one that has no agreement
 * in the register: a name spelled wrong must not be answered as if there were nobody to buy from.
 */
export function buyerAsked(db: Db, told: string): string {
  const known = buyersInRegister(db);
  const fold = (name: string) => name.normalize().trim().toLowerCase();
  const found = known.find((name) => fold(name) === fold(told));
  if (found === undefined) throw new Refusal(`köparen ${told} finns inte i registret; det finns ${known.join(", ")}`);
  return found;
}
