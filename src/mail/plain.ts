const LONGEST = 400;
const LONGEST_ADDRESS = 2000;

/**
 * Text from outside as one inert line: no control characters or line breaks (headers, terminals), no invisible or
 * direction-changing characters (they disguise text), no pile of accents, cut with … when longer than `longest`.
 * The joiner inside emoji stays. Markup is left as it is: escaping belongs to what it is written into.
 */
export function plain(text: string, longest: number = LONGEST): string {
  const line = text
    .replace(/(?!\u200d)[\p{Cf}\p{Cs}\p{Noncharacter_Code_Point}]/gu, "")
    .replace(/[\p{Cc}\p{Z}]+/gu, " ")
    .replace(/(\p{M}{4})\p{M}+/gu, "$1")
    .trim();
  return cut(line, longest);
}

function cut(line: string, longest: number): string {
  if (line.length <= longest) return line;
  let kept = "";
  for (const { segment } of new Intl.Segmenter("sv").segment(line)) {
    if (kept.length + segment.length > longest - 1) break;
    kept += segment;
  }
  return `${kept.trimEnd()}…`;
}

/** Every text in a piece of plain data made inert, so that no field is forgotten. Addresses keep more of their length. */
export function plainData<T>(value: T, key = ""): T {
  if (typeof value === "string") return plain(value, key === "address" ? LONGEST_ADDRESS : LONGEST) as T;
  if (Array.isArray(value)) return value.map((member) => plainData(member, key)) as T;
  if (value === null || typeof value !== "object" || value instanceof Date || ArrayBuffer.isView(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, plainData(member, name)])) as T;
}

/** An address a reader may follow: http or https, without user names that disguise the host. Null otherwise. */
export function safeLink(address: string | null): { readonly href: string; readonly host: string } | null {
  if (address === null || !URL.canParse(address)) return null;
  const url = new URL(address);
  if (url.protocol !== "https:" && url.protocol !== "http:") return null;
  if (url.username !== "" || url.password !== "") return null;
  return { href: url.href, host: url.host };
}
