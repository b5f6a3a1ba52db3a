import type { SourceConfig } from "../config/sources.js";
import { type LocalDeps, localDriver } from "../dispatch/local.js";
import { probeSource } from "../dispatch/probe.js";
import type { Failed } from "../domain/check.js";
import { Refusal } from "../domain/refusal.js";
import { firstSupplier } from "../store/due.js";
import { markCredentials } from "../store/subject.js";
import { type Answer, EXIT } from "./answer.js";
import { sessionFor } from "./deps.js";
import type { Frame } from "./frame.js";
import type { House } from "./house.js";
import { reasonText } from "./run-text.js";
import { whyOff } from "./source-off.js";
import { table } from "./table.js";

interface Probed {
  readonly source: string;
  readonly about: string;
  readonly ok: boolean;
  readonly detail: string;
}

/** `sources test`: one question to each source that can be asked; of the others, why they are not. */
export async function probe(frame: Frame, house: House, only: string | undefined): Promise<Answer> {
  const all = house.sources();
  const wanted = all.filter(({ adapter }) => only === undefined || adapter.id === only);
  if (wanted.length === 0) {
    throw new Refusal(`källan ${only} finns inte; det finns ${all.map(({ adapter }) => adapter.id).join(", ")}`);
  }
  const asked = wanted.filter((source) => unasked(house, source) === null);
  const results = (await Promise.all(asked.map((source) => probeOne(frame, house, source)))).flat();
  for (const { source, ok } of results) if (ok) house.store.write((db) => markCredentials(db, source, null));
  const rows = wanted.flatMap((source) => {
    const told = results.filter((result) => result.source === source.adapter.id);
    if (told.length === 0) return [[source.adapter.id, "", ...(unasked(house, source) ?? ["", ""])]];
    return told.map(({ source: id, about, ok, detail }) => [id, about, ok ? "svarar" : "svarar inte", detail]);
  });
  const none = results.length === 0 ? "\n\nIngen källa frågades. Se .env.example och feeds.yaml." : "";
  return {
    json: results,
    text: `${table(["Källa", "Flöde", "Läge", "Varför"], rows)}${none}`,
    exit: results.every(({ ok }) => ok) ? EXIT.done : EXIT.partly,
  };
}

/** Why a source is not asked, as state and reason; null when it is. */
function unasked(house: House, source: SourceConfig): readonly [string, string] | null {
  const off = whyOff(house, source);
  if (off !== null) return ["avstängd", off];
  const { shape } = source.adapter;
  if (shape === "worklist") return ["frågas inte", "noteras av en person"];
  return shape === "file" ? ["frågas inte", "levereras som fil"] : null;
}

async function probeOne(frame: Frame, house: House, source: SourceConfig): Promise<readonly Probed[]> {
  const { adapter } = source;
  const feeds = new Map(house.feeds().flatMap((feed) => (feed.source === adapter.id ? [[feed.id, feed]] : [])));
  const deps: LocalDeps = {
    sources: new Map([[adapter.id, source]]),
    feeds,
    http: frame.outside.http,
    sessionOf: () => sessionFor(frame, house, source, true),
  };
  const { signal } = frame.outside;
  const free = await probeSource(deps, adapter.id, house.now, signal);
  if (free !== null) return [probed(adapter.id, "", free.failure)];
  const supplier = firstSupplier(house.store.db);
  const subjects =
    adapter.shape === "feed" ? [...feeds.keys()].map((feed) => ({ feed })) : supplier === null ? [] : [{ supplier }];
  if (subjects.length === 0)
    return [{ source: adapter.id, about: "", ok: false, detail: "registret är tomt: ingen att fråga om" }];
  const questions = subjects.map((subject, n) => ({ check: `test.${n}`, attempt: 1, subject, bookmark: null }));
  const results = await localDriver(deps).ask({
    source: adapter.id,
    questions,
    now: house.now,
    signal,
    begun: () => undefined,
  });
  return results.map((result, n) => {
    const subject = subjects[n];
    const about = subject !== undefined && "feed" in subject ? subject.feed : "";
    return probed(adapter.id, about, result.outcome === "failed" ? result : null);
  });
}

/** That the company is unknown there is an answer too: the source let us in and understood the question. */
function probed(source: string, about: string, failure: Failed | null): Probed {
  if (failure === null) return { source, about, ok: true, detail: "" };
  const detail = `${reasonText(failure.reason)}: ${failure.detail}`;
  return { source, about, ok: failure.reason === "empty", detail };
}
