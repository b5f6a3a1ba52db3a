import { type Command, Option } from "commander";
import { tendSweeps } from "../../jobs/sweep-automatic.js";
import { type SweepOrder, startSweep } from "../../jobs/sweep-start.js";
import { Refusal } from "../domain/refusal.js";
import { AGREEMENT_FORMS, type AgreementForm } from "../domain/supplier.js";
import {
  DEFAULT_FORMS,
  DEFAULT_SERVICES,
  SWEEP_KINDS,
  SWEEP_TITLE,
  type SweepKind,
  type SweepScope,
} from "../domain/sweep.js";
import { itemsText } from "../mail/section.js";
import type { Db } from "../store/open.js";
import { dayFrom } from "./agreement-end.js";
import type { Answer } from "./answer.js";
import { judgeDeps } from "./deps.js";
import { type Frame, inHouse } from "./frame.js";
import type { House } from "./house.js";
import { serviceAsked } from "./service-asked.js";

interface StartOptions {
  readonly due?: string;
  readonly owner?: string;
  readonly by?: string;
  readonly service: readonly string[];
  readonly form: readonly string[];
  readonly agreement: readonly string[];
  readonly all?: boolean;
  readonly cause?: string;
  readonly handler: readonly string[];
}

/** `sweep start KIND`: by hand, never by cron. */
export function addSweepStart(group: Command, frame: Frame): void {
  const many = (flags: string, about: string) =>
    new Option(flags, `${about}; kan anges flera gånger`)
      .argParser((value: string, before: readonly string[]) => [...before, value])
      .default([]);
  group
    .command("start <slag>")
    .description("börjar ett svep (ivo eller registerkontroll): vilka som ska redovisas låses nu")
    .option("--due <dag>", "när svepet ska vara klart (annars om 60 dagar)")
    .option("--owner <namn>", "vem som äger svepet (annars den som börjar det)")
    .addOption(many("--service <insats>", "leverantörer av denna insats (annars de förvalda)"))
    .addOption(many("--form <avtalsform>", "leverantörer med avtal av denna form (annars ramavtal)"))
    .addOption(many("--agreement <avtalsnummer>", "bara under detta avtal"))
    .option("--all", "alla i registret")
    .option("--cause <orsak>", "ett extra svep, och vad som har hänt")
    .addOption(many("--handler <namn>", "vem som går igenom posterna; fler delar lika"))
    .option("--by <namn>", "vem som börjar svepet (annars BASVAKT_USER)")
    .action(inHouse<StartOptions>(frame, (house, { args, options }) => start(frame, house, args[0] ?? "", options)));
}

async function start(frame: Frame, house: House, word: string, options: StartOptions): Promise<Answer> {
  const order: SweepOrder = {
    kind: kindOf(word),
    scope: scopeOf(house.store.db, kindOf(word), options),
    cause: words(options.cause),
    due: options.due === undefined ? null : dayFrom(options.due, "--due"),
    owner: words(options.owner),
    handlers: options.handler.map((name) => name.trim()).filter((name) => name !== ""),
    by: house.person(options.by),
  };
  const deps = judgeDeps(frame, house);
  const { id, kind, due, population } = startSweep(deps, order, house.now);
  const { answered } = await tendSweeps(deps, house.now);
  const extract =
    answered === 0
      ? ""
      : `\n${itemsText(answered)} är ${answered === 1 ? "besvarad" : "besvarade"} av registerutdraget.`;
  return {
    json: { id, kind, due, items: population },
    text: `Svep ${id} (${SWEEP_TITLE[kind]}) har börjat: ${itemsText(population)}, klart senast ${due}.${extract}\nHur det går: basvakt sweep status ${id}`,
  };
}

function kindOf(word: string): SweepKind {
  const found = SWEEP_KINDS.find((kind) => kind === word);
  if (found === undefined) throw new Refusal(`svepet ska vara ${SWEEP_KINDS.join(" eller ")}`);
  return found;
}

function formOf(word: string): AgreementForm {
  const found = AGREEMENT_FORMS.find((form) => form === word);
  if (found === undefined) throw new Refusal(`avtalsformen ska vara ${AGREEMENT_FORMS.join(", ")}`);
  return found;
}

function scopeOf(db: Db, kind: SweepKind, options: StartOptions): SweepScope {
  const { service, form, agreement, all } = options;
  if (all === true) {
    if (service.length + form.length + agreement.length === 0) return { all, services: [], forms: [], agreements: [] };
    throw new Refusal("--all är alla i registret; ange antingen det eller --service, --form och --agreement");
  }
  return {
    all: false,
    services: sorted(service.length === 0 ? DEFAULT_SERVICES[kind] : service.map((one) => serviceAsked(db, one))),
    forms: sorted(form.length === 0 ? DEFAULT_FORMS : form.map(formOf)),
    agreements: sorted(agreement),
  };
}

/** The same scope in whatever order it was told. */
function sorted<T extends string>(told: readonly T[]): readonly T[] {
  return [...new Set(told)].sort();
}

function words(told: string | undefined): string | null {
  const text = told?.trim() ?? "";
  return text === "" ? null : text;
}
