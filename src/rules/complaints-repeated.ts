import { z } from "zod";
import { addDays } from "../domain/day.js";
import type { Current } from "../domain/finding.js";
import { conclude, findings } from "./conclude.js";
import { row } from "./defaults.js";
import { defineRule } from "./rule.js";

const params = z.strictObject({ count: z.number().int().min(2), withinDays: z.number().int().min(1) });

export const complaintsRepeated = defineRule({
  id: "complaints-repeated",
  about: "minst så många synpunkter (count) av samma slag inom så många dagar (withinDays)",
  forms: "all",
  reads: ["complaint"],
  looksBack: 0,
  params,
  defaults: row({ count: 3, withinDays: 180 }, "serious", ["inquire", "inquire", "inquire", "alert"]),

  judge({ current, supplier, today, params: { count, withinDays }, severity }) {
    const since = addDays(today, -withinDays);
    const recent = current.complaint.filter(({ facts }) => !facts.withdrawn && facts.receivedOn >= since);
    const kinds = [...new Set(recent.map(({ facts }) => facts.kind))].sort();
    const repeated = kinds
      .map((kind) => ({ kind, seen: recent.filter(({ facts }) => facts.kind === kind) }))
      .filter(({ seen }) => seen.length >= count);
    return findings(
      ...repeated.map(({ kind, seen }) =>
        conclude({ supplier: supplier.orgNumber }, seen, {
          severity,
          event: kind,
          ends: "when-gone",
          // Told from several places is not told by several sources.
          corroborated: false,
          facts: seen.map(factOf).sort(),
          title: `Upprepade synpunkter: ${kind}`,
          because: `${seen.length} synpunkter om ${kind} har kommit in på ${withinDays} dagar.`,
          observed: `${seen.length} synpunkter om ${kind}`,
          threshold: `${count} av samma slag inom ${withinDays} dagar`,
        }),
      ),
    );
  },
});

function factOf({ key }: Current<"complaint">): string {
  return `complaint:${key}`;
}
