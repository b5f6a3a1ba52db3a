import { Refusal } from "../domain/refusal.js";

/** The pairs of `--set field=value`. Throws Refusal that names the fields. */
export function valuesOf(set: readonly string[], fields: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    set.map((pair) => {
      const at = pair.indexOf("=");
      if (at < 1) throw new Refusal(`--set skrivs fält=värde; fälten är ${fields.join(", ")}`);
      return [pair.slice(0, at), pair.slice(at + 1)] as const;
    }),
  );
}
