import type { Command } from "commander";
import { sha256 } from "../domain/digest.js";
import { Refusal } from "../domain/refusal.js";
import { readEvidence } from "../evidence/evidence.js";
import { plain } from "../mail/plain.js";
import { showEvidence } from "../store/show-evidence.js";
import type { Answer } from "./answer.js";
import { idOf, localTime } from "./decision-options.js";
import { addEvidenceFile } from "./evidence-file.js";
import { type Frame, inHouse } from "./frame.js";
import type { House } from "./house.js";

const ORIGIN: Readonly<Record<string, string>> = {
  answer: "svar",
  delivery: "leverans",
  statement: "uppgift av en person",
};

/** `evidence show|export|verify`. */
export function addEvidence(program: Command, frame: Frame): void {
  const group = program.command("evidence").description("underlag: vad källorna svarade, så som det lagrats");
  group
    .command("show <id>")
    .description("visar ett underlag med var och när det hämtades")
    .action(inHouse(frame, (house, { args }) => shown(house, idOf(args[0] ?? ""))));
  addEvidenceFile(group, frame);
}

function shown({ store }: House, id: number): Answer {
  const found = showEvidence(store.db, id);
  if (found === null) throw new Refusal(`underlaget ${id} finns inte`);
  const { bytes, ...about } = found;
  const content = readEvidence(bytes);
  const body = decode(about.mediaType, content);
  const document = { ...about, size: content.length, intact: sha256(content) === about.sha256, body };
  return { json: document, text: describe(document) };
}

/** JSON as such, other text as text; null for what is neither (a spreadsheet). */
function decode(mediaType: string, content: Uint8Array): unknown {
  if (!/^text\/|json|xml|csv/.test(mediaType) || /spreadsheet|officedocument/.test(mediaType)) return null;
  const text = new TextDecoder("utf-8").decode(content);
  if (!mediaType.includes("json")) return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

interface Document extends Omit<NonNullable<ReturnType<typeof showEvidence>>, "bytes"> {
  readonly size: number;
  readonly intact: boolean;
  readonly body: unknown;
}

function describe(document: Document): string {
  const {
    id,
    source,
    origin,
    address,
    status,
    by,
    at,
    parser,
    mediaType,
    sha256: digest,
    size,
    intact,
    body,
  } = document;
  return [
    `Underlag ${id}: ${ORIGIN[origin] ?? origin} från ${plain(source)}, ${localTime(at)}`,
    ...(address === null ? [] : [`Adress: ${plain(address, 2000)}${status === null ? "" : ` (${status})`}`]),
    ...(by === null ? [] : [`Uppgiven av: ${plain(by)}`]),
    `${plain(mediaType)}, ${size} byte, läst med ${plain(parser)}`,
    `sha-256 ${digest}: ${intact ? "stämmer med det lagrade" : "STÄMMER INTE med det lagrade"}`,
    "",
    ...(body === null ? ["(underlaget är inte text)"] : lines(body)),
  ].join("\n");
}

/** Each line made harmless for a terminal. */
function lines(body: unknown): readonly string[] {
  const text = typeof body === "string" ? body : JSON.stringify(body, null, 2);
  return text.split(/\r?\n/).map((line) => `${/^ */.exec(line)?.[0] ?? ""}${plain(line, 10_000)}`);
}
