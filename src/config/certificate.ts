import { createSecureContext } from "node:tls";
import { Refusal } from "../domain/refusal.js";

/** A certificate that cannot be opened is a fault of the configuration, found before anybody is asked. Throws Refusal. */
export function requireOpens(name: string, pfx: string, password: string): void {
  try {
    createSecureContext({ pfx: Buffer.from(pfx, "base64"), passphrase: password });
  } catch (error) {
    // What OpenSSL says may quote nothing of ours, but only these words are known.
    const message = error instanceof Error ? error.message : "";
    throw new Refusal(`${name}: ${WORDS.find(([said]) => said.test(message))?.[1] ?? UNREADABLE}`);
  }
}

const UNREADABLE = "filen är inte ett certifikat i PKCS #12-format (.pfx, .p12) som går att läsa";
const WORDS: readonly (readonly [RegExp, string])[] = [
  [/mac verify failure|bad decrypt/i, "certifikatet öppnas inte av sitt lösenord"],
  [
    /unsupported/i,
    "certifikatet är krypterat på ett äldre sätt som inte stöds; gör om det: openssl pkcs12 -legacy -in gammal.pfx -nodes | openssl pkcs12 -export -out ny.pfx",
  ],
];
