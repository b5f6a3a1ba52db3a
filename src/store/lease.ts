import { hostname } from "node:os";
import { eq } from "drizzle-orm";
import { Conflict } from "../domain/refusal.js";
import type { Db, Store } from "./open.js";
import { lease } from "./schema.js";

const LEASE_MS = 60_000;
const RUNNING = "running-jobs";

/** The right to run jobs in this store, held by one process at a time. */
export interface Lease {
  /** The name it is held under. */
  readonly holder: string;
  renew(): void;
  /** Whether it is still ours: a machine that slept may have lost it to another. */
  held(): boolean;
  release(): void;
}

/** A daemon that has the right to run jobs and takes up requests; null when there is none. */
export function servingDaemon(db: Db, clock: Date): string | null {
  const held = db.select().from(lease).where(eq(lease.name, RUNNING)).get();
  return held !== undefined && held.serves === 1 && isAlive(held, clock) ? held.holder : null;
}

/**
 * Takes the right to run jobs. Throws Conflict naming who has it; one whose process is dead on this machine loses it.
 * `serves`: the holder takes up what others ask to have run.
 */
export function takeLease(store: Store, clock: () => Date, serves = false): Lease {
  const holder = `${hostname()}:${process.pid}`;
  const hold = () => ({ holder, until: clock().getTime() + LEASE_MS, serves: serves ? 1 : 0 });
  store.write((db) => {
    const held = db.select().from(lease).where(eq(lease.name, RUNNING)).get();
    if (held !== undefined && held.holder !== holder && isAlive(held, clock())) {
      throw new Conflict(
        `en annan basvakt kör redan jobb i samma hemkatalog (${held.holder}); vänta tills den är klar`,
      );
    }
    db.insert(lease)
      .values({ name: RUNNING, ...hold() })
      .onConflictDoUpdate({ target: lease.name, set: hold() })
      .run();
  });
  return {
    holder,
    renew: () => {
      try {
        store.write((db) => db.update(lease).set(hold()).where(eq(lease.holder, holder)).run());
      } catch (error) {
        // Somebody else writes for long: the right lasts past the next renewal, and the work is not ended for this.
        if (!(error instanceof Conflict)) throw error;
      }
    },
    held: () => store.db.select().from(lease).where(eq(lease.name, RUNNING)).get()?.holder === holder,
    release: () => {
      store.write((db) => db.delete(lease).where(eq(lease.holder, holder)).run());
    },
  };
}

function isAlive({ holder, until }: typeof lease.$inferSelect, clock: Date): boolean {
  const [host, pid] = holder.split(":");
  if (host !== hostname()) return until > clock.getTime();
  try {
    process.kill(Number(pid), 0);
    return until > clock.getTime();
  } catch (error) {
    // Not allowed to signal it: it is another user's, and alive.
    const refused = error instanceof Error && "code" in error && error.code === "EPERM";
    return refused && until > clock.getTime();
  }
}
