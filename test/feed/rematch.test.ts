import { describe, expect, it } from "vitest";
import { type NewsHome, newsHome, rss, timeAt } from "./news-home.js";

const HEADER = "organisationsnummer;namn;alias;avtalsform;insats;kopare;ort\n";
const OTHER = "559910-0012;Kvastvippan Omsorg AB;;direktupphandling;hvb_barn_unga;Exempel kommun;Exempelstad\n";
const line = (alias = "") =>
  `559910-0004;Tallhagen Stilla Hem AB;${alias};direktupphandling;hvb_barn_unga;Exempel kommun;Exempelstad\n`;

const story = (name: string) =>
  rss(
    `<item><title>IVO återkallar tillståndet för HVB-hemmet ${name} i Exempelstad</title><link>https://blad.example/1</link><description>${name} i Exempelstad måste stänga efter allvarliga brister på hvb-hemmet.</description></item>`,
  );

async function importAt(home: NewsHome, minute: number, lines: string) {
  const file = home.file("register.csv", HEADER + lines);
  const { code } = await home.basvakt("suppliers", "import", file, "--now", timeAt(minute), "--by", "Alva");
  expect(code).toBe(0);
}

const alerts = async (home: NewsHome) => (await home.json("alerts", "list")).document as readonly object[];

describe("news that are kept", () => {
  it("are searched again when a supplier comes into the register, judged as usual, and raised once (law 6)", async () => {
    const home = await newsHome({ ett: { status: 200, body: story("Tallhagen Stilla Hem") } });
    await importAt(home, 0, OTHER);
    const before = await home.feedsAt(1);
    await importAt(home, 20, OTHER + line());

    const found = await home.feedsAt(30);
    const again = await home.feedsAt(60);

    expect(before.alertsOpened).toBe(0);
    expect(found).toMatchObject({ alertsOpened: 1, changed: 1 });
    expect(again).toMatchObject({ alertsOpened: 0, changed: 0 });
    expect(await alerts(home)).toMatchObject([{ orgNumber: "5599100004", rule: "media-item" }]);
  });

  it("are searched again when a supplier gets another name", async () => {
    const home = await newsHome({ ett: { status: 200, body: story("Gläntans Behandlingshem") } });
    await importAt(home, 0, OTHER + line());
    await home.feedsAt(1);
    await importAt(home, 20, OTHER + line("Gläntans Behandlingshem"));

    expect(await home.feedsAt(30)).toMatchObject({ alertsOpened: 1 });
  });

  it("are searched again when a supplier gets a unit", async () => {
    const home = await newsHome({ ett: { status: 200, body: story("Gläntans Behandlingshem") } });
    await importAt(home, 0, OTHER + line());
    const before = await home.feedsAt(1);
    const units = home.file(
      "verksamheter.csv",
      "organisationsnummer;verksamhet;ivo_id;insats;kommun\n559910-0004;Gläntans Behandlingshem;V-1;hvb_barn_unga;Exempelstad\n",
    );
    const { code } = await home.basvakt("units", "import", units, "--now", timeAt(20), "--by", "Alva");

    expect([before.alertsOpened, code]).toEqual([0, 0]);
    expect(await home.feedsAt(30)).toMatchObject({ alertsOpened: 1 });
    expect(await home.feedsAt(60)).toMatchObject({ alertsOpened: 0, changed: 0 });
    expect(await alerts(home)).toMatchObject([{ orgNumber: "5599100004", rule: "media-item" }]);
  });

  it("are left alone while the register's names are the same, and when they are older than a story lives", async () => {
    const home = await newsHome({ ett: { status: 200, body: story("Tallhagen Stilla Hem") } });
    await importAt(home, 0, OTHER);
    await home.feedsAt(1);
    const month = 31 * 24 * 60;
    await importAt(home, month, OTHER + line());

    expect(await home.feedsAt(month + 1)).toMatchObject({ alertsOpened: 0, changed: 0 });
  });
});
