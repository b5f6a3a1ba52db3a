import { describe, expect, it } from "vitest";
import { newStore } from "./new-store.js";

/** How SQLite would read it, step by step. */
function planOf(query: string): readonly string[] {
  const { raw } = newStore();
  return (raw.prepare(`EXPLAIN QUERY PLAN ${query}`).all() as { readonly detail: string }[]).map(
    ({ detail }) => detail,
  );
}

describe("what happened to one alert or one stop", () => {
  it.each([
    ["one alert", "SELECT t.seq FROM trail t WHERE t.alert_id = 1", "trail_alert"],
    ["one stop", "SELECT t.seq FROM trail t WHERE t.stop_id = 1", "trail_stop"],
    [
      "several stops",
      "SELECT t.seq FROM trail t WHERE t.stop_id IN (SELECT value FROM json_each('[1, 2]'))",
      "trail_stop",
    ],
    [
      "the last thing before a time, as a report asks of every stop",
      "SELECT (SELECT t.verb FROM trail t WHERE t.stop_id = s.id AND t.at < 1 ORDER BY t.seq DESC LIMIT 1) FROM stop s",
      "trail_stop",
    ],
  ])("is found without reading the whole log: %s", (_, query, index) => {
    const plan = planOf(query);

    expect(plan.join("\n")).toContain(index);
    expect(plan.filter((step) => /SCAN (t|trail)\b/.test(step))).toEqual([]);
  });
});
