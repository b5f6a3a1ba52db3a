import type { AskContext, DeliveredFile } from "../../src/adapter.js";
import { type Day, dayOf, readDay } from "../../src/domain/day.js";
import type { DeliveredLetter } from "../../src/domain/delivery.js";
import { sha256 } from "../../src/domain/digest.js";
import { Refusal } from "../../src/domain/refusal.js";
import { textOfPdf } from "../../src/pdf/text-of-pdf.js";
import { caseNumberOf } from "./decision.js";
import type { Outcome } from "./schema.js";

/** As IVO writes it; the last group is the document's number within the case. */
const CASE = /(?<![\d.-])\d{1,2}(?:\.\d{1,2}){0,2}-\d{3,6}\/\d{4}(?:-\d{1,4})?(?!\d)/;
const AFTER_DNR = new RegExp(`\\bdnr\\.?:?\\s*(${CASE.source})`, "i");
const HEADING = /^(?:\d+\.?\s+)?beslut:?$/i;
const NEXT_HEADING =
  /^(?:\d+\.?\s+)?(?:bakgrund|skäl(?:en)?(?: för beslutet| till beslutet)?|motivering|ärendet|redogörelse(?: för ärendet)?|tillämpliga bestämmelser|bestämmelser|överklagande|hur man överklagar|så här överklagar (?:du|ni)|upplysningar?|underlag):?$/i;

/** Words that decide, each family once: a section that holds several says nothing sure. */
const FAMILIES: readonly (readonly [words: RegExp, outcome: (section: string) => Outcome])[] = [
  [/återkall/i, (section) => (/omedelbar/i.test(section) ? "ATERKALLELSE_OMEDELBAR" : "ATERKALLELSE")],
  [/förbjud|förbud/i, prohibition],
  [/föreläg/i, (section) => (/\bvite/i.test(section) ? "FORELAGGANDE_VITE" : "FORELAGGANDE")],
  [/utdöm/i, () => "UTDOMANDE_VITE"],
  [/sanktionsavgift/i, () => "SANKTIONSAVGIFT"],
  [/avslår|avslag/i, () => "ANSOKAN_AVSLAG"],
  [/avvisar|avvisas/i, () => "AVVISAD"],
];

function prohibition(section: string): Outcome {
  if (/registerkontroll/i.test(section)) return "FORBUD_REGISTERKONTROLL";
  return /tillfällig|tills vidare/i.test(section) ? "FORBUD_TILLFALLIGT" : "FORBUD";
}

/** One decision as a PDF: its case and day stand in its head, what was decided in its decision section alone. */
export async function readLetter(
  { name, bytes }: DeliveredFile,
  { now, evidence }: Pick<AskContext, "now" | "evidence">,
): Promise<DeliveredLetter> {
  const text = await textOfPdf(name, bytes);
  const { head, section } = partsOf(text);
  const caseNumber = caseNumberOf((AFTER_DNR.exec(head)?.[1] ?? CASE.exec(head)?.[0]) || "");
  if (caseNumber === null) {
    const message = "beslutet har inget diarienummer som går att läsa; notera det med basvakt check record";
    throw new Refusal(`${name} togs inte emot: ${message}`, [{ file: name, message }]);
  }
  // The text is what can be cleared of identity numbers; the digest of what came is the file's own.
  const kept = evidence({ bytes: Buffer.from(text), mediaType: "text/plain", address: name, status: null });
  return {
    caseNumber,
    decidedOn: firstDay(head, dayOf(now)),
    outcome: section === null ? null : outcomeOf(section),
    evidence: { ...kept, rawDigest: sha256(bytes) },
  };
}

/** What stands before the decision section, and the section itself; null when where it ends cannot be told. */
function partsOf(text: string): { readonly head: string; readonly section: string | null } {
  const lines = text.split("\n").map((line) => line.trim());
  // The document is called a decision at its top; the section comes after that.
  const starts = lines.flatMap((line, index) => (HEADING.test(line) ? [index] : []));
  const start = starts.find((index) => index > 0 && hasEnd(lines, index));
  if (start === undefined) return { head: lines.join("\n"), section: null };
  const end = endOf(lines, start);
  return { head: lines.slice(0, start).join("\n"), section: lines.slice(start + 1, end).join(" ") };
}

function endOf(lines: readonly string[], start: number): number {
  return lines.findIndex((line, index) => index > start && NEXT_HEADING.test(line));
}

/** A heading with nothing between it and the next one, or with the matter of the case after it, is the document's own. */
function hasEnd(lines: readonly string[], start: number): boolean {
  const end = endOf(lines, start);
  return end > start + 1 && !/^(?:\d+\.?\s+)?ärendet:?$/i.test(lines[end] ?? "");
}

function outcomeOf(section: string): Outcome | null {
  const found = FAMILIES.filter(([words]) => words.test(section));
  const [only] = found;
  return only === undefined || found.length > 1 ? null : only[1](section);
}

function firstDay(head: string, today: Day): Day | null {
  const days = [...head.matchAll(/(?<!\d)\d{4}-\d{2}-\d{2}(?!\d)/g)].map(([text]) => readDay(text));
  return days.find((day) => day !== null && day <= today) ?? null;
}
