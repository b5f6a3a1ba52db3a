import { describe, expect, it } from "vitest";
import { composeDigest } from "../../jobs/digest-compose.js";
import { resend } from "../../jobs/resend.js";
import { type TellDeps, tell } from "../../jobs/tell.js";
import type { Day } from "../../src/domain/day.js";
import { smtpSender } from "../../src/mail/smtp.js";
import { readSmtpUrl } from "../../src/mail/smtp-address.js";
import { undelivered } from "../../src/store/delivery.js";
import { incidentItems } from "../../src/store/list-incidents.js";
import { delivery } from "../../src/store/schema.js";
import { operators, told, withHouse } from "../digest/house.js";
import { direct, supplierOf, three } from "../digest/invented.js";
import { type Received, startMailServer } from "./mail-server.js";

const house = withHouse();
const [ek] = three();
const start = new Date("2026-11-23T04:00:00Z");
const now = new Date("2026-11-23T06:00:00Z");
const PATIENT = { connectMs: 20_000, silenceMs: 20_000 };
const later = (minutes: number) => new Date(now.getTime() + minutes * 60_000);

async function digestDue(): Promise<string> {
  house().register([supplierOf(ek, "Ekbackens Omsorg AB", [direct])], start);
  await house().morning(start, { [ek]: "deregistered" });
  const order = { slot: "2026-11-23" as Day, from: told.from, channel: "smtp" as const };
  return composeDigest(house().store, { group: operators, ...told }, order, now).messageId;
}

function deps(url: string, silenceMs = PATIENT.silenceMs): TellDeps {
  const mail = smtpSender(readSmtpUrl(url), { ...PATIENT, silenceMs });
  return { ...told, store: house().store, outbox: house().outbox, mail };
}

function states() {
  return house()
    .store.db.select()
    .from(delivery)
    .all()
    .map(({ recipient, state, attempts, code }) => ({ recipient: recipient.split("@")[0], state, attempts, code }));
}

describe("a letter over SMTP", () => {
  it("reaches every recipient once, with its fixed Message-ID and the headers of a machine", async () => {
    const messageId = await digestDue();
    const server = await startMailServer();

    const first = await tell(deps(server.url), now);
    const second = await tell(deps(server.url), later(1));

    expect(first).toEqual({ delivered: 2, waiting: 0, rejected: 0, unknown: 0, dead: 0 });
    expect(second.delivered).toBe(0);
    expect(server.received).toHaveLength(1);
    const [{ from, to, letter, raw }] = server.received as readonly [Received];
    expect({ from, to }).toEqual({
      from: "basvakt@kommun.example",
      to: ["inkop@kommun.example", "kvalitet@kommun.example"],
    });
    expect(letter.messageId).toBe(`<${messageId}>`);
    const header = (wanted: string) => letter.headers.find(({ key }) => key === wanted)?.value;
    expect(header("auto-submitted")).toBe("auto-generated");
    expect(header("list-id")).toBe("<kvalitet.basvakt.kommun.example>");
    expect(raw).not.toContain("Sent-Again");
  });

  it("waits for a server that is down an hour, and then comes once (R45)", async () => {
    await digestDue();
    const server = await startMailServer();
    await server.close();
    for (const minute of [0, 1, 3, 8, 18, 38, 59]) await tell(deps(server.url), later(minute));
    expect(states().map(({ state }) => state)).toEqual(["due", "due"]);
    const back = await startMailServer({ port: server.port });

    for (const minute of [60, 70, 79, 90, 120]) await tell(deps(back.url), later(minute));

    expect(back.received).toHaveLength(1);
    expect(states().map(({ state }) => state)).toEqual(["delivered", "delivered"]);
  });

  it("is refused by one recipient without touching the others, and the administrators learn of it (R47)", async () => {
    await digestDue();
    const server = await startMailServer({ refuse: (to) => (to.startsWith("inkop") ? 550 : undefined) });

    const outcome = await tell(deps(server.url), now);
    await tell(deps(server.url), later(600));

    expect(outcome).toMatchObject({ delivered: 1, rejected: 1 });
    expect(server.received.map(({ to }) => to)).toEqual([["kvalitet@kommun.example"]]);
    expect(states()).toEqual([
      { recipient: "inkop", state: "rejected", attempts: 1, code: "550" },
      { recipient: "kvalitet", state: "delivered", attempts: 1, code: "250" },
    ]);
    expect(incidentItems(house().store.db, false)).toMatchObject([
      { kind: "delivery", cause: "recipient:inkop@kommun.example", state: "open" },
    ]);
  });

  it("is tried again when a recipient is asked to wait, and only for that one (R47)", async () => {
    await digestDue();
    let full = true;
    const server = await startMailServer({ refuse: (to) => (full && to.startsWith("inkop") ? 452 : undefined) });
    await tell(deps(server.url), now);
    await tell(deps(server.url), new Date(now.getTime() + 30_000));
    full = false;

    await tell(deps(server.url), later(1));

    expect(server.received.map(({ to }) => to)).toEqual([["kvalitet@kommun.example"], ["inkop@kommun.example"]]);
    expect(states()[0]).toEqual({ recipient: "inkop", state: "delivered", attempts: 2, code: "250" });
  });

  it("is given up after 72 hours, told to the administrators and kept in the list (R45)", async () => {
    await digestDue();
    const server = await startMailServer({ refuse: () => 451 });
    for (let hour = 0; hour <= 72; hour += 4) await tell(deps(server.url), later(hour * 60));

    expect(states().map(({ state }) => state)).toEqual(["dead", "dead"]);
    expect(undelivered(house().store.db).map(({ recipient, code }) => [recipient, code])).toEqual([
      ["inkop@kommun.example", "451"],
      ["kvalitet@kommun.example", "451"],
    ]);
    expect(incidentItems(house().store.db, false)).toHaveLength(2);
  });

  it.each(["hang", "cut"] as const)(
    "whose outcome nobody knows (%s after DATA) is sent once more, marked, and then never again (R46)",
    async (how) => {
      await digestDue();
      const server = await startMailServer({ afterData: () => how });

      const first = await tell(deps(server.url, 300), now);
      const meanwhile = await tell(deps(server.url, 300), later(14));
      const second = await tell(deps(server.url, 300), later(15));
      const never = await tell(deps(server.url, 300), later(5000));

      expect([first.unknown, meanwhile.unknown, second.unknown, never.unknown]).toEqual([2, 0, 2, 0]);
      expect(states().map(({ state, attempts }) => [state, attempts])).toEqual([
        ["unknown", 2],
        ["unknown", 2],
      ]);
      expect(undelivered(house().store.db)).toHaveLength(2);
    },
  );

  it("that is sent again after an unknown outcome says so, under the same Message-ID (R46)", async () => {
    const messageId = await digestDue();
    const answers = ["cut" as const, undefined];
    const server = await startMailServer({ afterData: () => answers.shift() });
    await tell(deps(server.url), now);

    await tell(deps(server.url), later(15));

    expect(server.received).toHaveLength(1);
    expect(server.received[0]?.raw).toContain("X-Basvakt-Sent-Again:");
    expect(server.received[0]?.letter.messageId).toBe(`<${messageId}>`);
  });

  it("has an unknown outcome when the process was ended while sending, and is not sent at once again (R49)", async () => {
    await digestDue();
    house().store.db.update(delivery).set({ state: "sending", attempts: 1 }).run();
    const server = await startMailServer();

    const first = await tell(deps(server.url), now);
    const second = await tell(deps(server.url), later(15));

    expect([first.unknown, second.delivered]).toEqual([2, 2]);
    expect(server.received).toHaveLength(1);
  });

  it("is refused for good when the server will not have its content, and waits when it will not have us", async () => {
    await digestDue();
    const content = await startMailServer({ afterData: () => 554 });
    const outcome = await tell(deps(content.url), now);
    expect(outcome).toMatchObject({ rejected: 2 });
    resend(house().store, { message: 1, recipient: null, by: "Alva" }, { now: later(1), clock: now });
    const login = await startMailServer({
      options: { authOptional: false, onAuth: (_auth, _session, callback) => callback(new Error("no")) },
    });

    const waiting = await tell(deps(login.url.replace("smtp://", "smtp://anna:fel@")), later(1));

    expect(waiting).toMatchObject({ waiting: 2, rejected: 0 });
  });

  it("comes through after a person sends it again, which closes the incident", async () => {
    await digestDue();
    let refused = true;
    const server = await startMailServer({ refuse: (to) => (refused && to.startsWith("inkop") ? 550 : undefined) });
    await tell(deps(server.url), now);
    refused = false;

    const recipients = resend(
      house().store,
      { message: 1, recipient: null, by: "Alva" },
      { now: later(5), clock: now },
    );
    await tell(deps(server.url), later(5));

    expect(recipients).toBe(1);
    expect(server.received.map(({ to }) => to)).toEqual([["kvalitet@kommun.example"], ["inkop@kommun.example"]]);
    expect(incidentItems(house().store.db, false)).toEqual([]);
    expect(() =>
      resend(house().store, { message: 1, recipient: null, by: "Alva" }, { now: later(6), clock: now }),
    ).toThrow("ingen mottagare att skicka till igen");
  });

  it("is not begun when the process has been asked to stop, and stays due (R49)", async () => {
    await digestDue();
    const server = await startMailServer();

    await tell({ ...deps(server.url), signal: AbortSignal.abort() }, now);

    expect(server.received).toEqual([]);
    expect(states().map(({ state }) => state)).toEqual(["due", "due"]);
  });
});

describe("a mail server elsewhere", () => {
  it("is spoken to over STARTTLS where it offers it", async () => {
    await digestDue();
    const server = await startMailServer({ options: { disabledCommands: [] } });

    await tell(deps(server.url), now);

    expect(server.received.map(({ secure }) => secure)).toEqual([true]);
  });

  it("that offers no TLS gets nothing, unless it is on this machine", async () => {
    await digestDue();
    const server = await startMailServer();
    const elsewhere = { ...readSmtpUrl(server.url), tls: "required" as const };

    const outcome = await tell({ ...deps(server.url), mail: smtpSender(elsewhere, PATIENT) }, now);

    expect(outcome).toMatchObject({ waiting: 2 });
    expect(server.received).toEqual([]);
  });

  it.each([
    ["smtp://mail.kommun.example", { host: "mail.kommun.example", port: 587, tls: "required", login: null }],
    [
      "smtps://a%40b:p%2Fw@mail.example",
      { host: "mail.example", port: 465, tls: "always", login: { user: "a@b", pass: "p/w" } },
    ],
    ["smtp://localhost:2525", { host: "localhost", port: 2525, tls: "offered", login: null }],
  ])("is read from %s", (url, server) => {
    expect(readSmtpUrl(url)).toEqual(server);
  });

  it.each([
    "http://a:hemligt@b.example",
    "smtp://a:hemligt@b.example?tls=no",
    "smtp://a:hem%ligt@b.example",
    "hemligt",
  ])("is refused as %s without repeating the password", (url) => {
    expect(() => readSmtpUrl(url)).toThrow(/^SMTP_URL(?!.*hemligt)/);
  });
});
