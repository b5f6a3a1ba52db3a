import { Refusal } from "../domain/refusal.js";

const LEVELS = ["fatal", "error", "warn", "info", "debug", "trace", "silent"] as const;

/** How much is logged, as LOG_LEVEL says. Throws Refusal. */
export function logLevel(told: string | null): string {
  const level = told ?? "info";
  if ((LEVELS as readonly string[]).includes(level)) return level;
  throw new Refusal(`LOG_LEVEL ska vara ${LEVELS.join(", ")}`);
}
