/**
 * The publication record of a service: its newest manifest, a pointer that is signed again every two days,
 * and all that is needed to check both. Any holder can check it, and a node that meets the service needs one
 * reply from any node.
 */
import { ProstError } from "../base/errors.ts";
import { Id } from "../base/id.ts";
import type { KeyPair } from "../base/identity.ts";
import { sameBytes, sha256 } from "./chunks.ts";
import {
  type Delegation,
  decodeDelegation,
  isPaced,
  isWithin,
  openDelegations,
  type Releasers,
} from "./delegation.ts";
import { decodeEnvelope, refusal, type StatementRefusal, signEnvelope } from "./envelope.ts";
import { excessOf } from "./limits.ts";
import {
  decodeManifest,
  encodeManifest,
  MANIFEST_BYTES_MAX,
  type Manifest,
  manifestHashOf,
} from "./manifest.ts";
import {
  decodePointer,
  decodePublication,
  encodePointer,
  encodePublication,
  type Pointer,
  PUBLICATION_BYTES_MAX,
  type PublicationEnvelopes,
} from "./publication-codec.ts";
import { openRoots, type RootChain, type RootDocument, rootDocument, signRoot } from "./root.ts";

/** Maximum size of signatures and framing around a payload, in bytes. */
const ENVELOPE_BYTES_MAX = 1024;
/**
 * A pointer is valid for at most two days. A node that is cut off can take an old version for the newest no
 * longer than that.
 */
const POINTER_MS_MAX = 48 * 3_600_000;
/** How far the clocks of nodes may differ, in milliseconds. */
export const SKEW_MS = 10 * 60_000;

/**
 * A publisher that signs: its keys, and the envelopes that give these keys the right to sign. The envelopes
 * are signed for one network.
 */
export interface Publisher {
  readonly pairs: readonly KeyPair[];
  readonly roots: readonly Uint8Array[];
  readonly delegations: readonly Uint8Array[];
}

/** The basis of a manifest's right to run: everything that decides later whether it may still run. */
export interface Authorization {
  readonly manifest: Manifest;
  /** The version of the publisher's root document. */
  readonly rootVersion: number;
  /** The ids, in hex, of all keys that signed, including those of delegations. */
  readonly signers: readonly string[];
  /** The serials of the delegations. */
  readonly serials: readonly number[];
  /** The time for which all statements together are valid, the pointer aside. */
  readonly notBeforeMs: number;
  readonly expiresMs: number;
}

/** A publication with checked signatures and rules. */
export interface Publication extends Authorization {
  readonly ok: true;
  readonly pointer: Pointer;
  readonly root: RootDocument;
  readonly roots: readonly Uint8Array[];
  /** The last of the delegations. Null when the publisher's own keys signed. */
  readonly delegation: Delegation | null;
}

/** Only these fields, since a node keeps them for each service that runs. */
export function authorizationOf(published: Authorization): Authorization {
  const { manifest, rootVersion, signers, serials, notBeforeMs, expiresMs } = published;
  return { manifest, rootVersion, signers, serials, notBeforeMs, expiresMs };
}

/** The publisher with one key in all roles. */
export function solePublisher(pair: KeyPair, networkId: Id): Publisher {
  return {
    pairs: [pair],
    roots: [signRoot([pair], networkId, rootDocument([pair.publicKey]))],
    delegations: [],
  };
}

/**
 * The signed record of a manifest. Throws INVALID_ARGUMENT when the keys may not sign it. `by`: a pair alone
 * is the publisher with that one key.
 */
export function signPublication(
  by: KeyPair | Publisher,
  networkId: Id,
  manifest: Manifest,
  issuedMs: number = manifest.notBeforeMs,
): Uint8Array {
  const { pairs, roots, delegations } = "pairs" in by ? by : solePublisher(by, networkId);
  const record = encodePublication({
    ...signedParts(pairs, networkId, manifest, issuedMs),
    roots,
    delegations,
  });
  const opened = openPublication(record, networkId);
  if (!opened.ok)
    throw new ProstError("INVALID_ARGUMENT", `these keys may not sign this manifest: ${opened.detail}`);
  return record;
}

/** The signed envelopes of a manifest and its pointer, whether or not the keys may sign them. */
export function signedParts(
  pairs: readonly KeyPair[],
  networkId: Id,
  manifest: Manifest,
  issuedMs: number,
): Pick<PublicationEnvelopes, "pointer" | "manifest"> {
  const pointer: Pointer = {
    rootId: manifest.rootId,
    name: manifest.name,
    version: manifest.version,
    manifestHash: manifestHashOf(manifest),
    issuedMs,
    expiresMs: Math.min(issuedMs + POINTER_MS_MAX, manifest.expiresMs),
  };
  return {
    pointer: signEnvelope(pairs, "pointer", networkId, encodePointer(pointer)),
    manifest: signEnvelope(pairs, "manifest", networkId, encodeManifest(manifest)),
  };
}

/**
 * Checks a record: the root documents, the delegations, then both signatures over the bytes as they were
 * received, before the payloads are parsed. Time and revocation are not checked here; see `timeRefusal` and
 * revocation.ts. Never throws. `rootsOf`: checks root documents, or returns a cached result.
 */
export function openPublication(
  bytes: Uint8Array,
  networkId: Id,
  rootsOf: (roots: readonly Uint8Array[]) => RootChain | StatementRefusal = (roots) =>
    openRoots(roots, networkId),
): Publication | StatementRefusal {
  const record = decodePublication(bytes);
  if (record === null) return refusal("malformed", "not a publication record");
  const chain = rootsOf(record.roots);
  if (!chain.ok) return chain;
  const releasers = openDelegations(chain, record.delegations, networkId);
  if (!releasers.ok) return releasers;
  const manifest = openManifest(record.manifest, releasers, networkId);
  if ("ok" in manifest) return manifest;
  if (!sameBytes(manifest.value.rootId, chain.rootId))
    return refusal("invalid", "the manifest names another publisher than its root documents");
  const pointer = openPointer(record.pointer, releasers, networkId, manifest.value);
  if ("ok" in pointer) return pointer;
  const { delegation, keyIds, serials } = releasers;
  const until = [manifest.value.expiresMs, delegation?.expiresMs ?? 0, chain.newest.expiresMs];
  return {
    ok: true,
    manifest: manifest.value,
    pointer: pointer.value,
    root: chain.newest,
    rootVersion: chain.newest.version,
    roots: record.roots,
    signers: [...new Set([...keyIds, ...manifest.signers, ...pointer.signers])],
    serials,
    delegation,
    notBeforeMs: Math.max(manifest.value.notBeforeMs, delegation?.notBeforeMs ?? 0),
    expiresMs: Math.min(...until.filter((ms) => ms > 0)),
  };
}

interface Signed<Value> {
  readonly value: Value;
  readonly signers: ReadonlySet<string>;
}

function openManifest(bytes: Uint8Array, by: Releasers, networkId: Id): Signed<Manifest> | StatementRefusal {
  const envelope = decodeEnvelope(bytes, "manifest", MANIFEST_BYTES_MAX + ENVELOPE_BYTES_MAX);
  if (envelope === null) return refusal("malformed", "not the envelope of a manifest");
  const signers = by.signers(envelope, networkId);
  if (signers === null)
    return refusal(
      "signature",
      "the manifest is not signed by keys that may release it, or for another network",
    );
  const manifest = decodeManifest(envelope.payload);
  if (typeof manifest === "string") return refusal("invalid", manifest);
  const named = manifest.delegationHashes;
  if (named.length !== by.hashes.length || named.some((hash, i) => !sameBytes(hash, by.hashes[i])))
    return refusal("scope", "the manifest does not name the delegations in its record");
  const { delegation } = by;
  if (delegation !== null) {
    if (!isWithin(manifest.name, delegation.namePrefix))
      return refusal("scope", `${manifest.name} is not within the delegated prefix ${delegation.namePrefix}`);
    const beyond = manifest.capabilities.filter((one) => !delegation.capabilities.includes(one));
    if (beyond.length > 0)
      return refusal("scope", `the manifest asks for ${beyond.join(", ")}, which was not delegated`);
    const [above] = delegation.limits === null ? [] : excessOf(manifest.limits, delegation.limits);
    if (above !== undefined)
      return refusal(
        "scope",
        `the manifest asks for ${manifest.limits[above]} ${above}, and ${delegation.limits?.[above]} were delegated`,
      );
  }
  return { value: manifest, signers };
}

function openPointer(
  bytes: Uint8Array,
  by: Releasers,
  networkId: Id,
  manifest: Manifest,
): Signed<Pointer> | StatementRefusal {
  const envelope = decodeEnvelope(bytes, "pointer", ENVELOPE_BYTES_MAX + ENVELOPE_BYTES_MAX);
  if (envelope === null) return refusal("malformed", "not the envelope of a pointer");
  const signers = by.signers(envelope, networkId);
  if (signers === null)
    return refusal("signature", "the pointer is not signed by keys that may release the manifest");
  const pointer = decodePointer(envelope.payload);
  if (pointer === null) return refusal("invalid", "not the canonical encoding of a pointer");
  const { issuedMs, expiresMs } = pointer;
  if (expiresMs <= issuedMs || expiresMs - issuedMs > POINTER_MS_MAX)
    return refusal("invalid", "a pointer is valid for at most 48 hours");
  const isOfIt =
    sameBytes(pointer.rootId, manifest.rootId) &&
    pointer.name === manifest.name &&
    pointer.version === manifest.version &&
    sameBytes(pointer.manifestHash, manifestHashOf(manifest));
  return isOfIt
    ? { value: pointer, signers }
    : refusal("invalid", "the pointer names another manifest than the one in its record");
}

/** Why the publication is not valid at that moment. Null when it is. */
export function timeRefusal(
  { notBeforeMs, expiresMs }: Pick<Publication, "notBeforeMs" | "expiresMs">,
  nowMs: number,
): StatementRefusal | null {
  if (nowMs + SKEW_MS < notBeforeMs)
    return refusal(
      "early",
      `it becomes valid at ${dateOf(notBeforeMs)}, which is in the future by this node's clock`,
    );
  if (nowMs - SKEW_MS > expiresMs)
    return refusal("expired", `it expired at ${dateOf(expiresMs)}; its publisher can sign it again`);
  return null;
}

/** Why the pointer does not name the newest version at that moment. Null when it does. */
export function staleRefusal(
  { pointer }: Pick<Publication, "pointer">,
  nowMs: number,
): StatementRefusal | null {
  return timeRefusal({ notBeforeMs: pointer.issuedMs, expiresMs: pointer.expiresMs }, nowMs);
}

function dateOf(ms: number): string {
  const date = new Date(ms);
  return Number.isNaN(date.getTime()) ? `${ms} ms` : date.toISOString();
}

/**
 * Version, date and manifest hash of a record's pointer, unchecked: for ordering records that were checked
 * when they were stored. All fields are zero or empty when the record cannot be read.
 */
export function statedOf(bytes: Uint8Array): {
  readonly version: number;
  readonly issuedMs: number;
  readonly manifestHash: Uint8Array;
} {
  const record = decodePublication(bytes);
  const envelope = record === null ? null : decodeEnvelope(record.pointer, "pointer", PUBLICATION_BYTES_MAX);
  const pointer = envelope === null ? null : decodePointer(envelope.payload);
  return pointer ?? { version: 0, issuedMs: 0, manifestHash: new Uint8Array(0) };
}

/**
 * Whether `next` keeps the delegate's rate of versions after `held`. Both were checked when they were stored,
 * so they are only decoded here.
 */
export function isPacedAfter(next: Uint8Array, held: Uint8Array): boolean {
  const [one, other] = [next, held].map(decodePublication);
  const last = one?.delegations.at(-1);
  if (!one || !other || last === undefined) return true;
  const envelope = decodeEnvelope(last, "delegation", PUBLICATION_BYTES_MAX);
  const delegation = envelope === null ? "" : decodeDelegation(envelope.payload);
  if (typeof delegation === "string" || delegation.versionsPerDay === 0) return true;
  const [now, before] = [one, other].map(({ manifest }) => {
    const signed = decodeEnvelope(manifest, "manifest", PUBLICATION_BYTES_MAX);
    return signed === null ? "" : decodeManifest(signed.payload);
  });
  if (typeof now === "string" || typeof before === "string") return true;
  return isPaced(
    delegation.versionsPerDay,
    now.version - before.version,
    now.notBeforeMs - before.notBeforeMs,
  );
}

/** The publisher's id, from the first of its root documents. */
export function rootIdOfPublisher({ roots }: Pick<Publisher, "roots">): Uint8Array {
  const first = decodeEnvelope(roots[0], "root", PUBLICATION_BYTES_MAX);
  if (first === null)
    throw new ProstError("INVALID_ARGUMENT", "the first root document is not an envelope of that type");
  return Id.hashOf("prost-root-v1", first.payload).bytes;
}

/** The hashes by which a manifest names its delegations. */
export function delegationHashesOf({ delegations }: Publisher): readonly Uint8Array[] {
  return delegations.map((bytes) => {
    const envelope = decodeEnvelope(bytes, "delegation", PUBLICATION_BYTES_MAX);
    if (envelope === null)
      throw new ProstError("INVALID_ARGUMENT", "a delegation is not an envelope of that type");
    return sha256(envelope.payload);
  });
}
