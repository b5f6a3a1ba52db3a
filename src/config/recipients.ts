import { z } from "zod";
import { ADMINISTRATORS, type RecipientGroup } from "../domain/recipient.js";
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
    .default("07:00"),
  immediate: z.boolean().default(true),
});

const schema = z.strictObject({
  groups: z.array(group).default([]),
  administrators: z.array(mailbox).default([]),
  atOncePerHour: z.number().int().min(1).max(60).default(6),
});

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

/** Who gets what; the administrators as a group of their own. Throws Refusal naming file and line. */
export function readRecipients(text: string, file: string): readonly RecipientGroup[] {
  const { groups, administrators } = read(text, file);
  if (administrators.length === 0) return groups;
  return [
    ...groups,
    {
      id: ADMINISTRATORS,
      title: "Administratörer",
      to: administrators,
      buyers: [],
      owners: [],
      forms: [],
      services: [],
      kind: ADMINISTRATORS,
      digest: "07:00",
      immediate: true,
    },
  ];
}
