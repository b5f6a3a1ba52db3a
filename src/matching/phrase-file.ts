/**
 * Concepts out of a file of phrases: "concept: phrase, phrase", the lines after the first indented, "#" before a comment.
 * Not YAML like the smaller files: so many phrases take a YAML parser longer than all else that a start does.
 */
export function readPhraseFile(text: string): Readonly<Record<string, readonly string[]>> {
  const concepts: Record<string, string[]> = {};
  let phrases: string[] | null = null;
  for (const [index, line] of text.split("\n").entries()) {
    if (line === "" || line.startsWith("#")) continue;
    const [, name, rest = ""] = /^(?:([a-z][a-z-]*):)?(?: +(.*))?$/.exec(line) ?? [];
    if (name !== undefined) {
      if (name in concepts) throw new Error(`line ${index + 1}: the concept ${name} is there already`);
      phrases = [];
      concepts[name] = phrases;
    }
    if (phrases === null || (name === undefined && rest === "")) throw new Error(`line ${index + 1}: no phrases`);
    for (const phrase of rest.split(",").map((part) => part.trim())) if (phrase !== "") phrases.push(phrase);
  }
  return concepts;
}
