import type { Kind } from "../src/domain/kind.js";
import { formatOrgNumber } from "../src/domain/org-number.js";
import { SEVERITY_TEXT } from "../src/domain/severity.js";
import type { StopState } from "../src/domain/supplier-case.js";
import type { Document, DocumentSection } from "../src/mail/document.js";
import { factText } from "../src/mail/fact-text.js";
import { KIND_TEXT } from "../src/mail/kind-text.js";
import { capital } from "../src/mail/section.js";
import { stopTerm } from "../src/mail/stop-term.js";
import { dayOrTimeText, timeText } from "../src/mail/swedish-time.js";
import { verbText } from "../src/mail/trail-text.js";
import type { Matter } from "./decision-file.js";
import { wayBack } from "./digest-way-back.js";
import { agreementLine } from "./draft.js";

const STATE: Readonly<Record<StopState, string>> = {
  held: "väntar på granskning",
  proposed: "föreslaget",
  provisional: "preliminärt",
  confirmed: "bekräftat",
  lifted: "upphävt",
  rejected: "avslaget",
};

/** A decision as a reader a year later needs it: what was seen, by which rule, who decided what, and who was told. */
export function decisionDocument(matter: Matter, now: Date): Document {
  const { kind, id, alert, stops } = matter;
  const first = stops[0];
  const orgNumber = alert?.orgNumber ?? first?.orgNumber ?? "";
  const name = alert?.name ?? first?.name ?? "";
  return {
    title: `Beslutsunderlag: ${kind === "stop" ? "stopp" : "larm"} ${id}, ${name}`,
    subtitle: `${name} (${formatOrgNumber(orgNumber)}). Uttaget ${timeText(now)}. Tiderna är svensk tid.`,
    sections: [
      reason(matter),
      ...stops.map(stopSection),
      facts(matter),
      evidence(matter),
      comment(matter),
      decisions(matter),
      told(matter),
      trail(matter),
    ],
  };
}

function reason({ alert, stops, policySha256 }: Matter): DocumentSection {
  const [first] = stops;
  if (alert === null) {
    return { heading: "Skälet", texts: [first?.reason ?? "", "En persons eget beslut, utan larm från en regel."] };
  }
  const { because, rule, observed, threshold, severity, openedAt } = alert;
  const rows = [
    ["Regel", rule],
    ["Iakttaget", observed],
    ["Gräns", threshold ?? "ingen"],
    ["Allvarlighet", SEVERITY_TEXT[severity]],
    ["Larm", `nr ${alert.id}, öppnat ${timeText(new Date(openedAt))}`],
    ["Policy (sha-256)", policySha256 ?? "okänd"],
  ];
  return { heading: "Skälet", texts: [because], table: { head: ["Vad", "Uppgift"], rows } };
}

function stopSection(stop: Matter["stops"][number]): DocumentSection {
  const { scope, ground, origin, startedAt, startedBy, confirmBy, confirmRole, rule } = stop;
  const rows = [
    ["Läge", STATE[stop.state]],
    ["Verksamhet", scope.unit ?? "leverantören som helhet"],
    ["Avtal", agreementLine({ ...scope.agreement, service: scope.service })],
    ["Köpare", scope.agreement.buyer],
    ["Avtalsägare", scope.agreement.owner],
    ["Grund", ground ?? ""],
    ["Ursprung", origin],
    ["Startat", `${timeText(new Date(startedAt))} av ${startedBy}`],
    ["Beslut senast", confirmBy === null ? "" : `${timeText(new Date(confirmBy))} av ${confirmRole ?? ""}`],
    ["Kan upphävas när", wayBack(rule) ?? "en person bedömer att skälet inte längre finns"],
  ];
  const heading = `${capital(stopTerm(scope.agreement.form))} nr ${stop.id}`;
  return { heading, table: { head: ["Vad", "Uppgift"], rows: rows.filter(([, value]) => value !== "") } };
}

function facts({ facts: all }: Matter): DocumentSection {
  const rows = all.map(({ kind, source, key, facts: said, asOf, observedAt, digest, evidence: ids }) => [
    [source, KIND_TEXT[kind as Kind] ?? kind, key].filter((word) => word !== "").join(", "),
    factText(said),
    `gällde ${dayOrTimeText(new Date(asOf))}, läst ${timeText(new Date(observedAt))}`,
    ids.map((id) => `nr ${id}`).join(", "),
    digest,
  ]);
  const head = ["Källa och slag", "Uppgifter", "När", "Underlag", "sha-256"];
  return { heading: "Uppgifterna som de var", ...orNothing(head, rows, "Inga uppgifter från källor ligger bakom.") };
}

function evidence({ evidence: all }: Matter): DocumentSection {
  const rows = all.map(({ id, source, address, status, by, at, file, sha256 }) => [
    `${id}`,
    [source, address ?? "", status === null ? "" : `(${status})`, by === null ? "" : `av ${by}`]
      .filter(Boolean)
      .join(" "),
    timeText(new Date(at)),
    file,
    sha256,
  ]);
  const head = ["Nr", "Var", "Hämtat", "Fil", "sha-256"];
  return { heading: "Underlag", ...orNothing(head, rows, "Inget underlag är bifogat.") };
}

const ASKED: Readonly<Record<string, string>> = { asked: "Tillfrågad", answered: "Svarade" };

function comment({ inquiry, stops }: Matter): DocumentSection {
  const said = inquiry.filter(({ kind }) => kind in ASKED);
  const rows = said.map(({ kind, text, by, at }) => [ASKED[kind] ?? kind, timeText(new Date(at)), by, text]);
  const sent = stops.flatMap((stop) => stop.drafts).filter(({ audience }) => audience === "leverantören");
  const letters = sent.map(({ state, sentOn }) =>
    state === "sent"
      ? `Besked med möjlighet att yttra sig skickades ${sentOn}.`
      : "Besked till leverantören är inte skickat.",
  );
  const nothing = "Inget yttrande är antecknat.";
  const section = orNothing(["Vad", "När", "Av", "Text"], rows, nothing);
  return { heading: "Leverantörens yttrande", ...section, texts: [...letters, ...(section.texts ?? [])] };
}

const VERB: Readonly<Record<string, string>> = {
  confirmed: "bekräftat",
  lifted: "upphävt",
  imposed: "infört",
  proposed: "föreslaget",
  rejected: "avslaget",
  acknowledged: "larmet kvitterat",
  dismissed: "larmet avfärdat",
  assigned: "larmet tilldelat",
};

function decisions({ alert, stops }: Matter): DocumentSection {
  const of = (what: string, all: Matter["stops"][number]["decisions"]) =>
    all.map(({ at, by, verb, reason: why, caseNumber, delegation }) => [
      timeText(new Date(at)),
      `${what}: ${VERB[verb] ?? verb}`,
      by,
      why,
      [caseNumber === null ? "" : `dnr ${caseNumber}`, delegation === null ? "" : `delegation ${delegation}`]
        .filter(Boolean)
        .join(", "),
    ]);
  const rows = [
    ...(alert === null ? [] : of(`larm ${alert.id}`, alert.decisions)),
    ...stops.flatMap((stop) => of(`stopp ${stop.id}`, stop.decisions)),
  ];
  const head = ["När", "Beslut", "Av", "Bedömning", "Diarium och delegation"];
  return { heading: "Bedömning och beslut", ...orNothing(head, rows, "Ingen person har beslutat än.") };
}

const DELIVERY: Readonly<Record<string, string>> = {
  due: "ska skickas",
  sending: "skickas",
  delivered: "lämnat",
  rejected: "avvisat av mottagaren",
  unknown: "okänt om det kom fram",
  dead: "kom inte fram",
};

function told({ letters, stops }: Matter): DocumentSection {
  const drafts = stops.flatMap((stop) => stop.drafts).filter(({ state }) => state === "sent");
  const rows = [
    ...drafts.map(({ audience, sentOn }) => [sentOn ?? "", audience, "besked skickat av en person", ""]),
    ...letters.map(({ at, recipient, subject, state }) => [
      timeText(new Date(at)),
      recipient,
      subject,
      DELIVERY[state] ?? state,
    ]),
  ];
  return { heading: "Vem som har fått veta", ...orNothing(["När", "Till", "Vad", "Utfall"], rows, "Ingen än.") };
}

function trail({ trail: links }: Matter): DocumentSection {
  const rows = links.map(({ seq, at, actor, verb, hash }) => [
    `${seq}`,
    timeText(new Date(at)),
    actor,
    verbText(verb),
    hash,
  ]);
  return {
    heading: "Loggen",
    texts: ["Varje rad är en länk i installationens logg; kedjan prövas med: basvakt audit verify"],
    table: { head: ["Nr", "När", "Av", "Händelse", "Länk (sha-256)"], rows },
  };
}

function orNothing(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  nothing: string,
): Pick<DocumentSection, "texts" | "table"> {
  return rows.length === 0 ? { texts: [nothing] } : { table: { head, rows } };
}
