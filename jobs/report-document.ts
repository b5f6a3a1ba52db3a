import type { AgreementForm } from "../src/domain/supplier.js";
import type { Document, DocumentSection } from "../src/mail/document.js";
import { readServices, serviceTitle } from "../src/services.js";
import { FORM_TEXT } from "./draft.js";
import { type Report, type ReportSection, totals } from "./report.js";

/** The report as a document for a committee: sentences first, then each section as bars and a table. */
export function reportDocument({ from, to, sentences, sections }: Report): Document {
  return {
    title: `Basuppföljning ${from} – ${to}`,
    subtitle:
      "Siffrorna är räknade ur loggen och registret. Under varje avsnitt står kommandot som visar raderna bakom.",
    sections: [{ heading: "I korthet", texts: sentences }, ...sections.map(sectionOf)],
  };
}

function sectionOf({ heading, figures, command }: ReportSection): DocumentSection {
  if (figures.length === 0) return { heading, texts: ["Inga."] };
  const bars = totals(figures).map(({ what, n }) => ({ name: what, value: n }));
  const places = figures.some(({ service, form }) => service !== "" || form !== "");
  const chart = heading.startsWith("Leverantörer")
    ? figures.map(({ service, form, n }) => ({ name: placeOf(service, form), value: n }))
    : bars;
  return {
    heading,
    texts: [`Raderna: ${command}`],
    charts: [{ title: heading, bars: chart }],
    ...(places ? { table: tableOf(figures) } : {}),
  };
}

/** The figures as rows of a table, one figure to a row. */
export function figureRows({ sections }: Report): readonly (readonly string[])[] {
  const head = ["Avsnitt", "Vad", "Avtalsområde", "Avtalsform", "Antal"];
  const rows = sections.flatMap(({ heading, figures }) =>
    figures.map(({ what, service, form, n }) => [heading, what, serviceOf(service), formOf(form), `${n}`]),
  );
  return [head, ...rows];
}

function tableOf(figures: ReportSection["figures"]) {
  const rows = figures.map(({ what, service, form, n }) => [what, serviceOf(service), formOf(form), `${n}`]);
  return { head: ["Vad", "Avtalsområde", "Avtalsform", "Antal"], rows, numbers: [3] };
}

function placeOf(service: string, form: string): string {
  return [serviceOf(service), formOf(form)].filter((word) => word !== "").join(", ");
}

function serviceOf(service: string): string {
  return service === "" ? "" : serviceTitle(readServices(), service);
}

function formOf(form: string): string {
  return FORM_TEXT[form as AgreementForm] ?? "";
}
