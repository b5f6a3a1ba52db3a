/** Who gets what. An empty list means all. */
export interface RecipientGroup {
  readonly id: string;
  readonly title: string;
  readonly to: readonly string[];
  readonly buyers: readonly string[];
  readonly owners: readonly string[];
  readonly forms: readonly string[];
  readonly services: readonly string[];
  /** operators read everything; placing only that stops start, change and end; administrators source health; a webhook is a system told of stops. */
  readonly kind: "operators" | "placing" | "administrators" | "webhook";
  /** Local time of the digest on working days, "07:00". */
  readonly digest: string;
  readonly immediate: boolean;
}

/** A group with this hour is written to when the timetable says; another hour is its own. */
export const USUAL_HOUR = "07:00";

export const ADMINISTRATORS = "administrators";
