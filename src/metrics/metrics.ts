import { Counter, collectDefaultMetrics, Gauge, Registry } from "prom-client";

/** What a run that ended came to. */
export interface RunFigures {
  readonly job: string;
  readonly outcome: string;
  readonly lateSeconds: number | null;
  readonly sources: Readonly<
    Record<string, { readonly done: number; readonly failed: number; readonly skipped: number }>
  >;
}

/** How the house stands when somebody asks. */
export interface StandingFigures {
  readonly sources: readonly { readonly id: string; readonly lastSuccess: Date | null; readonly ok: boolean }[];
  readonly incidents: Readonly<Record<string, number>>;
  readonly stops: Readonly<Record<string, number>>;
  readonly alerts: number;
  readonly undelivered: number;
  readonly databaseBytes: number;
  readonly logBytes: number;
  readonly freeBytes: number;
}

export interface Metrics {
  count(run: RunFigures): void;
  /** The page that Prometheus reads; how the house stands is asked for then. */
  page(): Promise<string>;
}

/** Figures of one process, in Prometheus' words. None names a supplier or a person. */
export function createMetrics(standing: () => StandingFigures): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  const counter = (name: string, help: string, labelNames: readonly string[]) =>
    new Counter({ name, help, labelNames: [...labelNames], registers });
  const runs = counter("basvakt_runs_total", "Runs that ended, by job and outcome", ["job", "outcome"]);
  const checks = counter("basvakt_checks_total", "Checks that got an outcome, by source", ["source", "outcome"]);
  const late = new Gauge({
    name: "basvakt_slot_late_seconds",
    help: "How late the newest slot of a job began",
    labelNames: ["job"],
    registers,
  });
  const show = standingGauges(registers);
  return {
    count({ job, outcome, lateSeconds, sources }) {
      runs.inc({ job, outcome });
      if (lateSeconds !== null) late.set({ job }, lateSeconds);
      for (const [source, tally] of Object.entries(sources)) {
        for (const name of ["done", "failed", "skipped"] as const) checks.inc({ source, outcome: name }, tally[name]);
      }
    },
    page() {
      show(standing());
      return registry.metrics();
    },
  };
}

function standingGauges(registers: Registry[]): (now: StandingFigures) => void {
  const gauge = (name: string, help: string, ...labelNames: string[]) =>
    new Gauge({ name, help, labelNames, registers });
  const answered = gauge("basvakt_source_last_success_timestamp_seconds", "When a source last answered", "source");
  const sourceOk = gauge("basvakt_source_ok", "1 when a source answers as it should", "source");
  const incidents = gauge("basvakt_incidents_open", "Open incidents", "kind");
  const stops = gauge("basvakt_stops", "Stops that hold or wait for a decision", "state");
  const alerts = gauge("basvakt_alerts_open", "Alerts that wait for somebody");
  const undelivered = gauge("basvakt_deliveries_waiting", "Deliveries that have not come to an end");
  const database = gauge("basvakt_database_bytes", "Size of the database");
  const log = gauge("basvakt_database_log_bytes", "Size of its write-ahead log");
  const free = gauge("basvakt_disk_free_bytes", "Room left on its disk");
  return (now) => {
    for (const { id: source, lastSuccess, ok } of now.sources) {
      if (lastSuccess !== null) answered.set({ source }, lastSuccess.getTime() / 1000);
      sourceOk.set({ source }, ok ? 1 : 0);
    }
    // A kind or state that has none left is gone from the page, not left at its last figure.
    incidents.reset();
    stops.reset();
    for (const [kind, n] of Object.entries(now.incidents)) incidents.set({ kind }, n);
    for (const [state, n] of Object.entries(now.stops)) stops.set({ state }, n);
    alerts.set(now.alerts);
    undelivered.set(now.undelivered);
    database.set(now.databaseBytes);
    log.set(now.logBytes);
    free.set(now.freeBytes);
  };
}
