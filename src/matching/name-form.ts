import type { MatchSupplier } from "./match.js";
import { distinctiveness, isOrdinary } from "./ordinary.js";
import { nameWords } from "./token.js";
import type { Words } from "./words.js";

/**
 * How a form comes from the register: as registered, an alias or unit of it, the legal name without its area
 * ("Klara Omsorg" of "Klara Omsorg Sverige AB"), or only the distinctive words ("Bruksnäs" of "Bruksnäs HVB AB").
 */
export type FormKind = "legal" | "alias" | "unit" | "short" | "brand";

export interface NameForm {
  readonly supplier: number;
  readonly kind: FormKind;
  /** As in the register. */
  readonly label: string;
  readonly words: readonly string[];
  /** The form counts only where this place is named. */
  readonly place: string | null;
  /** How surely the words alone mean their bearer, 0 to 1. */
  readonly distinctive: number;
  /** Says what kind of operation it is, beside the name: "Lindviks HVB". */
  readonly operation: boolean;
  /** A single everyday word. */
  readonly ordinary: boolean;
}

/** The forms of a whole register: what one supplier is registered under is no derived form of another. */
export function registerForms(suppliers: readonly MatchSupplier[], words: Words): NameForm[] {
  const forms = suppliers.flatMap((supplier, number) => nameForms(supplier, number, words));
  const registered = new Map(forms.filter(isRegistered).map((form) => [key(form.words), form.supplier]));
  return forms.filter(
    (form) => isRegistered(form) || (registered.get(key(form.words)) ?? form.supplier) === form.supplier,
  );
}

function isRegistered({ kind }: NameForm): boolean {
  return kind !== "short" && kind !== "brand";
}

/** Every form under which a supplier may appear, the surest first; each sequence of words once. */
export function nameForms(supplier: MatchSupplier, index: number, words: Words): NameForm[] {
  const forms = new Map<string, NameForm>();
  const forbidden = new Set((supplier.forbidden ?? []).map((form) => nameWords(form, words.fold).join("")));
  const add = (kind: FormKind, label: string, parts: readonly string[], place: string | null = null) => {
    const id = key(parts);
    if (!usable(parts, words) || forbidden.has(parts.join("")) || (forms.has(id) && place === null)) return;
    const ordinary = parts.length === 1 && isOrdinary(parts[0] ?? "", words);
    const operation = parts.length > 1 && parts.some((word) => words.weak.has(word));
    const form = { supplier: index, kind, label, words: parts, place, operation, ordinary };
    forms.set(place === null ? id : `${id}@${place}`, { ...form, distinctive: distinctiveness(parts, words) });
  };

  const legal = withoutLegalForm(nameWords(supplier.name, words.fold), words);
  const bound = supplier.bound ?? [];
  const boundForms = new Set(bound.map(({ form }) => key(nameWords(form, words.fold))));
  add("legal", supplier.name, legal);
  for (const alias of supplier.aliases) {
    const parts = nameWords(alias, words.fold);
    if (boundForms.has(key(parts))) continue;
    add("alias", alias, parts);
    const tail = parts.at(-1) ?? "";
    const detachable = words.genericTails.has(tail) || words.facility.includes(tail);
    if (parts.length === 2 && detachable) add("brand", alias, parts.slice(0, 1));
    if (parts.length === 2 && detachable) add("alias", alias.replace(/\s+/gu, ""), [parts.join("")]);
  }
  for (const { form, place } of bound) add("alias", form, nameWords(form, words.fold), place);
  for (const unit of supplier.units ?? []) {
    const parts = withoutLegalForm(nameWords(unit.name, words.fold), words);
    add("unit", unit.name, parts);
    add("unit", unit.name, brandWords(parts, words));
  }
  const short = withoutArea(legal, supplier, words);
  add("short", supplier.name, short);
  const brand = brandWords(short, words);
  if (supplier.aliases.length === 0 || brand.length > 1 || !isOrdinary(brand[0] ?? "", words)) {
    add("brand", supplier.name, brand);
  }
  return [...forms.values()];
}

/** The folded words without legal form before or after ("Stiftelsen X", "X ekonomisk förening"). */
function withoutLegalForm(parts: readonly string[], words: Words): readonly string[] {
  let from = 0;
  let to = parts.length;
  while (to > 1 && words.legalForms.has(parts[to - 1] ?? "")) to -= 1;
  while (from < to - 1 && words.legalForms.has(parts[from] ?? "")) from += 1;
  return parts.slice(from, to);
}

/** Without what only says where: "i Skåne", "Sverige", "Syd". */
function withoutArea(parts: readonly string[], supplier: MatchSupplier, words: Words): readonly string[] {
  const places = new Set(supplier.places.flatMap((place) => nameWords(place, words.fold)));
  let to = parts.length;
  const isArea = (word: string | undefined) =>
    word !== undefined && (words.areas.has(word) || words.counties.has(word) || places.has(word));
  while (to > 1 && (isArea(parts[to - 1]) || parts[to - 1] === "i" || parts[to - 1] === "for")) to -= 1;
  return parts.slice(0, to);
}

/** The distinctive words: weak ones dropped at both ends, up to the first weak one after a distinctive. */
function brandWords(parts: readonly string[], words: Words): readonly string[] {
  const isWeak = (word: string | undefined) =>
    word === undefined || word === "&" || words.weak.has(word) || words.legalForms.has(word);
  let from = 0;
  while (from < parts.length && isWeak(parts[from])) from += 1;
  let to = from;
  while (to < parts.length && (!isWeak(parts[to]) || (parts[to] === "&" && !isWeak(parts[to + 1])))) to += 1;
  const brand = parts.slice(from, to);
  const last = brand.at(-1);
  const genitive = to < parts.length && last !== undefined && isGenitive(last, words);
  return genitive ? [...brand.slice(0, -1), last.slice(0, -1)] : brand;
}

/** "Lindviks Vård" is the care of Lindvik; "Krokus Vård" is not that of a "kroku". */
function isGenitive(word: string, words: Words): boolean {
  return word.length > 4 && /[^s]s$/.test(word) && (!words.ordinary.has(word) || isOrdinary(word.slice(0, -1), words));
}

/** So many words together identify, weak as each may be. */
const LONG_NAME = 4;

/** Something in it identifies: a word that is neither weak nor the place, or a number beside a word. */
function usable(parts: readonly string[], words: Words): boolean {
  const telling = parts.filter((word) => !words.weak.has(word) && !words.legalForms.has(word) && word !== "&");
  if (telling.length === 0) return parts.length >= LONG_NAME;
  if (telling.every((word) => /^\d+$/.test(word))) return parts.length > 1;
  return parts.join("").length >= 2 && (parts.length > 1 || !words.counties.has(parts[0] ?? ""));
}

function key(parts: readonly string[]): string {
  return parts.join(" ");
}
