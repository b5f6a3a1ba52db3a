/*
 * The program composed with a store, an http and a mail that end processes at the n-th step. Its order is the only
 * argument, as JSON. Prints the number of steps.
 */
import { acknowledgeAlert } from "../../jobs/decide-alert.js";
import { runDigest } from "../../jobs/digest.js";
import { runJob } from "../../jobs/run.js";
import { tell } from "../../jobs/tell.js";
import { judgeDeps, runDeps, version } from "../../src/cli/deps.js";

import type { Frame } from "../../src/cli/frame.js";
import { type House, openHouse } from "../../src/cli/house.js";
import type { Outside } from "../../src/cli/outside.js";
import { tellDeps } from "../../src/cli/tell-deps.js";
import { underLease } from "../../src/cli/under-lease.js";
import { openQueue } from "../../src/dispatch/bullmq.js";
import { realOutside } from "../../src/outside.js";
import { listAlerts } from "../../src/store/list-alerts.js";
import { type Death, stepper, steppingHttp, steppingMail, steppingStore } from "./step.js";

export interface EntryOrder {
  readonly home: string;
  readonly slot: string;
  readonly now: string;
  /** Which alert, in their natural order, a person acknowledges. */
  readonly acknowledge: number;
  /** Null: this process asks. */
  readonly redis: string | null;
  readonly death: Death;
}

const order = JSON.parse(process.argv[2] ?? "") as EntryOrder;
// Its own number is not known before it is there.
const pids = order.death.pids.map((pid) => (pid === 0 ? process.pid : pid));
const { step, taken } = stepper({ ...order.death, pids });
const DOUBT_MS = 20 * 60_000;
const LOOK_MS = 250;

const { outside: real, close } = realOutside();
const http = steppingHttp(real.http, step);
const outside: Outside = { ...real, http, openStore: (file) => steppingStore(real.openStore(file), step) };
const frame: Frame = { outside, exit: () => undefined, run: async () => 0 };
const house = openHouse(outside, { home: order.home, now: order.now });
const queue =
  order.redis === null
    ? null
    : openQueue({ url: order.redis, version: version(), trouble: () => undefined, lookMs: LOOK_MS });
await underLease(frame, house, async () => {
  const job = { job: "basuppfoljning", slot: order.slot, scope: {}, by: "prov" } as const;
  await runJob(
    runDeps(frame, house, () => undefined, queue),
    job,
    house.now,
  );
  acknowledge(house);
  const telling = tellDeps(frame, house);
  const deps = { ...telling, mail: steppingMail(telling.mail, step) };
  await runDigest(deps, { groups: house.recipients() }, house.now);
  // What may or may not have been taken is sent once more, when its time has come.
  await tell(deps, new Date(house.now.getTime() + DOUBT_MS));
});
await queue?.close();
house.close();
await close();
process.stdout.write(`${taken()}\n`);

function acknowledge(house: House): void {
  const filter = { all: false, supplier: null };
  const alerts = listAlerts(house.store.db, filter).map(({ item }) => item);
  const natural = alerts.toSorted((a, b) => (naturalKey(a) < naturalKey(b) ? -1 : 1));
  const chosen = natural[order.acknowledge % natural.length];
  if (chosen?.state !== "open") return;
  const decision = { id: chosen.id, version: null, by: "prov", reason: "Sett vid provet." };
  acknowledgeAlert(judgeDeps(frame, house), decision, house.now);
}

function naturalKey({ orgNumber, unit, rule, key }: ReturnType<typeof listAlerts>[number]["item"]): string {
  return [orgNumber, unit, rule, key].join(" ");
}
