import { describe, expect, it } from "vitest";
import { decideDraft } from "../../jobs/decide-draft.js";
import { imposeByHand } from "../../jobs/decide-impose.js";
import { closeByHand, openByHand, writeInInquiry } from "../../jobs/decide-inquiry.js";
import { decideStop } from "../../jobs/decide-stop.js";
import { dayOf } from "../../src/domain/day.js";
import { Conflict, Refusal } from "../../src/domain/refusal.js";
import { listDrafts } from "../../src/store/draft.js";
import { listInquiries, showInquiry } from "../../src/store/list-inquiries.js";
import { notification } from "../../src/store/schema.js";
import { listTrail } from "../../src/store/trail.js";
import { ADDAS, company, DAY_1, DAY_2, DAY_3, OWN, openTown, order, run, supplierNumber, type Town } from "./town.js";

const INQUIRE =
  "rules: { company-liquidation: { actions: { direktupphandling: inquire, ramavtal: inquire } }, company-bankruptcy: { actions: { direktupphandling: alert, ramavtal: alert } } }";
const BY_ANNA = { by: "Anna", reason: "Upprepade synpunkter om bemanningen" };
const OPENING = { ...BY_ANNA, orgNumber: supplierNumber(0), handler: "Bo", dueDay: null };
const ALL = { all: true, supplier: null };
const inquiries = ({ store }: Town) => listInquiries(store.db, ALL);
const drafts = ({ store }: Town) => listDrafts(store.db, { all: true });

describe("an inquiry", () => {
  it("is opened by an alert that calls for it, with the policy's checklist, and told of in one (law 3)", async () => {
    const town = openTown(1, [OWN], INQUIRE);

    await run(town, "bolagsverket", [company(0, "liquidation")], DAY_1);

    expect(inquiries(town)).toMatchObject([
      {
        state: "open",
        openedBy: "basvakt",
        alerts: [1],
        dueDay: "2026-12-23",
        reason: expect.stringContaining("likvidation"),
      },
    ]);
    expect(showInquiry(town.store.db, 1)?.checklist[2]).toEqual({ step: "rättsdatabas", done: null });
    const opened = listTrail(town.store.db, 100).find(({ verb }) => verb === "inquiry.opened");
    const told = town.store.db.select().from(notification).all();
    expect(told.filter(({ trailSeq }) => trailSeq === opened?.seq)).toHaveLength(1);
  });

  it("is one for each supplier: later alerts of any kind join it, and polling again joins nothing", async () => {
    const town = openTown(2, [OWN], INQUIRE);
    await run(town, "bolagsverket", [company(0, "liquidation")], DAY_1);

    await run(town, "bolagsverket", [company(0, "liquidation", "bankruptcy"), company(1, "bankruptcy")], DAY_2);
    await run(town, "bolagsverket", [company(0, "liquidation", "bankruptcy")], DAY_3);

    expect(inquiries(town)).toMatchObject([{ orgNumber: supplierNumber(0), alerts: [1, 2] }]);
  });

  it("is opened by hand once, and by an alert again when that one is closed", async () => {
    const town = openTown(1, [OWN], INQUIRE);
    const id = openByHand(town.deps, OPENING, DAY_1);

    expect(() => openByHand(town.deps, OPENING, DAY_1)).toThrow(Conflict);
    closeByHand(town.deps, { ...BY_ANNA, id, version: 1, outcome: "utan åtgärd" }, DAY_1);
    await run(town, "bolagsverket", [company(0, "liquidation")], DAY_2);

    expect(inquiries(town).map(({ state, outcome }) => [state, outcome])).toEqual([
      ["open", null],
      ["closed", "utan åtgärd"],
    ]);
  });

  it("keeps what was gone through, asked and answered, by whom", () => {
    const town = openTown(1);
    const id = openByHand(town.deps, OPENING, DAY_1);

    writeInInquiry(
      town.deps,
      { id, by: "Bo", text: "Ingenting funnet", what: { step: "rättsdatabas", done: true } },
      DAY_1,
    );
    writeInInquiry(town.deps, { id, by: "Bo", text: "Bett om scheman", what: "asked", handler: "Eva" }, DAY_1);
    writeInInquiry(town.deps, { id, by: "Eva", text: "Scheman inkomna", what: "answered" }, DAY_2);

    const shown = showInquiry(town.store.db, id);
    expect(shown?.checklist.filter(({ done }) => done)).toEqual([{ step: "rättsdatabas", done: true }]);
    expect(shown?.notes.map(({ kind, by }) => [kind, by])).toEqual([
      ["step", "Bo"],
      ["asked", "Bo"],
      ["answered", "Eva"],
    ]);
    expect(shown?.handler).toBe("Eva");
  });

  it("refuses a step that is not in the checklist, an identity number (law 10), and writing when it is closed", () => {
    const town = openTown(1);
    const id = openByHand(town.deps, OPENING, DAY_1);
    const note = { id, by: "Bo", text: "Gjort", what: "note" as const };

    expect(() => writeInInquiry(town.deps, { ...note, what: { step: "annat", done: true } }, DAY_1)).toThrow(Refusal);
    expect(() => writeInInquiry(town.deps, { ...note, text: "Talat med 800101-0019" }, DAY_1)).toThrow(/personnummer/);
    closeByHand(town.deps, { ...BY_ANNA, id, version: null, outcome: "utan åtgärd" }, DAY_1);
    expect(() => writeInInquiry(town.deps, note, DAY_1)).toThrow(Conflict);
    expect(showInquiry(town.store.db, id)?.notes).toEqual([]);
  });

  it("that ends in shortcomings leaves drafts to the supplier, to Adda for its agreement, and to IVO", () => {
    const town = openTown(1, [OWN, ADDAS]);
    const id = openByHand(town.deps, OPENING, DAY_1);

    closeByHand(town.deps, { ...BY_ANNA, id, version: null, outcome: "åtgärdsplan" }, DAY_2);

    expect(drafts(town).map(({ audience, dueDay, state }) => [audience, dueDay, state])).toEqual([
      ["leverantören", "2026-11-24", "draft"],
      ["Adda", "2026-11-24", "draft"],
      ["IVO", "2026-11-24", "draft"],
    ]);
  });

  it("without shortcomings leaves none", () => {
    const town = openTown(1);
    const id = openByHand(town.deps, OPENING, DAY_1);

    closeByHand(town.deps, { ...BY_ANNA, id, version: null, outcome: "utan åtgärd" }, DAY_2);

    expect(drafts(town)).toEqual([]);
  });
});

describe("a confirmed stop", () => {
  const confirmed = (town: Town, id: number) =>
    decideStop(town.deps, "confirm", { id, by: "Anna", reason: "Läst", version: null }, DAY_2);

  it("leaves a draft to the supplier the same day and one to Adda, which decides for its own agreement", async () => {
    const town = openTown(1, [OWN, ADDAS]);
    await run(town, "bolagsverket", [company(0, "bankruptcy")], DAY_1);

    confirmed(town, 1);

    const [supplier, adda] = drafts(town);
    expect(supplier).toMatchObject({ audience: "leverantören", stop: 1, dueDay: "2026-11-24" });
    expect(supplier?.text).toMatch(
      /i konkurs[\s\S]*Pågående placeringar berörs inte[\s\S]*konkursbeslutet upphävs[\s\S]*yttra/,
    );
    expect(adda).toMatchObject({ audience: "Adda", text: expect.stringContaining("ert avtal") });
  });

  it("on IVO's own decision leaves none to IVO; one on our own inquiry of a service under permit does", async () => {
    const town = openTown(1);
    await run(town, "ivo-register", [order(0, "FORELAGGANDE")], DAY_1);
    confirmed(town, 1);
    expect(drafts(town).map(({ audience }) => audience)).toEqual(["leverantören"]);

    const own = { unit: "Hemmet", ground: "synpunkter", origin: "egen utredning", evidence: [], under: {} } as const;
    imposeByHand(town.deps, { ...own, ...BY_ANNA, orgNumber: supplierNumber(0) }, DAY_2);

    expect(drafts(town).map(({ audience }) => audience)).toEqual(["leverantören", "leverantören", "IVO"]);
  });
});

describe("a draft", () => {
  it("is sent by a person and recorded with the day, once, or dropped for a reason", () => {
    const town = openTown(1);
    const id = openByHand(town.deps, OPENING, DAY_1);
    closeByHand(town.deps, { ...BY_ANNA, id, version: null, outcome: "pausad" }, DAY_1);
    const sent = { id: 1, by: "Anna", settled: { state: "sent", sentOn: dayOf(DAY_1), note: "brev" } } as const;

    decideDraft(town.deps, sent, DAY_2);
    expect(() => decideDraft(town.deps, sent, DAY_2)).toThrow(/skickat 2026-11-23/);
    expect(() => decideDraft(town.deps, { ...sent, id: 2, settled: { state: "dropped", note: "" } }, DAY_2)).toThrow(
      Refusal,
    );
    decideDraft(town.deps, { ...sent, id: 2, settled: { state: "dropped", note: "Ingen skyldighet" } }, DAY_2);

    expect(drafts(town)).toMatchObject([
      { state: "sent", sentOn: "2026-11-23", settledBy: "Anna" },
      { state: "dropped", note: "Ingen skyldighet" },
    ]);
    expect(listTrail(town.store.db, 2).map(({ verb }) => verb)).toEqual(["draft.dropped", "draft.sent"]);
  });
});
