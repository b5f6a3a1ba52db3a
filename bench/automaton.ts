import { foldCode, foldTable } from "../src/matching/letter.js";

const LETTERS = 128;

/** How often any of the names begins in the texts, by a bare automaton (Aho and Corasick): what no matcher can be faster than by much. */
export function countByAutomaton(names: readonly string[], texts: readonly string[]): number {
  const fold = foldTable();
  const codes = (text: string) => Array.from(text, (_, i) => foldCode(text.charCodeAt(i), fold));
  const { next, ends } = complete(...trieOf(names.map(codes)));
  let found = 0;
  for (const text of texts) {
    let state = 0;
    for (let i = 0; i < text.length; i++) {
      state = next[state * LETTERS + foldCode(text.charCodeAt(i), fold)] ?? 0;
      if (ends[state] === 1) found += 1;
    }
  }
  return found;
}

/** A state per beginning of a name; 0 for no way on. */
function trieOf(names: readonly (readonly number[])[]): [Int32Array, Uint8Array] {
  const most = names.reduce((sum, { length }) => sum + length, 1);
  const next = new Int32Array(most * LETTERS);
  const ends = new Uint8Array(most);
  let states = 1;
  for (const name of names) {
    let state = 0;
    for (const code of name) {
      const at = state * LETTERS + code;
      if (next[at] === 0) next[at] = states++;
      state = next[at] ?? 0;
    }
    ends[state] = 1;
  }
  return [next, ends];
}

/** Every state knows its way on for every letter: its own, else that of the longest end of it that begins a name. */
function complete(next: Int32Array, ends: Uint8Array): { next: Int32Array; ends: Uint8Array } {
  const fallback = new Int32Array(ends.length);
  const queue = [0];
  for (const state of queue) {
    for (let code = 0; code < LETTERS; code++) {
      const to = next[state * LETTERS + code] ?? 0;
      const other = state === 0 ? 0 : (next[(fallback[state] ?? 0) * LETTERS + code] ?? 0);
      if (to === 0) next[state * LETTERS + code] = other;
      else {
        fallback[to] = other;
        if (ends[other] === 1) ends[to] = 1;
        queue.push(to);
      }
    }
  }
  return { next, ends };
}
