import type { Channel, SweepKind } from "../src/domain/sweep.js";
import { readServices } from "../src/services.js";
import type { Populated } from "../src/store/sweep-population.js";

/** How each of a population can be answered. */
export function channels(kind: SweepKind): (populated: Populated) => Channel {
  const services = readServices();
  return ({ frozen }) => {
    if ("lacks" in frozen) return "register";
    if (kind === "registerkontroll") return "attestation";
    const isShown = "service" in frozen && services.get(frozen.service)?.placeringsstod === true;
    return isShown ? "placeringsstod" : "request";
  };
}
