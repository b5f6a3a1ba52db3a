import type { DigestData } from "./digest-data.js";
import { longDayText } from "./swedish-time.js";
import type { TrendView } from "./view.js";

const HEIGHT = 6;

/** The last thirty days as bars that any mail program can draw, and as numbers for who cannot see them. */
export function trendView({ trend: { days, command } }: Pick<DigestData, "trend">): TrendView | null {
  const [first] = days;
  const last = days.at(-1);
  const most = Math.max(0, ...days.map(({ alerts }) => alerts));
  const asked = days.filter(({ due }) => due > 0);
  if (first === undefined || last === undefined || (most === 0 && asked.length === 0)) return null;
  const total = days.reduce((sum, { alerts }) => sum + alerts, 0);
  const whole = asked.filter(({ due, done }) => done >= due).length;
  const peak = days.find(({ alerts }) => alerts === most);
  const top = total === 0 || peak === undefined ? "" : `, flest ${most} den ${dayAndMonth(peak.day)}`;
  return {
    heading: "De senaste 30 dagarna",
    summary:
      `${total} nya larm${top}. Alla kontroller gjorda ${whole} av ${asked.length} dagar med kontroller` +
      `${whole < asked.length ? ` (${incomplete(asked)})` : ""}.`,
    from: dayAndMonth(first.day),
    to: dayAndMonth(last.day),
    rows: Array.from({ length: HEIGHT }, (_, row) =>
      days.map(({ alerts }) => alerts > 0 && Math.ceil((alerts / most) * HEIGHT) >= HEIGHT - row),
    ),
    cover: days.map(({ due, done }) => (due === 0 ? "none" : done >= due ? "whole" : "part")),
    numbers: `Nya larm per dag: ${days.map(({ alerts }) => alerts).join(" ")}`,
    command,
  };
}

const NAMED = 3;

/** The latest days on which something was not looked at. */
function incomplete(asked: DigestData["trend"]["days"]): string {
  const short = asked.filter(({ due, done }) => done < due).toReversed();
  const named = short.slice(0, NAMED).map(({ day, due, done }) => `${dayAndMonth(day)}: ${done} av ${due}`);
  return `${named.join(", ")}${short.length > NAMED ? " med flera" : ""}`;
}

/** "23 november". */
function dayAndMonth(day: DigestData["day"]): string {
  return longDayText(day).split(" ").slice(1, 3).join(" ");
}
