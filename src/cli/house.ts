import { existsSync, readFileSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { adapters } from "../../adapters/index.js";
import type { FeedSource } from "../adapter.js";
import { newestBackup } from "../config/backup-folder.js";
import { readEnvironment, variable } from "../config/environment.js";
import { allFeeds, readFeeds } from "../config/feeds.js";
import { HOME_FILES, type Home, openHome, rememberNow } from "../config/home.js";
import { readAtOncePerHour, readRecipients, readWebhooks, type WebhookEntry } from "../config/recipients.js";
import { readSources, type SourceConfig } from "../config/sources.js";
import { readTimetable, type Timetable } from "../config/timetable.js";
import { readWebhookSecret } from "../config/webhook-secret.js";
import type { Moment } from "../domain/moment.js";
import type { RecipientGroup } from "../domain/recipient.js";
import { Conflict, Damaged, Refusal } from "../domain/refusal.js";
import type { Webhook } from "../http/webhook.js";
import type { Policy } from "../policy/policy.js";
import { readPolicy } from "../policy/read-policy.js";
import { readInstant } from "../schedule/stockholm.js";
import { hasLostRegister } from "../store/backup.js";
import { trailPosition } from "../store/judgement.js";
import type { Store } from "../store/open.js";
import type { Outside } from "./outside.js";

/** Options that every command takes. */
export interface GlobalOptions {
  readonly home?: string;
  readonly json?: boolean;
  readonly now?: string;
}

/** An installation that a command works in. Configuration is read when it is asked for: a command checks what it uses. */
export interface House {
  readonly home: Home;
  readonly store: Store;
  readonly now: Date;
  readonly moment: () => Moment;
  readonly variable: (name: string) => string | null;
  readonly policy: () => Policy;
  readonly sources: () => readonly SourceConfig[];
  /** Of all sources that have feeds. */
  readonly feeds: () => readonly FeedSource[];
  readonly recipients: () => readonly RecipientGroup[];
  readonly webhooks: () => readonly Webhook[];
  readonly atOncePerHour: () => number;
  readonly timetable: () => Timetable;
  /** Who decides: --by, else BASVAKT_USER. Throws Refusal when neither is given. */
  readonly person: (by: string | undefined) => string;
  close(): void;
}

export function homeFolder(outside: Outside, options: GlobalOptions): string {
  return options.home ?? outside.environment.BASVAKT_HOME ?? join(outside.workingFolder, "var");
}

/** Opens the home and its store. Throws Refusal or Conflict; nothing is changed then. */
export function openHouse(outside: Outside, options: GlobalOptions): House {
  const home = openHome(homeFolder(outside, options));
  const now = timeIn(home, outside, options.now);
  const environment = readEnvironment(outside.environment, home.folder, outside.workingFolder);
  const places = {
    ...home,
    inbox: variable(environment, "INBOX_DIR") ?? home.inbox,
    backups: variable(environment, "BACKUP_DIR") ?? home.backups,
  };
  requireDatabase(places);
  const store = openSound(outside, places);
  requireFilled(places, store);
  if (home.rehearsal !== null && home.rehearsal.now?.getTime() !== now.getTime()) rememberNow(home.folder, now);
  const sources = () => readSources(text(home, "sources"), HOME_FILES.sources, adapters, environment);
  return {
    home: places,
    store,
    now,
    moment: () => ({ now, clock: outside.clock() }),
    variable: (name) => variable(environment, name),
    policy: () => readPolicy(text(home, "policy"), HOME_FILES.policy),
    sources,
    feeds: () => allFeeds(readFeeds(text(home, "feeds"), HOME_FILES.feeds), sources()),
    recipients: () => readRecipients(text(home, "recipients"), HOME_FILES.recipients),
    webhooks: () =>
      readWebhooks(text(home, "recipients"), HOME_FILES.recipients).map((entry) => withSecret(home, entry)),
    atOncePerHour: () => readAtOncePerHour(text(home, "recipients"), HOME_FILES.recipients),
    timetable: () => readTimetable(text(home, "timetable"), HOME_FILES.timetable),
    person: (by) => personOf(by ?? variable(environment, "BASVAKT_USER")),
    close: () => store.close(),
  };
}

/** A file that is not there means its defaults. */
function text(home: Home, file: keyof typeof HOME_FILES): string {
  const path = join(home.folder, HOME_FILES[file]);
  return existsSync(path) ? readFileSync(path, "utf8") : "";
}

function withSecret({ folder }: Home, { id, url, secretFile }: WebhookEntry): Webhook {
  const file = resolve(folder, secretFile);
  if (!existsSync(file)) throw new Refusal(`${HOME_FILES.recipients}: filen ${secretFile} för ${id} finns inte`);
  return { id, url: new URL(url), secret: readWebhookSecret(readFileSync(file, "utf8"), secretFile) };
}

function personOf(by: string | null): string {
  const name = by?.trim() ?? "";
  if (name === "") throw new Refusal("ange vem du är med --by, eller i BASVAKT_USER");
  if (name.toLowerCase() === "basvakt") throw new Refusal("basvakt är maskinen; ange en persons namn");
  return name;
}

/** The time a command belongs to: the clock, or in a practice home what it has come to. There it stands still between settings. */
function timeIn(home: Home, outside: Outside, asked: string | undefined): Date {
  if (asked === undefined) return home.rehearsal?.now ?? outside.clock();
  const now = instant(asked);
  if (home.rehearsal === null) {
    throw new Refusal("--now godtas bara i en hemkatalog som gjorts med: basvakt init --rehearsal");
  }
  if (home.rehearsal.now !== null && now < home.rehearsal.now) {
    throw new Refusal(`--now får inte gå bakåt; hemkatalogen har kommit till ${home.rehearsal.now.toISOString()}`);
  }
  return now;
}

/** A home whose database is gone or cut to nothing is not started over in silence: that would end every stop. */
function requireDatabase(home: Home): void {
  const { database, folder } = home;
  if (existsSync(database) && statSync(database).size > 0) return;
  throw new Conflict(
    `databasen ${database} saknas eller är tom; ${howToRestore(home)}, eller börja om från början med: basvakt init --home ${folder}`,
  );
}

/** Throws Conflict, with how to restore it, when the file cannot be read as a database. */
function openSound(outside: Outside, home: Home): Store {
  try {
    return outside.openStore(home.database);
  } catch (error) {
    if (!(error instanceof Damaged)) throw error;
    throw new Conflict(`databasen ${home.database} är skadad; ${howToRestore(home)}`, { cause: error });
  }
}

/**
 * A database without a single act in it, though there are copies of another: somebody has put a new one in its place. One
 * whose register is gone, though there was one: nobody would be asked about any more, and that would look like peace.
 */
function requireFilled(home: Home, store: Store): void {
  const isOther = newestBackup(home.backups) !== null && trailPosition(store.db) === 0;
  const isEmptied = hasLostRegister(store.db);
  if (!isOther && !isEmptied) return;
  store.close();
  const what = isOther ? "är ny och tom fast det finns kopior av en annan" : "har förlorat sitt register";
  throw new Conflict(`databasen ${home.database} ${what}; ${howToRestore(home)}`);
}

/** What somebody is to do when the database is lost. */
export function howToRestore({ database, backups }: Home): string {
  const newest = newestBackup(backups);
  const copy = newest ?? "KOPIAN";
  const where = newest === null ? ` (i ${backups} finns ingen: ta den ni har sparat på annat håll)` : "";
  return `återställ den senaste kopian${where}: pröva den med basvakt restore --check ${copy}, ta bort ${database}-wal och ${database}-shm, och kopiera den till ${database}`;
}

export function instant(asked: string): Date {
  const now = readInstant(asked);
  if (now === null) throw new Refusal(`tiden ${asked} kan inte läsas; skriv den som 2026-11-23T07:00`);
  return now;
}
