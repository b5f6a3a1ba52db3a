import type { OrgNumber } from "../../src/domain/org-number.js";
import { SourceError } from "../../src/domain/silence.js";
import { answerOf, jsonOf } from "../../src/http/answer.js";
import type { HttpAnswer } from "../../src/http/http.js";
import { shaped } from "../../src/reading.js";
import { type Context, get } from "./connect.js";
import { silenceOf } from "./read.js";
import { searchAnswer } from "./schema.js";

const NO_HIT = { reason: "empty", detail: "ingen träff" } as const;
const REFUSED = { reason: "malformed", detail: "sökningen nekades (HTTP 400)" } as const;
const NO_WORD = { reason: "malformed", detail: "sökningen gav varken träff eller besked" } as const;

/** Creditsafe's own id of a company. A search costs nothing, and is only a way to the report: it is no evidence. */
export async function connectIdOf(number: OrgNumber, context: Context): Promise<string> {
  const answer = await get(`companies?countries=SE&regNo=${number}`, context);
  const { messages, companies, totalSize } = shaped(searchAnswer, jsonOf(searchedOf(answer, context)), "Creditsafe");
  const hits = companies ?? [];
  if (hits.length === 0) throw silenceOf(messages, companies && totalSize === 0 ? NO_HIT : NO_WORD);
  const hit = hits.find(({ regNo }) => regNo?.replace(/\D/g, "").slice(-10) === number);
  if (hit === undefined) throw new SourceError("malformed", "Creditsafe: sökningens träffar gäller andra företag");
  return hit.id;
}

/** An unknown number may also be answered with 404, or with 400 and a message that says so. */
function searchedOf(answer: HttpAnswer, context: Context): HttpAnswer {
  const refused = answer.status === 400 || answer.status === 404;
  if (!refused || answer.body.byteLength === 0) return answerOf(answer, context.now);
  const { messages } = shaped(searchAnswer, jsonOf(answer), "Creditsafe");
  throw silenceOf(messages, answer.status === 404 ? NO_HIT : REFUSED);
}
