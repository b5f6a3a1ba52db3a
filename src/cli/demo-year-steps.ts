import { z } from "zod";
import type { Day } from "../domain/day.js";
import type { Year } from "./demo-year-script.js";

/** Runs a command in the year's home, and gives what it printed. */
export type Basvakt = (...argv: readonly string[]) => Promise<string>;

/** Something done on a day: the machine's runs first, then what people begin, then what they end. */
export interface Step {
  readonly day: Day;
  readonly at: "05:00" | "09:00" | "14:00";
  readonly take: (basvakt: Basvakt) => Promise<unknown>;
}

const BY = ["--by", "Eva Ek"];

/** Everything that people did in the year, in no order. */
export function whatPeopleDo(year: Year): readonly Step[] {
  return [
    ...year.admissions.flatMap(admissionSteps),
    ...year.inquiries.flatMap(inquirySteps),
    ...year.complaints.flatMap(complaintSteps),
    ...year.endings.map(endingStep),
    ...year.stops.map(decisionStep),
  ];
}

const admission = z.object({
  id: z.number(),
  controls: z.array(z.object({ control: z.string(), verdict: z.string() })),
});

function admissionSteps({ orgnr, insats, on, klar, nekas }: Year["admissions"][number]): readonly Step[] {
  let opened = { id: 0, controls: [] as readonly { readonly control: string; readonly verdict: string }[] };
  const begin = async (basvakt: Basvakt) => {
    opened = admission.parse(
      JSON.parse(await basvakt("admit", orgnr, "--service", insats, "--name", `Provsökande ${orgnr}`, "--json", ...BY)),
    );
  };
  const end = async (basvakt: Basvakt) => {
    const id = `${opened.id}`;
    const undone = opened.controls.filter(({ verdict }) => verdict === "ej gjord");
    for (const [index, { control }] of undone.entries()) {
      const found = nekas !== undefined && index === 0 ? ["brist", "--note", nekas] : ["utan anmärkning"];
      await basvakt("admit", "record", id, "--control", control, "--verdict", ...found, ...BY);
    }
    const verdict = nekas === undefined ? ["--approve"] : ["--refuse", nekas];
    await basvakt("admit", "decide", id, ...verdict, "--reason", "Kontrollerna är gjorda", ...BY);
  };
  return [
    { day: on, at: "09:00", take: begin },
    { day: klar, at: "14:00", take: end },
  ];
}

const listed = z.array(z.object({ id: z.number() }));

function inquirySteps({ orgnr, on, varför = "", klar, utfall, grund }: Year["inquiries"][number]): readonly Step[] {
  const begin = (basvakt: Basvakt) => basvakt("inquiries", "open", orgnr, "--reason", varför, ...BY);
  const end = async (basvakt: Basvakt) => {
    const [open] = listed.parse(JSON.parse(await basvakt("inquiries", "list", "--supplier", orgnr, "--json")));
    const why = ["--reason", "Utredningen är avslutad", ...BY];
    await basvakt("inquiries", "close", `${open?.id}`, "--outcome", utfall, ...why);
    const ground = grund === undefined ? [] : ["--ground", grund];
    if (utfall === "pausad") await basvakt("stops", "impose", "--supplier", orgnr, ...ground, ...why);
    if (utfall === "borttagen") await basvakt("suppliers", "remove", orgnr, ...ground, ...why);
  };
  const last: Step = { day: klar, at: "14:00", take: end };
  return on === undefined ? [last] : [{ day: on, at: "09:00", take: begin }, last];
}

const registered = z.object({ registered: z.array(z.number()) });

function complaintSteps(told: Year["complaints"][number]): readonly Step[] {
  const { orgnr, on, slag, text, organisation, allvarlig, klar, avslut } = told;
  let id = 0;
  const begin = async (basvakt: Basvakt) => {
    const from = organisation === undefined ? [] : ["--organisation", organisation];
    const serious = allvarlig ? ["--serious"] : [];
    const about = [orgnr, "--kind", slag, "--text", text, ...from, ...serious];
    const said = registered.parse(JSON.parse(await basvakt("complaints", "add", ...about, "--json", ...BY)));
    id = said.registered[0] ?? 0;
  };
  const first: Step = { day: on, at: "09:00", take: begin };
  if (klar === undefined || avslut === undefined) return [first];
  const end = (basvakt: Basvakt) =>
    basvakt("complaints", "close", `${id}`, "--closing", avslut, "--reason", "Samtal med leverantören", ...BY);
  return [first, { day: klar, at: "14:00", take: end }];
}

function endingStep({ orgnr, on, hur, grund, av }: Year["endings"][number]): Step {
  const why = ["--ground", grund, "--decided-by", av, "--reason", "Beslutat efter uppföljning", ...BY];
  return { day: on, at: "14:00", take: (basvakt) => basvakt("agreements", "end", orgnr, "--how", hur, ...why) };
}

const undecided = z.array(z.object({ id: z.number(), orgNumber: z.string(), state: z.string() }));

/** In which states a stop may be decided so. */
const STATES: Readonly<Record<Year["stops"][number]["do"], readonly string[]>> = {
  confirm: ["provisional"],
  lift: ["provisional", "confirmed"],
  impose: ["proposed"],
  reject: ["proposed"],
};

/** All the supplier's stops that may be decided so on the day. */
function decisionStep({ orgnr, on, do: verb, varför }: Year["stops"][number]): Step {
  const take = async (basvakt: Basvakt) => {
    const stops = undecided.parse(JSON.parse(await basvakt("stops", "list", "--supplier", orgnr, "--json")));
    for (const { id } of stops.filter(({ state }) => STATES[verb].includes(state))) {
      await basvakt("stops", verb, `${id}`, "--reason", varför, ...BY);
    }
  };
  return { day: on, at: "09:00", take };
}
