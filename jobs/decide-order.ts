import type { Formal } from "../src/domain/ground.js";
import { hideIdentityNumbers } from "../src/domain/identity-number.js";
import { Conflict, Refusal } from "../src/domain/refusal.js";
import type { Policy } from "../src/policy/policy.js";
import type { JudgeDeps } from "./sitting.js";

/** What deciding needs from the house. */
export type DecideDeps = Pick<JudgeDeps, "store" | "policy" | "groups" | "clock">;

/** Who decides and why. */
export interface Order {
  readonly by: string;
  readonly reason: string;
  readonly formal?: Formal;
}

/** A person's order about one alert or stop. */
export interface DecideOrder extends Order {
  readonly id: number;
  /** The version that the person has seen; null when that is left to chance. */
  readonly version: number | null;
}

/** A written reason, without anybody's identity number: it stays for ever. */
export function requireReason(reason: string): void {
  if (reason.trim() === "") throw new Refusal("ett beslut behöver ett skäl; ange det med --reason");
  refuseIdentityNumber("skälet", reason);
}

/** What people write is kept, and nobody's identity number may be (law 10). */
export function refuseIdentityNumber(what: string, text: string): void {
  if (hideIdentityNumbers(text) === text) return;
  throw new Refusal(`${what} innehåller ett personnummer; sådana lagras inte, skriv ${what} utan det`);
}

export function refuseFormal({ caseNumber, delegation }: Formal): void {
  refuseIdentityNumber("diarienumret", caseNumber ?? "");
  refuseIdentityNumber("delegationspunkten", delegation ?? "");
}

/** Throws Conflict when somebody has decided, or something has happened, since the person looked. */
export function requireVersion(known: { readonly version: number }, { version }: Pick<DecideOrder, "version">): void {
  if (version === null || version === known.version) return;
  throw new Conflict(
    `någon hann före: version ${version} gäller inte längre, nu är den ${known.version}; se efter igen`,
  );
}

/** Only who has the role that the policy names may do this; a role without names is anybody's. */
export function requireRole({ mandates, roles }: Policy, act: "confirm" | "impose" | "lift", by: string): void {
  const role = mandates[act];
  const holders = roles[role] ?? [];
  const isHolder = holders.some((holder) => fold(holder) === fold(by));
  if (holders.length === 0 || isHolder) return;
  throw new Refusal(`${by} har inte rollen ${role}, som enligt policyn krävs för det här beslutet`);
}

function fold(name: string): string {
  return name.trim().toLowerCase();
}
