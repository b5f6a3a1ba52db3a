import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseEnv } from "node:util";
import { type Fault, Refusal } from "../domain/refusal.js";

export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * What the process was given, over the home's `.env`, over the one in the working folder. Throws Refusal for a line that is
 * no setting: the parser leaves it aside without a word, and what it was to switch on would stay off.
 */
export function readEnvironment(given: Environment, home: string, workingFolder: string): Environment {
  return { ...envFile(join(workingFolder, ".env")), ...envFile(join(home, ".env")), ...given };
}

function envFile(file: string): Environment {
  if (!existsSync(file)) return {};
  const text = readFileSync(file, "utf8");
  const faults = linesOf(text).flatMap((line, index): readonly Fault[] =>
    SETTING.test(line) ? [] : [{ file, line: index + 1, message: "här väntades NAMN=VÄRDE eller # och en kommentar" }],
  );
  if (faults.length > 0) throw new Refusal("inställningarna går inte att läsa", faults);
  return parseEnv(text);
}

const SETTING = /^\s*(?:$|#|(?:export\s+)?[A-Za-z_][\w.-]*\s*=)/;

/** Its lines; of a quoted value over several lines the first alone. What stands in them may be secret, and is not told. */
function linesOf(text: string): readonly string[] {
  const quoted = /=[ \t]*(["'`])[\s\S]*?\1/g;
  return text.replace(quoted, (value) => `=${"\n".repeat(value.split("\n").length - 1)}`).split(/\r?\n/);
}

/** A variable, or the content of the file that `NAME_FILE` names; null when neither is set. */
export function variable(environment: Environment, name: string): string | null {
  const value = environment[name];
  if (value !== undefined && value !== "") return value;
  const file = environment[`${name}_FILE`];
  if (file === undefined || file === "") return null;
  if (!existsSync(file)) throw new Refusal(`${name}_FILE: filen ${file} finns inte`);
  return readFileSync(file, "utf8").trim();
}

/** The bytes, in base64, of the file that a variable names; null when it is not set. */
export function fileNamedBy(environment: Environment, name: string): string | null {
  const file = environment[name];
  if (file === undefined || file === "") return null;
  if (!existsSync(file)) throw new Refusal(`${name}: filen ${file} finns inte`);
  return readFileSync(file).toString("base64");
}
