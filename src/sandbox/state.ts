import { addDays, type Day } from "../domain/day.js";
import { mixed } from "./mixed.js";
import type { Change, Today } from "./script.js";
import { type Company, dateOf, type World } from "./world.js";

export interface CreditState {
  readonly score: number;
  readonly previous: number;
  readonly changedOn: Day;
  readonly remarks: NonNullable<Change["remarks"]>;
  readonly failedSections: readonly string[];
}

/** What the sources know of one supplier on one day. */
export interface CompanyState extends Omit<Company, "score" | "quirks"> {
  readonly proceedings: readonly { readonly code: string; readonly since: Day }[];
  readonly struckOff: { readonly on: Day; readonly reason: string } | null;
  /** End of the last year with a digital annual report; null: last year's, which came in time. */
  readonly filedTo: Day | null;
  /** SCB's codes. */
  readonly tax: { readonly fskatt: string; readonly employer: string; readonly vat: string; readonly status: string };
  readonly credit: CreditState | null;
  /** Producers that fail inside Bolagsverket's answer. */
  readonly silent: readonly ("Bolagsverket" | "SCB")[];
  readonly listedByScb: boolean;
  readonly quirks: { readonly pagande: boolean; readonly timestamps: boolean };
}

const PLAIN = { pagande: false, timestamps: false };

/** Everything the script has said of the supplier up to and with the day; null for a number the world does not know. */
export function stateOf(world: World, day: number, number: string): CompanyState | null {
  const company = world.companies.get(number);
  if (company === undefined) return null;
  const before = initialState(company);
  const state = world.days.slice(0, day).reduce((so, step, index) => {
    const change = step.changes[number];
    return change === undefined ? so : changed(so, change, dateOf(world, index + 1));
  }, before);
  return onlyToday(state, world.days[day - 1]?.today, dateOf(world, day));
}

/** A supplier to whom nothing has happened. */
export function initialState(company: Company): CompanyState {
  const { score, quirks, ...rest } = company;
  const registeredForTax = ["AB", "HB", "EK", "KOMMUN"].includes(company.form);
  return {
    ...rest,
    proceedings: [],
    struckOff: null,
    filedTo: null,
    tax: { fskatt: registeredForTax ? "1" : "0", employer: "1", vat: "0", status: "1" },
    credit: score === undefined ? null : initialCredit(score),
    silent: [],
    listedByScb: true,
    quirks: quirks ?? PLAIN,
  };
}

function initialCredit(score: number): CreditState {
  const changedOn = "2026-01-19" as Day;
  return { score, previous: Math.max(1, score - 2), changedOn, remarks: { count: 0, amount: 0 }, failedSections: [] };
}

function changed(state: CompanyState, change: Change, date: Day): CompanyState {
  const { employer, fskatt, status, score, remarks, ...rest } = change;
  return {
    ...state,
    ...withoutAbsent(rest),
    tax: { ...state.tax, ...withoutAbsent({ employer, fskatt, status }) },
    credit: state.credit && {
      ...(score === undefined ? state.credit : rerated(state.credit, score, date)),
      ...withoutAbsent({ remarks }),
    },
  };
}

function rerated(credit: CreditState, score: number, date: Day): CreditState {
  return { ...credit, score, previous: credit.score, changedOn: date };
}

/** What holds on this day alone. */
export function onlyToday(state: CompanyState, today: Today | undefined, date: Day): CompanyState {
  if (today === undefined) return state;
  const { number } = state;
  const code = today.unknownCode[number];
  return {
    ...state,
    proceedings: code === undefined ? state.proceedings : [{ code, since: addDays(date, -1) }],
    silent: (["Bolagsverket", "SCB"] as const).filter((producer) => today.producerFault[producer]?.includes(number)),
    listedByScb: !today.scbMissing.includes(number),
    credit: state.credit && {
      ...moved(state.credit, today.scoreShift + driftOf(number, today.drift, date), date),
      failedSections: today.failedSections[number] ?? [],
    },
  };
}

function moved(credit: CreditState, points: number, date: Day): CreditState {
  return points === 0 ? credit : rerated(credit, Math.min(100, Math.max(1, credit.score + points)), date);
}

function driftOf(number: string, most: number, date: Day): number {
  const chance = mixed(Number(number) + Number(date.replaceAll("-", "")));
  return most === 0 || chance % 3 !== 0 ? 0 : (Math.floor(chance / 3) % (2 * most + 1)) - most;
}

type Present<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

function withoutAbsent<T extends object>(members: T): Present<T> {
  return Object.fromEntries(Object.entries(members).filter(([, member]) => member !== undefined)) as Present<T>;
}
