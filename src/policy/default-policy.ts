import { stringify } from "yaml";
import { AGREEMENT_FORMS } from "../domain/supplier.js";
import { type RuleHead, ruleHeads } from "./catalogue.js";
import { DEFAULTS } from "./schema.js";

const HEAD = `# Policy för basuppföljning.
# Talen är startvärden utan publicerad grund. De gäller tills en namngiven roll har antagit dem (adopted).
# Det som utelämnas får startvärdet. \`basvakt policy check\` prövar filen och \`basvakt policy explain\` förklarar den.
#
# severity: info | notice | serious | critical, regelns högsta nivå; ett fynd på nivån notice ger alltid alert
# actions: per avtalsform, på regelns högsta nivå: stop | propose | inquire | alert | log | none
# actionsAt: annan åtgärd på en nivå däremellan, eller när en oberoende källa säger detsamma (corroborated)
# confirm: inom vilken tid ett stopp ska bekräftas (d dagar, h timmar) och av vilken roll
# adopted: null, eller { by: roll, on: 2026-01-31 }
# immediate: any | office, om ett brådskande brev får vänta till kontorstid
`;

const MANDATES = `# owners: avtalsägare som vi beslutar för; self är varje köpare i registret som inte står under others.
# Utan mandat blir ett stopp ett förslag till avtalsägaren. confirm, impose, lift: roller som bekräftar, inför och upphäver.
`;

const ROLES = `# Vilka som har rollen; en tom lista är vem som helst som anger sitt namn.
`;

const INTERLOCKS = `# stopsPerDay: fler leverantörer än så stoppas inte av maskinen på 24 timmar (det största av antalet och andelen av registret).
# changed: om en större andel ändras i en källas svar hålls svaren tills en person släppt dem; gäller från antalet.
`;

const NEEDS = `# Vilka slags uppgifter som måste finnas och hur gamla de får vara; permitServices gäller insatser som kräver tillstånd.
# Vilka insatserna är står i regeln permit-missing.
`;

const INQUIRIES = `# Fördjupade kontroller: inom vilken tid de ska vara klara och vad som gås igenom.
`;

const ANSWERS = `# Svar som begärs (Skatteverket, Kronofogden, stopp hos andra): hur gamla de får vara, räknat från svarsdagen.
# Ett för gammalt svar ger inga nya larm och avslutar inga. Att svar saknas hindrar ingen placering.
`;

const SWEEPS = `# countersign: true, om ett avslutat svep ska kontrasigneras av en annan person.
`;

/** The default policy file: complete, commented, and what an empty file means. */
export function defaultPolicyYaml(): string {
  return [
    HEAD,
    `rules:\n${ruleHeads.map(ruleYaml).join("\n")}`,
    `${MANDATES}mandates: ${flow(DEFAULTS.mandates)}\n`,
    `${ROLES}roles: ${flow(DEFAULTS.roles)}\n`,
    `${INTERLOCKS}interlocks: ${flow(DEFAULTS.interlocks)}\n`,
    `${NEEDS}needs: ${flow(DEFAULTS.needs)}\n`,
    `${INQUIRIES}inquiries: ${flow(DEFAULTS.inquiries)}\n`,
    `${ANSWERS}answers: ${flow(DEFAULTS.answers)}\n`,
    `${SWEEPS}sweeps: ${flow(DEFAULTS.sweeps)}\n`,
  ].join("\n");
}

function ruleYaml({ id, about, defaults }: RuleHead): string {
  const { params, severity, actions, actionsAt, confirm, immediate } = defaults;
  const members = {
    enabled: true,
    params,
    severity,
    actions: Object.fromEntries(AGREEMENT_FORMS.map((form) => [form, actions[form]])),
    ...(actionsAt === undefined ? {} : { actionsAt }),
    confirm,
    adopted: null,
    immediate,
  };
  const lines = Object.entries(members).map(([member, value]) => `    ${member}: ${flow(value)}\n`);
  return `  # ${about}\n  ${id}:\n${lines.join("")}`;
}

function flow(value: unknown): string {
  return stringify(value, { collectionStyle: "flow", lineWidth: 0, flowCollectionPadding: true }).trimEnd();
}
