import type { DigestData } from "./digest-data.js";
import { digestSubject } from "./digest-subject.js";
import { capital, suppliersText, trailText } from "./section.js";
import { alertSections } from "./section-alerts.js";
import { decisionSections } from "./section-decisions.js";
import { lookoutSections } from "./section-lookout.js";
import { longDayText, timeText } from "./swedish-time.js";
import { trendView } from "./trend-view.js";
import type { DigestView, SectionView } from "./view.js";

/** What is said, in order and in words: the HTML and the text are two ways to write the same view. */
export function digestView(data: DigestData): DigestView {
  const sections = [...decisionSections(data), ...alertSections(data), ...lookoutSections(data)];
  return {
    group: data.group,
    day: capital(longDayText(data.day)),
    period: data.since === null ? "Första sammanställningen till er." : `Nytt sedan ${timeText(data.since)}.`,
    news: digestSubject(data),
    figures: figuresOf(data),
    sections: sections.filter(isWorthShowing),
    trend: trendView(data),
    empty: emptyLine(sections.filter((section) => !isWorthShowing(section))),
    manners: MANNERS,
    trail: trailText(data.trail),
    trailCommand: data.trail.command,
    written: `Skrivet ${timeText(data.now)}. ${suppliersText(data.suppliers)} under bevakning.`,
  };
}

const MANNERS = [
  "Ett larm är en signal att pröva, inte ett omdöme om leverantören.",
  "Ett stopp gäller nya placeringar; pågående placeringar berörs inte. " +
    "Ett preliminärt stopp gäller tills en person bekräftar eller upphäver det.",
  "En källa som inte svarar säger varken gott eller ont: inget ändras förrän den svarar igen.",
];

function figuresOf(data: DigestData): DigestView["figures"] {
  const started = data.started.terms.reduce((sum, { count }) => sum + count, 0);
  const undecided = data.provisional.stops + data.proposed.stops + data.held.stops;
  const { done, due } = data.coverage;
  return [
    [
      { value: `${started}`, label: started === 1 ? "nytt stopp" : "nya stopp", command: data.started.command },
      { value: `${undecided}`, label: "stopp att besluta om", command: data.decisions.command },
    ],
    [
      {
        value: `${data.newAlerts.total}`,
        label: data.newAlerts.total === 1 ? "nytt larm" : "nya larm",
        command: data.newAlerts.command,
      },
      { value: due === 0 ? "inga" : `${done} av ${due}`, label: "kontroller gjorda", command: data.coverage.command },
    ],
  ];
}

function isWorthShowing(section: SectionView): boolean {
  return section.total > 0 || section.always;
}

function emptyLine(sections: readonly SectionView[]): string | null {
  if (sections.length === 0) return null;
  return `Inget att redovisa under: ${sections.map(({ topic }) => topic).join(", ")}.`;
}
