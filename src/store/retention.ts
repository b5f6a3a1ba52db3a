/** What becomes of a table's rows: they stay, or go when they are so many days old, and into which count. */
export type Rule =
  | { readonly keep: "always"; readonly why: string }
  | { readonly days: number; readonly into: string | null; readonly why: string };

const GROUND = "grund för larm, stopp och beslut; gallras bara efter kommunens gallringsbeslut";
const REGISTER = "registret och dess historik, så länge leverantören granskas";
const SMALL = "en rad per källa, mottagargrupp eller version; växer inte med tiden";
const SWEPT = "vilka som kontrollerades i ett svep, av vem och när; kontrollrapporten bevisas mot det";
const SENT = "vad som har meddelats vem hör till beslutet";

/** The rule of every table (law 10). A new table gets its line here; a test holds the two against each other. */
export const RETENTION: Readonly<Record<string, Rule>> = {
  subject: { keep: "always", why: REGISTER },
  supplier: { keep: "always", why: REGISTER },
  supplier_name: { keep: "always", why: REGISTER },
  agreement: { keep: "always", why: REGISTER },
  unit: { keep: "always", why: REGISTER },
  representative: { keep: "always", why: REGISTER },
  source: { keep: "always", why: SMALL },
  policy: { keep: "always", why: GROUND },
  run: { days: 7, into: "slot_day", why: "tell, watch och housekeeping; övriga körningar bär uppgifter och står kvar" },
  check: { days: 400, into: "coverage_day", why: "vem som kontrollerades när; därefter räcker antalen per dag" },
  check_kind: { days: 400, into: null, why: "följer kontrollen" },
  coverage_day: { keep: "always", why: "täckningen per dag är beviset för att kontrollerna gjordes" },
  slot_day: { keep: "always", why: "tidpunkterna per dag är beviset för att jobben kördes" },
  bookmark: { keep: "always", why: SMALL },
  spend: { keep: "always", why: "kostnader, för avstämning mot fakturor" },
  lease: { keep: "always", why: SMALL },
  login: { keep: "always", why: SMALL },
  request: { keep: "always", why: "när ett svar begärdes, och av vem; underlag för påminnelser" },
  feed: { keep: "always", why: SMALL },
  run_request: { days: 30, into: null, why: "lappar mellan kommandon och daemon" },
  body: { keep: "always", why: GROUND },
  evidence: { keep: "always", why: GROUND },
  fact: { keep: "always", why: GROUND },
  observation: { keep: "always", why: GROUND },
  observation_evidence: { keep: "always", why: GROUND },
  item: { days: 400, into: null, why: "nyheter; de som gav larm står kvar som uppgift om leverantören" },
  judgement: { keep: "always", why: GROUND },
  alert: { keep: "always", why: GROUND },
  alert_observation: { keep: "always", why: GROUND },
  stop: { keep: "always", why: GROUND },
  stop_evidence: { keep: "always", why: GROUND },
  decision: { keep: "always", why: GROUND },
  incident: { keep: "always", why: GROUND },
  trail: { keep: "always", why: "loggen får inte kunna kapas" },
  trail_detail: { keep: "always", why: "loggens detaljer; kan raderas var för sig utan att kedjan bryts" },
  recipient_group: { keep: "always", why: SMALL },
  notification: { keep: "always", why: SENT },
  message: { keep: "always", why: SENT },
  delivery: { keep: "always", why: SENT },
  attachment: { keep: "always", why: SENT },
  ending: { keep: "always", why: GROUND },
  inquiry: { keep: "always", why: GROUND },
  inquiry_alert: { keep: "always", why: GROUND },
  inquiry_step: { keep: "always", why: GROUND },
  inquiry_note: { keep: "always", why: GROUND },
  complaint: { keep: "always", why: GROUND },
  admission: { keep: "always", why: GROUND },
  admission_control: { keep: "always", why: GROUND },
  report: { keep: "always", why: SENT },
  draft: { keep: "always", why: SENT },
  sweep: { keep: "always", why: SWEPT },
  sweep_item: { keep: "always", why: SWEPT },
  sweep_item_version: { keep: "always", why: SWEPT },
  sweep_conflict: { keep: "always", why: SWEPT },
  sweep_reminder: { keep: "always", why: "vad det har påmints om, så att ingen påminns två gånger" },
};

/** Age in days after which a table's rows go; throws for one that stays. */
export function daysKept(table: string): number {
  const rule = RETENTION[table];
  if (rule === undefined || "keep" in rule) throw new Error(`No row of ${table} is ever retired`);
  return rule.days;
}
