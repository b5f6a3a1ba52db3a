import { formatOrgNumber } from "../src/domain/org-number.js";
import type { Outcome } from "../src/judgement/replay.js";
import type { Bar, Document } from "../src/mail/document.js";
import type { Replayed } from "./replay.js";

const WHATS: readonly (readonly [what: Outcome["what"], heading: string])[] = [
  ["stopp", "Stopp"],
  ["förslag", "Förslag om stopp"],
  ["larm", "Larm"],
];

/** A replay as a picture and a table: how many by rule under each policy, and each one that comes, goes or moves. */
export function replayDocument(replayed: Replayed, file: string): Document {
  const { from, to, suppliers, differences } = replayed;
  return {
    title: `Policyn prövad mot ${from} – ${to}`,
    subtitle: `${file} jämförd med policyn som gäller, på lagrade uppgifter om ${suppliers} leverantörer. Ingenting har ändrats.`,
    sections: [
      {
        heading: "Så är det räknat",
        texts: [
          "Registret är som det är i dag. Spärrar, människors beslut och regeln composite är inte med: det som visas är vad uppgifterna hade lett till.",
          "Prövat är de dagar då något nytt hade lästs in, och dessutom en dag i veckan. Det som bara tiden ger, som att en tidsfrist går ut, kan därför stå upp till sex dagar för sent.",
        ],
      },
      ...WHATS.map(([what, heading]) => ({
        heading,
        ...chartOf(replayed, what),
      })),
      {
        heading: `Vad som ändras (${differences.length})`,
        ...(differences.length === 0 ? { texts: ["Ingenting."] } : { table: differenceTable(replayed) }),
      },
    ],
  };
}

function chartOf({ counts }: Replayed, what: Outcome["what"]) {
  const bars = counts
    .filter((one) => one.what === what)
    .flatMap(({ rule, before, after }): readonly Bar[] => [
      { name: `${rule}, nu`, value: before, muted: true },
      { name: `${rule}, prövad`, value: after },
    ]);
  return bars.length === 0 ? { texts: ["Inga."] } : { charts: [{ title: "Grått: nu. Blått: prövad policy.", bars }] };
}

function differenceTable({ differences }: Replayed) {
  const rows = differences.map(({ change, before, after, outcome }) => [
    outcome.what,
    change,
    `${outcome.name} (${formatOrgNumber(outcome.orgNumber)})${outcome.unit === null ? "" : `, ${outcome.unit}`}`,
    outcome.rule,
    before ?? "",
    after ?? "",
    outcome.because,
  ]);
  return { head: ["Vad", "Ändring", "Leverantör", "Regel", "Nu", "Prövad", "Skäl"], rows };
}
