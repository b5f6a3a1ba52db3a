import { type Day, dayOf } from "../src/domain/day.js";
import { SWEEP_KINDS } from "../src/domain/sweep.js";
import { type Reminder, reminderOn } from "../src/domain/sweep-reminder.js";
import { listSweeps, type SweepStatus } from "../src/store/list-sweeps.js";
import { isReminded, nextSweepOf, noteReminder, type ReminderRow } from "../src/store/sweep-reminder.js";
import { type Sitting, type Told, tellOf } from "./sitting.js";

type Reminding = Pick<Sitting, "db" | "moment" | "deps">;

/**
 * Tells what a sweep has come to: after two weeks and a month, before its day and after it, and when half a year has passed
 * without one. Each is told once, by what has been told, however often it is asked. No sweep is begun by it.
 */
export function remindOfSweeps(reminding: Reminding): void {
  const today = dayOf(reminding.moment.now);
  for (const status of listSweeps(reminding.db, "under way", today)) {
    const reminder = reminderFor(status, today);
    const { kind, id, due, owner, waiting, overdue, handlers } = status;
    if (reminder === null) continue;
    const left = handlers
      .map((one) => ({ handler: one.handler, left: one.waiting + one.overdue }))
      .filter((one) => one.left > 0);
    remind(reminding, { kind, sweepId: id, reminder, due }, { owner, left: waiting + overdue, handlers: left });
  }
  for (const kind of SWEEP_KINDS) {
    const next = nextSweepOf(reminding.db, kind, today);
    if (next === null || next.due > today) continue;
    remind(reminding, { kind, sweepId: null, reminder: "half_year", due: next.due }, { last: next.last });
  }
}

/** A paused sweep rests, but its day still passes; one with everything accounted for has only its closing left. */
function reminderFor({ state, startedAt, due, waiting }: SweepStatus, today: Day): Reminder | null {
  const reminder = reminderOn(dayOf(new Date(startedAt)), due, today);
  return reminder === "overdue" || (state === "open" && waiting > 0) ? reminder : null;
}

function remind(reminding: Reminding, row: ReminderRow, found: Told["detail"]): void {
  if (isReminded(reminding.db, row)) return;
  const { kind, sweepId: sweep, reminder, due } = row;
  const seq = tellOf(reminding, {
    verb: "sweep.reminded",
    detail: { kind, sweep, reminder, due, ...found },
    about: "supplier",
    agreements: [],
    urgent: false,
    tell: true,
  });
  noteReminder(reminding.db, row, seq);
}
