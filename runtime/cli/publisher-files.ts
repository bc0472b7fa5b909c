/**
 * A publisher on this machine: key files, and beside a key FILE.root, which holds what its right to sign rests on when that is more than the key alone
 * – root documents after a rotation, delegations. Both were signed for one network. What several keys must sign goes from one to the next in a file of the
 * same form.
 */
import { existsSync } from "node:fs";
import { readFile, rename, writeFile } from "node:fs/promises";
import { ProstError } from "../base/errors.ts";
import type { Id } from "../base/id.ts";
import { type KeyPair, networkIdOf } from "../base/identity.ts";
import { loadKeyPair, saveNewFile } from "../base/key-file.ts";
import { PUBLISHER_KEY } from "../base/user-folders.ts";
import { type Draft, firstLacking, lackText } from "../deployment/cosigning.ts";
import { canonical } from "../deployment/envelope.ts";
import { type Publisher, solePublisher } from "../deployment/publication.ts";
import { prost } from "../gen/package.js";
import { passphraseFor } from "./passphrase.ts";

const STANDING_BYTES_MAX = 64 * 1024;
const { Standing: Wire } = prost.package_.v1;

export type Standing = Pick<Draft, "network" | "roots" | "delegations">;

export function standingFileOf(keyFile: string): string {
  return `${keyFile}.root`;
}

/** Null: the key stands for itself. */
export async function loadStanding(keyFile: string): Promise<Standing | null> {
  return readDraft(standingFileOf(keyFile));
}

/** Throws when there is none. */
export async function loadDraft(file: string): Promise<Draft> {
  const draft = await readDraft(file);
  if (draft === null) throw new ProstError("NOT_FOUND", `there is no file ${file}`);
  return draft;
}

async function readDraft(file: string): Promise<Draft | null> {
  let bytes: Buffer;
  try {
    bytes = await readFile(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw new ProstError("FAILED_PRECONDITION", `${file} cannot be read: ${(error as Error).message}`);
  }
  try {
    if (bytes.length > STANDING_BYTES_MAX) throw new RangeError("it is too long");
    const wire = Wire.decode(bytes);
    const copies = (list: readonly Uint8Array[]) => list.map((one) => Uint8Array.from(one));
    const one = (part: Uint8Array) => (part.length === 0 ? null : Uint8Array.from(part));
    return {
      network: wire.network,
      roots: copies(wire.roots),
      delegations: copies(wire.delegations),
      manifest: one(wire.manifest),
      pointer: one(wire.pointer),
      revocation: one(wire.revocation),
    };
  } catch (error) {
    throw new ProstError(
      "INVALID_ARGUMENT",
      `${file} is not what \`prost keys\` and \`--out\` write: ${(error as Error).message}`,
    );
  }
}

/** Never writes over another file. */
export async function saveStanding(file: string, standing: Standing): Promise<void> {
  await saveNewFile(file, encodeDraft({ ...standing, ...NOT_SIGNED }));
}

/** What is to be signed by others. Never writes over another file. */
export async function saveDraft(file: string, draft: Draft): Promise<void> {
  await saveNewFile(file, encodeDraft(draft));
}

/** With one more signature. In place of what was there, whole or not at all. */
export async function replaceDraft(file: string, draft: Draft): Promise<void> {
  const beside = `${file}.new`;
  await writeFile(beside, encodeDraft(draft), { mode: 0o600 });
  await rename(beside, file);
}

export const NOT_SIGNED = { manifest: null, pointer: null, revocation: null } as const;

function encodeDraft({ network, roots, delegations, manifest, pointer, revocation }: Draft): Uint8Array {
  return canonical(Wire, {
    network,
    roots: [...roots],
    delegations: [...delegations],
    manifest: manifest ?? new Uint8Array(0),
    pointer: pointer ?? new Uint8Array(0),
    revocation: revocation ?? new Uint8Array(0),
  });
}

/** What each statement has of what it must have. */
export function signedText(draft: Draft, networkId: Id): string {
  const lacking = firstLacking(draft, networkId);
  return lacking === null ? "it has all signatures that it must have" : lackText(lacking);
}

/** The overlay's name, which drafts carry; a node tells its hash alone. */
export async function networkNameOf(
  keyFiles: readonly string[],
  networkId: Id,
  given: string | undefined,
): Promise<string> {
  const names = [given ?? "prost"];
  for (const file of keyFiles) names.push((await loadStanding(file))?.network ?? "prost");
  const found = names.find((name) => networkIdOf(name).equals(networkId));
  if (found !== undefined) return found;
  throw new ProstError(
    "INVALID_ARGUMENT",
    "the node is in a network whose name stands nowhere beside the keys; give it with --network",
  );
}

/** The keys that sign: those given, or else the user's own. Throws INVALID_ARGUMENT when there is none. */
export function signingKeys(given: readonly string[] = []): readonly string[] {
  if (given.length > 0) return given;
  if (existsSync(PUBLISHER_KEY)) return [PUBLISHER_KEY];
  throw new ProstError(
    "INVALID_ARGUMENT",
    `there is no key to sign with: make ${PUBLISHER_KEY} with \`prost keys new\`, or give --key FILE or --signed FILE`,
  );
}

export async function loadPair(file: string): Promise<KeyPair> {
  return loadKeyPair(file, () => passphraseFor(file));
}

/** Who signs with those keys in that network. The standing is that of the first key. */
export async function loadPublisher(files: readonly string[], networkId: Id): Promise<Publisher> {
  const pairs: KeyPair[] = [];
  for (const file of files) pairs.push(await loadPair(file));
  const standing = await loadStanding(files[0]);
  if (standing === null) return { ...solePublisher(pairs[0], networkId), pairs };
  if (!networkIdOf(standing.network).equals(networkId)) {
    throw new ProstError(
      "INVALID_ARGUMENT",
      `${standingFileOf(files[0])} is signed for the network ${JSON.stringify(standing.network)}, and the node is in another`,
    );
  }
  return { pairs, roots: standing.roots, delegations: standing.delegations };
}
