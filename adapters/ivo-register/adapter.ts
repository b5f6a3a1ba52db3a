import { defineFile } from "../../src/adapter.js";
import { readLetter } from "./letter.js";
import { read } from "./read.js";
import { options } from "./schema.js";

/** IVO's register on request: an extract as CSV or XLSX, asked for by a person and laid in the inbox, with decisions as PDF beside it. */
export const ivoRegister = defineFile({
  id: "ivo-register",
  title: "IVO, utdrag ur omsorgsregistret",
  kinds: ["permit", "supervision"],
  version: 1,
  settings: {},
  options,
  redact: [],
  extensions: [".csv", ".xlsx"],
  read,
  letters: { extensions: [".pdf"], read: readLetter },
});
