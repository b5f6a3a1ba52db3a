import { type Command, Option } from "commander";
import { type Formal, GROUNDS, type Ground, ORIGINS, type Origin } from "../domain/ground.js";

export interface GroundOptions {
  readonly ground?: Ground;
  readonly origin?: Origin;
}

/** The closed lists of why, and of who found it. */
export function withGround(command: Command, whenNotTold: string): Command {
  return command
    .addOption(new Option("--ground <grund>", `grunden; annars ${whenNotTold}`).choices(GROUNDS))
    .addOption(new Option("--origin <ursprung>", "vem som upptäckte det").choices(ORIGINS));
}

export interface FormalOptions {
  readonly diarienummer?: string;
  readonly delegation?: string;
}

/** What a decision is filed under, and by which delegation it is made. */
export function withFormal(command: Command): Command {
  return command
    .option("--diarienummer <nr>", "ärendets diarienummer")
    .option("--delegation <punkt>", "punkten i delegationsordningen");
}

export function formalOf({ diarienummer, delegation }: FormalOptions): Formal {
  const told = (text: string | undefined) => (text === undefined || text.trim() === "" ? null : text.trim());
  return { caseNumber: told(diarienummer), delegation: told(delegation) };
}
