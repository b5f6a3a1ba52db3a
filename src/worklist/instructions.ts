import type { Day } from "../domain/day.js";
import type { SweepKind } from "../domain/sweep.js";

export interface Instructed {
  readonly sweep: number;
  readonly kind: SweepKind;
  readonly due: Day;
  readonly items: number;
  readonly originalsShown: boolean;
}

/** What stands on the second sheet. */
export function instructionsFor({ sweep, kind, due, items, originalsShown }: Instructed): readonly string[] {
  return [
    `# Arbetslista för svep ${sweep}: ${items} ${items === 1 ? "post" : "poster"}, klart senast ${due}`,
    "Varje rad på bladet Poster är en post som ska redovisas. Ingen rad får strykas eller läggas till; det som är grått i rubriken och saknar ram är låst.",
    ...(kind === "ivo" ? IVO : [...CONDUCT, originalsShown ? ORIGINALS : NO_ORIGINALS]),
    "# Så här fylls raden i",
    "Kolumner med lista godtar bara orden i listan. Dagar skrivs ÅÅÅÅ-MM-DD.",
    "Ska posten inte redovisas, till exempel för att verksamheten har upphört: lämna fälten tomma och skriv varför under Ej aktuell, skäl.",
    "Handläggare får ändras: då byter posten ägare.",
    "Färgerna: grönt är besvarat, gult är påbörjat, grått är ej aktuellt, rött är försenat.",
    "# Så här lämnas listan in",
    `Spara filen och läs in den med: basvakt sweep import ${sweep} FIL --by NAMN`,
    "Filen får läsas in så ofta du vill, också halvfärdig och i vilken ordning som helst. Rader som ingen har rört ändrar ingenting, och en gammal kopia tar inte bort det som har kommit in sedan dess.",
    "Har två personer fyllt i samma post olika visas båda, och ingen av dem gäller förrän någon har sagt vad som är rätt.",
    "Inläsningen visar först vilka stopp den skulle starta. De startar när den görs om med --confirm-stops.",
  ];
}

const IVO = [
  "# Vad som ska kontrolleras",
  "Sök upp verksamheten i IVO:s Placeringsstöd och fyll i vad som står där i dag. Status måste fyllas i; övriga fält fylls i när uppgiften finns.",
  "Under Att veta, längst till höger, står öppna larm om verksamheten och IVO:s nyheter om leverantören. Gröna rader har besvarats av det senaste registerutdraget; de får rättas.",
  "Ett beslut behöver både beslut och diarienummer. Datum för när du tittade skrivs under Kontrollerad den, om det inte är samma dag som listan läses in.",
  "Skriv inga namn på föreståndare eller andra personer och inga personnummer.",
] as const;

const CONDUCT = [
  "# Vad som ska redovisas",
  "Att leverantören har intygat företrädarens lämplighet: metod, när det begärdes, kom in eller visades, handlingens datum, och utfallet. Handlingen får vara högst sex månader gammal när den ses.",
  "Skriv aldrig något om brott, domar eller misstankar, inga personnummer, och bifoga inga registerutdrag. Kommunen har inget stöd i lag för att hämta eller spara sådana uppgifter om en leverantörs företrädare. Vid avvikelse räcker ordet; vad den består i utreds utanför systemet.",
] as const;

const ORIGINALS =
  "Utdrag uppvisat i original får noteras enligt det rättsliga beslut som står i inställningarna. Utdraget återlämnas och kopieras inte.";
const NO_ORIGINALS = "Metoden utdrag uppvisat i original får inte användas: det finns inget rättsligt beslut om det.";
