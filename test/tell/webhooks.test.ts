import { createHmac } from "node:crypto";
import { describe, expect, it, onTestFinished } from "vitest";
import { decideStop, type StopAct } from "../../jobs/decide-stop.js";
import { type TellDeps, tell } from "../../jobs/tell.js";
import { readWebhookSecret } from "../../src/config/webhook-secret.js";
import type { RecipientGroup } from "../../src/domain/recipient.js";
import { createHttp } from "../../src/http/client.js";
import { webhookSender } from "../../src/http/webhook.js";
import { listIncidents } from "../../src/store/incident.js";
import { operators, told, withHouse } from "../digest/house.js";
import { direct, supplierOf, three } from "../digest/invented.js";
import { type Received, startLoopback } from "../http/loopback.js";

const house = withHouse();
const [ek, fyr] = three();
const start = new Date("2026-11-23T04:00:00Z");
const clock = () => new Date("2026-11-23T12:00:00Z");
const later = (minutes: number) => new Date(start.getTime() + minutes * 60_000);
const secret = Buffer.alloc(32, 7);
const placements: RecipientGroup = { ...operators, id: "placeringar", to: ["placeringar"], kind: "webhook" };

async function stopped(): Promise<void> {
  const suppliers = [
    supplierOf(ek, "Ekbackens Omsorg AB", [direct]),
    supplierOf(fyr, "Fyrens Stödboende AB", [direct]),
  ];
  house().register(suppliers, start);
  house().groups.push(placements);
  await house().morning(start, { [ek]: "deregistered", [fyr]: "registered" });
}

function decide(act: StopAct, minutes: number): void {
  const order = { id: 1, version: null, by: "Alva", reason: "prövat" };
  decideStop({ ...house().deps }, act, order, later(minutes));
}

async function receiver(status: () => number) {
  const server = await startLoopback(() => ({ status: status(), body: "{}" }));
  const http = createHttp({ userAgent: "basvakt" });
  onTestFinished(async () => {
    await http.close();
    await server.close();
  });
  const hook = webhookSender(
    http,
    [{ id: "placeringar", url: new URL("/stopp?nyckel=1", server.base), secret }],
    clock,
  );
  const deps: TellDeps = { ...told, groups: [placements], store: house().store, outbox: house().outbox, hook };
  return { deps, received: server.received };
}

function events(received: readonly Received[]) {
  return received.map(({ body }) => JSON.parse(body) as { type: string; id: string; sequence: number; stop: object });
}

describe("a webhook", () => {
  it("tells that a stop has started, was confirmed and lifted, once each and in order", async () => {
    await stopped();
    const { deps, received } = await receiver(() => 204);
    await tell(deps, later(1));
    decide("confirm", 2);
    await tell(deps, later(3));
    decide("lift", 4);

    await tell(deps, later(5));
    await tell(deps, later(6));

    expect(events(received).map(({ type }) => type)).toEqual(["stop.started", "stop.confirmed", "stop.lifted"]);
    expect(received[0]?.path).toBe("/stopp?nyckel=1");
    expect(events(received)[0]?.stop).toEqual({
      id: 1,
      orgNumber: ek,
      name: "Ekbackens Omsorg AB",
      unit: null,
      service: "hvb_barn_unga",
      agreement: { buyer: "Exempelköping", owner: "Exempelköping", form: "direktupphandling", number: "E-1" },
    });
  });

  it("is signed over its id, the time it was sent and its body, and carries no reason", async () => {
    await stopped();
    const { deps, received } = await receiver(() => 200);

    await tell(deps, later(1));

    const [{ headers, body }] = received as readonly [Received];
    const content = `${headers["webhook-id"]}.${headers["webhook-timestamp"]}.${body}`;
    expect(headers["webhook-timestamp"]).toBe(`${clock().getTime() / 1000}`);
    expect(headers["webhook-signature"]).toBe(`v1,${createHmac("sha256", secret).update(content).digest("base64")}`);
    expect(body).not.toMatch(/F-skatt|Alva/);
  });

  it("that is refused is sent again under the same id, and nothing that came later overtakes it", async () => {
    await stopped();
    let status = 503;
    const { deps, received } = await receiver(() => status);
    await tell(deps, later(1));
    decide("lift", 1);
    await tell(deps, new Date(later(1).getTime() + 30_000));
    status = 200;

    await tell(deps, later(2));

    expect(events(received).map(({ type }) => type)).toEqual(["stop.started", "stop.started", "stop.lifted"]);
    const ids = received.map(({ headers }) => headers["webhook-id"]);
    expect(ids[0]).toBe(ids[1]);
    expect(ids[2]).not.toBe(ids[1]);
  });

  it("that does not come through is an incident, and is given up after 72 hours, never in silence", async () => {
    await stopped();
    const { deps } = await receiver(() => 401);
    for (const minutes of [0, 1, 3, 8, 18]) await tell(deps, later(minutes));
    expect(listIncidents(house().store.db, false).map(({ incident }) => incident.cause)).toEqual([
      "recipient:placeringar",
    ]);

    let last = await tell(deps, later(60));
    for (let hour = 2; hour <= 73; hour += 4) last = await tell(deps, later(hour * 60));
    const dead = await tell(deps, later(74 * 60));

    expect(last.dead + dead.dead).toBe(1);
  });
});

describe("the secret of a webhook", () => {
  it.each(["", "kort", "inte base64 men långt nog för att duga här", `whsec_${"A".repeat(10)}`])(
    "%s is refused",
    (text) => {
      expect(() => readWebhookSecret(text, "hemlig.txt")).toThrow(/^hemlig.txt ska innehålla minst 24/);
    },
  );

  it("is read with and without its prefix", () => {
    const text = secret.toString("base64");

    expect(readWebhookSecret(`whsec_${text}\n`, "x")).toEqual(readWebhookSecret(text, "x"));
  });
});
