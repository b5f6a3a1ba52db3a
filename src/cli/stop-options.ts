import type { Command } from "commander";
import type { StopOrder } from "../../jobs/decide-stop.js";
import { type DecisionOptions, decisionOf, withVersion } from "./decision-options.js";
import { type FormalOptions, formalOf, type GroundOptions, withFormal, withGround } from "./ground-options.js";
import type { House } from "./house.js";

/** What a decision about a stop may be given. */
export interface StopOptions extends DecisionOptions, GroundOptions, FormalOptions {}

/** A decision by which a stop is in force: it may say why better than the rule did. */
export function withStop(command: Command, groundWhenNotTold: string): Command {
  return withFormal(withGround(withVersion(command), groundWhenNotTold));
}

export function stopOrderOf(house: House, args: readonly string[], options: StopOptions): StopOrder {
  const { ground, origin } = options;
  return { ...decisionOf(house, args, options), formal: formalOf(options), why: { ground, origin } };
}
