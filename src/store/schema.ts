import { sql } from "drizzle-orm";
import { blob, integer, primaryKey, real, sqliteTable, text } from "drizzle-orm/sqlite-core";
import type { Json } from "../domain/digest.js";

export * from "./schema-decided.js";
export * from "./schema-request.js";
export * from "./schema-sweep.js";

/*
 * The tables as the query builder sees them. Keys, checks and triggers stand in assets/migrations, which is what runs;
 * a test holds the two against each other, column by column.
 */

export * from "./schema-daemon.js";

/** What a run was asked to cover; empty lists mean everything. */
export interface RunScope {
  readonly sources?: readonly string[];
  readonly suppliers?: readonly string[];
  /** Of a digest: these recipient groups alone. */
  readonly groups?: readonly string[];
  /** Of a digest: also those who have had theirs of the day. */
  readonly again?: boolean;
}

export const subject = sqliteTable("subject", {
  id: integer().primaryKey(),
  kind: text({ enum: ["supplier", "unit", "representative", "feed", "delivery"] }).notNull(),
  supplierId: integer(),
  key: text(),
});

export const supplier = sqliteTable("supplier", {
  id: integer().primaryKey(),
  orgNumber: text().notNull(),
  name: text().notNull(),
  companyForm: text(),
  places: text({ mode: "json" }).$type<readonly string[]>().notNull().default(sql`'[]'`),
  contact: text().notNull().default(""),
  enteredAt: integer().notNull(),
  removedAt: integer(),
  removedReason: text(),
});

export const supplierName = sqliteTable(
  "supplier_name",
  {
    supplierId: integer().notNull(),
    form: text().notNull(),
    use: text({ enum: ["legal", "alias", "forbidden"] }).notNull(),
    place: text().notNull().default(""),
    byPerson: text().notNull().default(""),
  },
  (t) => [primaryKey({ columns: [t.supplierId, t.form, t.place] })],
);

export const agreement = sqliteTable("agreement", {
  id: integer().primaryKey(),
  supplierId: integer().notNull(),
  buyer: text().notNull().default(""),
  owner: text().notNull().default(""),
  service: text().notNull(),
  form: text({ enum: ["ramavtal", "direktupphandling", "iop", "egen_regi"] }).notNull(),
  number: text().notNull().default(""),
  starts: text(),
  ends: text(),
  endedHow: text(),
  recordedFrom: integer().notNull(),
  recordedTo: integer(),
});

export const unit = sqliteTable("unit", {
  id: integer().primaryKey(),
  supplierId: integer().notNull(),
  name: text().notNull(),
  ivoId: text(),
  service: text().notNull(),
  municipality: text(),
  targetGroup: text(),
  ageFrom: integer(),
  ageTo: integer(),
  places: integer(),
  statedStaff: real(),
  recordedFrom: integer().notNull(),
  recordedTo: integer(),
});

export const representative = sqliteTable("representative", {
  id: integer().primaryKey(),
  supplierId: integer().notNull(),
  name: text().notNull(),
  role: text().notNull(),
  fromDay: text().notNull().default(""),
  toDay: text(),
  recordedTo: integer(),
});

export const source = sqliteTable("source", {
  id: integer().primaryKey(),
  key: text().notNull(),
  refusedCredentials: text(),
  triage: text({ mode: "json" }).$type<Json>(),
});

export const login = sqliteTable("login", {
  id: integer().primaryKey(),
  sourceId: integer().notNull(),
  credentials: text().notNull(),
  sentAt: integer().notNull(),
  refused: integer().notNull().default(0),
});

export const policy = sqliteTable("policy", {
  id: integer().primaryKey(),
  sha256: text().notNull(),
  yaml: text().notNull(),
  since: integer().notNull(),
  setBy: text().notNull(),
});

export const run = sqliteTable("run", {
  id: integer().primaryKey(),
  job: text().notNull(),
  slot: text().notNull(),
  trigger: text({ enum: ["slot", "hand", "sweep"] }).notNull(),
  scope: text({ mode: "json" }).$type<RunScope>().notNull().default(sql`'{}'`),
  outcome: text({ enum: ["done", "partly", "failed", "missed", "skipped"] }),
  reason: text(),
  dueChecks: integer().notNull().default(0),
  plannedAt: integer().notNull(),
  endedAt: integer(),
  requestedBy: text().notNull(),
});

export const check = sqliteTable(
  "check",
  {
    runId: integer().notNull(),
    sourceId: integer().notNull(),
    subjectId: integer().notNull(),
    outcome: text({ enum: ["done", "failed", "skipped"] }),
    reason: text(),
    detail: text(),
    unchanged: integer().notNull().default(0),
    endedS: integer(),
    attempts: integer().notNull().default(0),
    nextAt: integer(),
    leaseUntil: integer(),
  },
  (t) => [primaryKey({ columns: [t.runId, t.sourceId, t.subjectId] })],
);

export const checkKind = sqliteTable(
  "check_kind",
  {
    runId: integer().notNull(),
    sourceId: integer().notNull(),
    subjectId: integer().notNull(),
    kind: text().notNull(),
    reason: text().notNull(),
  },
  (t) => [primaryKey({ columns: [t.runId, t.sourceId, t.subjectId, t.kind] })],
);

export const bookmark = sqliteTable(
  "bookmark",
  {
    sourceId: integer().notNull(),
    subjectId: integer().notNull(),
    value: text({ mode: "json" }).$type<Json>().notNull(),
  },
  (t) => [primaryKey({ columns: [t.sourceId, t.subjectId] })],
);

export const spend = sqliteTable("spend", {
  id: integer().primaryKey(),
  sourceId: integer().notNull(),
  runId: integer().notNull(),
  subjectId: integer().notNull(),
  day: text().notNull(),
  amount: integer().notNull(),
  state: text({ enum: ["reserved", "spent", "returned"] }).notNull(),
});

export const report = sqliteTable(
  "report",
  {
    sourceId: integer().notNull(),
    subjectId: integer().notNull(),
    watchedSince: integer(),
    happenedAt: integer(),
    reportedAt: integer(),
    complete: integer().notNull().default(0),
  },
  (t) => [primaryKey({ columns: [t.sourceId, t.subjectId] })],
);

export const lease = sqliteTable("lease", {
  name: text().primaryKey(),
  holder: text().notNull(),
  until: integer().notNull(),
  serves: integer().notNull().default(0),
});

export const body = sqliteTable("body", {
  sha256: text().primaryKey(),
  bytes: blob({ mode: "buffer" }).notNull(),
  mediaType: text().notNull(),
  rawSha256: text().notNull(),
  size: integer().notNull(),
});

export const evidence = sqliteTable("evidence", {
  id: integer().primaryKey(),
  bodySha256: text().notNull(),
  sourceId: integer().notNull(),
  origin: text({ enum: ["answer", "delivery", "statement"] }).notNull(),
  address: text(),
  status: integer(),
  byPerson: text(),
  at: integer().notNull(),
  parser: text().notNull(),
});

export const fact = sqliteTable("fact", {
  id: integer().primaryKey(),
  subjectId: integer().notNull(),
  kind: text().notNull(),
  sourceId: integer().notNull(),
  key: text().notNull().default(""),
  confirmedAt: integer().notNull(),
  confirmedRun: integer().notNull(),
});

export const incident = sqliteTable("incident", {
  id: integer().primaryKey(),
  kind: text({ enum: ["source", "mass_change", "stop_cap", "delivery", "operation"] }).notNull(),
  sourceId: integer().notNull(),
  cause: text().notNull(),
  openedAt: integer().notNull(),
  toldAt: integer(),
  closedAt: integer(),
  closedBy: text(),
  closedHow: text({ enum: ["released", "rejected", "recovered"] }),
  counted: text({ mode: "json" }).$type<Json>().notNull(),
});

export const observation = sqliteTable("observation", {
  id: integer().primaryKey(),
  factId: integer().notNull(),
  seq: integer().notNull(),
  schema: integer().notNull(),
  facts: text({ mode: "json" }).$type<Json>().notNull(),
  digest: text().notNull(),
  asOf: integer().notNull(),
  observedAt: integer().notNull(),
  runId: integer().notNull(),
  state: text({ enum: ["new", "current", "past", "held", "rejected"] }).notNull(),
  incidentId: integer(),
});

export const observationEvidence = sqliteTable(
  "observation_evidence",
  {
    observationId: integer().notNull(),
    evidenceId: integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.observationId, t.evidenceId] })],
);

export const item = sqliteTable("item", {
  id: integer().primaryKey(),
  feedId: integer().notNull(),
  address: text().notNull(),
  title: text().notNull(),
  summary: text().notNull(),
  publishedAt: integer(),
  seenAt: integer().notNull(),
  clusterId: integer().notNull(),
  names: text().notNull().default(""),
});

export const feed = sqliteTable("feed", {
  subjectId: integer().primaryKey(),
  sourceId: integer().notNull(),
  askedAt: integer().notNull(),
  answeredAt: integer(),
  newestAt: integer(),
  failures: integer().notNull().default(0),
  reason: text(),
  turnovers: integer().notNull().default(0),
  warning: text(),
});

export const judgement = sqliteTable("judgement", {
  id: integer().primaryKey(),
  runId: integer().notNull(),
  sourceId: integer().notNull(),
  part: integer().notNull(),
  at: integer().notNull(),
  policyId: integer().notNull(),
  build: text().notNull(),
  counted: text({ mode: "json" }).$type<Json>().notNull(),
});

export const alert = sqliteTable("alert", {
  id: integer().primaryKey(),
  subjectId: integer().notNull(),
  rule: text().notNull(),
  eventKey: text().notNull(),
  episode: integer().notNull(),
  severity: text({ enum: ["info", "notice", "serious", "critical"] }).notNull(),
  action: text({ enum: ["log", "alert", "inquire", "propose", "stop"] }).notNull(),
  corroborated: integer().notNull(),
  ends: text({ enum: ["when-gone", "by-person"] }).notNull(),
  state: text({ enum: ["open", "acknowledged", "dismissed", "resolved"] }).notNull(),
  title: text().notNull(),
  because: text().notNull(),
  facts: text({ mode: "json" }).$type<readonly string[]>().notNull(),
  observed: text().notNull(),
  threshold: text(),
  judgementId: integer().notNull(),
  assignee: text(),
  dueAt: integer(),
  openedAt: integer().notNull(),
  lastSeenAt: integer().notNull(),
  goneAt: integer(),
  version: integer().notNull().default(1),
});

export const alertObservation = sqliteTable(
  "alert_observation",
  {
    alertId: integer().notNull(),
    observationId: integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.alertId, t.observationId] })],
);

export const stop = sqliteTable("stop", {
  id: integer().primaryKey(),
  alertId: integer(),
  subjectId: integer().notNull(),
  agreementId: integer().notNull(),
  state: text({ enum: ["held", "proposed", "provisional", "confirmed", "lifted", "rejected"] }).notNull(),
  action: text({ enum: ["stop", "propose"] }).notNull(),
  reason: text().notNull(),
  ground: text(),
  origin: text().notNull(),
  severity: text({ enum: ["info", "notice", "serious", "critical"] }).notNull(),
  policyId: integer(),
  judgementId: integer(),
  startedAt: integer().notNull(),
  startedBy: text().notNull(),
  confirmBy: integer(),
  confirmRole: text(),
  incidentId: integer(),
  version: integer().notNull().default(1),
  escalatedFor: integer(),
});

export const stopEvidence = sqliteTable(
  "stop_evidence",
  {
    stopId: integer().notNull(),
    evidenceId: integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.stopId, t.evidenceId] })],
);

export const trail = sqliteTable("trail", {
  seq: integer().primaryKey(),
  at: integer().notNull(),
  clockAt: integer().notNull(),
  actor: text().notNull(),
  verb: text().notNull(),
  subjectId: integer(),
  alertId: integer(),
  stopId: integer(),
  incidentId: integer(),
  detailSha256: text().notNull(),
  previous: text().notNull(),
  hash: text().notNull(),
});

export const trailDetail = sqliteTable("trail_detail", {
  seq: integer().primaryKey(),
  salt: text().notNull(),
  detail: text({ mode: "json" }).$type<Json>().notNull(),
});

export const decision = sqliteTable("decision", {
  id: integer().primaryKey(),
  alertId: integer(),
  stopId: integer(),
  incidentId: integer(),
  verb: text().notNull(),
  reason: text().notNull(),
  byPerson: text().notNull(),
  at: integer().notNull(),
  facts: text({ mode: "json" }).$type<readonly string[]>().notNull(),
  severity: text(),
  trailSeq: integer().notNull(),
  caseNumber: text(),
  delegation: text(),
});

export const recipientGroup = sqliteTable("recipient_group", {
  id: integer().primaryKey(),
  key: text().notNull(),
  version: text().notNull(),
  definition: text({ mode: "json" }).$type<Json>().notNull(),
});

export const message = sqliteTable("message", {
  id: integer().primaryKey(),
  messageId: text().notNull(),
  kind: text({ enum: ["digest", "now", "administrators"] }).notNull(),
  groupKey: text().notNull(),
  slot: text().notNull(),
  subject: text().notNull(),
  html: text().notNull(),
  text: text().notNull(),
  createdAt: integer().notNull(),
  refs: text().notNull().default(""),
});

export const attachment = sqliteTable(
  "attachment",
  {
    messageId: integer().notNull(),
    position: integer().notNull(),
    filename: text().notNull(),
    mediaType: text().notNull(),
    content: blob({ mode: "buffer" }).notNull(),
  },
  (t) => [primaryKey({ columns: [t.messageId, t.position] })],
);

export const notification = sqliteTable(
  "notification",
  {
    trailSeq: integer().notNull(),
    groupId: integer().notNull(),
    urgency: text({ enum: ["now", "digest"] }).notNull(),
    messageId: integer(),
    atOnceId: integer(),
    notBefore: integer(),
  },
  (t) => [primaryKey({ columns: [t.trailSeq, t.groupId] })],
);

export const delivery = sqliteTable(
  "delivery",
  {
    messageId: integer().notNull(),
    channel: text({ enum: ["smtp", "file", "webhook"] }).notNull(),
    recipient: text().notNull(),
    state: text({ enum: ["due", "sending", "delivered", "rejected", "unknown", "dead"] }).notNull(),
    attempts: integer().notNull().default(0),
    nextAt: integer(),
    code: text(),
    unknowns: integer().notNull().default(0),
    changedAt: integer(),
    giveUpAt: integer(),
  },
  (t) => [primaryKey({ columns: [t.messageId, t.channel, t.recipient] })],
);
