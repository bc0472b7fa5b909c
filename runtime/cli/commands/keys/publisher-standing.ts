/** The root documents and delegations of a publisher, in files beside its key files: read, signed and checked. */
import { ProstError } from "../../../base/errors.ts";
import { hexOf } from "../../../base/hex.ts";
import { type KeyPair, networkIdOf } from "../../../base/identity.ts";
import { firstLacking, lackText } from "../../../deployment/cosigning.ts";
import { solePublisher } from "../../../deployment/publication.ts";
import { openRoots, ROOTS_MAX, type RootDocument, signRoot } from "../../../deployment/root.ts";
import { givenPassphrase, newPassphrase } from "../../passphrase.ts";
import { loadPair, loadStanding, NOT_SIGNED, type Standing, standingFileOf } from "../../publisher-files.ts";

export async function standingOf(file: string, network: string): Promise<Standing> {
  const standing = await loadStanding(file);
  if (standing === null) {
    const pair = await loadPair(file);
    return { network, ...solePublisher(pair, networkIdOf(network)) };
  }
  if (standing.network !== network)
    throw new ProstError(
      "INVALID_ARGUMENT",
      `${standingFileOf(file)} is signed for the overlay ${JSON.stringify(standing.network)}, not for ` +
        `${JSON.stringify(network)}; give its name with --network`,
    );
  return standing;
}

/** The root documents of the publisher. Throws if the key is only a delegate's. */
export async function ownRoots(file: string, network: string) {
  const { roots, delegations } = await standingOf(file, network);
  if (delegations.length > 0)
    throw new ProstError(
      "FAILED_PRECONDITION",
      `${file} is the key file of a delegate, which cannot change its publisher; use a key file of ` +
        "the publisher itself",
    );
  const chain = openRoots(roots, networkIdOf(network));
  if (!chain.ok) throw new ProstError("FAILED_PRECONDITION", `${standingFileOf(file)}: ${chain.detail}`);
  if (roots.length >= ROOTS_MAX)
    throw new ProstError(
      "FAILED_PRECONDITION",
      `the publisher has ${ROOTS_MAX} root documents, the maximum; make a new publisher with \`prost keys new\``,
    );
  return { roots, chain };
}

export function signedRoot(pairs: readonly KeyPair[], network: string, next: RootDocument): Uint8Array {
  return signRoot(distinct(pairs), networkIdOf(network), next);
}

function distinct(pairs: readonly KeyPair[]): readonly KeyPair[] {
  return [...new Map(pairs.map((pair) => [hexOf(pair.publicKey), pair])).values()];
}

export async function loadPairs(files: readonly string[] = []): Promise<readonly KeyPair[]> {
  const pairs: KeyPair[] = [];
  for (const file of files) pairs.push(await loadPair(file));
  return pairs;
}

export function lackOf(standing: Standing): string | null {
  const lacking = firstLacking({ ...standing, ...NOT_SIGNED }, networkIdOf(standing.network));
  return lacking === null ? null : lackText(lacking);
}

export function toSign(file: string, lack: string): string {
  return `${file}: ${lack}. Sign it with further keys: prost sign ${file} --with KEY`;
}

/** Null: the key file is not encrypted. */
export async function passphraseOf(file: string, isAsked: boolean): Promise<string | null> {
  return isAsked ? newPassphrase(file) : givenPassphrase();
}
