import type { Http } from "../../src/http/http.js";
import type { SendMail } from "../../src/mail/smtp.js";
import type { Store } from "../../src/store/open.js";

/** At which step to kill whom: 0 is never. Processes are killed in their order, so this one comes last. */
export interface Death {
  readonly at: number;
  readonly pids: readonly number[];
}

/** Counts the steps of a process, and kills at the one that is told. What follows is another process: nothing of it is left. */
export function stepper(death: Death): { readonly step: () => void; readonly taken: () => number } {
  let steps = 0;
  return {
    step: () => {
      steps += 1;
      if (steps !== death.at) return;
      for (const pid of death.pids) process.kill(pid, "SIGKILL");
    },
    taken: () => steps,
  };
}

/** A step before each transaction (claim, record, judge, compose, mark), one inside it and one after it. */
export function steppingStore(store: Store, step: () => void): Store {
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

/** A step before each request and one when it is answered. */
export function steppingHttp(http: Http, step: () => void): Http {
  return async (request) => {
    step();
    const answer = await http(request);
    step();
    return answer;
  };
}

/** A step before each letter and one when the server has taken it. */
export function steppingMail(mail: SendMail | null, step: () => void): SendMail | null {
  if (mail === null) return null;
  return async (letter) => {
    step();
    const outcomes = await mail(letter);
    step();
    return outcomes;
  };
}
