import { Refusal } from "../domain/refusal.js";
import { serviceCode } from "../register/service-code.js";
import { readServices } from "../services.js";
import { servicesInRegister } from "../store/list-agreements.js";
import type { Db } from "../store/open.js";

/**
 * The code of the insats that a person names, as the register would write it. Throws Refusal for one that is neither in the
 * list of services nor in the register: a word spelled wrong must not be answered as if it were a supplier's obstacle.
 */
export function serviceAsked(db: Db, told: string): string {
  const code = serviceCode(told);
  const known = [...new Set([...readServices().keys(), ...servicesInRegister(db)])];
  if (!known.includes(code)) throw new Refusal(`insatsen ${told} finns inte; det finns ${known.join(", ")}`);
  return code;
}
