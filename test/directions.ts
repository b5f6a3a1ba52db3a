import { posix } from "node:path";

/** One file of the program, by its path from the root. */
export interface ProgramFile {
  readonly path: string;
  readonly text: string;
}

interface Reach {
  /** Areas of our own code beside the file's own. */
  readonly own: readonly string[];
  /** Packages and parts of Node; undefined: not held. */
  readonly outside?: readonly string[];
}

const PIPELINE = ["src/domain", "src/adapter", "src/services", "src/store", "src/rules", "src/policy", "src/judgement"];

/** Who may import whom. An area that is not here is an offence: it must be given its place first. */
const DIRECTIONS: Readonly<Record<string, Reach>> = {
  "src/domain": { own: [], outside: ["node:crypto", "organisationsnummer", "personnummer", "zod"] },
  "src/rules": { own: ["src/domain"], outside: ["zod"] },
  "src/policy": { own: ["src/domain", "src/rules", "src/yaml"], outside: ["yaml", "zod"] },
  "src/judgement": { own: ["src/domain", "src/rules", "src/policy"], outside: [] },
  "src/schedule": { own: ["src/domain"], outside: ["croner"] },
  "src/asset": { own: [], outside: ["node:fs", "node:path", "node:url"] },
  "src/services": { own: ["src/asset"], outside: ["node:fs", "yaml", "zod"] },
  "src/yaml": { own: ["src/domain"], outside: ["yaml", "zod"] },
  "src/tabular": {
    own: ["src/domain"],
    outside: ["csv-parse/sync", "read-excel-file/universal", "write-excel-file/node"],
  },
  "src/worklist": { own: ["src/domain", "src/tabular"], outside: [] },
  "src/register": { own: ["src/domain", "src/tabular"], outside: [] },
  "src/matching": { own: ["src/asset", "src/domain"], outside: ["node:fs", "yaml", "zod"] },
  "src/mail": { own: ["src/asset", "src/domain"] },
  // The contract and http name each other's types: a session is handed from one to the other.
  "src/adapter": { own: ["src/domain", "src/http"], outside: ["zod"] },
  "src/http": { own: ["src/adapter", "src/domain"] },
  "src/lookup": { own: ["src/adapter", "src/domain", "src/http"], outside: [] },
  "src/feed": { own: ["src/adapter", "src/lookup", "src/domain", "src/http"], outside: ["cheerio/slim", "zod"] },
  "src/reading": { own: ["src/adapter", "src/domain"], outside: ["zod"] },
  "src/pdf": { own: ["src/domain"], outside: ["unpdf"] },
  "src/answers": { own: ["src/adapter", "src/domain", "src/reading", "src/tabular"], outside: ["zod"] },
  "src/evidence": { own: ["src/adapter", "src/domain"], outside: ["fflate", "node:zlib", "zod"] },
  adapters: {
    own: [
      "src/adapter",
      "src/answers",
      "src/pdf",
      "src/lookup",
      "src/feed",
      "src/reading",
      "src/domain",
      "src/http",
      "src/tabular",
    ],
    outside: ["cheerio/slim", "feedsmith", "node:crypto", "zod"],
  },
  "src/dispatch": { own: ["src/adapter", "src/domain", "src/evidence", "src/http"] },
  "src/store": { own: ["src/asset", "src/domain"] },
  "src/config": { own: ["src/adapter", "src/dispatch", "src/domain", "src/schedule", "src/yaml"] },
  "src/sandbox": { own: ["src/asset", "src/domain"] },
  jobs: { own: [...PIPELINE, "src/dispatch", "src/matching", "src/evidence", "src/mail", "src/schedule"] },
  "src/daemon": {
    own: ["src/asset", "src/domain", "src/schedule", "src/store", "jobs"],
    outside: ["node-cron", "node:fs", "node:path", "node:timers/promises", "node:worker_threads"],
  },
  "src/metrics": { own: [], outside: ["prom-client"] },
  "src/cli": {
    own: [
      ...PIPELINE,
      ...["src/asset", "src/config", "src/dispatch", "src/evidence", "src/http", "src/mail", "src/matching"],
      ...[
        "src/register",
        "src/worklist",
        "src/schedule",
        "src/tabular",
        "src/sandbox",
        "src/daemon",
        "src/http-status",
        "src/metrics",
        "src/pdf",
        "adapters",
        "jobs",
      ],
    ],
  },
  "src/http-status": { own: ["src/domain"], outside: ["node:http", "node:net"] },
  "src/outside": { own: ["src/cli", "src/http", "src/store"] },
  "src/main": { own: ["src/cli", "src/outside"] },
};

/** Packages that one area alone may know. */
const ONLY_IN: Readonly<Record<string, string>> = {
  "better-sqlite3": "src/store",
  "drizzle-orm": "src/store",
  commander: "src/cli",
  undici: "src/http",
  eta: "src/mail",
  bullmq: "src/dispatch",
  ioredis: "src/dispatch",
  "prom-client": "src/metrics",
};

/** The sandbox is an outside world: the program meets it only where a person asks for it. */
const MAY_START_SANDBOX = ["src/cli/sandbox.ts", "src/cli/demo.ts"];

/** The edges where the clock and the environment are read; everything else is handed them. */
const MAY_READ_CLOCK = ["src/outside.ts", "src/sandbox/server.ts"];
const MAY_READ_ENVIRONMENT = ["src/outside.ts"];

const LONGEST = 200;
const MAY_BE_LONG: Readonly<Record<string, string>> = {
  "src/store/schema.ts": "one list of columns, table by table",
};

/** What a file does that the layout does not allow, each as a sentence with the file's path. */
export function offencesOf(file: ProgramFile): readonly string[] {
  const code = withoutComments(file.text);
  return [
    ...importsOf(code).flatMap((target) => wrongImport(file.path, target)),
    ...wrongReads(file.path, code),
    ...tooLong(file),
  ].map((what) => `${file.path} ${what}`);
}

/** The part of the program that a path belongs to: a folder of src, a file of its own there, or adapters or jobs. */
export function areaOf(path: string): string {
  const [top = "", next = ""] = path.split("/");
  return top === "src" ? `src/${next.replace(/\.[jt]s$/, "")}` : top;
}

function importsOf(code: string): readonly string[] {
  const forms = [
    /\bfrom\s*["']([^"'\n]+)["']/g,
    /\bimport\s*["']([^"'\n]+)["']/g,
    /\bimport\s*\(\s*["'`]([^"'`\n]+)["'`]/g,
  ];
  return forms.flatMap((form) => [...code.matchAll(form)].map(([, target]) => target ?? ""));
}

function wrongImport(path: string, target: string): readonly string[] {
  const area = areaOf(path);
  const reach = DIRECTIONS[area];
  if (reach === undefined) return [`belongs to ${area}, which has no place in the directions`];
  if (!target.startsWith(".")) return wrongPackage(area, reach, target);
  const resolved = posix.normalize(posix.join(posix.dirname(path), target));
  const to = areaOf(resolved);
  if (to === "src/sandbox" && area !== to && !MAY_START_SANDBOX.includes(path)) return ["imports the sandbox"];
  if (area === "adapters" && to === area) return wrongNeighbour(path, resolved);
  return to === area || reach.own.includes(to) ? [] : [`imports ${to}`];
}

function wrongPackage(area: string, { outside }: Reach, target: string): readonly string[] {
  const home = Object.entries(ONLY_IN).find(([name]) => target === name || target.startsWith(`${name}/`))?.[1];
  const known = outside === undefined || outside.includes(target);
  return (home === undefined || home === area) && known ? [] : [`imports the package ${target}`];
}

/** Adapters of one authority that share its words: IVO's, as its extract and its e-service write them. */
const SAME_WORDS: Readonly<Record<string, string>> = { placeringsstod: "ivo-register" };

/** An adapter is a folder that knows no other; the index lists them. */
function wrongNeighbour(path: string, resolved: string): readonly string[] {
  const folder = (of: string) => of.split("/")[1] ?? "";
  const own = [folder(path), SAME_WORDS[folder(path)]];
  return path === "adapters/index.ts" || own.includes(folder(resolved)) ? [] : ["imports another adapter"];
}

function wrongReads(path: string, code: string): readonly string[] {
  const clock = /\bnew Date\(\s*\)|\bDate\.now\b|\bDate\(\s*\)/.test(code) && !MAY_READ_CLOCK.includes(path);
  const environment = /\bprocess\s*\.\s*env\b|\bprocess\[/.test(code) && !MAY_READ_ENVIRONMENT.includes(path);
  const fetching = /(?<![.\w])fetch\s*\(/.test(code) && areaOf(path) !== "src/http";
  return [
    ...(clock ? ["reads the clock"] : []),
    ...(environment ? ["reads the environment"] : []),
    ...(fetching ? ["fetches by itself"] : []),
  ];
}

function tooLong({ path, text }: ProgramFile): readonly string[] {
  const lines = text.trimEnd().split("\n").length;
  return lines > LONGEST && MAY_BE_LONG[path] === undefined ? [`has ${lines} lines`] : [];
}

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, "").replace(/(^|\s)\/\/[^\n]*/g, "$1");
}
