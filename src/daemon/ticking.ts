import cron from "node-cron";
import { faultFields, type Log } from "./report.js";

/** Calls at every minute, until what it gives is called. */
export type Ticking = (beat: () => void) => () => void;

const SHORTEST_TICK_MS = 10;
const MINUTE_MS = 60_000;

/** Ticks of node-cron, once a minute. What it has to say goes to the log. */
export function everyMinute(log: Log): Ticking {
  const told = (level: "info" | "warn" | "error") => (message: unknown) =>
    log[level](faultFields(message), "minutklockan");
  return (beat) => {
    cron.setLogger({ info: told("info"), warn: told("warn"), error: told("error"), debug: () => undefined });
    const task = cron.schedule("* * * * *", beat);
    return () => void task.destroy();
  };
}

/** Ticks once a second, for what somebody waits for. */
export const everySecond: Ticking = (beat) => {
  const timer = setInterval(beat, 1_000);
  return () => clearInterval(timer);
};

/** Ticks once a minute of a time that runs so many times faster than the clock. */
export function everyFasterMinute(speed: number): Ticking {
  return (beat) => {
    const timer = setInterval(beat, Math.max(SHORTEST_TICK_MS, MINUTE_MS / speed));
    return () => clearInterval(timer);
  };
}
