import type { SourceConfig } from "../config/sources.js";
import type { House } from "./house.js";

/** What a source lacks to be on; null when it is on. */
export function whyOff(house: Pick<House, "feeds">, { adapter, configured, missing }: SourceConfig): string | null {
  if (!configured) return missing.map((name) => `${name} saknas`).join(", ");
  const without = adapter.shape === "feed" && !house.feeds().some(({ source }) => source === adapter.id);
  return without ? "inget flöde är påslaget i feeds.yaml" : null;
}
