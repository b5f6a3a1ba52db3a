import { type Day, dayOf } from "../src/domain/day.js";
import type { RecipientGroup } from "../src/domain/recipient.js";
import { sameService } from "../src/domain/service.js";
import type { Agreement } from "../src/domain/supplier.js";
import { concerns } from "../src/judgement/route.js";
import { localSecond } from "../src/schedule/stockholm.js";
import type { Service } from "../src/services.js";
import { newestBasuppfoljning } from "../src/store/coverage.js";
import { type Watched, watchedSuppliers } from "../src/store/digest-register.js";
import { lastWrittenTo } from "../src/store/message.js";
import type { Db } from "../src/store/open.js";
import type { AskedSource } from "./cases.js";

interface ListedSource {
  readonly id: string;
  readonly title: string;
  readonly configured: boolean;
}

/** What a digest needs from the house beside the store. */
export interface DigestDeps {
  readonly group: RecipientGroup;
  readonly services: ReadonlyMap<string, Service>;
  readonly sources: readonly ListedSource[];
  /** Every source by id, also those that are neither on nor off. */
  readonly titles: Readonly<Record<string, string>>;
  /** Sources that people ask. */
  readonly asked: readonly AskedSource[];
  readonly feeds: readonly { readonly id: string; readonly title: string }[];
}

/** One digest under way: for whom, of what period, and what of the register is theirs. */
export interface DigestFrame {
  readonly db: Db;
  readonly deps: DigestDeps;
  readonly now: Date;
  readonly day: Day;
  /** The last digest to the group; null for its first. */
  readonly last: Date | null;
  /** The period's first instant. */
  readonly since: Date;
  /** Suppliers that concern the group. */
  readonly suppliers: readonly Watched[];
  concernsSubject(supplierId: number, unitService: string | null): boolean;
}

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

export function frameOf(db: Db, deps: DigestDeps, now: Date): DigestFrame {
  const day = dayOf(now);
  const last = lastWrittenTo(db, { kind: "digest", groupKey: deps.group.id });
  const all = new Map(watchedSuppliers(db, day).map((supplier) => [supplier.id, supplier]));
  const concernsSubject = (supplierId: number, unitService: string | null) =>
    concernsOne(deps.group, all.get(supplierId)?.agreements ?? [], unitService);
  return {
    db,
    deps,
    now,
    day,
    last,
    since: last === null ? firstPeriod(db, now) : new Date(last.getTime() + 1),
    suppliers: [...all.values()].filter(({ id }) => concernsSubject(id, null)),
    concernsSubject,
  };
}

/** Whether an agreement, as it stands in a row, is one of the group's. */
export function isOfGroup(
  group: RecipientGroup,
  { buyer, owner, form, service }: Pick<Agreement, "buyer" | "owner" | "form" | "service">,
): boolean {
  return concerns(group, { buyer, owner, form, service, number: "", starts: null, ends: null });
}

/**
 * From when a list must begin to print all of these, in the words of `--since`: the first of them. What was told before
 * happened earlier. With none of them, the period's first minute.
 */
export function sinceText({ since }: Pick<DigestFrame, "since">, happened: readonly { readonly at: number }[]): string {
  const first = Math.min(...happened.map(({ at }) => at));
  return localSecond(
    happened.length === 0 ? new Date(Math.ceil(since.getTime() / MINUTE_MS) * MINUTE_MS) : new Date(first),
  );
}

/** A group's first digest tells of the last day, and of the whole of the newest basuppföljning. */
function firstPeriod(db: Db, now: Date): Date {
  const day = now.getTime() - DAY_MS;
  const newest = newestBasuppfoljning(db)?.getTime() ?? day;
  return new Date(Math.min(day, newest));
}

/** As alerts are routed: a unit by the agreements of its service, and what no agreement covers concerns everybody. */
function concernsOne(group: RecipientGroup, agreements: readonly Agreement[], unitService: string | null): boolean {
  const own = unitService === null ? agreements : agreements.filter(({ service }) => sameService(service, unitService));
  return own.length === 0 || own.some((agreement) => concerns(group, agreement));
}
