import { describe, expect, it } from "vitest";
import { buildMatcher } from "../../src/matching/matcher.js";

/** Everyday words, as homes are often called. */
const WORDS =
  "Ankaret Björken Solen Månen Lunden Gläntan Ängen Kullen Bäcken Forsen Skogen Stigen Bron Porten Nyckeln Trappan Stugan Torpet Slottet Kvarnen Smedjan Bruket Båten Skutan Seglet Masten Lotsen Fyren Hamnen Bryggan Viken Udden Holmen Stranden Stenen Berget Toppen Dalen Åkern Skörden Kornet Bikupan Humlan Myran Fjärilen Svalan Lärkan Tranan Örnen Falken Ugglan Räven Vargen Björnen Älgen Haren Ekorren Lodjuret Uttern Laxen Eken Asken Almen Linden Lönnen Rönnen Tallen Granen Enen Hasseln Aspen Rosen Liljan Tulpanen Vallmon Klövern Ljungen Mossan Blåbäret Äpplet Hösten Vintern Våren Sommaren Morgonen Gryningen Natten Vinden Stormen Regnet Snön Dimman Regnbågen Blixten Stjärnan Kometen Horisonten Kompassen Kartan Resan Steget Språnget Lyftet Hoppet Modet Kraften Styrkan Lugnet Friden Glädjen Lyckan Drömmen Tanken Visionen Målet Starten Vändningen Framtiden Livet Hjärtat Handen Famnen Rösten Ordet Sången Tonen Rytmen Dansen Leken Spelet Pusslet Bilden Penseln Färgen Boken Pennan Brevet Klockan Timmen Ringen Cirkeln Kuben Kristallen Diamanten Pärlan Guldet Silvret Järnet Kopparn Glaset Tråden Väven Knuten Repet Länken Kedjan Navet Hjulet Axeln Motorn Växeln".split(
    " ",
  );
const TOWNS = ["Örebro", "Falun", "Växjö", "Luleå", "Kalmar", "Skövde", "Borås", "Umeå", "Gävle", "Motala"];
const KINDS = [
  ["HVB", "hvb", "hvb-hemmet"],
  ["Stödboende", "stodboende", "stödboendet"],
  ["Familjehem", "familjehem", "familjehemsföretaget"],
] as const;

const suppliers = WORDS.map((word, i) => {
  const [operation, service, kind] = KINDS[i % KINDS.length] ?? KINDS[0];
  const town = TOWNS[i % TOWNS.length] ?? "";
  return {
    orgNumber: String(5_599_500_000 + i),
    name: `${word} ${operation} AB`,
    aliases: [word],
    services: [service],
    places: [town],
    word,
    town,
    kind,
  };
});
const matcher = buildMatcher(suppliers);

/** For how many of the suppliers the item is taken to be about them, or about anybody else. */
function matched(tell: (of: (typeof suppliers)[number]) => readonly [string, string]): { own: number; others: number } {
  const found = suppliers.map((of) => {
    const [title, summary] = tell(of);
    return { of, orgNumbers: matcher.match({ title, summary }).map(({ orgNumber }) => orgNumber) };
  });
  const own = found.filter(({ of, orgNumbers }) => orgNumbers.includes(of.orgNumber)).length;
  return { own, others: found.flatMap(({ orgNumbers }) => orgNumbers).length - own };
}

describe("a register of everyday words, with nothing tuned for it", () => {
  it.each([
    [
      "a kind of home before the name",
      (s) => [`Ivo granskar ${s.kind} ${s.word}`, `Tillsynen i ${s.town} har inletts.`],
    ],
    ["the home told of later", (s) => [`${s.word} får kritik av Ivo`, `Brister fanns på ${s.kind} i ${s.town}.`]],
    ["the name in the lead", (s) => ["Hård kritik", `Personalen på ${s.word} i ${s.town} saknade utbildning.`]],
    ["capitals", (s) => [`${s.word.toUpperCase()} STÄNGS`, `Ivo stänger ${s.kind} i ${s.town}.`]],
    ["the legal name", (s) => [`${s.name} i konkurs`, `Bolaget i ${s.town} har tolv anställda.`]],
  ] satisfies [string, Parameters<typeof matched>[0]][])("is found by %s", (_, tell) => {
    const { own, others } = matched(tell);

    expect(own).toBeGreaterThanOrEqual(suppliers.length * 0.98);
    expect(others).toBe(0);
  });

  it.each([
    [
      "the thing in the same town",
      (s) => [`${s.word} i centrum rustas upp`, `Kommunen i ${s.town} lägger två miljoner.`],
    ],
    ["the word", (s) => [`Så blev det när ${s.word.toLowerCase()} kom`, `Läsarna i ${s.town} skickar bilder.`]],
    ["a restaurant", (s) => [`Restaurang ${s.word} i ${s.town} i konkurs`, "Ägaren har tappat kunder."]],
    ["a team", (s) => [`${s.word} vann på övertid`, `Laget från ${s.town} leder serien.`]],
    ["a person", (s) => [`Erik ${s.word} ny kommunchef`, `Han börjar i ${s.town} i augusti.`]],
  ] satisfies [string, Parameters<typeof matched>[0]][])("is not mistaken for %s", (_, tell) => {
    const { own, others } = matched(tell);

    expect(own + others).toBeLessThanOrEqual(suppliers.length * 0.02);
  });
});
