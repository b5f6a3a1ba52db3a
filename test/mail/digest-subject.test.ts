import { describe, expect, it } from "vitest";
import type { DigestData } from "../../src/mail/digest-data.js";
import { digestSubject } from "../../src/mail/digest-subject.js";
import { countedTerm, stateOfStops, stopTerm } from "../../src/mail/stop-term.js";
import { blind, eventful, quiet } from "./sample-days.js";
import { heldStop, revoked, section, stopSection } from "./sample-rows.js";

const trouble = { ...blind.troubled.rows[0], command: "basvakt sources list" };

function alerts(total: number): DigestData["newAlerts"] {
  return {
    ...section("basvakt alerts list", [], total),
    bySeverity: { critical: 0, serious: total, notice: 0, info: 0 },
  };
}

describe("the subject of a digest", () => {
  it("R39: tells the news, stops in the words of their agreements", () => {
    const started = { command: "x", terms: [{ term: "avropsstopp" as const, count: 2 }] };

    expect(digestSubject({ ...quiet, started, newAlerts: alerts(5) })).toBe("2 avropsstopp, 5 nya larm");
    expect(digestSubject(eventful)).toBe(
      "2 avropsstopp, 1 rekommendationsstopp, 2 nya larm, 1 larm värre eller öppnat igen, 1 larm avslutat, 1 påminnelse om svep",
    );
  });

  it("says that nothing happened and that everything was looked at", () => {
    expect(digestSubject(quiet)).toBe("Inget nytt, 412 av 412 kontroller gjorda");
  });

  it("reminds of what is not decided when nothing is new", () => {
    const data = { ...quiet, provisional: stopSection("x", [revoked]), liftable: eventful.liftable };

    expect(digestSubject(data)).toBe(
      "Inget nytt, 1 stopp väntar på beslut, 1 stopp kan kanske upphävas, 412 av 412 kontroller gjorda",
    );
  });

  it.each<[string, Partial<DigestData>, string]>([
    ["a blind source", { troubled: blind.troubled }, "Bolagsverket ger inga svar"],
    ["several troubled sources", { troubled: section("x", blind.troubled.rows, 2) }, "2 källor med fel"],
    ["a held stop", { held: stopSection("x", [heldStop]) }, "1 stopp väntar på granskning"],
    ["an open incident", { incidents: blind.incidents }, "1 händelse att granska"],
    ["failed checks", { coverage: { ...quiet.coverage, done: 400, failed: 12 } }, "12 av 412 kontroller ej gjorda"],
    ["skipped checks", { coverage: { ...quiet.coverage, done: 411, skipped: 1 } }, "1 av 412 kontroller ej gjorda"],
    ["no checks at all", { since: null, coverage: { ...quiet.coverage, due: 0, done: 0 } }, "Inga kontroller gjorda"],
    [
      "nothing asked since the last letter",
      { coverage: { ...quiet.coverage, due: 0, done: 0 } },
      "Ingen källa tillfrågad sedan förra sammanställningen 2026-11-20 kl. 07:00",
    ],
  ])("law 1: never says that nothing is new beside %s", (_, wrong, expected) => {
    expect(digestSubject({ ...quiet, ...wrong })).toBe(expected);
  });

  it("law 13: is one short line whatever a source calls itself", () => {
    const title = `Kreditkälla\r\nBcc: annan@kommun.example ${"å".repeat(10_000)}`;
    const row = { ...trouble, id: "x", state: "blind" as const, lastSuccess: null, why: "", title };

    const subject = digestSubject({ ...quiet, troubled: section("x", [row]) });

    expect(subject).toMatch(/^Kreditkälla Bcc: annan@kommun.example å+…$/);
    expect(subject.length).toBeLessThanOrEqual(150);
  });
});

describe("the word for a stop", () => {
  it("follows the agreement, and the installation's choice for frame agreements", () => {
    expect(stopTerm("ramavtal")).toBe("avropsstopp");
    expect(stopTerm("ramavtal", "avropspaus")).toBe("avropspaus");
    expect(stopTerm("direktupphandling", "avropspaus")).toBe("rekommendationsstopp");
    expect(stopTerm("iop")).toBe("rekommendationsstopp");
  });

  it("is bent as Swedish bends it", () => {
    expect(countedTerm(2, "avropspaus")).toBe("2 avropspauser");
    expect(stateOfStops("provisional", ["avropspaus"])).toBe("preliminär avropspaus");
    expect(stateOfStops("proposed", ["rekommendationsstopp"])).toBe("föreslaget rekommendationsstopp");
    expect(stateOfStops("confirmed", ["avropsstopp", "avropsstopp"])).toBe("bekräftade avropsstopp");
    expect(stateOfStops("provisional", ["avropsstopp", "rekommendationsstopp"])).toBe("preliminära stopp");
  });
});
