import { expect, it } from "vitest";
import { writeOut } from "../../src/matching/word-form.js";

const verbs = {
  irregular: { dra: "drar drog dragit dragen", bryta: "bryter bröt brutit bruten", få: "får fick fått -" },
  second: new Set(["stänga", "köpa", "döma", "glömma", "söka", "använda"]),
};

it.each([
  ["<granska>", "granska granskar granskade granskat granskas granskades granskats granskad"],
  ["<stänga>", "stänga stänger stängde stängt stängas stängs stängdes stängts stängd stängda"],
  ["<köpa>", "köpa köper köpte köpt köpas köps köptes köpts köpta"],
  ["<glömma>", "glömma glömmer glömde glömt glömmas glöms glömdes glömts glömd glömda"],
  ["<använda>", "använda använder använde använt användas används användes använts använd"],
  ["<dra>", "dra drar drog dragit dras drogs dragits dragen draget dragna"],
  ["<avbryta>", "avbryta avbryter avbröt avbrutit avbryts avbröts avbrutits avbruten avbrutet avbrutna"],
  ["<få>", "få får fick fått"],
  ["<ändra>", "ändra ändrar ändrade ändrat ändras"],
  ["<flicka/or>", "flicka flickan flickor flickorna flickas flickornas"],
  ["<pojke/ar>", "pojke pojken pojkar pojkarna pojkens"],
  ["<chef/er>", "chef chefen chefer cheferna chefens"],
  ["<vikarie/er>", "vikarie vikarien vikarier vikarierna"],
  ["<ledare/are>", "ledare ledaren ledarna ledarens"],
  ["<biträde/n>", "biträde biträdet biträden biträdena"],
  ["<barn/0>", "barn barnet barnen barns"],
])("writes %s out in its forms", (phrase, forms) => {
  expect(writeOut(phrase, verbs).split("|")).toEqual(expect.arrayContaining(forms.split(" ")));
});

it("does not conjugate one verb as another that ends alike", () => {
  expect(writeOut("<ändra>", verbs)).not.toContain("ändrog");
  expect(writeOut("<besöka>", verbs)).toContain("besökte");
});

it("writes out several words of a phrase, and compounds, where they stand", () => {
  expect(writeOut("<få> ~2 nej", verbs)).toMatch(/^få\|får\|.* ~2 nej$/);
  expect(writeOut("<*chef/er> slutar", verbs)).toMatch(/^\*chef\|\*chefen\|.* slutar$/);
});

it("refuses a declension that it does not know", () => {
  expect(() => writeOut("<chef/x>", verbs)).toThrow("chef/x");
});
