import { type Command, Option } from "commander";
import { imposeByHand } from "../../jobs/decide-impose.js";
import { Refusal } from "../domain/refusal.js";
import { AGREEMENT_FORMS } from "../domain/supplier.js";
import { showStop } from "../store/show-stop.js";
import type { Answer } from "./answer.js";
import { attachedFiles } from "./attached.js";
import { judgeDeps } from "./deps.js";
import { type Frame, inHouse } from "./frame.js";
import { formalOf } from "./ground-options.js";
import type { House } from "./house.js";
import { numberOf } from "./number.js";
import { type StopOptions, withStop } from "./stop-options.js";
import { stopDocument } from "./stop-text.js";
import { given } from "./told.js";

interface ImposeOptions extends StopOptions {
  readonly supplier?: string;
  readonly unit?: string;
  readonly buyer?: string;
  readonly service?: string;
  readonly form?: string;
  readonly number?: string;
  readonly evidence: readonly string[];
}

type ById = (house: House, args: readonly string[], options: StopOptions) => Answer;

/** `stops impose ID` puts a proposed stop into force; `stops impose --supplier ORG` is a person's own. */
export function addImpose(group: Command, frame: Frame, byId: ById): void {
  const command = group
    .command("impose [id]")
    .description("inför ett föreslaget stopp, eller (med --supplier) ett eget utan larm")
    .option(
      "--supplier <orgnummer>",
      "eget stopp för denna leverantör, under alla gällande avtal som inte valts bort nedan",
    )
    .option("--unit <verksamhet>", "bara denna verksamhet (IVO-id eller namn)")
    .option("--buyer <köpare>", "bara avtal med denna köpare")
    .option("--service <insats>", "bara avtal om denna insats")
    .addOption(new Option("--form <avtalsform>", "bara avtal av denna form").choices(AGREEMENT_FORMS))
    .option("--number <avtalsnummer>", "bara detta avtal")
    .option("--evidence <fil>", "bifogar ett underlag till ett eget stopp; får anges flera gånger", more, []);
  withStop(command, "regelns, eller administrativ för ett eget stopp").action(
    inHouse<ImposeOptions>(frame, (house, { args, options }) => {
      if (args.length > 0 === (options.supplier !== undefined)) {
        throw new Refusal("ange antingen ett föreslaget stopps id, eller --supplier för ett eget stopp");
      }
      if (options.supplier === undefined && options.evidence.length > 0) {
        throw new Refusal("--evidence hör till ett eget stopp; ett föreslaget har sitt underlag");
      }
      return options.supplier === undefined ? byId(house, args, options) : byHand(frame, house, options);
    }),
  );
}

function more(value: string, before: readonly string[]): readonly string[] {
  return [...before, value];
}

async function byHand(frame: Frame, house: House, options: ImposeOptions): Promise<Answer> {
  const { supplier, unit, buyer, service, form, number, ground, origin, reason } = options;
  const by = house.person(options.by);
  const { imposed, proposed, stood } = imposeByHand(
    judgeDeps(frame, house),
    {
      orgNumber: numberOf(supplier ?? ""),
      unit: unit ?? null,
      ground: ground ?? "administrativ",
      origin: origin ?? "egen utredning",
      evidence: await attachedFiles(options.evidence, by, house.now),
      under: given({ buyer, service, form, number }),
      by,
      formal: formalOf(options),
      reason: reason?.trim() ?? "",
    },
    house.now,
  );
  const stops = [...imposed, ...proposed].map((id) => showStop(house.store.db, id)).filter((stop) => stop !== null);
  const parts = [
    imposed.length === 0 ? "" : `${imposed.length} stopp gäller från nu (${imposed.join(", ")}).`,
    proposed.length === 0
      ? ""
      : `${proposed.length} stopp ${proposed.length === 1 ? "är föreslaget" : "är föreslagna"} för avtalsägaren (${proposed.join(", ")}).`,
    stood === 0 ? "" : `För ${stood} avtal fanns ett eget stopp redan.`,
  ];
  return { json: stops.map(stopDocument), text: parts.filter((part) => part !== "").join("\n") };
}
