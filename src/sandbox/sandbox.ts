import type { Portfolio } from "./creditsafe-monitoring.js";
import { deliver } from "./deliver.js";
import type { Fault, SandboxSource } from "./faults.js";
import type { Credentials } from "./reply.js";
import { runTimeOf } from "./run-time.js";
import { generatedState, type Scale } from "./scale.js";
import { type CompanyState, stateOf } from "./state.js";
import { dateOf, loadWorld, type NewsFeed, type World } from "./world.js";

/** What a running sandbox remembers between requests. */
export interface SandboxState {
  readonly world: World;
  readonly scale: Scale;
  readonly credentials: Credentials;
  readonly secret: string;
  readonly faults: Map<SandboxSource, Fault>;
  readonly failedLogins: Map<string, number[]>;
  /** How often each address was asked, ids left out: "creditsafe GET /v1/companies/:id". */
  readonly requests: Map<string, number>;
  readonly portfolios: Map<number, Portfolio>;
  /** Told of each request as it comes. */
  readonly log: (line: string) => void;
  day: number;
  serial: number;
}

/** Set up at the bureau beforehand, with its rules on; nobody is in it yet. */
const PORTFOLIO = "Placerade leverantörer";

interface Beginning {
  readonly day?: number;
  readonly scale?: number;
  readonly seed?: number;
  readonly world?: World;
  readonly log?: (line: string) => void;
}

/** A sandbox that nobody has asked anything yet. */
export function sandboxState({ day = 1, scale, seed = 1, world = loadWorld(), log }: Beginning): SandboxState {
  return {
    world,
    scale: { suppliers: scale ?? world.companies.size, seed },
    credentials: {
      bolagsverketId: "sandbox-client",
      bolagsverketSecret: `sandbox-secret-${seed}`,
      creditsafeUser: "sandbox@kommun.example",
      creditsafePassword: `sandbox-password-${seed}`,
      scbKey: `sandbox-key-${seed}`,
    },
    secret: `sandbox-signature-${seed}`,
    faults: new Map(),
    failedLogins: new Map(),
    requests: new Map(),
    portfolios: new Map([[4711, { id: 4711, name: PORTFOLIO, ruled: true, companies: new Map() }]]),
    log: log ?? (() => undefined),
    day,
    serial: 0,
  };
}

/** What the sources know of a supplier on a day. */
export function supplierOn({ world, scale }: SandboxState, number: string, day: number): CompanyState | null {
  return stateOf(world, day, number) ?? generatedState(world, day, number, scale);
}

/** What was asked for by hand goes before the script's own fault of the day; a counted one is used up. */
export function faultFor(state: SandboxState, source: SandboxSource, path: string): Fault | null {
  const fault = state.faults.get(source) ?? state.world.days[state.day - 1]?.today.faults[source];
  if (fault === undefined || (fault.path !== undefined && !path.includes(fault.path))) return null;
  if (fault.times === undefined) return fault;
  if (fault.times > 1) state.faults.set(source, { ...fault, times: fault.times - 1 });
  else state.faults.delete(source);
  return fault;
}

export function nowOf(state: SandboxState): Date {
  return runTimeOf(dateOf(state.world, state.day));
}

export function deliverToday(state: SandboxState, inbox: string): string[] {
  return deliver(state.world, state.day, inbox);
}

/** Addresses and credentials, by the names of the program's own settings. */
export function settingsOf(origin: string, { credentials }: SandboxState): Record<string, string> {
  return {
    BOLAGSVERKET_BASE_URL: `${origin}/bolagsverket/vardefulla-datamangder/v1/`,
    BOLAGSVERKET_TOKEN_URL: `${origin}/bolagsverket/oauth2/token`,
    BOLAGSVERKET_CLIENT_ID: credentials.bolagsverketId,
    BOLAGSVERKET_CLIENT_SECRET: credentials.bolagsverketSecret,
    SCB_BASE_URL: `${origin}/scb/nv0101/v1/sokpavar/`,
    SCB_API_KEY: credentials.scbKey,
    CREDITSAFE_BASE_URL: `${origin}/creditsafe/v1/`,
    CREDITSAFE_USERNAME: credentials.creditsafeUser,
    CREDITSAFE_PASSWORD: credentials.creditsafePassword,
    CREDITSAFE_PORTFOLIO: PORTFOLIO,
    IVO_NEWS_URL: `${origin}/ivo/aktuellt/nyheter/`,
  };
}

export interface SandboxFeed {
  readonly id: string;
  readonly title: string;
  readonly url: string;
}

export function feedsOf(origin: string, feeds: readonly NewsFeed[]): SandboxFeed[] {
  return feeds.map(({ id, title }) => ({ id, title, url: `${origin}/feeds/${id}.xml` }));
}
