/*
 * Swedish word forms by rule, so that the word data names a word once: `<granska>` is a verb in all its tenses and in
 * both voices, `<chef/er>` a noun in all its forms, `<*chef/er>` also at the end of a compound.
 */

/** Verbs that a rule does not give: infinitive → present, preterite, supine and participle. */
export type Irregular = Readonly<Record<string, string>>;

/** Second conjugation: "stänga, stänger, stängde". Every other verb in -a that is not irregular goes like "granska". */
export interface Verbs {
  readonly irregular: Irregular;
  readonly second: ReadonlySet<string>;
}

const WORD = /<([^<>]+)>/g;
/** A verb with one of these goes like the verb alone: "avbryta" like "bryta"; but "ändra" is not "dra". */
const PREFIX =
  /^(an|av|be|bort|er|fram|från|för|genom|in|med|miss|mot|ned|om|på|sönder|till|under|upp|ut|van|vid|åter|över)$/;

/** A phrase with every `<word>` written out as alternatives. */
export function writeOut(phrase: string, verbs: Verbs): string {
  return phrase.replace(WORD, (_, word: string) => {
    const [lemma = "", declension] = word.split("/");
    const forms = declension === undefined ? verbForms(lemma, verbs) : nounForms(lemma, declension);
    return [...new Set(forms)].join("|");
  });
}

/** Infinitive, present, preterite, supine and participles, active and passive. */
function verbForms(infinitive: string, verbs: Verbs): string[] {
  const [present = "", preterite = "", supine = "", participle = ""] = principalParts(infinitive, verbs);
  const active = [infinitive, present, preterite, supine];
  const passive = [`${infinitive}s`, passivePresent(infinitive, present), `${preterite}s`, `${supine}s`];
  return [...active, ...passive, ...participles(participle)].filter((form) => form.length > 1);
}

function principalParts(infinitive: string, { irregular, second }: Verbs): string[] {
  const goesLike = (verb: string) =>
    infinitive === verb || (infinitive.endsWith(verb) && PREFIX.test(infinitive.slice(0, -verb.length)));
  const base = Object.keys(irregular).find(goesLike);
  if (base !== undefined) {
    const prefix = infinitive.slice(0, -base.length);
    return (irregular[base] ?? "").split(" ").map((part) => (part === "-" ? "" : prefix + part));
  }
  if ([...second].some(goesLike)) return secondConjugation(infinitive.slice(0, -1));
  return [`${infinitive}r`, `${infinitive}de`, `${infinitive}t`, `${infinitive}d`];
}

/** "stäng-er, -de, -t, -d", "köp-er, -te, -t, -t", "glöm-mer, -de", "kör, -de". */
function secondConjugation(stem: string): string[] {
  const short = stem.replace(/([mn])\1$/, "$1");
  const present = /[rl]$/.test(stem) ? stem : `${stem}er`;
  if (/[kpstx]$/.test(short)) return [present, `${short}te`, `${short}t`, `${short}t`];
  if (short.endsWith("nd")) return [present, `${short}e`, `${short.slice(0, -1)}t`, short];
  return [present, `${short}de`, `${short}t`, `${short}d`];
}

function passivePresent(infinitive: string, present: string): string {
  if (present.endsWith("er")) return `${present.slice(0, -2).replace(/mm$/, "m")}s`;
  return `${infinitive}r` === present ? `${infinitive}s` : `${present}s`;
}

/** "stängd, stängt, stängda", "dragen, draget, dragna", "granskad, granskat, granskade". */
function participles(participle: string): string[] {
  if (participle === "") return [];
  if (participle.endsWith("en")) {
    const stem = participle.slice(0, -2);
    return [participle, `${stem}et`, `${stem}na`];
  }
  if (participle.endsWith("ad")) return [participle, `${participle.slice(0, -1)}t`, `${participle}e`];
  return [participle, participle.replace(/d$/, "t"), `${participle}a`];
}

/** Singular and plural, indefinite and definite, each with its genitive; the declension is named by its plural. */
function nounForms(noun: string, declension: string): string[] {
  const forms = declined(noun, declension);
  return [...forms, ...forms.map((form) => (form.endsWith("s") ? form : `${form}s`))];
}

function declined(noun: string, declension: string): string[] {
  const stem = noun.replace(/[ae]$/, "");
  const vowel = stem !== noun;
  switch (declension) {
    case "or":
      return [noun, `${noun}n`, `${stem}or`, `${stem}orna`];
    case "ar":
      return [noun, `${stem}en`, `${stem}ar`, `${stem}arna`];
    case "er":
      return vowel ? [noun, `${noun}n`, `${noun}r`, `${noun}rna`] : [noun, `${noun}en`, `${noun}er`, `${noun}erna`];
    case "are":
      return [noun, `${noun}n`, `${stem}na`];
    case "n":
      return [noun, `${noun}t`, `${noun}n`, `${noun}na`];
    case "0":
      return [noun, `${noun}et`, `${noun}en`];
    default:
      throw new Error(`No such declension: "${noun}/${declension}"`);
  }
}
