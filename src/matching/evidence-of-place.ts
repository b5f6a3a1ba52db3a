import { type Article, hitsOf } from "./article.js";
import { type Evidence, REFUSE } from "./evidence.js";
import type { Mention } from "./mention.js";
import type { Profile } from "./profile.js";

const ATTACHED = 4;
/** A name that says its operation may have a home in a town the register does not tell; a bare name is then another's. */
const ELSEWHERE = -4;
/** Its town is in the item, but this name has another one: a namesake is told of beside it. */
const APART = 0.25;

/** The supplier's own town speaks for it, another town beside the name against, but not the one that another name has. */
export function ofPlace(
  article: Article,
  mention: Mention,
  profile: Profile,
  mentions: readonly Mention[],
): Evidence[] {
  const others = mentions.filter(({ form }) => form.supplier !== mention.form.supplier);
  const outside = article.places.filter(({ at }) => at < mention.start || at >= mention.end);
  const own = outside.find(({ place }) => profile.places.has(place));
  const attached = outside.find((place) => isAttached(article, mention, place.at));
  if (own !== undefined) {
    const beside = own === attached || isAttached(article, mention, own.at);
    const apart = !beside && attached !== undefined && attached.counties.length > 0;
    return [{ weight: beside ? 2 : apart ? APART : 1.25, text: `orten: ${written(article, own.at, own.length)}` }];
  }
  const county = outside.find(({ counties }) => counties.some((name) => profile.counties.has(name)));
  const elsewhere = outside
    .filter(({ counties }) => counties.length > 0)
    .find((place) => place !== county && !others.some((other) => isAttached(article, other, place.at)));
  if (attached !== undefined && attached !== county && profile.places.size > 0) {
    return [
      {
        weight: mention.form.operation ? ELSEWHERE : REFUSE,
        text: `annan ort: ${written(article, attached.at, attached.length)}`,
        namesake: true,
      },
    ];
  }
  if (county !== undefined) return [{ weight: 0.75, text: `länet: ${written(article, county.at, county.length)}` }];
  if (elsewhere === undefined || profile.places.size === 0) return [];
  return [{ weight: -0.75, text: `annan ort: ${written(article, elsewhere.at, elsewhere.length)}` }];
}

/** "X i Lycksele", "X AB utanför Lund": a preposition of place between name and town, and little else. */
function isAttached(article: Article, { end }: Mention, at: number): boolean {
  const { tokens } = article;
  if (at <= end || at - end > ATTACHED || tokens[at]?.sentence !== tokens[end - 1]?.sentence) return false;
  if (tokens.slice(end, at + 1).some((token) => /[,;:–(]/.test(token.before))) return false;
  const between = tokens.slice(end, at).map((token) => token.lower);
  return (
    hitsOf(article, "at", at - 1, at).length > 0 &&
    (between.length === 1 || !between.slice(0, -1).some((word) => VERB.test(word)))
  );
}

/** Words that look like a finite verb part name and town: "Tranan är tillbaka i Karlstad". */
const VERB = /^(är|var|blir|har|hade|får|fick|kan|ska|vill|går|står|kom|gör|\p{L}+(ar|er|ade|as|es|ades|ts))$/u;

/** A place as the text has it. */
export function written(article: Article, at: number, length: number): string {
  return article.tokens
    .slice(at, at + length)
    .map(({ text }) => text)
    .join(" ");
}
