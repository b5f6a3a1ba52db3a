import { and, eq, lt, lte, or } from "drizzle-orm";
import type { LoginGate } from "../domain/login-gate.js";
import { SourceError } from "../domain/silence.js";
import type { Store } from "./open.js";
import { login } from "./schema.js";
import { markCredentials, sourceIdOf } from "./subject.js";

/** Sources lock accounts after a few wrong log-ins: the same credentials are refused this often and no more. */
const MOST_REFUSED = 2;
/** Longer than any exchange lasts: a log-in without an outcome after this was sent by a process that died. */
const UNDER_WAY_MS = 120_000;
const SOON_MS = 5_000;

export interface GateOrder {
  readonly source: string;
  /** One word for the credentials; others are counted for themselves. */
  readonly credentials: string;
  /** A person asks (`sources test`): one is sent even though they have been refused. */
  readonly byHand: boolean;
}

/**
 * Counts log-ins in the store before they are sent, so that all processes and restarts together never send the same
 * refused ones more than twice. One whose outcome nobody lived to see may have been refused.
 */
export function loginGate(store: Store, order: GateOrder, clock: () => Date): LoginGate {
  const { source, credentials, byHand } = order;
  return {
    begin: () =>
      store.write((db) => {
        const sourceId = sourceIdOf(db, source);
        const at = clock().getTime();
        const same = and(eq(login.sourceId, sourceId), eq(login.credentials, credentials));
        const sent = db.select().from(login).where(same).all();
        const settled = sent.filter(({ refused, sentAt }) => refused === 1 || sentAt <= at - UNDER_WAY_MS).length;
        if (!byHand && settled >= MOST_REFUSED) throw refusedTwice(source);
        if (!byHand && sent.length >= MOST_REFUSED) throw othersLogIn(source, at);
        return db.insert(login).values({ sourceId, credentials, sentAt: at }).returning({ id: login.id }).get().id;
      }),
    end: (id, outcome) =>
      store.write((db) => {
        const sourceId = sourceIdOf(db, source);
        const same = and(eq(login.sourceId, sourceId), eq(login.credentials, credentials));
        if (outcome === "unanswered") db.delete(login).where(eq(login.id, id)).run();
        const forgotten = and(same, isForgottenBy(id, clock()));
        if (outcome === "accepted") db.delete(login).where(forgotten).run();
        if (outcome !== "refused") return;
        db.update(login).set({ refused: 1 }).where(eq(login.id, id)).run();
        const refused = db
          .select({ id: login.id })
          .from(login)
          .where(and(same, eq(login.refused, 1)))
          .all().length;
        if (refused >= MOST_REFUSED) markCredentials(db, source, credentials);
      }),
  };
}

/**
 * Of those that were sent before it. One that is under way for others is not known to be let in, and one that was sent
 * later and refused knows better: the password has changed meanwhile.
 */
function isForgottenBy(accepted: number, now: Date) {
  const settled = or(eq(login.refused, 1), lte(login.sentAt, now.getTime() - UNDER_WAY_MS));
  return or(eq(login.id, accepted), and(lt(login.id, accepted), settled));
}

function refusedTwice(source: string): SourceError {
  return new SourceError("refused", `${source}: inloggningen har nekats två gånger och skickas inte igen`, {
    credentials: true,
  });
}

/** As many as may be sent are under way: soon it is known whether they are let in. */
function othersLogIn(source: string, at: number): SourceError {
  return new SourceError("blocked", `${source}: en annan inloggning väntar på svar`, {
    retryAfter: new Date(at + SOON_MS),
  });
}
