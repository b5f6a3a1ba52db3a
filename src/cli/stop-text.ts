import { wayBack } from "../../jobs/digest-way-back.js";
import { dayOf } from "../domain/day.js";
import { formatOrgNumber } from "../domain/org-number.js";
import { SEVERITY_TEXT } from "../domain/severity.js";
import type { AgreementForm } from "../domain/supplier.js";
import type { StopState } from "../domain/supplier-case.js";
import { plain } from "../mail/plain.js";
import { stopTerm } from "../mail/stop-term.js";
import { readServices, serviceTitle } from "../services.js";
import type { StopItem } from "../store/list-stops.js";
import type { ShownStop } from "../store/show-stop.js";
import { localTime } from "./decision-options.js";
import { table } from "./table.js";

export const STOP_STATE_TEXT: Readonly<Record<StopState, string>> = {
  held: "väntar på granskning",
  proposed: "föreslaget",
  provisional: "preliminärt",
  confirmed: "bekräftat",
  lifted: "upphävt",
  rejected: "avslaget",
};

/** The document that programs get: with the word that people use for the stop under its agreement. */
export function stopDocument<S extends StopItem>(stop: S): S & { readonly term: string } {
  return { ...stop, term: stopTerm(stop.scope.agreement.form) };
}

/** Fits a terminal of 120 columns: which stop, of whom, under which agreement. `stops show` has the rest. */
export function stopTable(stops: readonly StopItem[]): string {
  const rows = stops.map(({ id, name, scope, state, confirmBy }) => [
    `${id}`,
    name,
    scope.unit ?? "hela",
    scope.agreement.buyer,
    FORM_TEXT[scope.agreement.form],
    scope.agreement.number,
    STOP_STATE_TEXT[state],
    confirmBy === null ? "" : dayOf(new Date(confirmBy)),
  ]);
  const heading = ["Nr", "Leverantör", "Enhet", "Köpare", "Avtalsform", "Avtal", "Läge", "Senast"];
  return table(heading, rows, [6, 22, 11, 17, 17, 13, 20, 10]);
}

/** Forms of agreement as people read them. */
export const FORM_TEXT: Readonly<Record<AgreementForm, string>> = {
  ramavtal: "ramavtal",
  direktupphandling: "direktupphandling",
  iop: "IOP",
  egen_regi: "egen regi",
};

const VERB: Readonly<Record<string, string>> = {
  confirmed: "bekräftade",
  lifted: "upphävde",
  imposed: "införde",
  proposed: "föreslog",
  rejected: "avslog",
};

/** One stop for a person at a terminal. */
export function describeStop(stop: ShownStop): string {
  const { scope, state, confirmBy, confirmRole, rule, policy, observed, threshold } = stop;
  const { buyer, owner, form, number } = scope.agreement;
  return [
    `Stopp ${stop.id}: ${stopTerm(form)}, ${STOP_STATE_TEXT[state]}, ${SEVERITY_TEXT[stop.severity]}, version ${stop.version}`,
    `${plain(stop.name)} (${formatOrgNumber(stop.orgNumber)})${scope.unit === null ? "" : `, verksamhet ${plain(scope.unit)}`}`,
    `Gäller nya placeringar i ${serviceTitle(readServices(), scope.service)}, ${FORM_TEXT[form]}${part("köpare", buyer)}${part("avtalsägare", owner)}${part("avtal", number)}`,
    "",
    plain(stop.reason, 2000),
    ...(observed === null
      ? []
      : [`Iakttaget: ${plain(observed)}${threshold === null ? "" : `; gräns: ${plain(threshold)}`}`]),
    `Grund: ${plain(stop.ground ?? "inte angiven")}; upptäckt av: ${plain(stop.origin)}`,
    `Startat ${localTime(stop.startedAt)} av ${plain(stop.startedBy)}${rule === null ? "" : `, regel ${rule}, policy ${policy?.slice(0, 12) ?? ""}`}`,
    ...(confirmBy === null ? [] : [`Beslut senast ${localTime(confirmBy)} av ${plain(confirmRole ?? "")}`]),
    endsWhen(stop),
    ...(stop.alert === null ? [] : [`Larm ${stop.alert}: basvakt alerts show ${stop.alert}`]),
    ...stop.evidence.map((id) => `Underlag ${id}: basvakt evidence show ${id}`),
    ...stop.decisions.map(
      (one) =>
        `${localTime(one.at)} ${plain(one.by)} ${VERB[one.verb] ?? one.verb} det: ${plain(one.reason)}${filed(one)}`,
    ),
    ...stop.drafts.map(draftLine),
  ].join("\n");
}

function draftLine({ id, audience, state, sentOn }: ShownStop["drafts"][number]): string {
  if (state === "sent") return `Besked till ${audience} skickat ${sentOn}`;
  return state === "dropped" ? `Besked till ${audience} struket` : `Utkast till ${audience}: basvakt drafts show ${id}`;
}

/** What a decision is filed under and by which delegation, in brackets. */
function filed({ caseNumber, delegation }: ShownStop["decisions"][number]): string {
  const told = [
    ...(caseNumber === null ? [] : [`dnr ${plain(caseNumber)}`]),
    ...(delegation === null ? [] : [`delegation ${plain(delegation)}`]),
  ];
  return told.length === 0 ? "" : ` (${told.join(", ")})`;
}

function part(word: string, value: string): string {
  return value === "" ? "" : `, ${word} ${plain(value)}`;
}

function waitsFor({ heldBy, id }: ShownStop): string {
  if (heldBy === null) return `Det väntar på granskning och gäller inte: basvakt stops reject ${id}`;
  const why = heldBy.kind === "stop_cap" ? "taket för nya stopp på ett dygn är nått" : "svar hålls inne";
  return `Det gäller inte: det väntar på att händelse ${heldBy.id} släpps (${why}).
Släpp: basvakt incidents release ${heldBy.id}. Avslå bara detta: basvakt stops reject ${id}`;
}

/** The way back (law 2): what has to happen before a person can lift it. */
function endsWhen(stop: ShownStop): string {
  const { state, goneAt, alert, id, scope, rule } = stop;
  if (state === "lifted" || state === "rejected") return "Det är avgjort.";
  if (state === "held") return waitsFor(stop);
  if (state === "proposed") {
    const owner = plain(scope.agreement.owner);
    return `Det gäller inte förrän avtalsägaren${owner === "" ? "" : ` ${owner}`} har beslutat: basvakt stops impose ${id}, eller reject`;
  }
  if (goneAt !== null)
    return `Allt som låg bakom är borta sedan ${localTime(goneAt)}; upphäv med: basvakt stops lift ${id}`;
  if (alert === null) return `Det gäller tills en person upphäver det: basvakt stops lift ${id}`;
  const when = wayBack(rule) ?? "uppgiften bakom är borta eller bedömd";
  return `Det kan upphävas när ${when}: basvakt stops lift ${id}`;
}
