import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Command } from "commander";
import { HOME_FILES } from "../config/home.js";
import { Refusal } from "../domain/refusal.js";
import { explainPolicy } from "../policy/explain.js";
import { readPolicy } from "../policy/read-policy.js";
import type { Answer } from "./answer.js";
import { type Frame, outsideHouse, type Words } from "./frame.js";
import { homeFolder } from "./house.js";
import { inputFile } from "./input-file.js";
import type { Outside } from "./outside.js";
import { addPolicyReplay } from "./policy-replay.js";

/** `policy check|explain [FILE]`, `policy replay FILE`: the home's own policy, or any file. */
export function addPolicy(program: Command, frame: Frame): void {
  const group = program.command("policy").description("policyn: regler, gränser och vem som beslutar");
  group
    .command("check [fil]")
    .description("prövar en policyfil")
    .action(
      outsideHouse(frame, (words) => {
        const { name, text } = policyText(frame.outside, words);
        const { sha256, rules } = readPolicy(text, name);
        const count = Object.keys(rules).length;
        return {
          json: { ok: true, file: name, sha256, rules: count },
          text: `${name} är i sin ordning: ${count} regler.`,
        };
      }),
    );
  group
    .command("explain [fil]")
    .description("förklarar vad policyn innebär")
    .action(
      outsideHouse(frame, (words): Answer => {
        const { name, text } = policyText(frame.outside, words);
        const policy = readPolicy(text, name);
        const { text: _, ...json } = policy;
        return { json, text: explainPolicy(policy) };
      }),
    );
  addPolicyReplay(group, frame);
}

function policyText(outside: Outside, { args, options }: Words<unknown>): { name: string; text: string } {
  const named = args[0];
  if (named !== undefined) {
    const { name, bytes } = inputFile(named);
    return { name, text: Buffer.from(bytes).toString("utf8") };
  }
  const file = join(homeFolder(outside, options), HOME_FILES.policy);
  if (!existsSync(file))
    throw new Refusal(`${file} finns inte; ange en fil, eller skapa hemkatalogen med basvakt init`);
  return { name: HOME_FILES.policy, text: readFileSync(file, "utf8") };
}
