import { crc32, inflateRawSync } from "node:zlib";
import { Refusal } from "../domain/refusal.js";

/** Files by their names in the archive. */
export type Files = Readonly<Record<string, Uint8Array>>;

const LOCAL = 0x04034b50;
const ENTRY = 0x02014b50;
const END = 0x06054b50;
const END_SIZE = 22;
const VERSION = 20;
/** Names are UTF-8. */
const FLAGS = 0x0800;
/** 1980-01-01: when it was made stands inside, and the same files give the same archive. */
const DOS_DATE = 0x0021;
/** A packed file may claim to be anything: what is unpacked is held to this. */
const LARGEST = 500 * 1024 * 1024;

/** Files in one ZIP, stored as they are: evidence is small, and what is not compressed is easily read by anything. */
export function packZip(files: Files): Uint8Array {
  const parts: Buffer[] = [];
  const entries: Buffer[] = [];
  let offset = 0;
  for (const [name, bytes] of Object.entries(files)) {
    const named = Buffer.from(name, "utf8");
    const about = aboutOf(named, bytes);
    const local = Buffer.concat([numbers([LOCAL, 4], [VERSION, 2]), about, named, bytes]);
    entries.push(
      numbers([ENTRY, 4], [VERSION, 2], [VERSION, 2]),
      about,
      numbers([0, 2], [0, 2], [0, 2], [0, 4], [offset, 4]),
      named,
    );
    parts.push(local);
    offset += local.length;
  }
  const directory = Buffer.concat(entries);
  const count = parts.length;
  const end = numbers([END, 4], [0, 2], [0, 2], [count, 2], [count, 2], [directory.length, 4], [offset, 4], [0, 2]);
  return Buffer.concat([...parts, directory, end]);
}

/** What a file's own header and the directory both tell: flags, stored, when, checksum, sizes, length of the name. */
function aboutOf(name: Buffer, bytes: Uint8Array): Buffer {
  const size = bytes.length;
  return numbers(
    [FLAGS, 2],
    [0, 2],
    [0, 2],
    [DOS_DATE, 2],
    [crc32(bytes), 4],
    [size, 4],
    [size, 4],
    [name.length, 2],
    [0, 2],
  );
}

function numbers(...told: readonly (readonly [value: number, size: 2 | 4])[]): Buffer {
  const buffer = Buffer.alloc(told.reduce((sum, [, size]) => sum + size, 0));
  let at = 0;
  for (const [value, size] of told) at = buffer.writeUIntLE(value, at, size);
  return buffer;
}

/** The files of a ZIP, ours or one that was packed anew. Throws Refusal when it is not a whole one. */
export function unpackZip(zip: Uint8Array): Files {
  try {
    return entriesOf(Buffer.from(zip.buffer, zip.byteOffset, zip.byteLength));
  } catch (error) {
    if (error instanceof Refusal) throw error;
    throw new Refusal("filen är ingen hel ZIP-fil");
  }
}

function entriesOf(zip: Buffer): Files {
  const end = zip.lastIndexOf(numbers([END, 4]));
  if (end < 0 || end + END_SIZE > zip.length) throw new Refusal("filen är ingen hel ZIP-fil");
  const files = new Map<string, Uint8Array>();
  let at = zip.readUInt32LE(end + 16);
  let unpacked = 0;
  for (let left = zip.readUInt16LE(end + 10); left > 0; left -= 1) {
    if (zip.readUInt32LE(at) !== ENTRY) throw new Refusal("filen är ingen hel ZIP-fil");
    const nameLength = zip.readUInt16LE(at + 28);
    const name = zip.toString("utf8", at + 46, at + 46 + nameLength);
    unpacked += zip.readUInt32LE(at + 24);
    if (unpacked > LARGEST) throw new Refusal("filen är större uppackad än ett beslutsunderlag kan vara");
    if (files.has(name)) throw new Refusal("filen har två filer med samma namn");
    files.set(name, contentOf(zip, at));
    at += 46 + nameLength + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
  return Object.fromEntries(files);
}

/** One file's bytes, by its row in the directory. */
function contentOf(zip: Buffer, entry: number): Uint8Array {
  const method = zip.readUInt16LE(entry + 10);
  const packed = zip.readUInt32LE(entry + 20);
  const size = zip.readUInt32LE(entry + 24);
  const local = zip.readUInt32LE(entry + 42);
  const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
  const bytes = zip.subarray(start, start + packed);
  if (bytes.length !== packed || (method !== 0 && method !== 8)) throw new Refusal("filen är ingen hel ZIP-fil");
  return method === 0 ? bytes : inflateRawSync(bytes, { maxOutputLength: Math.max(1, size) });
}
