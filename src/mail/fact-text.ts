import type { Json } from "../domain/digest.js";

/** What a fact says, member by member, one to a line; members that say nothing are left out. */
export function factText(facts: Json): string {
  if (!isObject(facts)) return valueText(facts);
  return membersOf(facts)
    .map(([name, value]) => `${memberText(name)}: ${valueText(value)}`)
    .join("\n");
}

/** A member's name, as people read it. */
export function memberText(name: string): string {
  return MEMBERS[name] ?? name;
}

/** A word of ours, as people read it; anything else as it stands. */
export function wordText(word: string): string {
  return WORDS[word] ?? word;
}

function valueText(value: Json): string {
  if (value === null) return "ingen uppgift";
  if (typeof value === "boolean") return value ? "ja" : "nej";
  if (typeof value === "number") return value.toLocaleString("sv-SE");
  if (typeof value === "string") return wordText(value);
  if (Array.isArray(value)) return value.length === 0 ? "inga" : value.map(valueText).join("; ");
  return membersOf(value as { readonly [key: string]: Json })
    .map(([name, member]) => `${memberText(name)} ${valueText(member)}`)
    .join(", ");
}

function membersOf(value: { readonly [key: string]: Json }): readonly (readonly [string, Json])[] {
  return Object.entries(value).filter(([, member]) => member !== null);
}

function isObject(value: Json): value is { readonly [key: string]: Json } {
  return value !== null && typeof value === "object" && !Array.isArray(value);
}

/** Members of all kinds of fact; a name means the same in each. A test holds them against the kinds. */
const MEMBERS: Readonly<Record<string, string>> = {
  active: "verksam",
  address: "adress",
  ageFrom: "ålder från",
  ageTo: "ålder till",
  also: "också publicerad på",
  amount: "belopp (kr)",
  answeredOn: "svarat den",
  auditor: "revisor",
  because: "varför",
  board: "styrelse",
  business: "verksamhet enligt Bolagsverket",
  by: "av",
  cases: "antal mål",
  caseNumber: "ärende",
  category: "ämne",
  changedOn: "ändrad den",
  class: "klass",
  code: "kod",
  count: "antal",
  decided: "beslutat (kr)",
  decidedOn: "beslutat den",
  director: "godkänd föreståndare",
  documentOn: "handlingens datum",
  employees: "anställda",
  employer: "arbetsgivare",
  equity: "eget kapital (kr)",
  feed: "flöde",
  fine: "vite (kr)",
  form: "juridisk form",
  fskatt: "F-skatt",
  inForce: "gäller",
  industries: "näringsgrenar",
  kind: "slag",
  later: "senare nyhet",
  latest: "senast",
  limit: "kreditgräns (kr)",
  method: "sätt",
  month: "månad",
  months: "månader",
  name: "namn",
  nextDue: "nästa gång senast",
  on: "den",
  onOwnRequest: "på egen begäran",
  orgNumber: "organisationsnummer",
  outcome: "utfall",
  overturned: "upphävt",
  owners: "ägare",
  parent: "moderbolag",
  pay: "löner (kr)",
  places: "platser",
  previous: "tidigare",
  private: "enskilda mål",
  proceedings: "pågående förfaranden",
  public: "allmänna mål",
  publishedAt: "publicerad",
  reason: "skäl",
  receivedOn: "mottaget den",
  remarks: "betalningsanmärkningar",
  reportBy: "återrapporteras senast",
  requestedOn: "begärt den",
  role: "roll",
  score: "kreditvärdighet",
  seenOn: "sett den",
  serious: "allvarlig",
  severity: "allvar",
  share: "andel (%)",
  shownOn: "uppvisat den",
  since: "sedan",
  sizeClass: "storleksklass",
  state: "läge",
  status: "läge",
  stayed: "inhiberat",
  struckOff: "avregistrerat",
  targetGroup: "målgrupp",
  title: "rubrik",
  turnover: "omsättning (kr)",
  type: "tillståndstyp",
  unitName: "verksamhet",
  validTo: "giltigt till",
  vat: "moms",
  withdrawn: "felregistrerad",
  withheld: "uppgiften lämnas inte ut",
  yearEnd: "bokslutsdag",
};

/** Words of ours that facts hold. IVO's own codes stay as they are. */
const WORDS: Readonly<Record<string, string>> = {
  abuse: "övergrepp eller vanvård",
  active: "aktiv",
  applied: "ansökt",
  bankruptcy: "konkurs",
  change: "ombildning",
  closed: "stängd",
  contract: "avtal",
  crime: "brott",
  critical: "kritisk",
  deregistered: "avregistrerad",
  dormant: "vilande",
  economy: "ekonomi",
  liquidation: "likvidation",
  missing: "saknas",
  neutral: "neutral",
  never: "aldrig registrerad",
  none: "inget stopp",
  "not-started": "inte startad",
  notice: "notera",
  other: "övrigt",
  ownership: "ägande",
  permit: "tillstånd",
  prohibited: "förbjuden",
  reconstruction: "rekonstruktion",
  registered: "registrerad",
  reopened: "öppnad igen",
  revoked: "återkallat",
  serious: "allvarlig",
  staffing: "bemanning",
  stopped: "stoppad",
  supervision: "tillsyn",
  tax: "skatt",
};
