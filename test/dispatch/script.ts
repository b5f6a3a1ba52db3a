import type { Answer, Claimed, Ledger, SourceLimits } from "../../src/dispatch/dispatch.js";
import type { Driver } from "../../src/dispatch/driver.js";
import type { CheckResult, Failed, Question } from "../../src/domain/check.js";

export const LIMITS: SourceLimits = { perMinute: 600, concurrency: 4, batch: 1, retryMs: 1_000 };

interface Open {
  readonly check: string;
  attempts: number;
  nextAt: number;
  leased: boolean;
}

export interface MemoryLedger extends Ledger<Claimed> {
  /** The outcome of each check that has one, in the order they came. */
  readonly ended: ReadonlyMap<string, CheckResult>;
  readonly rounds: readonly number[];
}

/** The store's side in memory: so many open checks, claimed, put off and ended as the store does. */
export function memoryLedger(checks: number, clock: () => Date): MemoryLedger {
  const open = new Map<string, Open>();
  for (let n = 1; n <= checks; n += 1) open.set(`${n}`, { check: `${n}`, attempts: 0, nextAt: 0, leased: false });
  const ended = new Map<string, CheckResult>();
  const rounds: number[] = [];
  const end = (check: string, result: CheckResult) => {
    if (open.delete(check)) ended.set(check, result);
  };
  const keep = ({ claimed, result, retryAt }: Answer<Claimed>) => {
    const held = open.get(claimed.question.check);
    if (retryAt === null || held === undefined) return end(claimed.question.check, result);
    held.leased = false;
    held.nextAt = retryAt.getTime();
  };
  return {
    ended,
    rounds,
    turn(answers, limit) {
      answers.forEach(keep);
      const due = [...open.values()].filter(({ leased, nextAt }) => !leased && nextAt <= clock().getTime());
      const taken = due.slice(0, limit).map((one) => {
        one.leased = true;
        one.attempts += 1;
        return { question: { check: one.check, attempt: one.attempts, subject: { feed: "posten" }, bookmark: null } };
      });
      if (taken.length > 0) rounds.push(taken.length);
      return taken;
    },
    nextAt: () => (open.size === 0 ? null : new Date(Math.min(...[...open.values()].map(({ nextAt }) => nextAt)))),
    failRest: (result) => [...open.keys()].forEach((check) => void end(check, result)),
  };
}

/** A driver that answers each question as told. */
export function driver(answer: (question: Question) => CheckResult | Promise<CheckResult>): Driver {
  return {
    ask: ({ questions, begun }) => {
      begun();
      return Promise.all(questions.map(answer));
    },
  };
}

export function unchanged({ check, attempt }: Question): CheckResult {
  return { outcome: "unchanged", check, attempt, bookmark: null };
}

export function failed({ check, attempt }: Question, why: Partial<Failed> = {}): Failed {
  const plain = { reason: "unreachable", detail: "källa.example", retryAfter: null, credentials: false } as const;
  return { outcome: "failed", check, attempt, ...plain, ...why };
}
