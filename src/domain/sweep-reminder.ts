import { addDays, addMonths, type Day } from "./day.js";
import { DEFAULT_FORMS, DEFAULT_SERVICES, type SweepKind, type SweepScope } from "./sweep.js";

/** What is told of a sweep while something in it waits; `half_year`: that there has been none for so long. */
export const REMINDERS = ["fourteen", "thirty", "before_due", "overdue", "half_year"] as const;
export type Reminder = (typeof REMINDERS)[number];

const DAYS_BEFORE = 7;
const MONTHS_BETWEEN = 6;

/** The newest reminder that a sweep has come to by a day; null: none yet. Those that a stopped machine slept over are not told after it. */
export function reminderOn(started: Day, due: Day, today: Day): Exclude<Reminder, "half_year"> | null {
  const underway = [
    { reminder: "fourteen", day: addDays(started, 14) },
    { reminder: "thirty", day: addDays(started, 30) },
    { reminder: "before_due", day: addDays(due, -DAYS_BEFORE) },
  ] as const;
  const steps = [
    ...underway.filter(({ day }) => day > started && day <= due),
    { reminder: "overdue", day: addDays(due, 1) } as const,
  ];
  const come = steps.filter(({ day }) => day <= today).toSorted((a, b) => a.day.localeCompare(b.day));
  return come.at(-1)?.reminder ?? null;
}

/** The day by which the next sweep is to have begun, after the last one or after the register came to be. */
export function nextSweepBy(from: Day): Day {
  return addMonths(from, MONTHS_BETWEEN);
}

/** Whom a sweep covers unless somebody says otherwise: they are the ones who are to be gone through twice a year. */
export function defaultScope(kind: SweepKind): SweepScope {
  return { all: false, services: DEFAULT_SERVICES[kind], forms: DEFAULT_FORMS, agreements: [] };
}

/** Whether a sweep of this scope goes through everybody who is to be gone through twice a year. */
export function coversDefault(kind: SweepKind, { all, services, forms, agreements }: SweepScope): boolean {
  const wanted = defaultScope(kind);
  const named =
    wanted.services.every((service) => services.includes(service)) &&
    wanted.forms.every((form) => forms.includes(form));
  return all || (named && agreements.length === 0);
}
