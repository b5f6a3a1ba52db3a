import { unzipSync, zipSync } from "fflate";
import { Refusal } from "../domain/refusal.js";

/** Files by their names in the archive. */
export type Files = Readonly<Record<string, Uint8Array>>;

/** A packed file may claim to be anything: what is unpacked is held to this. */
const LARGEST = 500 * 1024 * 1024;

/** Files in one ZIP, stored as they are: evidence is small, and what is not compressed is easily read by anything. */
export function packZip(files: Files): Uint8Array {
  // In local time, as ZIP counts: when it was made stands inside, and the same files give the same archive anywhere.
  return zipSync({ ...files }, { level: 0, mtime: new Date(1980, 0, 1) });
}

/** The files of a ZIP, ours or one that was packed anew. Throws Refusal when it is not a whole one. */
export function unpackZip(zip: Uint8Array): Files {
  const names = new Set<string>();
  let unpacked = 0;
  const refuseTrick = ({ name, originalSize }: { readonly name: string; readonly originalSize: number }): true => {
    unpacked += originalSize;
    if (unpacked > LARGEST) throw new Refusal("filen är större uppackad än ett beslutsunderlag kan vara");
    if (names.has(name)) throw new Refusal("filen har två filer med samma namn");
    names.add(name);
    return true;
  };
  try {
    return unzipSync(zip, { filter: refuseTrick });
  } catch (error) {
    if (error instanceof Refusal) throw error;
    throw new Refusal("filen är ingen hel ZIP-fil");
  }
}
