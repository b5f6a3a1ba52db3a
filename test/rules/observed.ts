import type { Current } from "../../src/domain/finding.js";
import { type FactsOf, type Kind, SCHEMA_VERSION } from "../../src/domain/kind.js";
import type { Observation, SubjectRef } from "../../src/domain/observation.js";
import { orgNumber } from "../../src/domain/org-number.js";

export const ORG = orgNumber("5599123451");
export const BJORKEN: SubjectRef = { supplier: ORG, unit: { ivoId: "V-1001" } };
export const EKEN: SubjectRef = { supplier: ORG, unit: { name: "Eken" } };

interface Where {
  readonly id?: number;
  readonly subject?: SubjectRef;
  readonly key?: string;
  readonly source?: string;
  readonly asOf?: string;
  readonly confirmedAt?: string;
}

function seen<K extends Kind>(kind: K, facts: FactsOf[K], where: Where): Current<K> {
  const asOf = new Date(`${where.asOf ?? "2026-11-22"}T12:00:00Z`);
  const observation = {
    kind,
    subject: where.subject ?? { supplier: ORG },
    key: where.key ?? "",
    schema: SCHEMA_VERSION,
    asOf,
    facts,
    evidence: [],
  } as unknown as Observation<K>;
  const confirmedAt = where.confirmedAt === undefined ? asOf : new Date(`${where.confirmedAt}T12:00:00Z`);
  return { ...observation, id: where.id ?? 1, source: where.source ?? "source-a", confirmedAt };
}

export function company(facts: Partial<FactsOf["company"]> = {}, where: Where = {}): Current<"company"> {
  const clean = { name: "Exempelhemmet Björken AB", form: "AB", struckOff: null, proceedings: [], business: "Vård" };
  return seen("company", { ...clean, ...facts }, where);
}

export function activity(facts: Partial<FactsOf["activity"]> = {}, where: Where = {}): Current<"activity"> {
  return seen("activity", { active: true, address: "Björkstigen 1", industries: [], ...facts }, where);
}

export function filing(latest: string | null, where: Where = {}): Current<"filing"> {
  return seen("filing", { latest } as FactsOf["filing"], where);
}

export function conduct(facts: Partial<FactsOf["conduct"]> = {}, where: Where = {}): Current<"conduct"> {
  const attested = {
    role: "VD",
    outcome: "utan anmärkning",
    method: "sanningsförsäkran",
    requestedOn: "2026-10-01",
    receivedOn: "2026-10-20",
    shownOn: null,
    documentOn: "2026-10-18",
    nextDue: null,
  } as const;
  return seen("conduct", { ...attested, ...facts }, { key: "12", ...where });
}

export function tax(facts: Partial<FactsOf["tax"]> = {}, where: Where = {}): Current<"tax"> {
  return seen("tax", { fskatt: "registered", employer: "registered", vat: "never", sizeClass: null, ...facts }, where);
}

export function contributions(
  decided: readonly number[] | null,
  facts: Partial<FactsOf["contributions"]> = {},
  where: Where = {},
): Current<"contributions"> {
  const months = decided?.map((amount, index) => ({ month: `2026-0${7 + index}`, decided: amount })) ?? null;
  const answer = { answeredOn: where.asOf ?? "2026-11-22", employer: true, fskatt: true, vat: false, months };
  return seen("contributions", { ...answer, ...facts }, where);
}

export function debt(facts: Partial<FactsOf["debt"]> = {}, where: Where = {}): Current<"debt"> {
  const none = { amount: 0, cases: 0 };
  return seen("debt", { answeredOn: where.asOf ?? "2026-11-22", public: none, private: none, ...facts }, where);
}

export function elsewhere(facts: Partial<FactsOf["elsewhere"]> = {}, where: Where = {}): Current<"elsewhere"> {
  const stopped = { by: "Adda", state: "stopped" as const, since: "2026-11-10", reason: null, seenOn: "2026-11-22" };
  return seen("elsewhere", { ...stopped, ...facts }, { key: "adda", ...where });
}

export function credit(facts: Partial<FactsOf["credit"]> = {}, where: Where = {}): Current<"credit"> {
  const clean = {
    score: 70,
    class: "A",
    previous: null,
    changedOn: null,
    limit: null,
    remarks: { count: 0, amount: 0, latest: null },
    withheld: false,
  };
  return seen("credit", { ...clean, ...facts }, where);
}

export function ownership(facts: Partial<FactsOf["ownership"]> = {}, where: Where = {}): Current<"ownership"> {
  const clean = {
    owners: [{ name: "Påhittad Ägare", share: 100 }],
    parent: null,
    board: board("Ada", "Bo", "Cecilia"),
    auditor: "Påhittad Revision AB",
  };
  return seen("ownership", { ...clean, ...facts }, where);
}

export function board(...names: readonly string[]): FactsOf["ownership"]["board"] {
  return names.map((name) => ({ name, role: "ledamot", since: "2020-01-01" }));
}

export function financials(facts: Partial<FactsOf["financials"]> = {}, where: Where = {}): Current<"financials"> {
  const clean = { yearEnd: "2025-12-31", turnover: 20_000_000, employees: 20, pay: null, equity: null };
  return seen("financials", { ...clean, ...facts }, { key: "2025", ...where });
}

export function permit(facts: Partial<FactsOf["permit"]> = {}, where: Where = {}): Current<"permit"> {
  const clean = {
    unitName: "Björken",
    type: "HVB",
    status: "active" as const,
    caseNumber: null,
    decidedOn: null,
    inForce: true,
    onOwnRequest: false,
    stayed: false,
    overturned: null,
    validTo: null,
    targetGroup: null,
    ageFrom: null,
    ageTo: null,
    places: null,
    director: true,
  };
  return seen("permit", { ...clean, ...facts }, { subject: BJORKEN, ...where });
}

export const CASE = "8.7.1-1234/2026";

export function supervision(facts: Partial<FactsOf["supervision"]> = {}, where: Where = {}): Current<"supervision"> {
  const clean = {
    unitName: "Björken",
    caseNumber: CASE,
    outcome: "AVSLUTAS_UTAN_BRIST" as const,
    decidedOn: "2026-11-20",
    reportBy: null,
    fine: null,
    stayed: false,
    overturned: null,
  };
  return seen("supervision", { ...clean, ...facts }, { subject: BJORKEN, key: facts.caseNumber ?? CASE, ...where });
}

export function complaint(facts: Partial<FactsOf["complaint"]> = {}, where: Where = {}): Current<"complaint"> {
  const calm = { kind: "bemanning" as const, serious: false, receivedOn: "2026-11-02", withdrawn: false };
  return seen("complaint", { ...calm, ...facts }, { key: "1", source: "synpunkter", ...where });
}

export function media(facts: Partial<FactsOf["media"]> = {}, where: Where = {}): Current<"media"> {
  const clean = {
    title: "IVO granskar Björken",
    address: "https://www.nyheter.example/1",
    feed: "nyheter",
    publishedAt: "2026-11-22T08:00:00+01:00",
    severity: "serious" as const,
    category: "tillsyn",
    because: "leverantörens namn nämns tillsammans med granskar.",
    also: [],
    later: null,
  };
  return seen("media", { ...clean, ...facts }, { key: "story-1", ...where });
}
