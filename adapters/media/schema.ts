import { z } from "zod";

export const options = z.strictObject({});
export type Options = z.infer<typeof options>;
