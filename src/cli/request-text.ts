import type { RequestLetter } from "../domain/form.js";

/** The words of a letter that asks an authority about the companies in the list that goes with it. */
export function requestText(
  { to, asks }: RequestLetter,
  { suppliers, by }: { readonly suppliers: number; readonly by: string },
): string {
  return [
    `Till ${to}`,
    `Vi följer upp leverantörer av vård och omsorg som kommunen har avtal med. För ${suppliers === 1 ? "företaget" : `de ${suppliers} företagen`} i den bifogade listan begär vi följande offentliga uppgifter:`,
    asks.map((line) => `- ${line}`).join("\n"),
    "Svara gärna i listan, en rad för varje företag, med svarsdatum (ÅÅÅÅ-MM-DD). Lämna en rad tom om uppgifter inte kan lämnas ut om företaget. Kan svaret bara ges på annat sätt tar vi emot det som det är.",
    `Med vänlig hälsning\n${by}`,
  ].join("\n\n");
}
