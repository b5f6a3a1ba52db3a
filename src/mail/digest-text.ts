import type { CardView, DigestView, Figure, Labelled, SectionView, TrendView } from "./view.js";
import { wrap } from "./wrap.js";

const WIDTH = 76;
const INDENT = "  ";
const LABEL = 16;

/** The view as text: wrapped at 76, labels in a column, commands to copy on lines of their own. */
export function digestText(view: DigestView): string {
  return [
    ...wrap(`${view.group} · ${view.day}`, WIDTH),
    "",
    ...wrap(view.news, WIDTH),
    view.period,
    "",
    ...view.figures.flat().map(figureLine),
    ...(view.figures.length === 0 ? [] : [""]),
    ...view.sections.flatMap(sectionLines),
    ...(view.trend === null ? [] : trendLines(view.trend)),
    ...(view.empty === null ? [] : [...wrap(view.empty, WIDTH), ""]),
    "-".repeat(WIDTH),
    ...view.manners.flatMap((line) => wrap(line, WIDTH)),
    "",
    view.written,
    ...wrap(view.trail, WIDTH),
    `${INDENT}${view.trailCommand}`,
    "",
  ].join("\n");
}

function figureLine({ label, value, command }: Figure): string {
  return `${value.padStart(12)} ${label.padEnd(22)}${command}`;
}

function sectionLines(section: SectionView): readonly string[] {
  return [
    "=".repeat(WIDTH),
    ...wrap(
      [section.kicker, section.heading]
        .filter((part) => part !== null)
        .join(": ")
        .toUpperCase(),
      WIDTH,
    ),
    "=".repeat(WIDTH),
    ...(section.intro === null || section.intro === "" ? [] : wrap(section.intro, WIDTH)),
    "",
    ...section.cards.flatMap(cardLines),
    ...(section.rest === null ? [] : wrap(section.rest, WIDTH)),
    ...(section.command === null ? [] : [`${section.total > 0 ? "Alla rader: " : ""}${section.command}`]),
    "",
  ];
}

function trendLines({ heading, summary, from, to, numbers, command }: TrendView): readonly string[] {
  return [
    heading.toUpperCase(),
    ...wrap(summary, WIDTH),
    ...wrap(`${numbers} (${from} till ${to})`, WIDTH),
    command,
    "",
  ];
}

function cardLines(card: CardView): readonly string[] {
  return [
    ...wrap(`[${card.tag.text}] ${card.title}`, WIDTH),
    ...indented(card.subtitle),
    ...indented(card.lead),
    ...card.facts.flatMap(factLines),
    `${INDENT}${card.command}`,
    "",
  ];
}

function indented(text: string | null): readonly string[] {
  return text === null ? [] : wrap(text, WIDTH - INDENT.length).map((line) => INDENT + line);
}

function factLines({ label, value, link }: Labelled): readonly string[] {
  const lines = wrap(value, WIDTH - INDENT.length - LABEL);
  const all = link === undefined ? lines : [...lines, link.href];
  return all.map((line, index) => `${INDENT}${(index === 0 ? label : "").padEnd(LABEL)}${line}`);
}
