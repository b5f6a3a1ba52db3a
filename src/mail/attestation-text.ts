import { type DraftMatter, type DraftText, letter, whom } from "./draft-text.js";

export interface AttestationAsked {
  /** Of whom one is wanted, a line each: roles and how many, never names. */
  readonly roles: readonly string[];
  readonly due: string;
  /** Months that the document may be old. */
  readonly months: number;
  /** They have been asked before. */
  readonly isReminder: boolean;
}

/** To the supplier, asking for attestations of its representatives' suitability, and saying what is not to be sent. */
export function attestationToSupplier(matter: DraftMatter, asked: AttestationAsked): DraftText {
  const { roles, due, months, isReminder } = asked;
  const subject = isReminder ? "Påminnelse: intyg om lämplighet" : "Begäran om intyg om lämplighet";
  return letter(`${subject}, ${matter.name}`, matter, [
    `${matter.buyer} går två gånger om året igenom att företrädare för våra leverantörer är lämpliga. Det gäller ${whom(matter)}, ${matter.agreement}.${isReminder ? " Vi har skrivit till er tidigare och saknar fortfarande svar om dem nedan." : ""}`,
    `Vi ber om intyg för\n${roles.join("\n")}`,
    `Vad intyget ska vara\nEn sanningsförsäkran av den det gäller, eller ert eget intyg om att ni har kontrollerat enligt lagen (2007:171) om registerkontroll av personal vid vissa boenden som tar emot barn. Handlingen får vara högst ${months} månader gammal.`,
    "Skicka inte\nSkicka inget utdrag ur belastningsregistret och skriv inget om vad ett sådant innehåller. Skriv inga personnummer. Vi antecknar bara roll, sätt, datum och utfall.",
    `Svara senast ${due}\nSvara på det här brevet. Kan ni inte lämna ett intyg, meddela oss det.`,
  ]);
}
