/**
 * Files of a publisher on this machine. Beside a key file KEY there may be KEY.root, with the root documents
 * and delegations that give the key its rights. They are signed for one overlay. A draft that several keys
 * must sign is a file in the same format.
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

/** Null: there is no KEY.root, so the key is the only key of its publisher. */
export async function loadStanding(keyFile: string): Promise<Standing | null> {
  return readDraft(standingFileOf(keyFile));
}

/** Throws NOT_FOUND if the file does not exist. */
export async function loadDraft(file: string): Promise<Draft> {
  const draft = await readDraft(file);
  if (draft === null) throw new ProstError("NOT_FOUND", `draft ${file} does not exist; check the path`);
  return draft;
}

async function readDraft(file: string): Promise<Draft | null> {
  let bytes: Buffer;
  try {
    bytes = await readFile(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw new ProstError("FAILED_PRECONDITION", `file ${file} cannot be read: ${(error as Error).message}`);
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
      `${file} is not a file that \`prost keys\` or --out has written: ${(error as Error).message}`,
    );
  }
}

/** Does not overwrite an existing file. */
export async function saveStanding(file: string, standing: Standing): Promise<void> {
  await saveNewFile(file, encodeDraft({ ...standing, ...NOT_SIGNED }));
}

/** A draft for further signatures. Does not overwrite an existing file. */
export async function saveDraft(file: string, draft: Draft): Promise<void> {
  await saveNewFile(file, encodeDraft(draft));
}

/** Replaces the draft by one with a further signature, atomically. */
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

/** The first statement that lacks signatures, as text. */
export function signedText(draft: Draft, networkId: Id): string {
  const lacking = firstLacking(draft, networkId);
  return lacking === null ? "it has all required signatures" : lackText(lacking);
}

/**
 * The overlay's name, which drafts contain: the node reports only its hash, so names from files are compared
 * with it.
 */
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
    "the name of the node's overlay is unknown: it is not prost, and no KEY.root has it; give it with --network",
  );
}

/**
 * The key files that sign: the given ones, or the user's default key file. Throws INVALID_ARGUMENT if neither
 * exists.
 */
export function signingKeys(given: readonly string[] = []): readonly string[] {
  if (given.length > 0) return given;
  if (existsSync(PUBLISHER_KEY)) return [PUBLISHER_KEY];
  throw new ProstError(
    "INVALID_ARGUMENT",
    `no key file was given, and ${PUBLISHER_KEY} does not exist; make it with \`prost keys new\`, or ` +
      "give --key FILE or --signed FILE",
  );
}

export async function loadPair(file: string): Promise<KeyPair> {
  return loadKeyPair(file, () => passphraseFor(file));
}

/**
 * The publisher of these key files in that overlay. The root documents and delegations are those of the first
 * key.
 */
export async function loadPublisher(files: readonly string[], networkId: Id): Promise<Publisher> {
  const pairs: KeyPair[] = [];
  for (const file of files) pairs.push(await loadPair(file));
  const standing = await loadStanding(files[0]);
  if (standing === null) return { ...solePublisher(pairs[0], networkId), pairs };
  if (!networkIdOf(standing.network).equals(networkId)) {
    throw new ProstError(
      "INVALID_ARGUMENT",
      `${standingFileOf(files[0])} is signed for the overlay ${JSON.stringify(standing.network)}, and ` +
        "the node belongs to another; use a key file for that overlay",
    );
  }
  return { pairs, roots: standing.roots, delegations: standing.delegations };
}
