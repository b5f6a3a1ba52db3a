import { addDays, type Day } from "../../src/domain/day.js";
import type { DigestData } from "../../src/mail/digest-data.js";
import type { AlertRow } from "../../src/mail/digest-row.js";
import {
  bankrupt,
  direct,
  frame,
  fyren,
  havren,
  heldStop,
  lyktan,
  media,
  remark,
  revoked,
  section,
  stopSection,
} from "./sample-rows.js";

/* Three invented mornings. */

export const quiet: DigestData = {
  group: "Kvalitet och kontroll",
  day: "2026-11-23" as Day,
  now: new Date("2026-11-23T06:00:00Z"),
  since: new Date("2026-11-20T06:00:00Z"),
  suppliers: 103,
  started: { terms: [], command: "basvakt stops list --since 2026-11-20" },
  decisions: { command: "basvakt stops list --undecided" },
  provisional: stopSection("basvakt stops list --state provisional"),
  proposed: stopSection("basvakt stops list --state proposed"),
  held: stopSection("basvakt stops list --state held"),
  incidents: section("basvakt incidents list"),
  newAlerts: {
    ...section<AlertRow>("basvakt alerts list --since 2026-11-20"),
    bySeverity: { critical: 0, serious: 0, notice: 0, info: 0 },
  },
  changed: section("basvakt alerts list --changed 2026-11-20"),
  resolved: section("basvakt alerts list --all --state resolved"),
  decided: section("basvakt audit list"),
  liftable: stopSection("basvakt stops list --liftable"),
  waiting: section("basvakt alerts list"),
  sweeps: section("basvakt sweep status"),
  coverage: { due: 412, done: 412, failed: 0, skipped: 0, missed: 0, command: "basvakt coverage --since 2026-11-20" },
  trend: {
    days: Array.from({ length: 30 }, (_, index) => ({
      day: addDays("2026-10-25" as Day, index),
      alerts: [0, 1, 0, 3, 9][index % 5] ?? 0,
      due: 412,
      done: index === 11 ? 400 : 412,
    })),
    command: "basvakt alerts list --all --since 2026-10-25",
  },
  troubled: section("basvakt sources list"),
  working: 4,
  off: ["Skatteverket, arbetsgivaravgifter"],
  news: section("basvakt media list --trade"),
  ahead: section("basvakt agreements list"),
  trail: { head: "9f2c4e81b7d05a36", rows: 1842, command: "basvakt audit verify" },
};

export const eventful: DigestData = {
  ...quiet,
  started: {
    ...quiet.started,
    terms: [
      { term: "avropsstopp", count: 2 },
      { term: "rekommendationsstopp", count: 1 },
    ],
  },
  provisional: stopSection("basvakt stops list --state provisional", [bankrupt, revoked]),
  proposed: stopSection("basvakt stops list --state proposed", [
    {
      ...heldStop,
      subject: lyktan,
      stops: [{ ...frame, stop: 17, owner: "Adda", buyer: "Provtorp" }],
      command: "basvakt stops show 17",
    },
  ]),
  newAlerts: {
    ...section("basvakt alerts list --since 2026-11-20", [media, remark]),
    bySeverity: { critical: 1, serious: 1, notice: 0, info: 0 },
  },
  changed: section("basvakt alerts list --changed 2026-11-20", [
    {
      ...remark,
      id: 33,
      command: "basvakt alerts show 33",
      change: "worse",
      news: ["en tredje betalningsanmärkning, 2026-11-21"],
      changed: new Date("2026-11-23T04:12:00Z"),
    },
  ]),
  resolved: section("basvakt alerts list --all --state resolved", [
    {
      id: 27,
      subject: havren,
      severity: "serious",
      title: "Inte registrerad som arbetsgivare",
      because: "SCB uppger sedan den 20 november 2026 att bolaget är registrerat som arbetsgivare.",
      opened: new Date("2026-11-09T04:10:00Z"),
      resolved: new Date("2026-11-23T04:12:00Z"),
      command: "basvakt alerts show 27",
    },
  ]),
  liftable: stopSection("basvakt stops list --liftable", [
    {
      subject: havren,
      stops: [{ ...direct, stop: 9, service: "Familjehem" }],
      gone: [{ fact: "inte registrerad som arbetsgivare", since: "2026-11-20" as Day }],
      command: "basvakt stops show 9",
    },
  ]),
  waiting: section("basvakt alerts list", [
    {
      who: "avtalsansvarig",
      what: "preliminära stopp att bekräfta",
      count: 3,
      days: 3,
      overdue: true,
      command: "basvakt stops list --role avtalsansvarig",
    },
    {
      who: "Adda",
      what: "föreslaget stopp",
      count: 1,
      days: 0,
      overdue: false,
      command: "basvakt stops list --owner Adda",
    },
  ]),
  sweeps: section("basvakt sweep status", [
    {
      ...{ sweep: 3, title: "tillstånd hos IVO", reminder: "thirty", last: null, due: "2026-12-15" as Day },
      ...{ owner: "Eva Ek", items: 40, settled: 25, command: "basvakt sweep status 3" },
      left: [
        { who: "Siv Sand", items: 11 },
        { who: null, items: 4 },
      ],
    },
  ]),
  news: section("basvakt media list --trade", [
    {
      title: "Regeringen föreslår ändrade krav på tillstånd för stödboende",
      feed: "Exempelposten",
      address: "https://nyheter.example/artikel/tillstand-for-stodboende",
      published: new Date("2026-11-22T09:30:00Z"),
      command: "basvakt evidence show 77",
    },
  ]),
  ahead: section("basvakt agreements list", [
    {
      day: "2026-12-31" as Day,
      what: "Ramavtal, HVB för vuxna, löper ut",
      subject: fyren,
      command: "basvakt suppliers show 5599870028",
    },
  ]),
};

export const blind: DigestData = {
  ...quiet,
  held: stopSection("basvakt stops list --state held", [heldStop]),
  incidents: section("basvakt incidents list", [
    {
      id: 3,
      kind: "mass_change",
      source: "Creditsafe",
      cause: "31 av 78 leverantörer fick ändrad kreditvärdighet i samma körning; gränsen är 20 procent.",
      opened: new Date("2026-11-23T04:20:00Z"),
      suppliers: 31,
      held: 31,
      command: "basvakt incidents list --id 3",
    },
  ]),
  coverage: { ...quiet.coverage, done: 309, failed: 103 },
  troubled: section("basvakt sources list", [
    {
      id: "bolagsverket",
      title: "Bolagsverket, värdefulla datamängder",
      state: "blind",
      lastSuccess: new Date("2026-11-20T04:05:00Z"),
      why: "Svarar inte: 103 av 103 frågor i de tre senaste körningarna.",
      command: "basvakt sources test bolagsverket",
    },
  ]),
  working: 3,
};
