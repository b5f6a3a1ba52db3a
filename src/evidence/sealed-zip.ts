import { z } from "zod";
import { type Sha256, sha256 } from "../domain/digest.js";
import { Refusal } from "../domain/refusal.js";
import { type Files, packZip, unpackZip } from "./zip.js";

const MANIFEST = "manifest.json";
const manifestSchema = z.object({
  about: z.string(),
  made: z.iso.datetime(),
  program: z.string(),
  trail: z.object({ rows: z.number(), head: z.string() }),
  files: z.array(z.object({ name: z.string(), size: z.number(), sha256: z.string() })),
});

export type Manifest = z.infer<typeof manifestSchema>;

/** Files with a manifest that names each with its size and digest, in one ZIP; and the manifest's own digest. */
export function sealZip(
  files: Files,
  about: Omit<Manifest, "files">,
): { readonly zip: Uint8Array; readonly seal: Sha256 } {
  const listed = Object.entries(files).map(([name, bytes]) => ({ name, size: bytes.length, sha256: sha256(bytes) }));
  const manifest = Buffer.from(`${JSON.stringify({ ...about, files: listed }, null, 2)}\n`, "utf8");
  const zip = packZip({ ...files, [MANIFEST]: manifest });
  return { zip, seal: sha256(manifest) };
}

export interface SealVerdict {
  readonly ok: boolean;
  /** What does not hold, each as a sentence. */
  readonly faults: readonly string[];
  /** Digest of the manifest: the trail of the installation that made the file has the same. */
  readonly seal: Sha256;
  readonly manifest: Manifest;
}

/** Whether every file is there, unchanged, and no other. Throws Refusal when it is not such a ZIP. */
export function verifyZip(zip: Uint8Array): SealVerdict {
  const files = unpackZip(zip);
  const written = files[MANIFEST];
  const manifest = written === undefined ? null : readManifest(written);
  if (written === undefined || manifest === null) throw new Refusal("filen har ingen läsbar manifest.json");
  const faults = manifest.files.flatMap(({ name, size, sha256: digest }) => {
    const bytes = files[name];
    if (bytes === undefined) return [`${name} saknas`];
    return bytes.length === size && sha256(bytes) === digest ? [] : [`${name} är ändrad`];
  });
  const named = new Set([MANIFEST, ...manifest.files.map(({ name }) => name)]);
  const foreign = Object.keys(files).filter((name) => !named.has(name));
  const all = [...faults, ...foreign.map((name) => `${name} hör inte dit`)];
  return { ok: all.length === 0, faults: all, seal: sha256(written), manifest };
}

function readManifest(bytes: Uint8Array): Manifest | null {
  try {
    return manifestSchema.parse(JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes)));
  } catch {
    return null;
  }
}
