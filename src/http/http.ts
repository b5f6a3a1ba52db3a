/** One request to a source. */
export interface HttpRequest {
  readonly method?: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  readonly url: URL;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  /** Bytes of the decoded body; the default is the client's. */
  readonly maxBytes?: number;
  readonly signal?: AbortSignal;
  /** Shown to a server that wants to know who asks; connections with one are kept apart. */
  readonly certificate?: ClientCertificate;
}

export interface ClientCertificate {
  /** A PKCS #12 file (.pfx, .p12), in base64. */
  readonly pfx: string;
  readonly password: string;
}

export interface HttpAnswer {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  /** Where the answer came from, after redirects within the host. */
  readonly url: URL;
}

/**
 * Asks once: no retry, no pacing. Gives the answer whatever its status; throws SourceError when there is none
 * (unreachable, redirected to another host, too large, too slow).
 */
export type Http = (request: HttpRequest) => Promise<HttpAnswer>;
