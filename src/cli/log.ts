import { type Logger, pino } from "pino";
import { hideIdentityNumbers } from "../domain/identity-number.js";
import { logLevel } from "./log-level.js";
import type { Outside } from "./outside.js";

/** The log of a daemon or a worker. Text in it may come from anywhere: no personal identity number and no secret stands in it. */
export function openLog({ stdout }: Pick<Outside, "stdout">, level: string | null): Logger {
  const hooks = { streamWrite: hideIdentityNumbers };
  return pino({ level: logLevel(level), base: null, hooks, redact: SECRET_FIELDS }, { write: stdout });
}

const NAMES = ["authorization", "cookie", "password", "secret", "token", "apiKey", "credentials", "settings"];

const SECRET_FIELDS = NAMES.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]);
