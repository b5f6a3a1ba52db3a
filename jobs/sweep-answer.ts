import type { Statement } from "../src/adapter.js";
import { canonicalJson } from "../src/domain/digest.js";
import type { FilledForm, WorklistField } from "../src/domain/form.js";
import { hideIdentityNumbers } from "../src/domain/identity-number.js";
import { namesOffence } from "../src/domain/offence.js";
import { type Fault, Refusal } from "../src/domain/refusal.js";
import type { ItemState, SweepKind } from "../src/domain/sweep.js";
import type { RowContent } from "../src/domain/sweep-merge.js";
import { evidenceMaker } from "../src/evidence/evidence.js";
import { type Asked, contentNow, type KnownItem } from "../src/store/sweep-items.js";
import type { Reader } from "./record-statement.js";

/** The worklist by which a kind of sweep is answered, as this installation has set it. */
export interface SweepReader extends Reader {
  readonly options: unknown;
  readonly fields: readonly WorklistField[];
}

export interface Answering {
  readonly reader: SweepReader;
  readonly asked: ReadonlyMap<number, Asked>;
  readonly by: string;
  readonly now: Date;
}

/** What a row comes to: how the item stands by it, and what is stated with it. */
export interface Answered {
  readonly state: ItemState;
  readonly statement: Extract<Statement, { outcome: "answered" }> | null;
}

/** The field without which nothing has been answered. */
const KEY: Readonly<Record<SweepKind, string>> = { ivo: "status", registerkontroll: "utfall" };
const LONGEST = { handler: 80, reason: 300 };

/** Columns of a row beside the form's fields, as faults name them. */
const HANDLER = "handlaggare";
const REASON = "skal";

/**
 * Reads one row's content. Throws Refusal with everything that is wrong in it, by column. Handing an item over states nothing
 * anew, unless the person says it again.
 */
export async function answerOf(
  answering: Answering,
  item: KnownItem,
  content: RowContent,
  isSaidAgain: boolean,
): Promise<Answered> {
  const faults = [...wrongWords(item, content), ...wrongTogether(answering, item, content)];
  if (faults.length > 0) throw new Refusal("raden godtas inte", faults);
  const { fields, reason } = content;
  const known = contentNow(item);
  if (!isSaidAgain && reason === known.reason && canonicalJson(fields) === canonicalJson(known.fields)) {
    return { state: known.state, statement: null };
  }
  if (reason !== null) return { state: "not_applicable", statement: null };
  if (fields[KEY[item.kind]] === undefined) return { state: "waiting", statement: null };
  const { reader, by, now } = answering;
  const { id: adapterId, version, redact, options } = reader;
  const evidence = evidenceMaker({ adapterId, version, redact, now });
  const statement = await reader.read(formOf(answering, item, fields, by), { options, now, evidence });
  if (statement.outcome !== "answered") throw new Refusal(statement.detail);
  return { state: "done", statement };
}

function formOf({ asked }: Answering, item: KnownItem, values: RowContent["fields"], by: string): FilledForm {
  const { orgNumber } = item.frozen;
  const about = asked.get(item.subjectId);
  if (about === undefined)
    throw new Refusal("posten gäller någon som inte längre finns i registret; ange skäl i stället");
  if ("unit" in about) return { orgNumber, unit: about.unit, by, values };
  const { key, role } = about.representative;
  return { orgNumber, unit: null, representative: { key, role }, by, values };
}

function wrongWords({ kind }: KnownItem, { handler, reason, fields }: RowContent): readonly Fault[] {
  const free = { [HANDLER]: handler ?? "", [REASON]: reason ?? "", ...fields };
  return [
    ...((handler ?? "").length > LONGEST.handler ? [{ column: HANDLER, message: "namnet är för långt" }] : []),
    ...((reason ?? "").length > LONGEST.reason ? [{ column: REASON, message: "skälet är för långt" }] : []),
    ...Object.entries(free).flatMap(([column, text]): readonly Fault[] => {
      if (hideIdentityNumbers(text) !== text)
        return [{ column, message: "ett personnummer får inte stå här; det lagras aldrig" }];
      const offends = kind === "registerkontroll" && namesOffence(text);
      return offends ? [{ column, message: "texten nämner brott eller dom; sådant lagras aldrig om en person" }] : [];
    }),
  ];
}

function wrongTogether({ reader }: Answering, item: KnownItem, { reason, fields }: RowContent): readonly Fault[] {
  const key = KEY[item.kind];
  const title = reader.fields.find(({ name }) => name === key)?.title.toLowerCase() ?? key;
  const isFilled = Object.keys(fields).length > 0;
  const isAnswered = fields[key] !== undefined;
  if (isFilled && reason !== null)
    return [{ column: REASON, message: "ange antingen vad som sågs eller varför det inte är aktuellt" }];
  if (isFilled && item.channel === "register") {
    return [{ column: key, message: "leverantören har ingen att fråga om i registret; läs in den, eller ange skäl" }];
  }
  // What has been observed stands as observed: it may be corrected, not taken back.
  if (!isAnswered && contentNow(item).state === "done") {
    return [{ column: key, message: `${title} är redan noterad; den kan rättas men inte tas bort` }];
  }
  return isFilled && !isAnswered && item.kind === "ivo" ? [{ column: key, message: `${title} saknas` }] : [];
}
