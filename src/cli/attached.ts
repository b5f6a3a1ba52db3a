import { hideIdentityNumbers } from "../domain/identity-number.js";
import type { Evidence } from "../domain/observation.js";
import { Refusal } from "../domain/refusal.js";
import { evidenceMaker } from "../evidence/evidence.js";
import { textOfPdf } from "../pdf/text-of-pdf.js";
import { inputFile } from "./input-file.js";

const MEDIA_TYPES: Readonly<Record<string, string>> = {
  pdf: "application/pdf",
  txt: "text/plain",
  md: "text/markdown",
  csv: "text/csv",
  html: "text/html",
  eml: "message/rfc822",
};

/** Files that a person attaches to a decision. What they hold is read: nobody's identity number is kept (law 10). */
export async function attachedFiles(paths: readonly string[], by: string, now: Date): Promise<readonly Evidence[]> {
  return Promise.all(paths.map((path) => attachedFile(path, by, now)));
}

async function attachedFile(path: string, by: string, now: Date): Promise<Evidence> {
  const { name, bytes } = inputFile(path);
  const mediaType = MEDIA_TYPES[/\.([a-z]+)$/i.exec(name)?.[1]?.toLowerCase() ?? ""];
  if (mediaType === undefined) {
    throw new Refusal(`${name} kan inte bifogas; det går med ${Object.keys(MEDIA_TYPES).join(", ")}`);
  }
  const text = mediaType === "application/pdf" ? await textOfPdf(name, bytes) : new TextDecoder("utf-8").decode(bytes);
  if (hideIdentityNumbers(text) !== text) {
    throw new Refusal(`${name} innehåller ett personnummer; sådana lagras inte, stryk det och bifoga filen igen`);
  }
  const make = evidenceMaker({ adapterId: "bifogat", version: 1, redact: [], now, origin: "statement" });
  return { ...make({ bytes, mediaType, address: name, status: null }), by };
}
