import { type Article, hitsOf } from "./article.js";
import { type Clause, clauseAt } from "./clause.js";
import { isDenied, type NewsEvent } from "./event.js";
import type { Hit } from "./lexicon.js";
import type { Matter } from "./match.js";

const OF_CRIME: ReadonlySet<Matter> = new Set<Matter>(["crime", "abuse", "economy"]);
const CLEARINGS = ["acquitted", "cleared", "no-crime", "approved"];

/** Something told in a clause, of which it is asked whom it concerns. */
export interface Told {
  readonly at: number;
  readonly clause: Clause;
}

export interface Clearing extends Told {
  readonly text: string;
  /** Set right by a court or an authority; an approval only outweighs what is said in its own sentence and small matters. */
  readonly whole: boolean;
  /** Only says that nobody is suspected: a death stays a death, a fall a fall. */
  readonly ofCrime: boolean;
  /** By a prosecutor or a court: that alone, elsewhere in the item, takes back what is said of somebody's death. */
  readonly ofCourt: boolean;
}

/** Acquitted, set aside, closed without criticism; a stay or an upheld decision clears nothing. */
export function findClearings(article: Article, clauses: readonly Clause[]): Clearing[] {
  const open = ["upheld", "upheld-doubt", "reversed-clearing"].some((concept) => hitsOf(article, concept).length > 0);
  if (open) return [];
  return CLEARINGS.flatMap((concept) => hitsOf(article, concept)).flatMap((hit) => {
    const clause = clauseAt(clauses, hit.start);
    if (clause === undefined || clause.background !== null) return [];
    return isDenied(article, hit, clause) || isCondition(article, hit, clause) ? [] : [toClearing(hit, clause)];
  });
}

const CONDITION = new Set(["förrän", "tills", "ifall"]);

/** "Inga nya flyttar in förrän säkerheten håller måttet". */
function isCondition({ tokens }: Article, { start }: Hit, clause: Clause): boolean {
  return tokens.slice(clause.start, start).some(({ lower }) => CONDITION.has(lower));
}

function toClearing({ start, text, concept }: Hit, clause: Clause): Clearing {
  return {
    at: start,
    clause,
    text,
    whole: concept !== "approved",
    ofCrime: concept === "no-crime",
    ofCourt: concept === "acquitted",
  };
}

function canClear({ ofCrime, ofCourt, clause }: Clearing, { category, severity, sentence }: NewsEvent): boolean {
  if (ofCrime) return OF_CRIME.has(category);
  return ofCourt || clause.sentence === sentence || category !== "other" || severity !== "critical";
}

/** What is set against a clearing still holds: "frias från våldtäkt men fälls för misshandel", "vårdaren döms, chefen frias". */
export function isLeftBy(article: Article, clearings: readonly Clearing[], event: NewsEvent): boolean {
  const { clause, at, severity } = event;
  const [clearing] = clearings.filter((each) => canClear(each, event));
  if (clearing === undefined) return true;
  if (clearings.some((other) => other.clause === clause)) return false;
  if (clause.contrast && at > clearing.at) return true;
  if (hitsOf(article, "verdict", clause.start, clause.end).length > 0) return true;
  return !clearing.whole && clause.sentence !== clearing.clause.sentence && severity !== "notice";
}
