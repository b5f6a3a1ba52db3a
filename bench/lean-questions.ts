import { bolagsverket } from "../adapters/bolagsverket/adapter.js";
import { creditsafe } from "../adapters/creditsafe/adapter.js";
import { scb } from "../adapters/scb/adapter.js";
import { rowsByNumber } from "../adapters/scb/read.js";
import type { Lookup } from "../src/adapter.js";
import { orgNumber } from "../src/domain/org-number.js";
import { SourceError } from "../src/domain/silence.js";
import { answerOf, jsonOf } from "../src/http/answer.js";
import type { Http, HttpRequest } from "../src/http/http.js";

/** What the yardstick asks with, and whom it tells of each check. */
export interface LeanAsking {
  readonly http: Http;
  readonly settings: Readonly<Record<string, string>>;
  readonly numbers: readonly string[];
  /** Bolagsverket's list of annual reports is asked for on the first day of a week. */
  readonly lists: boolean;
  readonly checked: (source: string, supplier: string, facts: string) => void;
}

/** As many at a time as the program asks of a source in the sandbox. */
const LANES = 8;
const SCB_BATCH = 50;
const JSON_HEADERS = { accept: "application/json", "content-type": "application/json" };

/** The program's own questions to all three sources at once, each answer read by the adapter's own reading. */
export async function askLean(asking: LeanAsking): Promise<void> {
  await Promise.all([askBolagsverket(asking), askCreditsafe(asking), askScb(asking)]);
}

async function askBolagsverket(asking: LeanAsking): Promise<void> {
  const basic = Buffer.from(`${of(asking, "BOLAGSVERKET_CLIENT_ID")}:${of(asking, "BOLAGSVERKET_CLIENT_SECRET")}`);
  const { parsed } = await ask<{ access_token: string }>(asking, {
    method: "POST",
    url: new URL(of(asking, "BOLAGSVERKET_TOKEN_URL")),
    headers: {
      authorization: `Basic ${basic.toString("base64")}`,
      "content-type": "application/x-www-form-urlencoded",
    },
    body: "grant_type=client_credentials&scope=vardefulla-datamangder%3Aread",
  });
  const headers = { ...JSON_HEADERS, authorization: `Bearer ${parsed().access_token}` };
  await inLanes(asking.numbers, async (number) => {
    const url = new URL("organisationer", of(asking, "BOLAGSVERKET_BASE_URL"));
    const { body } = await ask(asking, {
      ...POST,
      url,
      headers,
      body: JSON.stringify({ identitetsbeteckning: number }),
    });
    if (asking.lists) {
      const list = new URL("dokumentlista", of(asking, "BOLAGSVERKET_BASE_URL"));
      await ask(asking, { ...POST, url: list, headers, body: JSON.stringify({ identitetsbeteckning: number }) });
    }
    asking.checked("bolagsverket", number, factsIn(bolagsverket, body, number));
  });
}

async function askCreditsafe(asking: LeanAsking): Promise<void> {
  const base = of(asking, "CREDITSAFE_BASE_URL");
  const body = JSON.stringify({
    username: of(asking, "CREDITSAFE_USERNAME"),
    password: of(asking, "CREDITSAFE_PASSWORD"),
  });
  const login = { ...POST, url: new URL("authenticate", base), headers: JSON_HEADERS, body };
  const { parsed } = await ask<{ token: string }>(asking, login);
  const headers = { accept: "application/json", authorization: `Bearer ${parsed().token}` };
  await inLanes(asking.numbers, async (number) => {
    const url = new URL(`companies?countries=SE&regNo=${number}`, base);
    const found = await ask<{ companies: readonly { readonly id: string }[] }>(asking, { url, headers });
    const id = found.parsed().companies[0]?.id;
    const report = id === undefined ? found : await ask(asking, { url: new URL(`companies/${id}`, base), headers });
    asking.checked("creditsafe", number, id === undefined ? "" : factsIn(creditsafe, report.body, number));
  });
}

async function askScb(asking: LeanAsking): Promise<void> {
  const headers = { ...JSON_HEADERS, "x-api-key": of(asking, "SCB_API_KEY") };
  const batches: string[][] = [];
  for (let from = 0; from < asking.numbers.length; from += SCB_BATCH)
    batches.push(asking.numbers.slice(from, from + SCB_BATCH));
  await inLanes(batches, async (batch) => {
    const variabler = batch.map((number) => ({
      Variabel: "OrgNr (10 siffror)",
      Operator: "ArLikaMed",
      Varde1: number,
      Varde2: "",
    }));
    const body = JSON.stringify({ Företagsstatus: "", Registreringsstatus: "", variabler, Kategorier: [] });
    const { body: answer } = await ask(asking, {
      ...POST,
      url: new URL("api/Je/HamtaForetag", of(asking, "SCB_BASE_URL")),
      headers,
      body,
    });
    const rows = rowsByNumber(answer);
    for (const number of batch) {
      const row = Buffer.from(JSON.stringify(rows.get(number)?.[0] ?? {}));
      asking.checked("scb", number, factsIn(scb, row, number));
    }
  });
}

const POST = { method: "POST" } as const;

async function ask<T>(
  { http }: LeanAsking,
  request: HttpRequest,
): Promise<{ readonly parsed: () => T; readonly body: Uint8Array }> {
  const answer = answerOf(await http(request), EPOCH);
  return { parsed: () => jsonOf(answer) as T, body: answer.body };
}

/** What the answer says, as text to store; a company that the source will not speak of says nothing. */
function factsIn<O>(lookup: Lookup<O>, body: Uint8Array, number: string): string {
  try {
    const { observations } = lookup.read(body, { supplier: orgNumber(number) }, EPOCH, lookup.options.parse({}));
    return JSON.stringify(observations.map(({ kind, facts }) => ({ kind, facts })));
  } catch (error) {
    if (error instanceof SourceError) return "";
    throw error;
  }
}

/** Only a server that asks for patience is read against a time, and the sandbox never does here. */
const EPOCH = new Date(0);

function of({ settings }: LeanAsking, name: string): string {
  const value = settings[name];
  if (value === undefined) throw new Error(`The sandbox gives no ${name}`);
  return value;
}

async function inLanes<T>(work: readonly T[], act: (item: T) => Promise<void>): Promise<void> {
  const queue = work.values();
  const lane = async () => {
    for (const item of queue) await act(item);
  };
  await Promise.all(Array.from({ length: LANES }, lane));
}
