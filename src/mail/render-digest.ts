import { readFileSync } from "node:fs";
import { Eta } from "eta";
import { assetPath } from "../asset.js";
import type { Attachment } from "../domain/attachment.js";
import type { DigestData } from "./digest-data.js";
import { digestText } from "./digest-text.js";
import { digestView } from "./digest-view.js";
import { plainData } from "./plain.js";
import type { DigestView } from "./view.js";

export interface RenderedDigest {
  readonly subject: string;
  readonly html: string;
  readonly text: string;
  readonly attachments?: readonly Attachment[];
}

/** A digest as it is sent: the same facts in HTML and in text, everything from outside made inert first. */
export function renderDigest(data: DigestData): RenderedDigest {
  return { ...renderView(digestView(plainData(data))), attachments: attachmentsIn(data) };
}

/** The files that sections have with their rows, in the order of the sections. */
function attachmentsIn(data: DigestData): readonly Attachment[] {
  return Object.values(data).flatMap((part: unknown) =>
    typeof part === "object" && part !== null && "attached" in part ? [part.attached as Attachment] : [],
  );
}

/** What is already inert, in both ways of writing it. */
export function renderView(view: DigestView): RenderedDigest {
  return { subject: view.news, html: digestHtml(view), text: digestText(view) };
}

function digestHtml(view: object): string {
  const template = readFileSync(assetPath("mail", "digest.eta"), "utf8");
  return new Eta({ autoEscape: true, cache: false }).renderString(template, view);
}
