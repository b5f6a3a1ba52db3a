import type { Delivered } from "../../jobs/deliver.js";
import type { Json } from "../domain/digest.js";
import { type Answer, EXIT } from "./answer.js";

/** `run tell`: what came of handing over all that was due. */
export function tellAnswer(told: Json): Answer {
  const { delivered, waiting, rejected, unknown, dead } = told as unknown as Delivered;
  const parts = [
    delivered === 0 ? "" : `${delivered} framme`,
    waiting === 0 ? "" : `${waiting} försöks igen`,
    unknown === 0 ? "" : `${unknown} med okänt utfall`,
    rejected === 0 ? "" : `${rejected} avvisade`,
    dead === 0 ? "" : `${dead} uppgivna`,
  ].filter((part) => part !== "");
  const lost = rejected + dead > 0 ? ["brev som inte kommer fram: basvakt digest undelivered"] : [];
  return {
    json: told,
    text: parts.length === 0 ? "Inget att skicka just nu." : `Mottagare: ${parts.join(", ")}.`,
    notes: lost,
    exit: rejected + dead > 0 ? EXIT.failed : EXIT.done,
  };
}
