import type { Reading } from "../../src/adapter.js";
import { SCHEMA_VERSION } from "../../src/domain/kind.js";
import type { SubjectRef } from "../../src/domain/observation.js";
import { readingOf, tell } from "../../src/reading.js";
import { activityOf } from "./activity.js";
import { companyOf } from "./company.js";
import { filingOf } from "./filing.js";
import { itemsOf, organisationsIn } from "./items.js";
import { KNOWN_BLOCKS } from "./schema.js";

/** Bolagsverket's own blocks → company, SCB's → activity, the list of reports → filing: each may be silent alone. */
export function read(body: Uint8Array, subject: SubjectRef, asOf: Date): Reading {
  const answer = organisationsIn(body);
  const items = itemsOf(answer);
  const state = { subject, key: "", schema: SCHEMA_VERSION, asOf };
  const company = tell("company", () => [{ kind: "company", ...state, facts: companyOf(items, subject) }]);
  const activity = tell("activity", () => [{ kind: "activity", ...state, facts: activityOf(items) }]);
  const unknown = new Set(items.flatMap((item) => Object.keys(item)).filter((key) => !KNOWN_BLOCKS.has(key)));
  const warnings = [...unknown].map((key) => `Bolagsverket: okänt block ${key}`);
  const documents = answer.dokument ?? null;
  // Of an organisation that is not there the list is as empty as of one that files on paper: it cannot speak alone.
  const isSilent = company.silence !== null && activity.silence !== null;
  if (documents === null || isSilent) return readingOf([company, activity], warnings);
  const filing = tell("filing", () => [{ kind: "filing", ...state, facts: filingOf(documents) }]);
  return readingOf([company, activity, filing], warnings);
}
