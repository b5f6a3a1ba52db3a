import type { Article } from "./article.js";
import { hitsOf } from "./article.js";
import type { Token } from "./token.js";

/** A part of a sentence with one statement: tokens from `start` up to `end`. */
export interface Clause {
  readonly start: number;
  readonly end: number;
  readonly sentence: number;
  /** Told as what the news followed on ("efter vårens razzia", "sedan åtal väckts") or as past ("fick 2018 kritik"). */
  readonly background: "cause" | "past" | null;
  /** Set against what was said: "men", "dock", "däremot". */
  readonly contrast: boolean;
}

const OPENERS = new Set([
  "men",
  "medan",
  "efter",
  "trots",
  "eftersom",
  "då",
  "dock",
  "däremot",
  "sedan",
  "där",
  "som",
  "innan",
]);
/** "Medan X klarade besöket ska Y rätta till": before a name they begin the main clause. */
const MODAL = new Set(["ska", "skall", "måste", "får", "fick", "tvingas", "kan", "kunde", "skulle", "riskerar"]);
const BACKGROUND = new Set(["efter", "sedan", "trots", "innan", "när"]);
const CONTRAST = new Set(["men", "dock", "däremot", "samtidigt"]);
/** "sedan i våras", "sedan två år" tell a time; "sedan åtal väckts" what went before. */
const TIME_AFTER =
  /^(i|länge|dess|tidigare|\d+|två|tre|fyra|fem|sex|sju|åtta|nio|tio|januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december|förra|flera|många|årsskiftet|starten)$/;
const YEAR = /^(19|20)\d\d$/;

/** The clauses of an article, in order. */
export function readClauses(article: Article): Clause[] {
  const { tokens } = article;
  const causes = new Set(hitsOf(article, "cause").map(({ start }) => start));
  const starts = tokens.flatMap((_, at) => (causes.has(at) || opensClause(tokens, at) ? [at] : []));
  return starts.map((start, i) => {
    const end = starts[i + 1] ?? tokens.length;
    const [first, second] = [tokens[start], tokens[start + 1]];
    const opener = first?.lower ?? "";
    return {
      start,
      end,
      sentence: first?.sentence ?? 0,
      background: isPast(article, start, end)
        ? "past"
        : causes.has(start) || isCause(opener, second, tokens[start - 1]?.sentence === first?.sentence)
          ? "cause"
          : null,
      contrast: CONTRAST.has(opener),
    };
  });
}

function opensClause(tokens: readonly Token[], at: number): boolean {
  const token = tokens[at];
  const before = tokens[at - 1];
  if (token === undefined) return false;
  if (before === undefined || before.sentence !== token.sentence) return true;
  if (/[,;:–—()]|\s-\s/.test(token.before) && !/^\d/.test(token.text)) return true;
  if (token.lower === "när") return true;
  if (MODAL.has(token.lower) && tokens[at + 1]?.capital === true && tokens[at + 1]?.before === " ") return true;
  if (token.lower === "sedan" && tellsTime(before, tokens[at + 1])) return false;
  return OPENERS.has(token.lower) && !/[-]/.test(token.before);
}

/** "för tre år sedan", "sedan i våras": a time, not what went before. */
function tellsTime(before: Token, after: Token | undefined): boolean {
  return (
    /^(år|åren|månader|veckor|dagar|länge)$/.test(before.lower) || after === undefined || TIME_AFTER.test(after.lower)
  );
}

/** "När" first in a sentence may tell the news itself, later on it tells what that followed on. */
function isCause(opener: string, second: Token | undefined, inside: boolean): boolean {
  if (!BACKGROUND.has(opener) || (opener === "när" && !inside)) return false;
  return opener !== "sedan" || second === undefined || !TIME_AFTER.test(second.lower);
}

function isPast(article: Article, start: number, end: number): boolean {
  const says = (concept: string) => hitsOf(article, concept, start, end).length > 0;
  const { sentence } = article.tokens[start] ?? {};
  if (hitsOf(article, "era").some((era) => era.sentence === sentence && era.start < start)) return true;
  if (says("past") || (says("put-right") && !says("negation"))) return true;
  return article.tokens
    .slice(start, end)
    .some(
      (token, i, clause) =>
        YEAR.test(token.text) &&
        !/^(åren|kronor|till|och)$/.test(clause[i - 1]?.lower ?? "") &&
        !/^(till|kronor)$/.test(clause[i + 1]?.lower ?? ""),
    );
}

/** The clause a token stands in. */
export function clauseAt(clauses: readonly Clause[], token: number): Clause | undefined {
  return clauses.find(({ start, end }) => token >= start && token < end);
}
