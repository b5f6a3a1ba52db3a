import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, writeFileSync } from "node:fs";

/** A reader of the folder meets the whole file or none, also after a power cut. */
export function writeWhole(folder: string, file: string, bytes: Uint8Array): void {
  mkdirSync(folder, { recursive: true });
  const half = `${file}.${process.pid}.tmp`;
  const handle = openSync(half, "w");
  try {
    writeFileSync(handle, bytes);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  renameSync(half, file);
  const directory = openSync(folder, "r");
  try {
    fsyncSync(directory);
  } finally {
    closeSync(directory);
  }
}
