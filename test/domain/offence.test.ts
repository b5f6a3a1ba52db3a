import { describe, expect, it } from "vitest";
import { namesOffence } from "../../src/domain/offence.js";

describe("a text of a representative", () => {
  it.each([
    "Dömd 2019",
    "han blev dömd för stöld",
    "Åtalad i Uppsala",
    "misstänkt för skattebrott",
    "BROTT mot tystnadsplikten",
    "sexualbrott",
    "har suttit i fängelse",
    "villkorlig dom, dagsböter",
    "enligt domen från tingsrätten",
    "förundersökning pågår",
    "belastad: narkotika",
    "do\u0308md i tingsrätten",
  ])("may not say: %s", (text) => {
    expect(namesOffence(text)).toBe(true);
  });

  it.each([
    "har slutat den 1 oktober",
    "avbrott i e-tjänsten",
    "ett genombrott i dialogen",
    "företaget ombildat, ny styrelse väntas",
    "omfattas av annan kommuns kontroll",
    "de har flyttat till Brittsbo",
    "",
  ])("may say: %s", (text) => {
    expect(namesOffence(text)).toBe(false);
  });
});
