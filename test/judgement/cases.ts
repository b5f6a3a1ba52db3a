import type { Day } from "../../src/domain/day.js";
import type { Finding } from "../../src/domain/finding.js";
import { orgNumber } from "../../src/domain/org-number.js";
import { subjectKey } from "../../src/domain/subject-key.js";
import type { Agreement } from "../../src/domain/supplier.js";
import type { LiveAlert, StopOfAlert, SupplierCase } from "../../src/domain/supplier-case.js";

export const NUMBER = orgNumber("5599123451");
export const UNIT = { supplier: NUMBER, unit: { ivoId: "V-1" } } as const;
export const WHOLE = { supplier: NUMBER } as const;

export function agreement(id: number, other: Partial<Agreement> = {}): Agreement & { readonly id: number } {
  const usual = {
    buyer: "Grönköping",
    owner: "Grönköping",
    service: "hvb_barn_unga",
    form: "direktupphandling",
  } as const;
  return { id, ...usual, number: "", starts: null, ends: null, ...other };
}

/** Supplier 1 with one unit, 2, of hvb_barn_unga. */
export function supplierCase(...agreements: readonly (Agreement & { readonly id: number })[]): SupplierCase {
  const home = { name: "Hemmet", ivoId: "V-1", service: "hvb_barn_unga", municipality: null, targetGroup: null };
  return {
    supplierId: 1,
    supplier: {
      orgNumber: NUMBER,
      name: "Exempelgården AB",
      legalForm: "AB",
      legalGroup: "company",
      enteredOn: "2026-01-01" as Day,
      agreements,
      inOffice: ["12", "13"],
      units: [{ ...home, ageFrom: null, ageTo: null, places: null, statedStaff: null }],
    },
    subjects: new Map([
      [subjectKey(WHOLE), 1],
      [subjectKey(UNIT), 2],
    ]),
    unitServices: new Map([[2, "hvb_barn_unga"]]),
    agreements,
    facts: [],
  };
}

export function finding(other: Partial<Finding> = {}): Finding {
  const said = { title: "t", because: "b", observed: "o", threshold: null, observations: [1] };
  const usual = { rule: "credit-low", subject: WHOLE, event: "", severity: "serious", facts: ["low"] } as const;
  return { ...said, ...usual, corroborated: false, ends: "when-gone", ...other };
}

export function liveAlert(other: Partial<LiveAlert> = {}): LiveAlert {
  const usual = { id: 10, subjectId: 1, rule: "credit-low", event: "", severity: "serious", facts: ["low"] } as const;
  const made = {
    corroborated: false,
    action: "stop",
    state: "open",
    ends: "when-gone",
    title: "t",
    because: "b",
  } as const;
  return { ...usual, ...made, openedAt: new Date(0), goneAt: null, version: 1, sources: ["creditsafe"], ...other };
}

export function stopOf(other: Partial<StopOfAlert> = {}): StopOfAlert {
  return { id: 5, alertId: 10, agreementId: 1, state: "provisional", version: 1, decidedOn: null, ...other };
}
