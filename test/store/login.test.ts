import { describe, expect, it } from "vitest";
import { SourceError } from "../../src/domain/silence.js";
import { createSession } from "../../src/http/session.js";
import { loginGate } from "../../src/store/login.js";
import { refusedCredentials } from "../../src/store/subject.js";
import { newStore, type Opened } from "./new-store.js";

const START = new Date("2026-11-23T06:00:00Z");
const REFUSED = new SourceError("refused", "kalla.example: HTTP 401", { credentials: true });

/** A source that counts the log-ins it is sent. */
function source(answer: () => Error | null) {
  const sent = { count: 0 };
  const login = async () => {
    sent.count += 1;
    await Promise.resolve();
    const error = answer();
    if (error !== null) throw error;
    return { token: `t${sent.count}`, lastsMs: null };
  };
  return { sent, login };
}

/** A process of its own: a new session over the same store. */
function processOf({ store }: Opened, credentials = "one", byHand = false, clock = () => START) {
  return createSession(clock, loginGate(store, { source: "creditsafe", credentials, byHand }, clock));
}

describe("log-ins, counted in the store", () => {
  it("are refused twice and never sent a third time, however many processes and restarts there are", async () => {
    const opened = newStore();
    const { sent, login } = source(() => REFUSED);

    const asked = await Promise.allSettled(Array.from({ length: 20 }, () => processOf(opened).token(login)));
    for (let restart = 0; restart < 5; restart += 1) {
      await expect(processOf(opened).token(login)).rejects.toMatchObject({
        reason: "refused",
        details: { credentials: true },
      });
    }

    expect(sent.count).toBe(2);
    expect(asked.every(({ status }) => status === "rejected")).toBe(true);
    expect(refusedCredentials(opened.store.db, "creditsafe")).toBe("one");
  });

  it("are sent again when the credentials change, and when a person tests the source", async () => {
    const opened = newStore();
    const { sent, login } = source(() => REFUSED);
    for (let n = 0; n < 3; n += 1)
      await processOf(opened)
        .token(login)
        .catch(() => undefined);

    await processOf(opened, "other")
      .token(login)
      .catch(() => undefined);
    await processOf(opened, "one", true)
      .token(login)
      .catch(() => undefined);

    expect(sent.count).toBe(4);
    await expect(processOf(opened).token(login)).rejects.toThrow("två gånger");
    expect(sent.count).toBe(4);
  });

  it("that are accepted forget the refused ones", async () => {
    const opened = newStore();
    let failure: Error | null = REFUSED;
    const { sent, login } = source(() => failure);
    await processOf(opened)
      .token(login)
      .catch(() => undefined);
    failure = null;

    await processOf(opened).token(login);
    failure = REFUSED;
    for (let n = 0; n < 4; n += 1)
      await processOf(opened)
        .token(login)
        .catch(() => undefined);

    expect(sent.count).toBe(4);
  });

  it("that nobody answered may be sent any number of times", async () => {
    const opened = newStore();
    const { sent, login } = source(() => new SourceError("unreachable", "kalla.example: ECONNREFUSED"));

    for (let n = 0; n < 5; n += 1)
      await processOf(opened)
        .token(login)
        .catch(() => undefined);

    expect(sent.count).toBe(5);
  });

  it("of processes that died before the answer came count as refused, and hold others back while they may be under way", async () => {
    const opened = newStore();
    const order = { source: "creditsafe", credentials: "one", byHand: false };
    let now = START;
    const gate = loginGate(opened.store, order, () => now);
    gate.begin();
    gate.begin();

    expect(() => gate.begin()).toThrow(expect.objectContaining({ reason: "blocked" }));
    now = new Date(START.getTime() + 121_000);
    expect(() => gate.begin()).toThrow(expect.objectContaining({ reason: "refused" }));
  });

  it("that are accepted leave those of others under way counted, which may yet be refused", () => {
    const opened = newStore();
    const gate = loginGate(opened.store, { source: "creditsafe", credentials: "one", byHand: false }, () => START);
    const [first, second] = [gate.begin() as number, gate.begin() as number];

    gate.end(first, "accepted");
    gate.begin();

    expect(() => gate.begin()).toThrow(expect.objectContaining({ reason: "blocked" }));
    gate.end(second, "refused");
    expect(() => gate.begin()).toThrow(expect.objectContaining({ reason: "blocked" }));
  });

  it("that are accepted do not forget what was sent after them and refused first", () => {
    const opened = newStore();
    const gate = loginGate(opened.store, { source: "creditsafe", credentials: "one", byHand: false }, () => START);
    const [slow, quick] = [gate.begin() as number, gate.begin() as number];

    gate.end(quick, "refused");
    gate.end(slow, "accepted");
    gate.end(gate.begin() as number, "refused");

    expect(() => gate.begin()).toThrow("två gånger");
  });
});
