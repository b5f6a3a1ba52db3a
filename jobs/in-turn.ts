/** Does one thing at a time of each name, in the order they came. */
export type InTurn = <T>(name: string, act: () => Promise<T>) => Promise<T>;

/** Jobs go on beside each other; what must not is done in turn. One for all jobs of a process. */
export function inTurns(): InTurn {
  const last = new Map<string, Promise<unknown>>();
  return (name, act) => {
    const before = last.get(name) ?? Promise.resolve();
    const mine = before.then(act);
    // The next one's turn comes however this one ends; who asked for it is told.
    last.set(
      name,
      mine.catch(() => undefined),
    );
    return mine;
  };
}
