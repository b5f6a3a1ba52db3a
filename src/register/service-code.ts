import type { Entry } from "./entry.js";

/** An insats as people write it → its code: "Skyddat boende" is skyddat_boende. */
export function serviceCode(written: string): string {
  return written
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "_")
    .replace(/^_+|_+$/g, "");
}

/** One insats; several in one cell would become a code of their own. */
export function readService<K extends string>(entry: Entry<K>, column: K): string | null {
  const written = entry.required(column);
  if (written === null) return null;
  const code = /[|;,/]/.test(written) ? "" : serviceCode(written);
  if (code === "") entry.fault(column, "här väntades en (1) insats; flera insatser skrivs på var sin rad");
  return code === "" ? null : code;
}

/** A code that the list of services lacks is kept, since the law is changing, and told of once. */
export function warnOfUnknownServices(used: readonly string[], known: readonly string[]): readonly string[] {
  const unknown = [...new Set(used)].filter((service) => !known.includes(service)).sort();
  return unknown.map((service) => `insatsen ${service} är okänd; den behålls, men vad som krävs för den är inte känt`);
}
