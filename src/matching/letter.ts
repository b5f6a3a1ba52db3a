/*
 * Folding for names: lower case and without diacritics, one character for one, so that positions are kept.
 * "Idéverket", "IDÉVERKET" and "Ideverket" are the same word; what was lost is weighed later.
 */

export const SEPARATOR = 0;
const TABLE_SIZE = 0x250;
const OTHER_LETTER = 127;

/** Folded code per character code below 0x250; SEPARATOR for what is neither letter nor digit. */
export function foldTable(): Uint8Array {
  const table = new Uint8Array(TABLE_SIZE);
  for (let code = 0; code < TABLE_SIZE; code++) {
    const lower = String.fromCharCode(code).toLowerCase();
    if (!/^[\p{L}\p{N}]$/u.test(lower)) continue;
    const plain = lower.normalize("NFD")[0] ?? lower;
    const special = { æ: "a", ø: "o", ð: "d", þ: "t", ß: "s", ł: "l" }[plain];
    const folded = (special ?? plain).charCodeAt(0);
    table[code] = folded < OTHER_LETTER ? folded : OTHER_LETTER;
  }
  return table;
}

/** A word of a name, folded by the same table. */
export function foldWord(word: string, table: Uint8Array): string {
  let folded = "";
  for (let i = 0; i < word.length; i++) folded += String.fromCharCode(foldCode(word.charCodeAt(i), table));
  return folded;
}

export function foldCode(code: number, table: Uint8Array): number {
  return code < TABLE_SIZE ? (table[code] ?? SEPARATOR) : SEPARATOR;
}

export function isDigit(folded: number): boolean {
  return folded >= 48 && folded <= 57;
}
