import { formatOrgNumber } from "../domain/org-number.js";

/** What a draft is written from: words for people, made inert where it is shown. */
export interface DraftMatter {
  readonly name: string;
  readonly orgNumber: string;
  readonly unit: string | null;
  /** "HVB för barn och unga, ramavtal A-1". */
  readonly agreement: string;
  readonly buyer: string;
  readonly reason: string;
  readonly day: string;
  readonly by: string;
  /** What was seen, as it was noted then: a line each, for those who are to act on it. */
  readonly facts?: readonly string[];
}

export interface DraftText {
  readonly subject: string;
  readonly text: string;
}

/** To the supplier, the same day: what was decided, on what, what would end it, and how to comment. */
export function stopToSupplier(matter: DraftMatter, term: string, endsWhen: string | null): DraftText {
  const { buyer, day, reason, agreement } = matter;
  const ends = endsWhen === null ? "när skälet inte längre finns" : `när ${endsWhen}`;
  return letter(`Besked om ${term}: ${whom(matter)}`, matter, [
    `${buyer} har den ${day} beslutat om ${term}. Det gäller ${whom(matter)}, ${agreement}.`,
    `Skälet\n${reason}`,
    "Vad det innebär\nInga nya placeringar görs så länge stoppet gäller. Pågående placeringar berörs inte av beslutet.",
    `Vad som kan upphäva det\nStoppet prövas på nytt ${ends}. Det upphävs av en person, inte av sig självt.`,
    "Om ni vill yttra er\nÄr uppgiften fel, eller har något ändrats, svara på det här brevet och bifoga det som visar det.",
  ]);
}

/** To the owner of an agreement that this installation does not decide for. */
export function stopToOwner(matter: DraftMatter, owner: string): DraftText {
  return letter(`Uppgift om en leverantör i ert avtal: ${matter.name}`, matter, [
    `Till ${owner}. Vi har den ${matter.day} stoppat nya placeringar hos ${whom(matter)} under avtal som vi beslutar för.`,
    `Leverantören finns också i ert avtal (${matter.agreement}). Det beslutar ni om: vi ber er pröva uppgiften.`,
    `Vad vi har sett\n${matter.reason}`,
    "Meddela oss gärna vad ni kommer fram till, så att vi kan anteckna det.",
  ]);
}

/** To IVO, where the duty to notify applies. A person judges that before it is sent. */
export function wordToIvo(matter: DraftMatter): DraftText {
  return letter(`Uppgift till IVO om ${matter.name}`, matter, [
    `Vid vår uppföljning av ${whom(matter)} (${matter.agreement}) har följande kommit fram.`,
    `Vad vi har sett\n${matter.reason}`,
    ...((matter.facts ?? []).length === 0 ? [] : [`Uppgifterna, som de noterades\n${matter.facts?.join("\n")}`]),
    `Vad vi har gjort\nDen ${matter.day} beslutade vi det som framgår av skälet ovan. Underlaget kan lämnas ut till er på begäran.`,
  ]);
}

/** To the supplier, when an inquiry found something to mend. */
export function inquiryToSupplier(matter: DraftMatter, outcome: string): DraftText {
  return letter(`Resultat av fördjupad kontroll: ${matter.name}`, matter, [
    `${matter.buyer} avslutade den ${matter.day} en fördjupad kontroll av ${whom(matter)}. Utfallet är: ${outcome}.`,
    `Vad kontrollen kom fram till\n${matter.reason}`,
    "Om ni vill yttra er\nÄr något fel, eller har det ändrats, svara på det här brevet och bifoga det som visar det.",
  ]);
}

/** To the owner of an agreement, when an inquiry found something to mend. */
export function inquiryToOwner(matter: DraftMatter, owner: string, outcome: string): DraftText {
  return letter(`Resultat av fördjupad kontroll: ${matter.name}`, matter, [
    `Till ${owner}. Vi avslutade den ${matter.day} en fördjupad kontroll av ${whom(matter)}, som finns i ert avtal (${matter.agreement}). Utfallet är: ${outcome}.`,
    `Vad kontrollen kom fram till\n${matter.reason}`,
  ]);
}

/** The supplier, or the unit and its supplier. */
export function whom({ name, orgNumber, unit }: DraftMatter): string {
  const supplier = `${name} (${formatOrgNumber(orgNumber)})`;
  return unit === null ? supplier : `${unit} hos ${supplier}`;
}

/** Parts with an empty line between them, signed. */
export function letter(subject: string, { by, buyer }: DraftMatter, parts: readonly string[]): DraftText {
  return { subject, text: [...parts, [by, buyer].filter((line) => line !== "").join("\n")].join("\n\n") };
}
