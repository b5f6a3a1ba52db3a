import { dayOf } from "../src/domain/day.js";
import { formatOrgNumber } from "../src/domain/org-number.js";
import type { RecipientGroup } from "../src/domain/recipient.js";
import { renderShortLetter, type ShortLetter } from "../src/mail/short-letter.js";
import { stopTerm } from "../src/mail/stop-term.js";
import { serviceTitle } from "../src/services.js";
import { cameIntoForce, type ToldStop, toldStops } from "../src/store/digest-told.js";
import type { Message } from "../src/store/message.js";
import type { Db, Store } from "../src/store/open.js";
import { type ComposeOrder, compose } from "./digest-compose.js";
import type { DigestDeps } from "./digest-frame.js";

export interface PlacingDeps {
  readonly group: RecipientGroup;
  readonly services: DigestDeps["services"];
}

/** Which stops began, changed and ended, to those who place: without reasons, and only when there are any. */
export function composePlacing(store: Store, deps: PlacingDeps, order: ComposeOrder, now: Date): Message | null {
  const draft = {
    kind: "digest" as const,
    group: deps.group,
    read: (db: Db) => placingLetter(db, deps, now),
    render: (letter: ShortLetter | null) => (letter === null ? null : renderShortLetter(letter)),
  };
  return compose(store, draft, order, now);
}

/** `only`: of all that the group has not been told, these links of the trail. */
export function placingLetter(
  db: Db,
  { group, services }: PlacingDeps,
  now: Date,
  only: readonly number[] | null = null,
): ShortLetter | null {
  const told = toldStops(db, group.id, only);
  const lines = (chosen: (stop: ToldStop) => boolean) => [
    ...new Set(told.filter(chosen).map((stop) => stopLine(services, stop))),
  ];
  const began = lines(cameIntoForce);
  const confirmed = lines(({ verb }) => verb === "stop.confirmed");
  const ended = lines(({ verb }) => verb === "stop.lifted");
  if (began.length + confirmed.length + ended.length === 0) return null;
  const command = "basvakt stops list";
  return {
    group: group.title,
    day: dayOf(now),
    subject: `Stopp för nya placeringar: ${[
      ...counted(began, "nytt", "nya"),
      ...counted(confirmed, "bekräftat", "bekräftade"),
      ...counted(ended, "upphävt", "upphävda"),
    ].join(", ")}`,
    sections: [
      { heading: `Gäller från nu (${began.length})`, lines: began, command },
      { heading: `Bekräftade (${confirmed.length})`, lines: confirmed, command },
      { heading: `Upphävda (${ended.length})`, lines: ended, command },
    ],
    foot: ["Ett stopp gäller nya placeringar; pågående placeringar berörs inte. Skälen finns hos avtalsägaren."],
  };
}

function counted({ length }: readonly string[], one: string, many: string): readonly string[] {
  return length === 0 ? [] : [`${length} ${length === 1 ? one : many}`];
}

function stopLine(
  services: PlacingDeps["services"],
  { orgNumber, name, unit, form, service, buyer }: ToldStop,
): string {
  const whom = [name, unit, formatOrgNumber(orgNumber)].filter((word) => word !== null);
  const agreement = [serviceTitle(services, service), buyer].filter((word) => word !== "");
  return `${whom.join(", ")}: ${stopTerm(form)}, ${agreement.join(", ")}`;
}
