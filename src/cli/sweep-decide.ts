import { type Command, Option } from "commander";
import { tendSweeps } from "../../jobs/sweep-automatic.js";
import { cancelSweep, closeSweep, countersignSweep, pauseSweep, resumeSweep } from "../../jobs/sweep-decide.js";
import { dayOf } from "../domain/day.js";
import { Refusal } from "../domain/refusal.js";
import { sweepStatus } from "../store/list-sweeps.js";
import type { Answer } from "./answer.js";
import { type DecisionOptions, decisionOf, idOf, withVersion } from "./decision-options.js";
import { judgeDeps } from "./deps.js";
import { type Frame, inHouse } from "./frame.js";
import type { House } from "./house.js";

interface CloseOptions extends DecisionOptions {
  readonly left: readonly string[];
}

/** `sweep pause|resume|cancel|close|countersign ID`. */
export function addSweepDecisions(group: Command, frame: Frame): void {
  const simple = [
    ["pause", "pausar ett svep: inga svar tas emot förrän det återupptas", pauseSweep, "är pausat"],
    ["resume", "återupptar ett pausat svep, där det var", resumeSweep, "pågår igen"],
    ["cancel", "avbryter ett svep; det som har noterats står kvar", cancelSweep, "är avbrutet"],
    [
      "countersign",
      "kontrasignerar ett avslutat svep; av en annan än den som avslutade det",
      countersignSweep,
      "är kontrasignerat",
    ],
  ] as const;
  for (const [name, about, act, done] of simple) {
    withVersion(group.command(`${name} <id>`))
      .description(about)
      .action(
        inHouse<DecisionOptions>(frame, (house, { args, options }) => {
          const order = decisionOf(house, args, options);
          act(judgeDeps(frame, house), order, house.now);
          return told(house, order.id, `Svep ${order.id} ${done}.`);
        }),
      );
  }
  withVersion(group.command("close <id>"))
    .description("avslutar ett svep där alla är redovisade")
    .addOption(
      new Option("--left <post=skäl>", "en post som lämnas utan svar, och varför; kan anges flera gånger")
        .argParser((value: string, before: readonly string[]) => [...before, value])
        .default([]),
    )
    .action(inHouse<CloseOptions>(frame, (house, { args, options }) => close(frame, house, args, options)));
}

async function close(frame: Frame, house: House, args: readonly string[], options: CloseOptions): Promise<Answer> {
  const deps = judgeDeps(frame, house);
  const order = { ...decisionOf(house, args, options), left: leftOf(options.left) };
  // Whoever has come in the meantime is accounted for too.
  await tendSweeps(deps, house.now);
  closeSweep(deps, order, house.now);
  const signed = house.policy().sweeps.countersign
    ? ` Det ska kontrasigneras: basvakt sweep countersign ${order.id}`
    : "";
  return told(house, order.id, `Svep ${order.id} är avslutat.${signed}`);
}

function leftOf(pairs: readonly string[]): ReadonlyMap<number, string> {
  return new Map(
    pairs.map((pair) => {
      const at = pair.indexOf("=");
      if (at < 1) throw new Refusal("--left skrivs POST=SKÄL, som 12=svarar inte");
      return [idOf(pair.slice(0, at)), pair.slice(at + 1).trim()] as const;
    }),
  );
}

function told({ store, now }: House, id: number, text: string): Answer {
  return { json: sweepStatus(store.db, id, dayOf(now)), text };
}
