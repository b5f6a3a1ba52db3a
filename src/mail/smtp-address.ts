import { Refusal } from "../domain/refusal.js";
import { isLoopback } from "../domain/secure-address.js";

/** A mail server as SMTP_URL names it. */
export interface SmtpServer {
  readonly host: string;
  readonly port: number;
  /** always: TLS from the first byte. required: by STARTTLS, or not at all. offered: where the server can; own machine only. */
  readonly tls: "always" | "required" | "offered";
  readonly login: { readonly user: string; readonly pass: string } | null;
}

/** Throws Refusal in words that never repeat the address: it holds a password. */
export function readSmtpUrl(text: string): SmtpServer {
  if (!URL.canParse(text)) throw new Refusal("SMTP_URL kan inte läsas; skriv smtp://användare:lösenord@värd:587");
  const url = new URL(text);
  if (url.protocol !== "smtp:" && url.protocol !== "smtps:") {
    throw new Refusal("SMTP_URL ska börja på smtp:// (STARTTLS) eller smtps:// (TLS från början)");
  }
  if (url.hostname === "") throw new Refusal("SMTP_URL saknar värd");
  if (url.search !== "" || url.hash !== "" || (url.pathname !== "" && url.pathname !== "/")) {
    throw new Refusal("SMTP_URL ska sluta med värd och port; tecken som / ? # i lösenordet skrivs %2F %3F %23");
  }
  const always = url.protocol === "smtps:";
  return {
    host: url.hostname.replace(/^\[|\]$/g, ""),
    port: url.port === "" ? (always ? 465 : 587) : Number(url.port),
    tls: always ? "always" : isLoopback(url.hostname) ? "offered" : "required",
    login: url.username === "" ? null : { user: decoded(url.username), pass: decoded(url.password) },
  };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new Refusal("SMTP_URL: ett procenttecken i användare eller lösenord skrivs %25");
  }
}
