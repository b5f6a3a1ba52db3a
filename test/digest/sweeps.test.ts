import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Day } from "../../src/domain/day.js";
import { reminderOn } from "../../src/domain/sweep-reminder.js";
import type { ProgramHome } from "../cli/program-home.js";
import { sweptTown } from "../cli/sweep-home.js";

const BY = ["--by", "Eva Ek"] as const;

/** What the time alone brings on a morning, and the digest that then goes out. */
async function morning(home: ProgramHome, day: string): Promise<string> {
  const now = ["--now", `${day}T07:00`] as const;
  await home.basvakt("run", "judge", ...now);
  const { stdout } = await home.basvakt("digest", "preview", ...now);
  await home.basvakt("digest", "send", "--again", ...now);
  return stdout.replace(/\s+/g, " ");
}

const begun = async () => {
  const home = await sweptTown();
  await home.basvakt("sweep", "start", "ivo", "--due", "2026-11-20", "--handler", "Siv", "--handler", "Tor", ...BY);
  return home;
};

describe("a reminder", () => {
  it.each([
    ["2026-10-14", null],
    ["2026-10-15", "fourteen"],
    ["2026-10-30", "fourteen"],
    ["2026-10-31", "thirty"],
    ["2026-11-12", "thirty"],
    ["2026-11-13", "before_due"],
    ["2026-11-20", "before_due"],
    ["2026-11-21", "overdue"],
    ["2027-03-01", "overdue"],
  ])("on %s is %s of a sweep from the first of October to the twentieth of November", (today, reminder) => {
    expect(reminderOn("2026-10-01" as Day, "2026-11-20" as Day, today as Day)).toBe(reminder);
  });

  it("is not of a month that a short sweep does not have", () => {
    expect(reminderOn("2026-10-01" as Day, "2026-10-20" as Day, "2026-10-20" as Day)).toBe("fourteen");
    expect(reminderOn("2026-10-01" as Day, "2026-10-05" as Day, "2026-10-05" as Day)).toBe(null);
  });
});

describe("the digest about a sweep", () => {
  it("reminds after two weeks and a month, before the day and after it, each once, and says who has what left", async () => {
    const home = await begun();

    const days = ["2026-10-14", "2026-10-15", "2026-10-16", "2026-11-02", "2026-11-03", "2026-11-13", "2026-11-23"];
    const letters: string[] = [];
    for (const day of days) letters.push(await morning(home, day));

    const told = letters.map((letter) => /\[([^\]]*)\] Svep 1: tillstånd hos IVO/.exec(letter)?.[1] ?? null);
    expect(told).toEqual([
      null,
      "14 dagar har gått",
      null,
      "30 dagar har gått",
      null,
      "Snart ska det vara klart",
      "Dagen har passerat",
    ]);
    expect(letters[1]).toContain("0 av 4 redovisade · klart senast 2026-11-20");
    expect(letters[1]).toMatch(/Siv 2 kvar Tor 2 kvar/);
    expect(letters[6]).toContain("Ägaren avgör vad som görs med det som är kvar: Eva Ek.");
  });

  it("reminds only of the last when several have come due since a digest was sent", async () => {
    const home = await begun();
    await home.basvakt("run", "judge", "--now", "2026-10-15T06:30");

    const letter = await morning(home, "2026-10-31");

    expect(letter.match(/\[[^\]]*\] Svep 1: tillstånd hos IVO/g)).toEqual([
      "[30 dagar har gått] Svep 1: tillstånd hos IVO",
    ]);
  });

  it("has what waits for each handler every day, and the sweep itself for its owner once its day has passed", async () => {
    const home = await begun();

    const before = await morning(home, "2026-10-05");
    const after = await morning(home, "2026-11-23");

    expect(before).toContain("Siv 2 poster i svep 1 (tillstånd hos IVO) att redovisa");
    expect(before).toContain('basvakt sweep items 1 --state waiting --handler "Siv"');
    expect(after).toContain('basvakt sweep items 1 --state overdue --handler "Tor"');
    expect(before).toContain("Svep 1, tillstånd hos IVO: ska vara klart");
    expect(after).toContain("Eva Ek 1 svep (1, tillstånd hos IVO) vars dag har passerat, att avsluta");
  });

  it("says when half a year has passed without one, once, and starts none", async () => {
    const home = await sweptTown();

    const early = await morning(home, "2027-03-01");
    const due = await morning(home, "2027-04-01");
    const later = await morning(home, "2027-04-02");

    expect(early).toContain("Halvårskontroll, tillstånd hos IVO: ska ha börjat");
    expect(early).not.toContain("[Ett halvår utan svep]");
    expect(due).toContain("[Ett halvår utan svep] Halvårskontroll: tillstånd hos IVO");
    expect(due).toContain("Nästa skulle ha börjat senast 2027-04-01");
    expect(later).not.toContain("[Ett halvår utan svep]");
    expect(later).toContain("halvårskontroll att börja: lämplighetsintyg");
    expect((await home.json("sweep", "status", "--all")).document).toEqual([]);
  });

  it("counts an extra sweep for a cause, or of a part, as no half-year's own", async () => {
    const home = await sweptTown();
    await home.basvakt("sweep", "start", "ivo", "--cause", "nya ägare", "--now", "2027-02-01T08:00", ...BY);
    await home.basvakt("sweep", "start", "ivo", "--agreement", "R-2", "--now", "2027-02-01T08:00", ...BY);

    const due = await morning(home, "2027-04-01");

    expect(due).toContain("[Ett halvår utan svep] Halvårskontroll: tillstånd hos IVO");
  });

  it("is for groups that have to do with what the sweep covers", async () => {
    const home = await begun();
    const group =
      "{ id: familjehem, title: Familjehem, to: [f@kommun.example], services: [familjehem], kind: operators }";
    writeFileSync(join(home.folder, "recipients.yaml"), `groups:\n  - ${group}\n`);

    expect(await morning(home, "2026-10-15")).not.toContain("Svep 1");
  });
});
