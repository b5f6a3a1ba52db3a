import { z } from "zod";
import { ADMINISTRATORS, type RecipientGroup, USUAL_HOUR } from "../domain/recipient.js";
import { isSecureAddress } from "../domain/secure-address.js";
import { readYaml } from "../yaml/read-yaml.js";

const mailbox = z.string().refine((text) => z.email().safeParse(/<([^<>]*)>$/.exec(text)?.[1] ?? text).success, {
  message: "ska vara en e-postadress",
});
const list = z.array(z.string()).default([]);

const group = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]+$/, { message: "ska bestå av små bokstäver a-z, siffror och bindestreck" }),
  title: z.string().min(1),
  to: z.array(mailbox).min(1),
  buyers: list,
  owners: list,
  forms: list,
  services: list,
  kind: z.enum(["operators", "placing"]).default("operators"),
  digest: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/, { message: 'ska vara ett klockslag, som "07:00"' })
    .default(USUAL_HOUR),
  immediate: z.boolean().default(true),
});

const webhook = z.strictObject({
  id: group.shape.id,
  url: z.url().refine((text) => URL.canParse(text) && isSecureAddress(new URL(text)), {
    message: "ska vara en adress som börjar på https://",
  }),
  secretFile: z.string().min(1),
  buyers: list,
  owners: list,
  forms: list,
  services: list,
});

const file = z.strictObject({
  groups: z.array(group).default([]),
  webhooks: z.array(webhook).default([]),
  administrators: z.array(mailbox).default([]),
  atOncePerHour: z.number().int().min(1).max(60).default(6),
});

const schema = file.superRefine(({ groups, webhooks }, context) => {
  const ids = [ADMINISTRATORS, ...groups.map(({ id }) => id), ...webhooks.map(({ id }) => id)];
  const twice = ids.find((id, index) => ids.indexOf(id) !== index);
  if (twice !== undefined) context.addIssue({ code: "custom", message: `id ${twice} finns två gånger` });
});

/** A system that is told of stops, as the file names it. */
export type WebhookEntry = Pick<z.infer<typeof webhook>, "id" | "url" | "secretFile">;

/** Throws Refusal naming file and line. */
export function readWebhooks(text: string, file: string): readonly WebhookEntry[] {
  return read(text, file).webhooks;
}

/** How many letters of their own anybody gets in an hour. Throws Refusal naming file and line. */
export function readAtOncePerHour(text: string, file: string): number {
  return read(text, file).atOncePerHour;
}

function read(text: string, file: string): z.infer<typeof schema> {
  return readYaml(
    text,
    file,
    z.preprocess((value) => value ?? {}, schema),
  );
}

/** Who gets what; the administrators as a group of their own, and so each webhook. Throws Refusal naming file and line. */
export function readRecipients(text: string, file: string): readonly RecipientGroup[] {
  const { groups, administrators, webhooks } = read(text, file);
  const hooks = webhooks.map(({ id, buyers, owners, forms, services }): RecipientGroup => {
    return { ...EVERYTHING, id, title: id, to: [id], buyers, owners, forms, services, kind: "webhook" };
  });
  const own: RecipientGroup = {
    ...EVERYTHING,
    id: ADMINISTRATORS,
    title: "Administratörer",
    to: administrators,
    kind: "administrators",
  };
  return [...groups, ...hooks, ...(administrators.length === 0 ? [] : [own])];
}

const EVERYTHING = { buyers: [], owners: [], forms: [], services: [], digest: USUAL_HOUR, immediate: true } as const;
