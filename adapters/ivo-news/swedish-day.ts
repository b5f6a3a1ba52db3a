import { readPublished } from "../../src/feed/published.js";

const MONTHS = ["jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec"];

/** "20 november 2026", with or without words around it, or a day in figures, as the start of that day; null when it is none. */
export function readSwedishDay(text: string): Date | null {
  const written = /(\d{1,2})\s+(\p{L}{3})\p{L}*\.?\s+(\d{4})/u.exec(text);
  const month = MONTHS.indexOf(written?.[2]?.toLowerCase() ?? "") + 1;
  if (written === null || month === 0) return readPublished(/\d{4}-\d{2}-\d{2}/.exec(text)?.[0] ?? "");
  const two = (n: string | number) => String(n).padStart(2, "0");
  return readPublished(`${written[3]}-${two(month)}-${two(written[1] ?? "")}`);
}
