import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseEnv } from "node:util";
import { Refusal } from "../domain/refusal.js";

export type Environment = Readonly<Record<string, string | undefined>>;

/** What the process was given, over the home's `.env`, over the one in the working folder. */
export function readEnvironment(given: Environment, home: string, workingFolder: string): Environment {
  return { ...envFile(join(workingFolder, ".env")), ...envFile(join(home, ".env")), ...given };
}

function envFile(file: string): Environment {
  return existsSync(file) ? parseEnv(readFileSync(file, "utf8")) : {};
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
