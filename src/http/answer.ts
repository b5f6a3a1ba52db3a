import { SourceError } from "../domain/silence.js";
import type { HttpAnswer } from "./http.js";

const BOT_PAGE =
  /captcha|challenge-platform|cf-chl|incapsula|unusual traffic|bot protection|are you (a )?(human|robot)|är du en robot/i;
const LOGIN_PAGE = /type\s*=\s*["']?password|logga in|log ?in|sign ?in|bankid/i;
/** Enough of a page to tell what it is. */
const PAGE_START = 20_000;

/** Gives an answer of 2xx, or of a status in `leave`, back; throws SourceError with the reason that any other status means. */
export function answerOf(answer: HttpAnswer, now: Date, leave: readonly number[] = []): HttpAnswer {
  const { status } = answer;
  if ((status >= 200 && status < 300) || leave.includes(status)) return answer;
  const message = `${answer.url.host}: HTTP ${status}`;
  const retryAfter = retryAfterOf(answer.headers["retry-after"], now);
  const later = retryAfter === null ? {} : { retryAfter };
  if (status === 429 || isBotPage(answer)) throw new SourceError("blocked", message, later);
  if (status === 401 || status === 403) throw new SourceError("refused", message, { credentials: true });
  if (status >= 500) throw new SourceError("unreachable", message, later);
  throw new SourceError("malformed", message);
}

/** The body as JSON; throws SourceError as `readJson` does. */
export function jsonOf(answer: HttpAnswer): unknown {
  return readJson(answer.body, answer.url.host);
}

/**
 * Bytes as JSON; an empty body, a bot page, a log-in page or anything else throws SourceError with its reason.
 * `about` says where the bytes are from: a host or a source. The text is never quoted.
 */
export function readJson(bytes: Uint8Array, about: string): unknown {
  const text = new TextDecoder().decode(bytes).trim();
  if (text === "") throw new SourceError("empty", `${about}: tomt svar`);
  if (text.startsWith("<")) throw pageInstead(text, about);
  try {
    return JSON.parse(text);
  } catch {
    throw new SourceError("malformed", `${about}: svaret är inte JSON`);
  }
}

function pageInstead(text: string, about: string): SourceError {
  const start = text.slice(0, PAGE_START);
  const blocked = isBotText(start) || LOGIN_PAGE.test(start);
  return blocked
    ? new SourceError("blocked", `${about}: en inloggnings- eller robotsida i stället för JSON`)
    : new SourceError("malformed", `${about}: en sida i stället för JSON`);
}

/** Protection in front of a source answers 403 or 503 with a page of its own: not the source's refusal. */
function isBotPage(answer: HttpAnswer): boolean {
  if (!(answer.headers["content-type"] ?? "").includes("html")) return false;
  return isBotText(new TextDecoder().decode(answer.body.subarray(0, PAGE_START)));
}

/** Whether a page is one that asks a reader to prove to be no program. */
export function isBotText(text: string): boolean {
  return BOT_PAGE.test(text);
}

/** Seconds or an HTTP date; null when missing or neither. */
function retryAfterOf(header: string | undefined, now: Date): Date | null {
  if (header === undefined) return null;
  if (/^\d{1,9}$/.test(header.trim())) return new Date(now.getTime() + Number(header) * 1000);
  const at = Date.parse(header);
  return Number.isNaN(at) ? null : new Date(at);
}
