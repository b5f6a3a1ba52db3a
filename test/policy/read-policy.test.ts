import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { assetPath } from "../../src/asset.js";
import { sha256 } from "../../src/domain/digest.js";
import { formatFault, Refusal } from "../../src/domain/refusal.js";
import { defaultPolicyYaml } from "../../src/policy/default-policy.js";
import { checkPolicy, readPolicy } from "../../src/policy/read-policy.js";
import { rules } from "../../src/rules/index.js";
import { PERMIT_SERVICES } from "../../src/rules/permit-services.js";

const asset = readFileSync(assetPath("policy.yaml"), "utf8");

describe("the default policy", () => {
  it("lies in assets as the rules give it (after a change: write what defaultPolicyYaml returns to assets/policy.yaml)", () => {
    expect(asset).toBe(defaultPolicyYaml());
  });

  it("loads, with every rule, the rules' own defaults and the digest of its text", () => {
    const policy = readPolicy(asset, "policy.yaml");

    expect(Object.keys(policy.rules).sort()).toEqual([...rules.map(({ id }) => id), "composite"].sort());
    expect(policy.rules["credit-low"]).toEqual({
      enabled: true,
      params: { below: 30, classes: ["D"] },
      severity: "serious",
      actions: { direktupphandling: "stop", iop: "propose", ramavtal: "propose", egen_regi: "none" },
      actionsAt: {},
      confirm: { within: "5d", role: "avtalsansvarig" },
      adopted: null,
      immediate: "any",
    });
    expect(policy.sha256).toBe(sha256(asset));
    expect(policy.text).toBe(asset);
  });

  it("says the same as an empty file: what is left out has the default", () => {
    const { text: _text, sha256: _sha256, ...empty } = readPolicy("", "policy.yaml");

    expect(readPolicy(asset, "policy.yaml")).toMatchObject(empty);
    expect(readPolicy("rules:\n", "policy.yaml")).toMatchObject(empty);
  });

  it("asks for permits where the table of services does", () => {
    const { services } = parse(readFileSync(assetPath("services.yaml"), "utf8")) as {
      services: Record<string, { permit: string }>;
    };
    const withPermit = (permit: string) => Object.keys(services).filter((code) => services[code]?.permit === permit);

    expect([...PERMIT_SERVICES.services].sort()).toEqual(withPermit("yes").sort());
    expect([...PERMIT_SERVICES.inDoubt].sort()).toEqual(withPermit("depends").sort());
  });
});

describe("a policy file", () => {
  it("changes only what it mentions", () => {
    const text =
      "rules:\n  credit-low:\n    params: { below: 25 }\n    actions: { iop: alert }\n    adopted: { by: nämnden, on: 2026-10-01 }\n";

    const rule = readPolicy(text, "policy.yaml").rules["credit-low"];

    expect(rule).toMatchObject({
      params: { below: 25, classes: ["D"] },
      actions: { iop: "alert", direktupphandling: "stop" },
      adopted: { by: "nämnden", on: "2026-10-01" },
    });
  });

  it.each([
    ["rules:\n  credit-low:\n    params: { below: thirty }\n", 3, "rules.credit-low.params.below: ska vara ett tal"],
    ["rules:\n  credit-low:\n    params:\n      below: 101\n", 4, "rules.credit-low.params.below: ska vara högst 100"],
    ["rules:\n  credit-low:\n    params:\n      above: 1\n", 4, "rules.credit-low.params.above: okänd uppgift"],
    [
      "rules:\n  credit-low:\n    params:\n      classes:\n        - D\n        - 3\n",
      6,
      "rules.credit-low.params.classes.1: ska vara text",
    ],
    [
      "rules:\n  credit-watch:\n    params:\n      from: 40\n",
      4,
      "rules.credit-watch.params.from: from ska vara lägre än below",
    ],
    ["rules:\n  credit-lo:\n    enabled: true\n", 2, "rules.credit-lo: okänd regel"],
    ["rules:\n  credit-low:\n    enabld: true\n", 3, "rules.credit-low.enabld: okänd uppgift"],
    ["rules:\n  credit-low:\n    enabled: ja\n", 3, "rules.credit-low.enabled: ska vara true eller false"],
    [
      "rules:\n  credit-low:\n    severity: grave\n",
      3,
      "rules.credit-low.severity: ska vara info, notice, serious eller critical",
    ],
    [
      "rules:\n  credit-low:\n    actions:\n      iop: halt\n",
      4,
      "rules.credit-low.actions.iop: ska vara none, log, alert, inquire, propose eller stop",
    ],
    ["rules:\n  credit-low:\n    actions:\n      loa: stop\n", 4, "rules.credit-low.actions.loa: okänd uppgift"],
    [
      "rules:\n  credit-low:\n    confirm: { within: 5 dagar }\n",
      3,
      "rules.credit-low.confirm.within: ska vara ett antal dagar eller timmar, som 5d eller 72h",
    ],
    [
      "rules:\n  credit-low:\n    confirm:\n      role: chef\n",
      4,
      "rules.credit-low.confirm.role: rollen chef finns inte under roles",
    ],
    [
      "rules:\n  credit-low:\n    adopted: { by: chef, on: 2026-02-30 }\n",
      3,
      "rules.credit-low.adopted.on: ska vara en dag, som 2026-11-23",
    ],
    ["\ninterlocks:\n  changed:\n    share: -0.1\n", 4, "interlocks.changed.share: ska vara minst 0"],
    ["interlocks:\n  stopsPerDay: { atLeast: 2.5 }\n", 2, "interlocks.stopsPerDay.atLeast: ska vara ett heltal"],
    ["mandates:\n  owners: self\n", 2, "mandates.owners: ska vara en lista"],
    ["mandates:\n  lift: chef\n", 2, "mandates.lift: rollen chef finns inte under roles"],
    ["needs:\n  default:\n    credits: 30d\n", 3, "needs.default.credits: okänd uppgift"],
    ["needs:\n  default:\n    credit: 30\n", 3, "needs.default.credit: ska vara text"],
    ["stops: 3\n", 1, "stops: okänd uppgift"],
    ["- rules\n", 1, "ska vara ett avsnitt med uppgifter"],
    ["rules:\n  credit-low: [\n", 3, "filen kan inte läsas som YAML: indraget stämmer inte"],
    ["rules: {}\nrules: {}\n", 2, "filen kan inte läsas som YAML: samma namn står två gånger"],
    ["roles: &a { x: [] }\nmandates: *a\n", 2, "hänvisningar (& och *) godtas inte"],
  ])("%j is refused with line %i and the reason", (text, line, message) => {
    expect(checkPolicy(text, "policy.yaml")).toEqual([{ file: "policy.yaml", line, message }]);
  });

  it("is refused as a whole, with every fault", () => {
    const text = "rules:\n  credit-low:\n    severity: grave\n  credit-lo: {}\n";

    const refused = () => readPolicy(text, "egen.yaml");

    expect(refused).toThrow(Refusal);
    expect(checkPolicy(text, "egen.yaml").map(formatFault)).toEqual([
      "egen.yaml, rad 3: rules.credit-low.severity: ska vara info, notice, serious eller critical",
      "egen.yaml, rad 4: rules.credit-lo: okänd regel",
    ]);
  });

  it.each(["conduct-deviating", "conduct-refused", "conduct-missing", "conduct-old"])(
    "may not let %s stop anybody: people weigh what is attested of people",
    (rule) => {
      const yaml = (action: string) => `rules:\n  ${rule}:\n    actions: { ramavtal: ${action} }\n`;

      expect(checkPolicy(yaml("stop"), "policy.yaml")).toMatchObject([{ file: "policy.yaml", line: 3 }]);
      expect(checkPolicy(yaml("propose"), "policy.yaml")).toEqual([]);
    },
  );

  it("that is right has no faults", () => {
    expect(checkPolicy(asset, "policy.yaml")).toEqual([]);
  });
});
