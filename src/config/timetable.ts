import { z } from "zod";
import { type Fault, Refusal } from "../domain/refusal.js";
import { faultOfLine } from "../schedule/slots.js";
import { TIMED_JOBS, type TimedJob, type TimedJobName, type When } from "../schedule/timed-job.js";
import { explainIssue } from "../yaml/explain-issue.js";
import { interpretYaml } from "../yaml/read-yaml.js";

export interface Timetable {
  readonly jobs: readonly TimedJob[];
  /** Jobs whose lines are wrong: they are not run, the others are. */
  readonly quarantined: readonly Quarantined[];
}

export interface Quarantined {
  readonly job: string;
  readonly faults: readonly Fault[];
}

const MINUTE_MS = 60_000;
const UNITS_MS = { m: MINUTE_MS, h: 60 * MINUTE_MS, d: 1440 * MINUTE_MS } as const;
type Span = `${number}${keyof typeof UNITS_MS}`;

const span = z
  .string()
  .regex(/^[1-9]\d{0,3}[mhd]$/, { message: "ska vara ett antal minuter, timmar eller dygn, som 30m, 6h eller 1d" })
  .transform((text) => millisecondsOf(text as Span));

const cron = z.string({ message: 'ska vara fem fält, som "0 5 * * *"' }).superRefine((line, context) => {
  const message = faultOfLine(line);
  if (message !== null) context.addIssue({ code: "custom", message });
});

const lineSchema = z
  .strictObject({
    cron: cron.optional(),
    every: span.optional(),
    days: z.enum(["all", "working"]).optional(),
    catchUp: span.optional(),
    overlap: z.enum(["skip", "queue"]).optional(),
    enabled: z.boolean().default(true),
  })
  .refine(({ cron, every }) => cron === undefined || every === undefined, {
    message: "ange cron eller every, inte båda",
  })
  .refine(({ every, days }) => every === undefined || days === undefined, {
    path: ["days"],
    message: "gäller bara för cron",
  });
type Line = z.infer<typeof lineSchema>;

const fileSchema = z.preprocess(
  (value) => value ?? {},
  z.strictObject({ jobs: z.preprocess((value) => value ?? {}, z.record(z.string(), z.unknown())).optional() }),
);

const daily = (cron: string, catchUp: Span, days: "all" | "working" = "all") =>
  ({ when: { cron, days }, catchUpMs: millisecondsOf(catchUp), overlap: "skip" }) as const;
const repeated = (every: Span) =>
  ({ when: { everyMs: millisecondsOf(every) }, catchUpMs: null, overlap: "skip" }) as const;

const DEFAULTS: Readonly<Record<TimedJobName, Omit<TimedJob, "job">>> = {
  basuppfoljning: daily("0 5 * * *", "24h"),
  feeds: repeated("15m"),
  inbox: repeated("10m"),
  judge: daily("30 6 * * *", "24h"),
  digest: daily("0 7 * * *", "6h", "working"),
  tell: repeated("1m"),
  watch: repeated("15m"),
  housekeeping: daily("15 3 * * *", "24h"),
};

/**
 * When each job is run: the home's timetable over the defaults. A wrong line puts that job in quarantine, with file and
 * line. Throws Refusal only for a file that cannot be read as a timetable at all.
 */
export function readTimetable(text: string, file: string): Timetable {
  const reading = interpretYaml(text, file, fileSchema);
  if ("faults" in reading) throw new Refusal(`${file} godtas inte`, reading.faults);
  const { lineOf, data } = reading;
  const lines = data.jobs ?? {};
  const jobs: TimedJob[] = [];
  const quarantined: Quarantined[] = Object.keys(lines)
    .filter((job) => !isTimed(job))
    .map((job) => ({ job, faults: [{ file, line: lineOf(["jobs", job]), message: `jobs.${job}: ${UNKNOWN}` }] }));
  for (const job of TIMED_JOBS) {
    const read = schemaFor(DEFAULTS[job]).safeParse(lines[job] ?? {});
    if (!read.success)
      quarantined.push({ job, faults: read.error.issues.flatMap((issue) => faultsOf(job, issue, file, lineOf)) });
    else if (read.data.enabled) jobs.push({ job, ...over(DEFAULTS[job], read.data) });
  }
  return { jobs, quarantined };
}

/** A job's line in the file: what it leaves out is as usual. */
function schemaFor({ when }: Omit<TimedJob, "job">) {
  const byClock = ({ cron, every }: Line) => cron !== undefined || (every === undefined && "cron" in when);
  return lineSchema
    .refine(({ cron, every }) => cron === undefined || every === undefined, {
      message: "ange cron eller every, inte båda",
    })
    .refine((line) => line.days === undefined || byClock(line), { path: ["days"], message: "gäller bara för cron" });
}

const UNKNOWN = `jobbet finns inte; det finns ${TIMED_JOBS.join(", ")}`;

function isTimed(job: string): job is TimedJobName {
  return (TIMED_JOBS as readonly string[]).includes(job);
}

function over(usual: Omit<TimedJob, "job">, line: Line): Omit<TimedJob, "job"> {
  const { catchUp, overlap } = line;
  return {
    when: whenOf(usual.when, line),
    catchUpMs: catchUp ?? usual.catchUpMs,
    overlap: overlap ?? usual.overlap,
  };
}

function whenOf(usual: When, { cron, every, days }: Line): When {
  if (every !== undefined) return { everyMs: every };
  const usually = "cron" in usual ? usual : null;
  const line = cron ?? usually?.cron;
  return line === undefined ? usual : { cron: line, days: days ?? usually?.days ?? "all" };
}

function faultsOf(
  job: string,
  issue: z.core.$ZodIssue,
  file: string,
  lineOf: (path: readonly PropertyKey[]) => number,
): readonly Fault[] {
  return explainIssue(issue).map(({ path, message }) => ({
    file,
    line: lineOf(["jobs", job, ...path]),
    message: `${["jobs", job, ...path].join(".")}: ${message}`,
  }));
}

function millisecondsOf(span: Span): number {
  return Number.parseInt(span, 10) * UNITS_MS[span.slice(-1) as keyof typeof UNITS_MS];
}
