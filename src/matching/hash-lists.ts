/** Numbers by the hash of a word: a sorted list of both, with a bit table in front where nearly every word of a text stops. */
export interface HashLists {
  readonly bits: Uint8Array;
  /** Hash and number in one, ascending: a map of arrays takes twenty times the memory. */
  readonly entries: Float64Array;
}

const BITS = 1 << 21;
/** More numbers than this do not fit beside a hash of 32 bits in 53. */
const NUMBERS = 2 ** 21;

/** Lists of hashes with a number each, below 2,097,152; one pair given twice counts once. */
export function hashLists(pairs: Iterable<readonly [hash: number, number: number]>): HashLists {
  const bits = new Uint8Array(BITS >> 3);
  const entries: number[] = [];
  for (const [hash, number] of pairs) {
    if (number >= NUMBERS) throw new RangeError(`Too many names: ${number}`);
    const bit = hash & (BITS - 1);
    bits[bit >> 3] = (bits[bit >> 3] ?? 0) | (1 << (bit & 7));
    entries.push((hash >>> 0) * NUMBERS + number);
  }
  return { bits, entries: Float64Array.from(entries).sort() };
}

/** Whether anything may be listed under a hash; false is certain. */
export function mayHave({ bits }: HashLists, hash: number): boolean {
  const bit = hash & (BITS - 1);
  return (((bits[bit >> 3] ?? 0) >> (bit & 7)) & 1) === 1;
}

/** The numbers listed under a hash, ascending. */
export function listed({ entries }: HashLists, hash: number): number[] {
  const from = (hash >>> 0) * NUMBERS;
  let [low, high] = [0, entries.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((entries[middle] ?? 0) < from) low = middle + 1;
    else high = middle;
  }
  const numbers: number[] = [];
  for (let at = low; at < entries.length; at++) {
    const number = (entries[at] ?? 0) - from;
    if (number >= NUMBERS) break;
    if (numbers.at(-1) !== number) numbers.push(number);
  }
  return numbers;
}
