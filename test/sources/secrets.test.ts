import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import type { SandboxSource } from "../../src/sandbox/faults.js";
import { practice } from "../e2e/practice.js";
import { storedIn } from "./stored.js";

const FEED_KEY = "PLANTERAD-NYCKEL-I-ADRESSEN";

it("no secret of a source is told on screen, in an error, in evidence, in the store or in a letter, whatever the source does", async () => {
  const home = await practice();
  const file = (name: string) => join(home.home, name);
  for (const name of ["sources.yaml", "feeds.yaml"]) {
    const text = readFileSync(file(name), "utf8");
    writeFileSync(
      file(name),
      text
        .replaceAll("perMinute: 600000,", "perMinute: 600000, retryMs: 0,")
        .replaceAll(".xml", `.xml?nyckel=${FEED_KEY}`),
    );
  }
  writeFileSync(file(".env"), readFileSync(file(".env"), "utf8").replace(/(IVO_NEWS_URL=.*)/, `$1?nyckel=${FEED_KEY}`));
  const { BOLAGSVERKET_CLIENT_SECRET, SCB_API_KEY, CREDITSAFE_PASSWORD } = home.sandbox.settings;
  const secrets = [BOLAGSVERKET_CLIENT_SECRET, SCB_API_KEY, CREDITSAFE_PASSWORD, FEED_KEY].map(String);
  const told: string[] = [];
  const say = async (...argv: readonly string[]) => {
    const { stdout, stderr } = await home.basvakt(...argv);
    told.push(stdout, stderr);
  };
  const sources: readonly SandboxSource[] = ["bolagsverket", "scb", "creditsafe", "media", "ivo-news"];

  await say("run", "basuppfoljning");
  for (const kind of ["layout", "html", "truncated"] as const) {
    for (const source of sources) home.sandbox.fault(source, { kind });
    await say("run", "basuppfoljning");
    await say("sources", "test");
  }
  for (const source of sources) home.sandbox.fault(source, { kind: "status", status: 401 });
  for (let run = 0; run < 3; run++) await say("run", "basuppfoljning", "--json");
  await say("sources", "list");
  await say("coverage", "--json");
  await say("incidents", "list", "--all");
  await say("digest", "send");
  const letters = readdirSync(file("outbox"), { recursive: true, encoding: "utf8" })
    .filter((name) => name.includes("."))
    .map((name) => readFileSync(join(file("outbox"), name), "utf8"));
  const everything = [...told, ...letters, storedIn(file("basvakt.db"))].join("\n");
  await home.close();

  expect(letters.length).toBeGreaterThan(0);
  expect(everything).toContain("127.0.0.1");
  for (const secret of secrets) {
    expect(secret.length).toBeGreaterThan(8);
    expect(everything.includes(secret), secret).toBe(false);
    expect(everything.includes(Buffer.from(`sandbox-client:${secret}`).toString("base64"))).toBe(false);
  }
}, 120_000);
