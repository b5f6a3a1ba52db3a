import type { Command } from "commander";
import { DECIDED } from "../../jobs/digest-decided.js";
import { canonicalJson } from "../domain/digest.js";
import { Refusal } from "../domain/refusal.js";
import { verbText } from "../mail/trail-text.js";
import type { Db } from "../store/open.js";
import { type Chosen, isInTrail, listTrail, type TrailVerdict, verifyTrail } from "../store/trail.js";
import { type Answer, EXIT } from "./answer.js";
import { localTime, wholeNumber } from "./decision-options.js";
import { type Frame, inHouse } from "./frame.js";
import { instant } from "./house.js";
import { table } from "./table.js";

const ROWS_SHOWN = 50;
/** Of a link's hash: enough to find it by eye. */
const SHORT = 12;

/** `audit verify|list`. */
export function addAudit(program: Command, frame: Frame): void {
  const group = program.command("audit").description("loggen över allt som maskinen och människor har gjort");
  group
    .command("verify")
    .description("prövar hela kedjan och namnger första brutna länken")
    .option("--head <tal>", "pröva också att det här talet, ur ett tidigare utskick, finns i kedjan")
    .action(inHouse<{ readonly head?: string }>(frame, ({ store }, { options }) => verified(store.db, options.head)));
  group
    .command("list")
    .description("visar de senaste raderna, den nyaste först")
    .option("--limit <n>", `hur många (förval: ${ROWS_SHOWN}; med --since alla)`)
    .option("--since <tid>", "bara det som hänt sedan dess; en dag (från midnatt) eller en tid")
    .option("--decided", "bara det som människor har beslutat om stopp, avtal, leverantörer och fördjupade kontroller")
    .action(
      inHouse<ListOptions>(frame, ({ store }, { options }) => {
        const rows = listTrail(store.db, limitOf(options), chosen(options)).map((row) => ({
          seq: row.seq,
          at: new Date(row.at).toISOString(),
          clockAt: new Date(row.clockAt).toISOString(),
          actor: row.actor,
          verb: row.verb,
          subject: row.subjectId,
          alert: row.alertId,
          stop: row.stopId,
          incident: row.incidentId,
          detail: row.detail,
          hash: row.hash,
        }));
        const lines = rows.map(({ seq, at, actor, verb, alert, stop, incident, detail, hash }) => [
          `${seq}`,
          localTime(at),
          actor,
          verbText(verb),
          [named("larm", alert), named("stopp", stop), named("händelse", incident)].join(" ").trim(),
          hash.slice(0, SHORT),
          detail === null ? "" : canonicalJson(detail),
        ]);
        return { json: rows, text: table(["Rad", "Tid", "Vem", "Vad", "Om", "Tal", "Uppgifter"], lines) };
      }),
    );
}

interface ListOptions {
  readonly limit?: string;
  readonly since?: string;
  readonly decided?: boolean;
}

function limitOf({ limit, since }: ListOptions): number | null {
  if (limit !== undefined) return wholeNumber(limit, "--limit");
  return since === undefined ? ROWS_SHOWN : null;
}

function chosen({ since, decided }: ListOptions): Chosen {
  return { since: since === undefined ? null : instant(since), byPeople: decided === true ? DECIDED : null };
}

function verified(db: Db, head: string | undefined): Answer {
  const verdict = verifyTrail(db);
  if (head === undefined) return { json: verdict, ...told(verdict, CHECK) };
  const wanted = head.trim().toLowerCase();
  if (!/^[0-9a-f]{64}$/.test(wanted))
    throw new Refusal("--head ska vara hela talet ur utskicket: 64 tecken, 0-9 och a-f");
  const headFound = isInTrail(db, wanted);
  if (!verdict.ok) return { json: { ...verdict, headFound }, ...told(verdict, "") };
  const which = headFound
    ? "Talet ur utskicket finns i kedjan."
    : "Talet ur utskicket finns INTE i kedjan: loggen är inte den som utskicket skrevs ur. Kontakta driften.";
  return { json: { ...verdict, headFound }, ...told(verdict, which), exit: headFound ? EXIT.done : EXIT.failed };
}

const CHECK = "Stäm av mot ett utskick du har sparat: basvakt audit verify --head TALET";

function told(
  { ok, rows, head, firstBroken }: TrailVerdict,
  note: string,
): { readonly text: string; readonly exit: number } {
  return ok
    ? { text: `Loggen är hel: ${rows} rader, huvud ${head}.\n${note}`, exit: EXIT.done }
    : { text: `Loggen är bruten vid rad ${firstBroken} av ${rows}.`, exit: EXIT.failed };
}

function named(what: string, id: number | null): string {
  return id === null ? "" : `${what} ${id}`;
}
