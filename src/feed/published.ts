const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const SWEDISH: Readonly<Record<string, string>> = { maj: "may", okt: "oct" };

const MINUTE_MS = 60_000;
const ZONES: Readonly<Record<string, number>> = { GMT: 0, UTC: 0, UT: 0, Z: 0, CET: 60, CEST: 120 };
/** Dates that programs write when they have none. */
const FIRST_YEAR = 1995;

const RFC_1123 =
  /^(?:\p{L}{2,9}\.?,?\s+)?(\d{1,2})\s+(\p{L}{3})\p{L}*\.?\s+(\d{4})\s+(\d{1,2}):(\d{2})(?::(\d{2}))?\s*([A-Z]{1,4}|[+-]\d{2}:?\d{2})?$/u;
const ISO_8601 = /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s*(Z|[+-]\d{2}:?\d{2})?)?$/;

/** RFC 1123, whatever weekday it names, or ISO 8601. Without a zone it is UTC. Null when unreadable. */
export function readPublished(text: string): Date | null {
  const date = readRfc1123(text.trim()) ?? readIso(text.trim());
  return date === null || date.getUTCFullYear() < FIRST_YEAR ? null : date;
}

function readRfc1123(text: string): Date | null {
  const found = RFC_1123.exec(text);
  if (found === null) return null;
  const [, day, name = "", year, hour, minute, second, zone] = found;
  const word = name.toLowerCase();
  const month = MONTHS.indexOf(SWEDISH[word] ?? word) + 1;
  return instantOf([year, month, day, hour, minute, second].map(Number), zone);
}

function readIso(text: string): Date | null {
  const found = ISO_8601.exec(text);
  if (found === null) return null;
  const [, year, month, day, hour, minute, second, zone] = found;
  return instantOf([year, month, day, hour, minute, second].map(Number), zone);
}

/** Null when the day or the hour does not exist, or the zone is unknown. A missing hour is midnight. */
function instantOf(parts: readonly number[], zone: string | undefined): Date | null {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts.map((part) =>
    Number.isNaN(part) ? 0 : part,
  );
  const offset = offsetOf(zone ?? "Z");
  const local = new Date(Date.UTC(year, month - 1, day, hour, minute, second));
  const exists = local.getUTCMonth() === month - 1 && local.getUTCDate() === day && local.getUTCHours() === hour;
  return exists && offset !== null ? new Date(local.getTime() - offset * MINUTE_MS) : null;
}

/** Minutes east of Greenwich. */
function offsetOf(zone: string): number | null {
  const found = /^([+-])(\d{2}):?(\d{2})$/.exec(zone);
  if (found === null) return ZONES[zone] ?? null;
  const minutes = Number(found[2]) * 60 + Number(found[3]);
  return found[1] === "-" ? -minutes : minutes;
}
