import { type Silence, SourceError } from "../domain/silence.js";

/** Codes of an answer that is no HTTP, redirects nowhere, or whose compressed body is broken. */
const MALFORMED_CODE = /^(HPE_|ERR_INVALID_URL|Z_|ERR_PADDING|ERR__ERROR)/;

/** The server will not have the certificate that we showed, or wants one. */
const CERTIFICATE_CODE = /^ERR_SSL_.*ALERT_.*(CERTIFICATE|UNKNOWN_CA|ACCESS_DENIED)/;

/**
 * Why there was no answer. What the runtime threw is left behind, not kept as cause: its message may hold the
 * whole address, a header or a body.
 */
export function failureOf(error: unknown, host: string): SourceError {
  if (error instanceof SourceError) return error;
  const code = codeOf(error);
  if (code !== null && CERTIFICATE_CODE.test(code)) {
    return new SourceError("refused", `${host}: certifikatet godtas inte (${code})`, { credentials: true });
  }
  return new SourceError(reasonOf(error, code), `${host}: ${code ?? wordOf(error)}`);
}

function reasonOf(error: unknown, code: string | null): Silence {
  if (code !== null) return MALFORMED_CODE.test(code) ? "malformed" : "unreachable";
  // Without a code and without a cause fetch did not try: a header or address it cannot send.
  return error instanceof TypeError && error.cause === undefined ? "malformed" : "unreachable";
}

/** fetch wraps the socket's error in a cause, at times twice; other layers throw it as it is. */
function codeOf(error: unknown): string | null {
  for (let at: unknown = error, depth = 0; at instanceof Error && depth < 4; at = at.cause, depth++) {
    const { code } = at as { code?: unknown };
    if (typeof code === "string" && /^[A-Z][A-Z0-9_]*$/.test(code)) return code;
  }
  return null;
}

function wordOf(error: unknown): string {
  if (error instanceof Error && error.name === "TimeoutError") return "inget svar i tid";
  return error instanceof TypeError && error.cause === undefined ? "frågan kan inte skickas" : "inget svar";
}
