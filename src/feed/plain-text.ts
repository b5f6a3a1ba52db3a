import { load } from "cheerio/slim";
import { hideIdentityNumbers } from "../domain/identity-number.js";

/** A feed may escape its text once more than it should, and then once again. */
const MOST_LAYERS = 3;
/** Enough for any headline or summary; some feeds send whole articles where a summary belongs. */
const LONGEST_HTML = 20_000;
const MARKUP = /<\/?[a-z!][^>]*>|&(?:#\d+|#x[0-9a-f]+|[a-z]+\d*);/i;
const BLOCK = /<(?:br|hr|\/?(?:p|div|li|ul|ol|h[1-6]|tr|td|blockquote|figure|figcaption))\b[^>]*>/gi;

/** HTML, escaped once or several times → text on one line; never longer than `limit`, never with an identity number. */
export function plainText(html: string, limit: number): string {
  let text = html.slice(0, LONGEST_HTML);
  for (let layer = 0; layer < MOST_LAYERS && MARKUP.test(text); layer += 1) text = textOf(text);
  const line = text
    .replace(/[\p{Cc}\s]+/gu, " ")
    .replace(/[\u202a-\u202e\u2066-\u2069]/g, "")
    .trim();
  return cut(hideIdentityNumbers(line), limit);
}

function textOf(html: string): string {
  const page = load(html.replace(BLOCK, " $&"));
  page("script, style, template, noscript").remove();
  return page.root().text();
}

/** Whole characters only: half a pair is no text. */
function cut(text: string, limit: number): string {
  return text
    .slice(0, limit)
    .replace(/[\ud800-\udbff]$/, "")
    .trimEnd();
}
