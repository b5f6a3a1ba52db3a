import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Day } from "../domain/day.js";
import type { Year } from "./demo-year-script.js";
import { type Basvakt, type Step, whatPeopleDo } from "./demo-year-steps.js";

/** Where the year is played: an empty home, and an outside world that can be turned to any day. */
export interface Stage {
  readonly basvakt: Basvakt;
  readonly home: string;
  readonly register: string;
  /** Days of which the outside world has something to tell. */
  readonly eventful: readonly Day[];
  readonly turnTo: (day: Day) => void;
}

/** Lives through the year day by day, everything through the commands that people use. */
export async function playYear({ basvakt, home, register, eventful, turnTo }: Stage, year: Year): Promise<void> {
  await basvakt("init", "--rehearsal", "--now", `${year.start}T08:00`);
  const file = join(home, "register.csv");
  writeFileSync(file, register);
  await basvakt("suppliers", "import", file);
  const runs = [...eventful, ...year.runs].map((day): Step => ({ day, at: "05:00", take: runOn(day, turnTo) }));
  const steps = [...runs, ...whatPeopleDo(year)].toSorted((a, b) => momentOf(a).localeCompare(momentOf(b)));
  for (const { day, at, take } of steps) {
    await take((...argv) => basvakt(...argv, "--now", `${day}T${at}`));
  }
}

function runOn(day: Day, turnTo: Stage["turnTo"]): Step["take"] {
  return (basvakt) => {
    turnTo(day);
    return basvakt("run", "basuppfoljning");
  };
}

function momentOf({ day, at }: Step): string {
  return `${day}T${at}`;
}
