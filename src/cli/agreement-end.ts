import { type Command, Option } from "commander";
import { endAgreements } from "../../jobs/decide-ending.js";
import { readDay } from "../domain/day.js";
import { ENDED_HOW, type EndedHow } from "../domain/ground.js";
import { formatOrgNumber } from "../domain/org-number.js";
import { Refusal } from "../domain/refusal.js";
import { AGREEMENT_FORMS } from "../domain/supplier.js";
import { readServices, serviceTitle } from "../services.js";
import type { Answer } from "./answer.js";
import { type DecisionOptions, withReason } from "./decision-options.js";
import { judgeDeps } from "./deps.js";
import { type Frame, inHouse } from "./frame.js";
import { type FormalOptions, formalOf, type GroundOptions, withFormal, withGround } from "./ground-options.js";
import type { House } from "./house.js";
import { numberOf } from "./number.js";
import { FORM_TEXT } from "./stop-text.js";
import { given } from "./told.js";

interface EndOptions extends DecisionOptions, GroundOptions, FormalOptions {
  readonly how: EndedHow;
  readonly decidedBy: string;
  readonly on?: string;
  readonly all?: boolean;
  readonly service?: string;
  readonly form?: string;
  readonly buyer?: string;
  readonly number?: string;
}

/** `agreements end ORG`. */
export function addAgreementEnd(group: Command, frame: Frame): void {
  const command = group
    .command("end <orgnummer>")
    .description("avslutar ett avtal: hur, varför och vem som har beslutat det")
    .addOption(new Option("--how <sätt>", "hur det upphörde").choices(ENDED_HOW).makeOptionMandatory())
    .requiredOption("--decided-by <vem>", "den som har beslutat: en person, en nämnd, avtalsägaren")
    .option("--on <dag>", "sista dagen som avtalet gäller (annars i dag)")
    .option("--service <insats>", "avtalet om denna insats")
    .addOption(new Option("--form <avtalsform>", "avtalet av denna form").choices(AGREEMENT_FORMS))
    .option("--buyer <köpare>", "avtalet med denna köpare")
    .option("--number <avtalsnummer>", "detta avtal")
    .option("--all", "alla leverantörens avtal som valts ovan");
  withFormal(withGround(withReason(command), "administrativ")).action(
    inHouse<EndOptions>(frame, (house, { args, options }) => end(frame, house, args[0] ?? "", options)),
  );
}

function end(frame: Frame, house: House, org: string, options: EndOptions): Answer {
  const { how, decidedBy, service, form, buyer, number, all, ground, origin } = options;
  const orgNumber = numberOf(org);
  const ended = endAgreements(
    judgeDeps(frame, house),
    {
      orgNumber,
      under: given({ service, form, buyer, number }),
      all: all === true,
      how,
      decidedBy,
      lastDay: options.on === undefined ? null : dayFrom(options.on, "--on"),
      ground: ground ?? "administrativ",
      origin: origin ?? "egen utredning",
      by: house.person(options.by),
      reason: options.reason?.trim() ?? "",
      formal: formalOf(options),
    },
    house.now,
  );
  const services = readServices();
  const lines = ended.map((one) => {
    const of = [FORM_TEXT[one.form], serviceTitle(services, one.service), one.buyer, one.number];
    return `Avtalet med ${formatOrgNumber(orgNumber)} (${of.filter((word) => word !== "").join(", ")}) är ${how}.`;
  });
  return { json: ended.map(({ supplierId: _, ...one }) => ({ ...one, orgNumber, how })), text: lines.join("\n") };
}

/** A day from the command line. Throws Refusal. */
export function dayFrom(text: string, flag: string): NonNullable<ReturnType<typeof readDay>> {
  const day = readDay(text);
  if (day === null) throw new Refusal(`${flag} ska vara en dag, som 2026-11-23`);
  return day;
}
