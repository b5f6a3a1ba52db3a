import { Refusal } from "../domain/refusal.js";

/** The text of a PDF, a line for each line of a page. Throws Refusal, naming the file, when it has none. */
export async function textOfPdf(name: string, bytes: Uint8Array): Promise<string> {
  // A megabyte of program that hardly any command needs.
  const { extractText, getDocumentProxy } = await import("unpdf");
  const { text } = await getDocumentProxy(Uint8Array.from(bytes))
    .then((pdf) => extractText(pdf, { mergePages: false }))
    .catch(() => refuse(name, "filen går inte att läsa som PDF"));
  const pages = text.join("\n");
  return pages.trim() === ""
    ? refuse(name, "filen är en PDF utan text (inskannad); skriv av det som behövs i en textfil")
    : pages;
}

function refuse(name: string, message: string): never {
  throw new Refusal(`${name} togs inte emot: ${message}`, [{ file: name, message }]);
}
