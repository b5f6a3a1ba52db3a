import { describe, expect, it } from "vitest";
import { type Answer, creditReport, get, post, scbRows, withSandbox } from "./asking.js";

const ASKED = "5599402004";

describe("The sandbox's switchboard", () => {
  const sandbox = withSandbox();

  it("starts each day's run at five in the morning in Stockholm", () => {
    const first = sandbox().now;
    sandbox().setDay(60);

    expect(first.toISOString()).toBe("2026-09-07T03:00:00.000Z");
    expect(sandbox().now.toISOString()).toBe("2026-11-05T04:00:00.000Z");
  });

  it("moves the day and tells its state over HTTP", async () => {
    const moved = await post(`${sandbox().origin}/_sandbox/day`, { day: 3 });
    const state = (await (await get(`${sandbox().origin}/_sandbox/state`)).json()) as Answer;

    expect(moved.status).toBe(200);
    expect(sandbox().day).toBe(3);
    expect(state).toMatchObject({ day: 3, date: "2026-09-09", suppliers: 50 });
    expect((await post(`${sandbox().origin}/_sandbox/day`, { day: 0 })).status).toBe(400);
  });

  it("takes faults over HTTP, and refuses those it does not know", async () => {
    const set = await post(`${sandbox().origin}/_sandbox/fault`, {
      source: "scb",
      fault: { kind: "status", status: 500 },
    });
    const unknown = await post(`${sandbox().origin}/_sandbox/fault`, { source: "scb", fault: { kind: "sulking" } });

    expect([set.status, unknown.status]).toEqual([200, 400]);
    await expect(scbRows(sandbox(), ASKED)).resolves.toEqual({ message: "Sandbox fault 500" });
  });

  it("counts what was asked, by address", async () => {
    await creditReport(sandbox(), ASKED);
    await creditReport(sandbox(), "5599402681");

    expect(sandbox().requests).toEqual({
      "creditsafe POST /v1/authenticate": 2,
      "creditsafe GET /v1/companies/:id": 2,
    });
  });

  it("names a setting for every address and credential", () => {
    expect(Object.keys(sandbox().settings)).toEqual([
      "BOLAGSVERKET_BASE_URL",
      "BOLAGSVERKET_TOKEN_URL",
      "BOLAGSVERKET_CLIENT_ID",
      "BOLAGSVERKET_CLIENT_SECRET",
      "SCB_BASE_URL",
      "SCB_API_KEY",
      "CREDITSAFE_BASE_URL",
      "CREDITSAFE_USERNAME",
      "CREDITSAFE_PASSWORD",
      "CREDITSAFE_PORTFOLIO",
      "IVO_NEWS_URL",
    ]);
  });
});
