import { z } from "zod";
import { type AskContext, defineLookup } from "../../src/adapter.js";
import type { CheckResult, Question } from "../../src/domain/check.js";
import { SourceError } from "../../src/domain/silence.js";
import { answerOf } from "../../src/http/answer.js";
import type { HttpAnswer, HttpRequest } from "../../src/http/http.js";
import { addressUnder, failedOf, orgNumberOf, resultOf, settingOf } from "../../src/lookup.js";
import { type Row, read, rowsByNumber } from "./read.js";

const options = z.object({
  /** The variable to search by, as SCB's list of variables names it. */
  variable: z.string().default("OrgNr (10 siffror)"),
  operator: z.string().default("ArLikaMed"),
});

type Options = z.infer<typeof options>;

export const scb = defineLookup({
  id: "scb",
  title: "SCB, Företagsregistret",
  kinds: ["tax"],
  version: 1,
  settings: {
    baseUrl: {
      env: "SCB_BASE_URL",
      about: "SCB:s API för Företagsregistret",
      default: "https://privateapi.scb.se/nv0101/v1/sokpavar",
    },
    apiKey: { env: "SCB_API_KEY", about: "API-nyckel från SCB", secret: true, optional: true },
    apiKeyHeader: {
      env: "SCB_API_KEY_HEADER",
      about: "Rubriken som API-nyckeln skickas i",
      optional: true,
      default: "x-api-key",
    },
    certificate: {
      env: "SCB_CERT_FILE",
      about: "Klientcertifikat från SCB (.pfx), i stället för nyckeln",
      optional: true,
      openedBy: "certificatePassword",
    },
    certificatePassword: { env: "SCB_CERT_PASSWORD", about: "Certifikatets lösenord", secret: true, optional: true },
  },
  oneOf: [["apiKey"], ["certificate", "certificatePassword"]],
  options,
  limits: { perMinute: 60, concurrency: 1, batch: 50 },
  redact: ["COAdress"],
  async ask(questions, context) {
    const answer = await companiesOf(questions, context);
    const rows = rowsByNumber(answer.body);
    // One company may be unknown; that all of many are is a question that was not understood.
    if (rows.size === 0 && questions.length > 1) {
      throw new SourceError("partial", `SCB: inget av ${questions.length} nummer finns i svaret`);
    }
    return questions.map((question) => resultOfRow(question, rows, answer, context));
  },
  read,
});

/** One question for the whole batch: what fails here fails for all of them. */
async function companiesOf(questions: readonly Question[], context: AskContext<Options>): Promise<HttpAnswer> {
  const { variable, operator } = context.options;
  const answer = await context.http({
    method: "POST",
    url: addressUnder(settingOf(context, "baseUrl"), "api/Je/HamtaForetag"),
    headers: {
      accept: "application/json",
      "content-type": "application/json",
      ...keyOf(context),
    },
    ...certificateOf(context),
    body: JSON.stringify({
      // Left empty on purpose: with a status, companies that are struck off would be missing.
      Företagsstatus: "",
      Registreringsstatus: "",
      variabler: questions.map(({ subject }) => ({
        Variabel: variable,
        Operator: operator,
        Varde1: orgNumberOf(subject),
        Varde2: "",
      })),
      Kategorier: [],
    }),
    signal: context.signal,
  });
  return answerOf(answer, context.now);
}

function keyOf({ settings }: AskContext<Options>): Readonly<Record<string, string>> {
  const { apiKey, apiKeyHeader } = settings;
  return apiKey === undefined || apiKeyHeader === undefined ? {} : { [apiKeyHeader]: apiKey };
}

function certificateOf({ settings }: AskContext<Options>): Pick<HttpRequest, "certificate"> {
  const { certificate: pfx, certificatePassword: password } = settings;
  return pfx === undefined || password === undefined ? {} : { certificate: { pfx, password } };
}

function resultOfRow(
  question: Question,
  rows: ReadonlyMap<string, readonly Row[]>,
  answer: HttpAnswer,
  context: AskContext<Options>,
): CheckResult {
  try {
    const bytes = Buffer.from(JSON.stringify(onlyRow(rows.get(orgNumberOf(question.subject)))));
    const raw = { bytes, mediaType: "application/json", address: answer.url.href, status: answer.status };
    return resultOf(scb, question, { raw, facts: bytes, asOf: context.now, cost: 0 }, context);
  } catch (error) {
    return failedOf(question, error);
  }
}

/** Missing in an answered batch: the register does not have that number, and the others have been answered. */
function onlyRow(rows: readonly Row[] | undefined): Row {
  const [row, ...others] = rows ?? [];
  if (row === undefined) throw new SourceError("empty", "SCB: numret finns inte i svaret");
  if (others.length > 0) throw new SourceError("malformed", "SCB: flera rader för samma nummer");
  return row;
}
