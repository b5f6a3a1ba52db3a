import { isBotText } from "../http/answer.js";

/** What protection in front of a public site says when it answers 200 in its place. */
const IN_THE_WAY = /just a moment|access denied|attention required|verify you are human/i;

/** Whether a page stands in the way of what was asked for. */
export function isBlockingPage(text: string): boolean {
  return isBotText(text) || IN_THE_WAY.test(text);
}
