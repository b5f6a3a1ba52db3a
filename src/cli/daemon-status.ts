import { Refusal } from "../domain/refusal.js";
import { type Pages, type StatusServer, serveStatus } from "../http-status/serve.js";
import type { Metrics, StandingFigures } from "../metrics/metrics.js";
import { registerSince } from "../store/slot.js";
import { standingOf, troubleOf } from "../store/source-standing.js";
import { standingFigures } from "../store/standing-figures.js";
import type { House } from "./house.js";
import { groundOf } from "./other-jobs.js";
import { whyOff } from "./source-off.js";

const USUAL_PORT = 9464;
/** So long without a tick, and the daemon is not alive: three minutes are two ticks lost. */
const SILENCE_MS = 3 * 60_000;

/** What the daemon knows of itself. */
export interface Pulse {
  readonly startedAt: Date;
  readonly lastTick: () => Date;
  readonly mayRun: () => boolean;
  readonly clock: () => Date;
  /** The time that observations belong to. */
  readonly time: () => Date;
  /** Jobs whose lines in the timetable are wrong. */
  readonly quarantined: () => readonly string[];
  readonly metrics: Metrics;
}

/** `/healthz`, `/readyz`, `/freshness` and `/metrics` on loopback; null when HTTP_PORT says off. */
export async function openStatus(house: House, pulse: Pulse): Promise<StatusServer | null> {
  const port = portOf(house);
  if (port === null) return null;
  return serveStatus(port, {
    "/healthz": alive(pulse),
    "/readyz": ready(house, pulse),
    "/freshness": fresh(house, pulse),
    "/metrics": async () => ({ ok: true, document: await pulse.metrics.page() }),
  });
}

/** How the house stands, for those who draw curves. */
export function standing(house: House): StandingFigures {
  const { free, database, log } = groundOf(house);
  return {
    ...standingFigures(house.store.db),
    sources: sourcesOn(house).map(({ id, lastSuccess, state }) => ({ id, lastSuccess, ok: state === "ok" })),
    databaseBytes: database,
    logBytes: log,
    freeBytes: free,
  };
}

function portOf(house: House): number | null {
  const told = house.variable("HTTP_PORT") ?? `${USUAL_PORT}`;
  if (told === "off") return null;
  const port = Number(told);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new Refusal("HTTP_PORT ska vara ett portnummer, eller off");
}

/** Alive: the minutes come, and nobody else has the right to run jobs. */
function alive({ startedAt, lastTick, mayRun, clock }: Pulse): Pages[string] {
  return () => {
    const ok = mayRun() && clock().getTime() - lastTick().getTime() <= SILENCE_MS;
    return { ok, document: { ok, startedAt: startedAt.toISOString(), lastTick: lastTick().toISOString() } };
  };
}

/** Ready: it has the right to run jobs and a register to run them for. A job in quarantine is told, and hinders nobody else. */
function ready({ store }: House, { mayRun, quarantined }: Pulse): Pages[string] {
  return () => {
    const document = { lease: mayRun(), register: registerSince(store.db) !== null, quarantined: quarantined() };
    return { ok: document.lease && document.register, document };
  };
}

/** When each source last answered, and how it stands. */
function fresh(house: House, { time }: Pulse): Pages[string] {
  return () => {
    const now = time().getTime();
    const sources = sourcesOf(house).map(({ id, state, lastSuccess }) => ({
      id,
      state,
      lastSuccess: lastSuccess?.toISOString() ?? null,
      ageSeconds: lastSuccess === null ? null : Math.round((now - lastSuccess.getTime()) / 1000),
    }));
    return { ok: true, document: { sources } };
  };
}

function sourcesOn(house: House) {
  return sourcesOf(house).filter(({ state }) => state !== "off");
}

function sourcesOf(house: House) {
  return house.sources().map((source) => {
    const { id } = source.adapter;
    const found = standingOf(house.store.db, id);
    return {
      id,
      lastSuccess: found.lastSuccess,
      state: whyOff(house, source) === null ? (troubleOf(found) ?? "ok") : "off",
    };
  });
}
