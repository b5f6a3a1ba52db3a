import { describe, expect, it } from "vitest";
import { type Answer, bearer, creditsafeToken, get, post, setting, withSandbox } from "./asking.js";

const FALLING = "SE-0-5599402681";

describe("The sandbox's monitoring at Creditsafe", () => {
  const sandbox = withSandbox();

  async function ask(
    path: string,
    how: { method?: string; body?: object } = {},
  ): Promise<{ status: number; body: Answer }> {
    const url = `${setting(sandbox(), "CREDITSAFE_BASE_URL")}monitoring/portfolios${path}`;
    const headers = bearer(await creditsafeToken(sandbox()));
    const answer =
      how.method === undefined
        ? await get(url, headers)
        : how.method === "POST"
          ? await post(url, how.body ?? {}, headers)
          : await fetch(url, { method: how.method, headers, body: how.body ? JSON.stringify(how.body) : null });
    const text = await answer.text();
    return { status: answer.status, body: text === "" ? null : JSON.parse(text) };
  }

  it("has one portfolio set up beforehand, with its rules on", async () => {
    const { body } = await ask("?searchQuery=placerade&page=0&pageSize=10");
    const rules = await ask("/4711/eventRules/SE");

    expect(body.data.portfolios).toMatchObject([
      { portfolioId: 4711, name: setting(sandbox(), "CREDITSAFE_PORTFOLIO") },
    ]);
    expect(rules.body).toMatchObject([{ isActive: 1 }, { isActive: 1 }]);
  });

  it("tells of what has happened since a company was added, on pages from 0, and never twice under two ids", async () => {
    await ask("/4711/companies", { method: "POST", body: { id: FALLING, personalReference: "5599402681" } });
    const before = await ask("/4711/notificationEvents?startDate=2026-09-01&page=0&pageSize=50");
    sandbox().setDay(5);
    const after = await ask("/4711/notificationEvents?startDate=2026-09-01&page=0&pageSize=50");
    const again = await ask("/4711/notificationEvents?startDate=2026-09-11&page=0&pageSize=50");

    expect(before.body).toMatchObject({ totalCount: 0, data: [], paging: { next: null } });
    expect(after.body.data).toMatchObject([
      { company: { id: FALLING }, ruleCode: 101, eventDate: "2026-09-11 00:00:00" },
    ]);
    expect(again.body.data).toEqual(after.body.data);
  });

  it("says 409 for a company that is there, 404 for one it does not know, and lets it be taken out", async () => {
    const add = (id: string) => ask("/4711/companies", { method: "POST", body: { id } });
    await add(FALLING);

    expect((await add(FALLING)).status).toBe(409);
    expect((await add("SE-0-5599990001")).status).toBe(404);
    expect((await ask("/4711/companies?page=0&pageSize=1")).body).toMatchObject({
      totalCount: 1,
      data: [{ id: FALLING }],
    });
    expect((await ask(`/4711/companies/${FALLING}`, { method: "DELETE" })).status).toBe(204);
    expect((await ask(`/4711/companies/${FALLING}`, { method: "DELETE" })).status).toBe(404);
  });

  it("makes new portfolios blind, until a rule is switched on", async () => {
    const made = await ask("", { method: "POST", body: { name: "Egen" } });
    const id = made.body.portfolioId;
    await ask(`/${id}/companies`, { method: "POST", body: { id: FALLING } });
    sandbox().setDay(5);
    const blind = await ask(`/${id}/notificationEvents?page=0`);
    await ask(`/${id}/eventRules/SE`, { method: "PUT", body: [{ ruleCode: 101, isActive: 1 }] });

    expect(blind.body.data).toEqual([]);
    expect((await ask(`/${id}/notificationEvents?page=0`)).body.data).toHaveLength(1);
  });
});
