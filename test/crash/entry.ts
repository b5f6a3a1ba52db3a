/*
 * The program composed with a store and an http that end the process at the n-th step. What follows the kill is another
 * process: nothing of this one is left. argv: home, slot, now, step to die at (0: never). Prints the number of steps.
 */
import { runDigest } from "../../jobs/digest.js";
import { runJob } from "../../jobs/run.js";
import { runDeps } from "../../src/cli/deps.js";
import type { Frame } from "../../src/cli/frame.js";
import { openHouse } from "../../src/cli/house.js";
import type { Outside } from "../../src/cli/outside.js";
import { tellDeps } from "../../src/cli/tell-deps.js";
import { underLease } from "../../src/cli/under-lease.js";
import type { Http } from "../../src/http/http.js";
import { realOutside } from "../../src/outside.js";
import type { Store } from "../../src/store/open.js";

const [home = "", slot = "", now = "", dieAt = "0"] = process.argv.slice(2);
let steps = 0;

function step(): void {
  steps += 1;
  if (steps === Number(dieAt)) process.kill(process.pid, "SIGKILL");
}

function dying(store: Store): Store {
  return {
    ...store,
    write: (act) => {
      step();
      const written = store.write((db) => {
        const result = act(db);
        step();
        return result;
      });
      step();
      return written;
    },
  };
}

const { outside: real, close } = realOutside();
const http: Http = async (request) => {
  step();
  const answer = await real.http(request);
  step();
  return answer;
};
const outside: Outside = { ...real, http, openStore: (file) => dying(real.openStore(file)) };
const frame: Frame = { outside, exit: () => undefined, run: async () => 0 };
const house = openHouse(outside, { home, now });
await underLease(frame, house, async () => {
  await runJob(
    runDeps(frame, house, () => undefined),
    { job: "basuppfoljning", slot, scope: {}, by: "prov" },
    house.now,
  );
  await runDigest(tellDeps({ outside }, house), { groups: house.recipients() }, house.now);
});
house.close();
await close();
process.stdout.write(`${steps}\n`);
