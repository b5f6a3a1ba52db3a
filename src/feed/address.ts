/** Parameters that tell who sent the reader, not what is read. */
const TRACKING = /^(?:utm_|fbclid$|gclid$)/i;

/**
 * One article, one address: lower-case host, no tracking, no credentials, no fragment, no slash at the end. Null for
 * what is no web address; nothing else is ever shown as a link.
 */
export function canonicalAddress(written: string, base: URL): string | null {
  if (written.trim() === "" || !URL.canParse(written.trim(), base.href)) return null;
  const url = new URL(written.trim(), base);
  if (url.protocol !== "https:" && url.protocol !== "http:") return null;
  for (const name of [...url.searchParams.keys()]) if (TRACKING.test(name)) url.searchParams.delete(name);
  return `${url.origin}${url.pathname.replace(/\/+$/, "")}${url.search}`;
}
