import Database from "better-sqlite3";

/** A connection that only reads, apart from the store's own: how the work of who has the right to run jobs goes on. */
export function openWork(file: string, holder: string) {
  const client = new Database(file, { readonly: true, fileMustExist: true, timeout: 5_000 });
  const until = client.prepare("SELECT until FROM lease WHERE name = 'running-jobs' AND holder = ?").pluck();
  const ended = client
    .prepare(`
      SELECT max((SELECT max(ended_at) FROM run WHERE id > (SELECT max(id) FROM run) - 1000),
        coalesce(1000 * (SELECT max(c.ended_s) FROM run r JOIN "check" c ON c.run_id = r.id WHERE r.outcome IS NULL), 0))`)
    .pluck();
  return {
    /** `renewed` null: somebody else has the right; `ended` null: nothing has come to an end yet. */
    look: () => ({
      renewed: (until.get(holder) as number | undefined) ?? null,
      ended: ended.get() as number | null,
    }),
    close: () => void client.close(),
  };
}
