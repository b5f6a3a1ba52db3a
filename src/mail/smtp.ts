import { Readable } from "node:stream";
import SMTPConnection from "nodemailer/lib/smtp-connection";
import type { Outcome } from "../domain/outcome.js";
import { isLoopback } from "../domain/secure-address.js";
import type { SmtpServer } from "./smtp-address.js";

/** A letter on its way: whom it is from and for, as bare addresses, and its bytes. */
export interface Envelope {
  readonly from: string;
  readonly to: readonly string[];
  readonly bytes: Uint8Array;
}

/** Offers a letter once and says what became of it for each recipient. Never throws, never tries again. */
export type SendMail = (envelope: Envelope) => Promise<ReadonlyMap<string, Outcome>>;

interface Timeouts {
  readonly connectMs: number;
  readonly silenceMs: number;
}

const TIMEOUTS: Timeouts = { connectMs: 10_000, silenceMs: 20_000 };

/** A sender over SMTP; one connection for each letter. */
export function smtpSender(server: SmtpServer, timeouts: Timeouts = TIMEOUTS): SendMail {
  return async ({ from, to, bytes }) => {
    const connection = new SMTPConnection(optionsFor(server, timeouts));
    // From the moment the last byte has been handed over nobody but the server can say whether it took the letter.
    let handedOver = false;
    try {
      await opened(connection, server);
      const content = Readable.from([bytes], { objectMode: false }).once("end", () => {
        handedOver = true;
      });
      const refused = await sent(connection, { from, to: [...to], size: bytes.length }, content);
      return new Map(
        to.map((recipient) => [recipient, refused.get(recipient) ?? { outcome: "delivered", code: "250" }]),
      );
    } catch (error) {
      const fault = error as Fault;
      return new Map(to.map((recipient) => [recipient, outcomeFor(fault, recipient, handedOver)]));
    } finally {
      connection.close();
    }
  };
}

function optionsFor({ host, port, tls }: SmtpServer, { connectMs, silenceMs }: Timeouts) {
  return {
    host,
    port,
    secure: tls === "always",
    requireTLS: tls === "required",
    // A relay on the own machine has a certificate that nobody has signed; nobody is between us and it.
    tls: { minVersion: "TLSv1.2" as const, rejectUnauthorized: !isLoopback(host) },
    connectionTimeout: connectMs,
    greetingTimeout: connectMs,
    dnsTimeout: connectMs,
    socketTimeout: silenceMs,
  };
}

function opened(connection: SMTPConnection, { login }: SmtpServer): Promise<void> {
  return new Promise((resolve, reject) => {
    connection.on("error", reject);
    connection.connect((error) => {
      if (error) return reject(error);
      if (login === null) return resolve();
      connection.login({ credentials: login }, (refused) => (refused ? reject(refused) : resolve()));
    });
  });
}

interface Fault extends Error {
  readonly code?: string;
  readonly command?: string;
  readonly responseCode?: number;
  readonly recipient?: string;
  readonly rejectedErrors?: readonly Fault[];
}

/** Recipients that the server did not take, each with its answer. */
function sent(
  connection: SMTPConnection,
  envelope: { readonly from: string; readonly to: string[]; readonly size: number },
  content: Readable,
): Promise<ReadonlyMap<string, Outcome>> {
  return new Promise((resolve, reject) => {
    connection.on("error", reject);
    connection.send(envelope, content, (error, info) => {
      if (error) return reject(error);
      const faults = (info?.rejectedErrors ?? []) as readonly Fault[];
      resolve(new Map(faults.map((fault) => [fault.recipient ?? "", answered(fault)])));
    });
  });
}

function outcomeFor(fault: Fault, recipient: string, handedOver: boolean): Outcome {
  const own = fault.rejectedErrors?.find((one) => one.recipient === recipient);
  if (own !== undefined) return answered(own);
  const { responseCode, command } = fault;
  if (responseCode === undefined) return { outcome: handedOver ? "unknown" : "later", code: fault.code ?? "ERROR" };
  // Before the letter itself is offered, a refusal is of us (log-in, sender, pace): something to mend, not a dead letter.
  return command === "DATA" && handedOver ? answered(fault) : { outcome: "later", code: `${responseCode}` };
}

function answered({ responseCode, code }: Fault): Outcome {
  if (responseCode === undefined) return { outcome: "later", code: code ?? "ERROR" };
  return { outcome: responseCode >= 500 ? "rejected" : "later", code: `${responseCode}` };
}
