const CAUSES: Readonly<Record<string, string>> = {
  stale: "källan har inte svarat på länge",
  "suppliers-stale": "leverantörer har inte kontrollerats fullt ut på länge",
  "confirm-overdue": "stopp har passerat dagen då de skulle ha bekräftats",
  "sweeps-overdue": "svep har passerat dagen då de skulle vara klara",
  "outbox-stuck": "brev har väntat över en timme på att skickas",
  "disk-low": "disken håller på att ta slut",
  "log-large": "databasens logg växer utan att tömmas",
  "database-grown": "databasen har växt mer än väntat",
};

/** A trouble of the house itself as a sentence without a full stop. */
export function operationText(cause: string): string {
  const [what, job] = cause.split(":");
  if (what === "late") return `jobbet ${job} har inte gjorts färdigt i tid`;
  if (what === "missed") return `jobbet ${job} kördes inte vid sin tidpunkt`;
  return CAUSES[cause] ?? cause;
}
