/** Beginnings of words that tell of offences, suspicions and sentences. */
const STEMS = [
  ...[
    "dömd",
    "dömt",
    "döms",
    "domslut",
    "fällande",
    "fälld",
    "åtal",
    "misstänk",
    "misstank",
    "häkt",
    "anhåll",
    "gripen",
  ],
  ...["fängelse", "straff", "böter", "dagsböter", "skyddstillsyn", "förundersökning", "polisanmäl", "kriminell"],
  ...[
    "våldtäkt",
    "misshand",
    "stöld",
    "stulit",
    "narkotika",
    "rattfyll",
    "bedräg",
    "förskingr",
    "mord",
    "dråp",
    "övergrepp",
  ],
  ...["barnpornogra", "sexköp", "utpressning", "penningtvätt", "häleri", "hemfridsbrott", "olaga", "ofredande", "rån"],
];
const NAMES_ONE = new RegExp(`(?<!\\p{L})(?:${STEMS.join("|")}|domen|domar)`, "iu");

/** Skattebrott, brottmål, brottslig; not avbrott or genombrott. */
const CRIME = /brott/giu;
const HARMLESS = /(?:av|genom|ut|samman|upp|sten)brott/giu;

/** Whether a text tells of an offence: what may not be kept of a person (law 10). Rather one word too many than one kept. */
export function namesOffence(text: string): boolean {
  const rest = text.normalize("NFC").replace(HARMLESS, " ");
  return NAMES_ONE.test(rest) || rest.match(CRIME) !== null;
}
