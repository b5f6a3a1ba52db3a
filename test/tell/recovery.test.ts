import { describe, expect, it } from "vitest";
import { runDigest } from "../../jobs/digest.js";
import { tell } from "../../jobs/tell.js";
import { smtpSender } from "../../src/mail/smtp.js";
import { readSmtpUrl } from "../../src/mail/smtp-address.js";
import { operators, storvad, told, withHouse } from "../digest/house.js";
import { direct, supplierOf, three } from "../digest/invented.js";
import { startMailServer } from "./mail-server.js";

const house = withHouse();
const [ek] = three();
const FRIDAY = { run: new Date("2026-11-20T04:00:00Z"), letter: new Date("2026-11-20T06:00:00Z") };
const MONDAY = { run: new Date("2026-11-23T04:00:00Z"), letter: new Date("2026-11-23T06:00:00Z") };
const PATIENT = { connectMs: 20_000, silenceMs: 20_000 };

/** An alert begins on Friday and is over on Monday; what the group reads on Monday of what is over. */
async function overOnMonday(answers: { readonly friday: (to: string) => number | undefined }): Promise<string> {
  house().register([supplierOf(ek, "Ekbackens Omsorg AB", [direct])], FRIDAY.run);
  let refuse = answers.friday;
  const server = await startMailServer({ refuse: (to) => refuse(to) });
  const mail = smtpSender(readSmtpUrl(server.url), PATIENT);
  const deps = { ...told, store: house().store, outbox: house().outbox, mail };
  await house().morning(FRIDAY.run, { [ek]: "deregistered" });
  await runDigest(deps, { groups: [operators] }, FRIDAY.letter);
  await tell(deps, FRIDAY.letter);
  refuse = () => undefined;
  await house().morning(MONDAY.run, { [ek]: "registered" });
  await runDigest(deps, { groups: [operators] }, MONDAY.letter);
  return server.received.at(-1)?.letter.text ?? "";
}

describe("that an alert is over (R40)", () => {
  it("is told to a group whose letter of its beginning was handed over", async () => {
    const read = await overOnMonday({ friday: () => undefined });

    expect(read).toContain("AVSLUTADE LARM (1)");
  });

  it("is told when one of the group's recipients got that letter", async () => {
    const read = await overOnMonday({ friday: (to) => (to.startsWith("inkop") ? 550 : undefined) });

    expect(read).toContain("AVSLUTADE LARM (1)");
  });

  it("is not told when nobody got it: there is nothing to take back", async () => {
    const read = await overOnMonday({ friday: () => 550 });

    expect(read).toContain("2026-11-20");
    expect(read).not.toContain("AVSLUTADE LARM (1)");
    expect(read.replace(/\s+/g, " ")).not.toContain("1 larm avslutat");
  });

  it("is not told to a group that was never told of it", async () => {
    await overOnMonday({ friday: () => undefined });

    const { store, outbox } = house();
    const { messages } = await runDigest({ ...told, store, outbox }, { groups: [storvad] }, MONDAY.letter);

    expect(messages[0]?.subject).not.toContain("avslutat");
  });
});
