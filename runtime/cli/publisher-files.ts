/**
 * A publisher on this machine: key files, and beside a key FILE.root, which holds what its right to sign rests on when that is more than the key alone
 * – root documents after a rotation, delegations. Both were signed for one network.
 */
import { readFile } from "node:fs/promises";
import { canonical } from "../deployment/envelope.ts";
import { type Publisher, solePublisher } from "../deployment/publication.ts";
import { ProstError } from "../errors.ts";
import { prost } from "../gen/package.js";
import { type KeyPair, loadKeyPair, networkIdOf, saveNewFile } from "../identity.ts";
import type { Id } from "../overlay/id.ts";
import { passphraseFor } from "./passphrase.ts";

const STANDING_BYTES_MAX = 64 * 1024;
const { Standing: Wire } = prost.package_.v1;

export interface Standing {
  readonly network: string;
  readonly roots: readonly Uint8Array[];
  readonly delegations: readonly Uint8Array[];
}

export function standingFileOf(keyFile: string): string {
  return `${keyFile}.root`;
}

/** Null: the key stands for itself. */
export async function loadStanding(keyFile: string): Promise<Standing | null> {
  const file = standingFileOf(keyFile);
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
    return { network: wire.network, roots: copies(wire.roots), delegations: copies(wire.delegations) };
  } catch (error) {
    throw new ProstError(
      "INVALID_ARGUMENT",
      `${file} is not what \`prost keys rotate\` and \`prost keys delegate\` write: ${(error as Error).message}`,
    );
  }
}

/** Never writes over another file. */
export async function saveStanding(file: string, standing: Standing): Promise<void> {
  const { network, roots, delegations } = standing;
  await saveNewFile(file, canonical(Wire, { network, roots: [...roots], delegations: [...delegations] }));
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
