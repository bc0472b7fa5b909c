/**
 * Root documents: who a publisher is. The hash of the first version is the publisher's id, so that it needs
 * nobody to vouch for it; each further version is signed by a threshold of the version before it and of its
 * own (the rotation of The Update Framework, 5.3), one step at a time.
 */

import { isSoundKey, PUBLIC_KEY_BYTES } from "../base/ed25519.ts";
import { ProstError } from "../base/errors.ts";
import { hexOf } from "../base/hex.ts";
import { Id } from "../base/id.ts";
import { type KeyPair, keyIdOf } from "../base/identity.ts";
import { prost } from "../gen/package.js";
import { sameBytes, sha256 } from "./chunks.ts";
import {
  canonical,
  copyOf,
  decodeEnvelope,
  HASH_BYTES,
  isCount,
  refusal,
  SIGNATURES_MAX,
  type StatementRefusal,
  signEnvelope,
  signersOf,
} from "./envelope.ts";

/** Versions of one publisher's root document: all of them travel with each manifest. */
export const ROOTS_MAX = 8;
const ROOT_BYTES_MAX = 2048;
const FORMAT = 1;

export const ROLES = ["root", "release", "revoke"] as const;
export type RoleName = (typeof ROLES)[number];

/** The ids of its keys, in hex and in order, and how many of them must sign. */
export interface Role {
  readonly keyIds: readonly string[];
  readonly threshold: number;
}

export interface RootDocument {
  readonly version: number;
  /** SHA-256 of the payload of the version before; empty for the first. */
  readonly previousHash: Uint8Array;
  /** Public keys. */
  readonly keys: readonly Uint8Array[];
  readonly roles: Readonly<Record<RoleName, Role>>;
  /** Milliseconds since 1970; 0: never. */
  readonly expiresMs: number;
}

/** A publisher as its root documents state it. */
export interface RootChain {
  readonly ok: true;
  readonly rootId: Uint8Array;
  readonly newest: RootDocument;
}

/** A document with one threshold of 1 for all roles, which all keys have. */
export function rootDocument(
  keys: readonly Uint8Array[],
  change: Partial<Omit<RootDocument, "keys">> = {},
): RootDocument {
  const sorted = [...keys].sort((a, b) => Buffer.compare(keyIdOf(a), keyIdOf(b)));
  const role: Role = { keyIds: sorted.map((key) => hexOf(keyIdOf(key))), threshold: 1 };
  return {
    version: 1,
    previousHash: new Uint8Array(0),
    keys: sorted,
    roles: { root: role, release: role, revoke: role },
    expiresMs: 0,
    ...change,
  };
}

/** What follows a version: the same roles for other keys, unless told otherwise. */
export function nextRoot(
  before: RootDocument,
  keys: readonly Uint8Array[],
  change: Partial<Pick<RootDocument, "roles" | "expiresMs">> = {},
): RootDocument {
  return rootDocument(keys, {
    version: before.version + 1,
    previousHash: sha256(encodeRoot(before)),
    ...change,
  });
}

/** What keys come and go, and what becomes of the roles. */
export interface RootChange {
  /** Public keys; they get all roles of which `roles` says nothing. */
  readonly add?: readonly Uint8Array[];
  /** Ids in hex. */
  readonly remove?: readonly string[];
  readonly thresholds?: Readonly<Partial<Record<RoleName, number>>>;
  /** The ids of a role's keys, in hex. */
  readonly roles?: Readonly<Partial<Record<RoleName, readonly string[]>>>;
}

/** What follows a version, changed. Throws INVALID_ARGUMENT when that is no root document. */
export function changedRoot(before: RootDocument, change: RootChange): RootDocument {
  const { add = [], remove = [], thresholds = {}, roles = {} } = change;
  const known = before.keys.map((key) => hexOf(keyIdOf(key)));
  const strange = remove.find((id) => !known.includes(id));
  if (strange !== undefined)
    throw new ProstError(
      "INVALID_ARGUMENT",
      `the publisher has no key ${strange}; it has ${known.join(", ")}`,
    );
  const added = add.map((key) => hexOf(keyIdOf(key)));
  const keys = [...before.keys.filter((key) => !remove.includes(hexOf(keyIdOf(key)))), ...add];
  const roleOf = (name: RoleName): Role => {
    const { keyIds, threshold } = before.roles[name];
    const ids = roles[name] ?? [...keyIds.filter((id) => !remove.includes(id)), ...added];
    return { keyIds: [...new Set(ids)].sort(), threshold: thresholds[name] ?? threshold };
  };
  const next = nextRoot(before, keys, {
    roles: { root: roleOf("root"), release: roleOf("release"), revoke: roleOf("revoke") },
    expiresMs: before.expiresMs,
  });
  const fault = faultOf(next);
  if (fault !== null) throw new ProstError("INVALID_ARGUMENT", `the keys cannot be changed so: ${fault}`);
  return next;
}

export function signRoot(pairs: readonly KeyPair[], networkId: Id, root: RootDocument): Uint8Array {
  return signEnvelope(pairs, "root", networkId, encodeRoot(root));
}

export function rootIdOf(first: RootDocument): Uint8Array {
  return Id.hashOf("prost-root-v1", encodeRoot(first)).bytes;
}

/** Of a publisher with one key for everything, as `prost keys new` makes it. */
export function soleRootId(publicKey: Uint8Array): Uint8Array {
  return rootIdOf(rootDocument([publicKey]));
}

/** Checks the documents from the first to the newest. Never throws. */
export function openRoots(envelopes: readonly Uint8Array[], networkId: Id): RootChain | StatementRefusal {
  if (envelopes.length === 0 || envelopes.length > ROOTS_MAX)
    return refusal("malformed", `a publisher has 1 to ${ROOTS_MAX} root documents`);
  let before: RootDocument | null = null;
  let rootId: Uint8Array | null = null;
  for (const bytes of envelopes) {
    const opened = openRoot(bytes, networkId, before);
    if (!("version" in opened)) return opened;
    rootId ??= rootIdOf(opened);
    before = opened;
  }
  return { ok: true, rootId: rootId as Uint8Array, newest: before as RootDocument };
}

function openRoot(
  bytes: Uint8Array,
  networkId: Id,
  before: RootDocument | null,
): RootDocument | StatementRefusal {
  const envelope = decodeEnvelope(bytes, "root", ROOT_BYTES_MAX);
  if (envelope === null) return refusal("malformed", "not the envelope of a root document");
  // A document names the keys that it is signed with: it is read before they can be checked, and used after.
  const root = decodeRoot(envelope.payload);
  if (typeof root === "string") return refusal("invalid", root);
  const version = before === null ? 1 : before.version + 1;
  if (root.version !== version)
    return refusal("invalid", `root document ${root.version} stands where ${version} should`);
  const previousHash = before === null ? new Uint8Array(0) : sha256(encodeRoot(before));
  if (!sameBytes(root.previousHash, previousHash))
    return refusal("invalid", "a root document does not follow the one before it");
  const signers = signersOf(envelope, networkId, [...(before?.keys ?? []), ...root.keys]);
  if (signers === null)
    return refusal("signature", "a root document is not signed by its keys, or for another network");
  if (!isMet(root.roles.root, signers) || (before !== null && !isMet(before.roles.root, signers)))
    return refusal("signature", "a root document is not signed by enough keys of it and of the one before");
  return root;
}

/** Whether enough of a role's keys have signed. */
export function isMet({ keyIds, threshold }: Role, signers: ReadonlySet<string>): boolean {
  return keyIds.filter((id) => signers.has(id)).length >= threshold;
}

/** The keys of a role. */
export function keysOf({ keys, roles }: RootDocument, role: RoleName): readonly Uint8Array[] {
  return keys.filter((key) => roles[role].keyIds.includes(hexOf(keyIdOf(key))));
}

const { Root: Wire } = prost.package_.v1;

export function encodeRoot({ version, previousHash, keys, roles, expiresMs }: RootDocument): Uint8Array {
  const wireRole = ({ keyIds, threshold }: Role) => ({
    keyIds: keyIds.map((id) => Uint8Array.from(Buffer.from(id, "hex"))),
    threshold,
  });
  return canonical(Wire, {
    format: FORMAT,
    version,
    previousHash,
    keys: [...keys],
    root: wireRole(roles.root),
    release: wireRole(roles.release),
    revoke: wireRole(roles.revoke),
    expiresMs,
  });
}

/** The document, or which rule it breaks. */
export function decodeRoot(payload: Uint8Array): RootDocument | string {
  try {
    const wire = Wire.decode(payload);
    if (wire.format !== FORMAT) return `a root document of format ${wire.format}; known is ${FORMAT}`;
    const roleOf = (role: prost.package_.v1.IRole | null | undefined): Role => ({
      keyIds: (role?.keyIds ?? []).map(hexOf),
      threshold: role?.threshold ?? 0,
    });
    const root: RootDocument = {
      version: wire.version,
      previousHash: copyOf(wire.previousHash),
      keys: wire.keys.map(copyOf),
      roles: { root: roleOf(wire.root), release: roleOf(wire.release), revoke: roleOf(wire.revoke) },
      expiresMs: wire.expiresMs,
    };
    const fault = faultOf(root);
    if (fault !== null) return fault;
    return sameBytes(encodeRoot(root), payload) ? root : "not the one encoding of a root document";
  } catch {
    return "not the encoding of a root document";
  }
}

function faultOf({ version, previousHash, keys, roles, expiresMs }: RootDocument): string | null {
  if (!isCount(version) || version === 0 || !isCount(expiresMs)) return "a root document has whole numbers";
  if (previousHash.length !== (version === 1 ? 0 : HASH_BYTES))
    return "a root document names the one before it";
  if (keys.length === 0 || keys.length > SIGNATURES_MAX) return `a root has 1 to ${SIGNATURES_MAX} keys`;
  if (keys.some((key) => key.length !== PUBLIC_KEY_BYTES || !isSoundKey(key)))
    return "a root has a weak key, or one that is none";
  const ids = keys.map((key) => hexOf(keyIdOf(key)));
  if (!isAscending(ids)) return "a root's keys are in the order of their ids, each once";
  for (const name of ROLES) {
    const { keyIds, threshold } = roles[name];
    if (!isAscending(keyIds) || keyIds.some((id) => !ids.includes(id)))
      return `the role ${name} names keys of the document, in order, each once`;
    if (threshold < 1 || threshold > keyIds.length)
      return `the role ${name} has a threshold from 1 to the number of its keys`;
  }
  return null;
}

function isAscending(texts: readonly string[]): boolean {
  return texts.every((text, index) => index === 0 || texts[index - 1] < text);
}
