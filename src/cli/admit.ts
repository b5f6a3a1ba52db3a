import { type Command, Option } from "commander";
import { admit, decideByHand, recordControl } from "../../jobs/admit.js";
import type { Heard } from "../../jobs/admit-verdict.js";
import { REFUSALS, type RefusalReason, VERDICTS, type Verdict } from "../domain/admission.js";
import type { OrgNumber } from "../domain/org-number.js";
import { Refusal } from "../domain/refusal.js";
import { listAdmissions, showAdmission } from "../store/admission.js";
import { admissionTable, describeAdmission } from "./admission-text.js";
import type { Answer } from "./answer.js";
import { attachedFiles } from "./attached.js";
import { type DecisionOptions, idOf, withReason } from "./decision-options.js";
import { judgeDeps, runDeps } from "./deps.js";
import { type Frame, inHouse } from "./frame.js";
import { type FormalOptions, formalOf, withFormal } from "./ground-options.js";
import type { House } from "./house.js";
import { numberOf } from "./number.js";
import { serviceAsked } from "./service-asked.js";

interface AdmitOptions {
  readonly service?: string;
  readonly name?: string;
  readonly form?: string;
  readonly by?: string;
}

interface RecordOptions {
  readonly control: string;
  readonly verdict: Verdict;
  readonly note?: string;
  readonly evidence?: string;
  readonly by?: string;
}

interface DecideOptions extends DecisionOptions, FormalOptions {
  readonly approve?: boolean;
  readonly refuse?: RefusalReason;
}

/** `admit ORG`, and `admit list|show|record|decide`. */
export function addAdmit(program: Command, frame: Frame): void {
  const group = program
    .command("admit")
    .description("prövning innan en leverantör tas in i registret: kontroller efter juridisk form, och ett beslut")
    .argument("[orgnummer]", "den som prövas")
    .option("--service <insats>", "insatsen det gäller")
    .option("--name <namn>", "namnet")
    .option("--form <form>", "juridisk form, som AB eller stiftelse (annars efter numret)")
    .option("--by <namn>", "vem som prövar (annars BASVAKT_USER)")
    .action(inHouse<AdmitOptions>(frame, (house, { args, options }) => open(frame, house, args[0], options)));
  group
    .command("list")
    .description("visar prövningar som pågår")
    .option("--all", "även avgjorda")
    .action(
      inHouse<{ all?: boolean }>(frame, ({ store }, { options }) => {
        const items = listAdmissions(store.db, options.all === true);
        return { json: items, text: admissionTable(items) };
      }),
    );
  group
    .command("show <id>")
    .description("visar en prövning med dess kontroller")
    .action(inHouse(frame, (house, { args }) => shown(house, idOf(args[0] ?? ""))));
  group
    .command("record <id>")
    .description("antecknar vad en kontroll visade")
    .requiredOption("--control <kontroll>", "kontrollen")
    .addOption(new Option("--verdict <utfall>", "utfallet").choices(VERDICTS).makeOptionMandatory())
    .option("--note <text>", "vad som sågs; en brist kräver det")
    .option("--evidence <fil>", "underlag att bifoga")
    .option("--by <namn>", "vem som gjorde kontrollen (annars BASVAKT_USER)")
    .action(inHouse<RecordOptions>(frame, (house, { args, options }) => record(frame, house, args[0] ?? "", options)));
  const decide = group
    .command("decide <id>")
    .description("avgör en prövning")
    .option("--approve", "godkänner")
    .addOption(new Option("--refuse <skäl>", "godkänner inte, av detta skäl").choices(REFUSALS));
  withFormal(withReason(decide)).action(
    inHouse<DecideOptions>(frame, (house, { args, options }) => decided(frame, house, args[0] ?? "", options)),
  );
}

async function open(frame: Frame, house: House, org: string | undefined, options: AdmitOptions): Promise<Answer> {
  if (org === undefined) throw new Refusal("ange organisationsnumret på den som prövas");
  if (options.service === undefined) throw new Refusal("ange insatsen med --service");
  const orgNumber = numberOf(org);
  const by = house.person(options.by);
  const service = serviceAsked(house.store.db, options.service);
  const deps = judgeDeps(frame, house);
  const heard = await askAll(frame, house, orgNumber);
  const { name = "", form = null } = options;
  const id = admit(deps, { orgNumber, name, legalForm: form, service, by }, heard, house.now);
  return shown(house, id);
}

/** Every source that is asked about one company, as it would be in a run. */
async function askAll(frame: Frame, house: House, orgNumber: OrgNumber): Promise<readonly Heard[]> {
  const { driver, sources } = runDeps(frame, house, () => undefined);
  const lookups = [...sources.values()].filter(({ adapter }) => adapter.shape === "lookup");
  const questions = [{ check: "admit", attempt: 1, subject: { supplier: orgNumber }, bookmark: null }];
  const { signal } = frame.outside;
  const asked = lookups.map(async ({ adapter: { id: source } }) => {
    const results = await driver.ask({ source, questions, now: house.now, signal, begun: () => undefined });
    return results.map((result) => ({ source, result }));
  });
  return (await Promise.all(asked)).flat();
}

async function record(frame: Frame, house: House, id: string, options: RecordOptions): Promise<Answer> {
  const { control, verdict, note = "", evidence } = options;
  const by = house.person(options.by);
  const attached = evidence === undefined ? [] : await attachedFiles([evidence], by, house.now);
  const order = { id: idOf(id), control, verdict, note: note.trim(), evidence: attached[0] ?? null, by };
  recordControl(judgeDeps(frame, house), order, house.now);
  return shown(house, order.id);
}

function decided(frame: Frame, house: House, id: string, options: DecideOptions): Answer {
  const { approve, refuse, reason } = options;
  if ((approve === true) === (refuse !== undefined)) throw new Refusal("ange antingen --approve eller --refuse");
  const order = {
    id: idOf(id),
    outcome: refuse === undefined ? ("godkänd" as const) : ("inte godkänd" as const),
    refusal: refuse ?? null,
    reason: reason?.trim() ?? "",
    by: house.person(options.by),
    formal: formalOf(options),
  };
  decideByHand(judgeDeps(frame, house), order, house.now);
  return { ...shown(house, order.id), text: `Prövning ${order.id}: ${order.outcome}.` };
}

function shown({ store }: House, id: number): Answer {
  const found = showAdmission(store.db, id);
  if (found === null) throw new Refusal(`prövningen ${id} finns inte`);
  return { json: found, text: describeAdmission(found) };
}
