import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { SMTPServer } from "smtp-server";

/** A real mail server on this machine that remembers what it has taken. */
export interface Mailbox {
  readonly url: string;
  /** Each letter taken, in order. */
  readonly taken: readonly TakenLetter[];
  close(): Promise<void>;
}

export interface TakenLetter {
  readonly messageId: string;
  readonly to: readonly string[];
  /** It says of itself that it may have come before. */
  readonly again: boolean;
}

export async function openMailbox(): Promise<Mailbox> {
  const taken: TakenLetter[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    disableReverseLookup: true,
    async onData(stream, session, callback) {
      const parts: Buffer[] = [];
      for await (const part of stream) parts.push(part as Buffer);
      const head = Buffer.concat(parts).toString("latin1").split("\r\n\r\n")[0] ?? "";
      taken.push({
        messageId: /^message-id:\s*<([^>]*)>/im.exec(head)?.[1] ?? "",
        to: session.envelope.rcptTo.map(({ address }) => address),
        again: /^[\w-]*sent-again:/im.test(head),
      });
      callback(null, "taken");
    },
  });
  server.on("error", () => undefined);
  const listening = server.listen(0, "127.0.0.1");
  await once(listening, "listening");
  const { port } = listening.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}`,
    taken,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

/** Letters that somebody has got more than once without being told so; none when all is well. */
export function unmarkedDoubles(taken: readonly TakenLetter[]): readonly string[] {
  const seen = new Set<string>();
  const doubles: string[] = [];
  for (const { messageId, to, again } of taken) {
    for (const recipient of to) {
      const key = `${messageId} ${recipient}`;
      if (seen.has(key) && !again) doubles.push(`+ letter ${key} came twice`);
      seen.add(key);
    }
  }
  return doubles;
}
