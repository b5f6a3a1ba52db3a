import { once } from "node:events";
import type { AddressInfo } from "node:net";
import PostalMime, { type Email } from "postal-mime";
import { SMTPServer, type SMTPServerOptions } from "smtp-server";
import { onTestFinished } from "vitest";

export interface Received {
  readonly from: string;
  readonly to: readonly string[];
  readonly letter: Email;
  readonly raw: string;
  /** Whether it came over TLS. */
  readonly secure: boolean;
}

export interface MailServer {
  readonly url: string;
  readonly port: number;
  readonly received: readonly Received[];
  close(): Promise<void>;
}

export interface Behaviour {
  /** What a recipient is answered; undefined: taken. */
  readonly refuse?: (recipient: string) => number | undefined;
  /** What the letter is answered when it has been read; "hang" and "cut" give no answer. */
  readonly afterData?: () => number | "hang" | "cut" | undefined;
  readonly options?: SMTPServerOptions;
  readonly port?: number;
}

/** A real mail server on this machine. */
export async function startMailServer({ refuse, afterData, options, port }: Behaviour = {}): Promise<MailServer> {
  const received: Received[] = [];
  const answer = (code: number) => Object.assign(new Error("as told"), { responseCode: code });
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    disableReverseLookup: true,
    ...options,
    onRcptTo({ address }, _session, callback) {
      const code = refuse?.(address);
      callback(code === undefined ? null : answer(code));
    },
    async onData(stream, session, callback) {
      const chunks: Buffer[] = [];
      for await (const chunk of stream) chunks.push(chunk as Buffer);
      const told = afterData?.();
      if (told === "hang") return;
      if (told === "cut") {
        for (const connection of server.connections) connection._socket.destroy();
        return;
      }
      if (told !== undefined) return callback(answer(told));
      const raw = Buffer.concat(chunks);
      const from = session.envelope.mailFrom;
      received.push({
        from: from === false ? "" : from.address,
        to: session.envelope.rcptTo.map(({ address }) => address),
        letter: await PostalMime.parse(raw),
        raw: raw.toString("latin1"),
        secure: session.secure,
      });
      callback(null, "taken");
    },
  });
  server.on("error", () => undefined);
  const listening = server.listen(port ?? 0, "127.0.0.1");
  await once(listening, "listening");
  const bound = (listening.address() as AddressInfo).port;
  let closed = false;
  const close = async () => {
    if (closed) return;
    closed = true;
    for (const connection of server.connections) connection._socket.destroy();
    await new Promise<void>((resolve) => server.close(() => resolve()));
  };
  onTestFinished(close);
  return { url: `smtp://127.0.0.1:${bound}`, port: bound, received, close };
}
