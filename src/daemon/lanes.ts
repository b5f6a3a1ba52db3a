/** One lane per job: jobs go on beside each other, and none beside itself. */
export interface Lanes {
  /** Begins a job's turn, unless it has one already; then null. */
  enter(job: string, act: () => Promise<void>): Promise<void> | null;
  /** When all turns under way have ended. */
  idle(): Promise<void>;
}

export function lanes(): Lanes {
  const open = new Map<string, Promise<void>>();
  return {
    enter(job, act) {
      if (open.has(job)) return null;
      const turn = act().finally(() => open.delete(job));
      open.set(job, turn);
      return turn;
    },
    async idle() {
      await Promise.all(open.values());
    },
  };
}
