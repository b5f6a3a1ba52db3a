import { describe, expect, it } from "vitest";
import { SourceError } from "../../src/domain/silence.js";
import { createSession } from "../../src/http/session.js";

const START = new Date("2026-11-20T06:00:00Z");

function later(seconds: number): Date {
  return new Date(START.getTime() + seconds * 1000);
}

/** A log-in that counts itself and gives t1, t2, …, or fails while `failure` is set. */
function logins(lastsMs: number | null = null) {
  const state = { count: 0, failure: null as Error | null };
  const login = async () => {
    state.count += 1;
    const token = `t${state.count}`;
    await Promise.resolve();
    if (state.failure !== null) throw state.failure;
    return { token, lastsMs };
  };
  return { state, login };
}

describe("a session", () => {
  it("gives any number of concurrent checks one log-in", async () => {
    const { state, login } = logins();
    const session = createSession(() => START);

    const tokens = await Promise.all(Array.from({ length: 10 }, () => session.token(login)));

    expect(new Set(tokens)).toEqual(new Set(["t1"]));
    expect(state.count).toBe(1);
  });

  it("logs in anew when the token's time is up by the clock, and not before", async () => {
    const { login } = logins(3_600_000);
    let now = START;
    const session = createSession(() => now);
    await session.token(login);

    now = later(3599);
    expect(await session.token(login)).toBe("t1");
    now = later(3600);
    expect(await session.token(login)).toBe("t2");
  });

  it("does not throw away a newer token when an old one is refused late", async () => {
    const { state, login } = logins();
    const session = createSession(() => START);
    const old = await session.token(login);
    session.refuse(old);
    await session.token(login);

    session.refuse(old);

    expect(await session.token(login)).toBe("t2");
    expect(state.count).toBe(2);
  });

  it("remembers a refused log-in and never sends it again", async () => {
    const { state, login } = logins();
    state.failure = new SourceError("refused", "kalla.example: HTTP 401", { credentials: true });
    const session = createSession(() => START);

    const asked = await Promise.allSettled(Array.from({ length: 10 }, () => session.token(login)));

    expect(asked.every(({ status }) => status === "rejected")).toBe(true);
    await expect(session.token(login)).rejects.toBe(state.failure);
    expect(state.count).toBe(1);
  });

  it("waits out a throttled log-in, as long as the source says or else two minutes", async () => {
    const { state, login } = logins();
    state.failure = new SourceError("blocked", "kalla.example: HTTP 429", { retryAfter: later(30) });
    let now = START;
    const session = createSession(() => now);
    await expect(session.token(login)).rejects.toThrow();

    now = later(29);
    await expect(session.token(login)).rejects.toThrow();
    expect(state.count).toBe(1);

    now = later(30);
    state.failure = new SourceError("blocked", "kalla.example: HTTP 429");
    await expect(session.token(login)).rejects.toThrow();
    now = later(149);
    await expect(session.token(login)).rejects.toThrow();
    expect(state.count).toBe(2);

    now = later(150);
    state.failure = null;
    expect(await session.token(login)).toBe("t3");
  });

  it("tries again after a log-in that nobody answered", async () => {
    const { state, login } = logins();
    state.failure = new SourceError("unreachable", "kalla.example: ECONNREFUSED");
    const session = createSession(() => START);
    await expect(session.token(login)).rejects.toThrow();

    state.failure = null;

    expect(await session.token(login)).toBe("t2");
  });
});
