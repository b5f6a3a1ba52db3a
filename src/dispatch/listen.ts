import type { Redis } from "ioredis";

const READ_AT_ONCE = 100;

/** Hears each text of a list once, in its order, also after Redis has been gone. What it gives ends that. */
export function listenTo(
  reader: Redis,
  list: string,
  hear: (text: string) => Promise<void>,
  trouble: (what: Error) => void,
): () => void {
  reader.on("error", trouble);
  let over = false;
  const read = async () => {
    const first = await reader.blpop(list, 0);
    const more = (await reader.lpop(list, READ_AT_ONCE)) ?? [];
    for (const text of [...(first === null ? [] : [first[1]]), ...more]) {
      if (!over) await hear(text).catch(trouble);
    }
  };
  const go = async () => {
    while (!over) await read().catch((error: Error) => (over ? undefined : trouble(error)));
  };
  void go();
  return () => {
    over = true;
    reader.disconnect();
  };
}
