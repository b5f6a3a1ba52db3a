import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Practice, practice } from "./practice.js";

const DAYS = 10;
const BY = ["--by", "Eva Ek", "--reason", "Prövat mot källan"];

/** A command line of a digest as its words; what is in quotation marks is one. */
function wordsOf(command: string): readonly string[] {
  return [...command.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, word]) => quoted ?? word ?? "").slice(1);
}

/** One figure of a digest and the command that stands beside it. */
interface Figure {
  readonly what: string;
  readonly n: number;
  readonly command: string;
}

/** The four figures on top, the number in each heading with "Alla rader", and each row of what waits. */
function figuresIn(text: string): readonly Figure[] {
  const top = [...text.matchAll(/^ +(\d+) (nytt? \S+|nya \S+|stopp att besluta om) +(basvakt .+)$/gm)];
  const sections = [...text.matchAll(/^=+\n([^\n]+?) \((\d+)\)\n=+\n([\s\S]*?)(?=^=+\n|^DE SENASTE)/gm)];
  const headed = sections.flatMap(([, what = "", n, body = ""]) => {
    const command = /^Alla rader: (basvakt .+)$/m.exec(body)?.[1];
    return command === undefined ? [] : [{ what, n: Number(n), command }];
  });
  const waiting = [...text.matchAll(/^\[(?:Äldst|Sedan) [^\]]+\] [^\n]+\n {2}(\d+) ([^\n]+)\n {2}(basvakt [^\n]+)$/gm)];
  return [
    ...top.map(([, n, what = "", command = ""]) => ({ what, n: Number(n), command })),
    ...headed,
    ...waiting.map(([, n, what = "", command = ""]) => ({ what, n: Number(n), command })),
  ];
}

describe("every figure of a digest (law 15)", () => {
  let home: Practice;
  const digests: {
    readonly day: number;
    readonly text: string;
    readonly figures: readonly (Figure & { printed: number })[];
  }[] = [];
  const evidence = new Set<string>();

  beforeAll(async () => {
    home = await practice();
    for (let day = 1; day <= DAYS; day += 1) {
      if (day > 1) home.turnTo(day);
      await home.basvakt("run", "basuppfoljning", "--now", home.sandbox.now.toISOString());
      const seven = new Date(home.sandbox.now.getTime() + 2 * 3_600_000).toISOString();
      const { text } = (await home.json("digest", "preview", "--now", seven)) as { readonly text: string };
      const figures = await Promise.all(
        figuresIn(text).map(async (figure) => ({ ...figure, printed: await rowsOf(figure) })),
      );
      digests.push({ day, text, figures });
      for (const [, numbers = ""] of text.matchAll(/underlag\s+nr\s+([\d,\s]+)/g)) {
        for (const number of numbers.match(/\d+/g) ?? []) evidence.add(number);
      }
      await home.basvakt("digest", "send");
      if (day === 2) await home.basvakt("stops", "confirm", "5", ...BY);
      if (day === 3) await home.basvakt("alerts", "assign", "12", ...BY, "--to", "Olle Ask");
    }
  }, 180_000);
  afterAll(() => home.close());

  async function rowsOf({ command }: Figure): Promise<number> {
    const rows = await home.json(...wordsOf(command));
    return Array.isArray(rows) ? rows.length : -1;
  }

  it("is the number of rows that the command beside it prints, on all ten days", () => {
    const all = digests.flatMap(({ day, figures }) => figures.map((figure) => ({ day, ...figure })));

    expect(all.length).toBeGreaterThan(100);
    expect(all.filter(({ n, printed }) => n !== printed)).toEqual([]);
  });

  it("has been of every kind in the ten days", () => {
    const kinds = new Set(digests.flatMap(({ figures }) => figures.map(({ what }) => what)));

    for (const kind of [
      "nya stopp",
      "stopp att besluta om",
      "nya larm",
      "ATT BESLUTA NU: PRELIMINÄRA STOPP",
      "ATT BESLUTA NU: FÖRESLAGNA STOPP",
      "ATT BESLUTA NU: STOPP SOM VÄNTAR PÅ GRANSKNING",
      "ATT BESLUTA NU: HÄNDELSER ATT GRANSKA",
      "KAN STOPPET UPPHÄVAS?",
      "NYA LARM",
      "LARM SOM BLIVIT VÄRRE ELLER ÖPPNATS IGEN",
      "AVSLUTADE LARM",
      "BESLUT OM STOPP",
      "BRANSCHNYTT",
      "preliminära stopp att bekräfta",
      "föreslagna stopp att besluta om",
      "tilldelat larm",
      "larm öppna längre än 7 dagar",
      "larm att avsluta: det som gav det är borta",
      "fördjupade kontroller pågår",
    ]) {
      expect([...kinds]).toContain(kind);
    }
  });

  it("of checks done is what the ledger adds up to, but for what the house has chosen not to ask", async () => {
    const { text } = digests.at(-1) ?? { text: "" };
    const [, done, due, command = ""] = /^ *(\d+) av (\d+) kontroller gjorda +(basvakt .+)$/m.exec(text) ?? [];
    const ledger = (await home.json(...wordsOf(command))) as {
      readonly due: number;
      readonly done: number;
      readonly gaps: readonly { readonly reason: string }[];
    };

    const letters = ledger.gaps.filter(({ reason }) => reason === "letter").length;
    expect({ done: Number(done), due: Number(due) }).toEqual({ done: ledger.done, due: ledger.due - letters });
  });

  it("rests on evidence that a command shows, with its source and checksum", async () => {
    expect(evidence.size).toBeGreaterThan(20);
    for (const number of evidence) {
      expect(await home.json("evidence", "show", number)).toMatchObject({
        id: Number(number),
        sha256: expect.any(String),
      });
    }
  });
});
