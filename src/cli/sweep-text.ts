import { formatOrgNumber } from "../domain/org-number.js";
import { CHANNEL_TITLE, type ItemState, SWEEP_TITLE, type SweepState } from "../domain/sweep.js";
import { plain } from "../mail/plain.js";
import { itemsText } from "../mail/section.js";
import type { ItemRow, SweepStatus } from "../store/list-sweeps.js";
import { localTime } from "./decision-options.js";
import { table } from "./table.js";

const STATE_TEXT: Readonly<Record<SweepState, string>> = {
  open: "pågår",
  paused: "pausat",
  cancelled: "avbrutet",
  closed: "avslutat",
};

export const ITEM_TEXT: Readonly<Record<ItemState, string>> = {
  waiting: "väntar",
  done: "klar",
  not_applicable: "ej aktuell",
  overdue: "försenad",
};

export function sweepTable(sweeps: readonly SweepStatus[]): string {
  const rows = sweeps.map(({ id, kind, state, due, owner, items, done, notApplicable, overdue, cause }) => [
    `${id}`,
    cause === null ? SWEEP_TITLE[kind] : `${SWEEP_TITLE[kind]} (extra: ${cause})`,
    STATE_TEXT[state],
    due,
    owner,
    `${done + notApplicable} av ${items}`,
    overdue === 0 ? "" : `${overdue} försenade`,
  ]);
  return table(["Nr", "Svep", "Läge", "Klart senast", "Ägare", "Redovisade", ""], rows, [6, 50, 10, 12, 24, 16, 16]);
}

const BAR = 40;

/** One sweep for a person; the bar only where there is a terminal to show it. */
export function describeSweep(status: SweepStatus, terminal: boolean): string {
  const { id, kind, state, due, owner, cause, items, done, notApplicable, waiting, overdue, joined, conflicts } =
    status;
  const settled = done + notApplicable;
  const share = Math.floor((100 * settled) / items);
  const rows = status.handlers.map((one) => [
    one.handler ?? "ingen",
    `${one.items}`,
    `${one.done}`,
    `${one.notApplicable}`,
    `${one.waiting}`,
    `${one.overdue}`,
  ]);
  return [
    `Svep ${id}, ${SWEEP_TITLE[kind]}: ${STATE_TEXT[state]}, version ${status.version}`,
    ...(cause === null ? [] : [`Extra svep: ${plain(cause, 2000)}`]),
    `Klart senast ${due}; ägare: ${plain(owner)}; påbörjat ${localTime(status.startedAt)} av ${plain(status.startedBy)}`,
    ...(status.endedAt === null ? [] : [`Avslutat ${localTime(status.endedAt)} av ${plain(status.endedBy ?? "")}`]),
    "",
    ...(terminal ? [bar(settled, items)] : []),
    `${settled} av ${items} redovisade (${share} %): ${done} klara, ${notApplicable} ej aktuella, ${waiting} väntar, ${overdue} försenade`,
    ...(conflicts === 0 ? [] : [`Olika ifyllda av två personer, ingen gäller: ${conflicts}`]),
    ...(joined === 0 ? [] : [`Varav tillkomna sedan svepet började: ${joined}`]),
    "",
    table(["Handläggare", "Poster", "Klara", "Ej aktuella", "Väntar", "Försenade"], rows, [30]),
    "",
    `Posterna: basvakt sweep items ${id}`,
  ].join("\n");
}

function bar(settled: number, items: number): string {
  const full = items === 0 ? 0 : Math.floor((BAR * settled) / items);
  return `[${"█".repeat(full)}${"░".repeat(BAR - full)}]`;
}

export function itemTable(items: readonly ItemRow[]): string {
  const rows = items.map((item) => [
    `${item.id}`,
    formatOrgNumber(item.orgNumber),
    item.supplier,
    item.unit ?? item.role ?? "",
    CHANNEL_TITLE[item.channel],
    ITEM_TEXT[item.state],
    item.handler ?? "ingen",
    item.reason ?? "",
  ]);
  const heads = ["Post", "Orgnummer", "Leverantör", "Verksamhet eller roll", "Väg", "Läge", "Handläggare", "Skäl"];
  return `${table(heads, rows, [8, 12, 26, 26, 24, 12, 18, 40])}\n\n${itemsText(items.length)}.`;
}
