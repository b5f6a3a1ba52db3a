import library from "personnummer";

// The package's types describe its ES build, Node loads its CommonJS one: the class itself.
const personnummer = library as unknown as { valid(number: string): boolean };

const HIDDEN = "[personnummer]";

/** The ten digits inside a VAT number (SE…01), and ten or twelve as people write them. */
const CANDIDATE = /(?<=SE)\d{10}(?=01(?!\d))|(?<!\d)(?:18|19|20)?\d{6}[-+ ]?\d{4}(?!\d)/g;

/** A year, a month and a day (61 to 91 in a coordination number), and four: hardly any other number has them there. */
const DATED = /\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]|[6-8]\d|9[01])[-+ ]?\d{4}/;
const DATED_ALONE = new RegExp(`^(?:\\d\\d)?${DATED.source}$`);

/** Personal identity and coordination numbers replaced by "[personnummer]"; organisation numbers stay. */
export function hideIdentityNumbers(text: string): string {
  // Nearly every text ends here: to look for candidates, and to ask the library, is dear.
  if (!DATED.test(text)) return text;
  const hide = (found: string) =>
    DATED_ALONE.test(found) && personnummer.valid(found.replace(" ", "")) ? HIDDEN : found;
  return text.replace(CANDIDATE, hide);
}
