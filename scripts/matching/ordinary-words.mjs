// Makes assets/words/ordinary.txt: how ordinary a name is, from the Swedish spelling dictionary "Den stora svenska
// ordlistan" by Göran Andersson (npm package dictionary-sv, licence LGPL-3.0: free to use and pass on with its notice).
// Words in lower case are everyday words, those with a capital places and people. Only the base forms are kept, the
// inflections are known to src/matching/ordinary.ts.
//
//   npm pack dictionary-sv@4.0.0 && tar xzf dictionary-sv-4.0.0.tgz
//   node scripts/matching/ordinary-words.mjs package
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** What homes are called is short; longer words are compounds of these. */
const LONGEST = 10;
const NOTICE = `# Svenska ord ur Den stora svenska ordlistan, copyright © 2003-19 Göran Andersson (npm: dictionary-sv 4.0.0),
# urvalda av scripts/matching/ordinary-words.mjs. Licens: LGPL-3.0 (texten i ordinary.LICENSE.txt).
# Liten bokstav: allmänna ord. Stor bokstav: orter och personer.
`;

const folder = process.argv[2];
if (folder === undefined) {
  console.error("usage: node scripts/matching/ordinary-words.mjs <folder of the unpacked dictionary-sv>");
  process.exit(2);
}
const words = new Set();
for (const line of readFileSync(join(folder, "index.dic"), "utf8").split("\n").slice(1)) {
  const [word = "", flags = ""] = line.split("/");
  if (/^\p{L}[a-zåäöéü]+$/u.test(word) && word.length > 2 && word.length <= LONGEST && !/[Z%]/.test(flags))
    words.add(word);
}
writeFileSync(
  new URL("../../assets/words/ordinary.txt", import.meta.url),
  `${NOTICE}${[...words].sort((a, b) => a.localeCompare(b, "sv")).join("\n")}\n`,
);
