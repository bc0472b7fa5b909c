/**
 * Root documents: the identity of a publisher. The hash of the first version is the publisher's id, so that
 * no authority has to vouch for it. Each further version is signed by a threshold of the version before it
 * and of its own, one step at a time (the rotation of The Update Framework, section 5.3).
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

/** Maximum number of versions of one publisher's root document: all of them are sent with each manifest. */
export const ROOTS_MAX = 8;
const ROOT_BYTES_MAX = 2048;
const FORMAT = 1;

export const ROLES = ["root", "release", "revoke"] as const;
export type RoleName = (typeof ROLES)[number];

/** The ids of a role's keys, in hex and sorted, and how many of them must sign. */
export interface KeyRole {
  readonly keyIds: readonly string[];
  readonly threshold: number;
}

export interface RootDocument {
  readonly version: number;
  /** SHA-256 of the payload of the version before; empty in the first version. */
  readonly previousHash: Uint8Array;
  /** Public keys. */
  readonly keys: readonly Uint8Array[];
  readonly roles: Readonly<Record<RoleName, KeyRole>>;
  /** Milliseconds since 1970; 0 when the document never expires. */
  readonly expiresMs: number;
}

/** A publisher, as its root documents state it. */
export interface RootChain {
  readonly ok: true;
  readonly rootId: Uint8Array;
  readonly newest: RootDocument;
}

/** A document in which all keys have all roles, with a threshold of 1. */
export function rootDocument(
  keys: readonly Uint8Array[],
  change: Partial<Omit<RootDocument, "keys">> = {},
): RootDocument {
  const sorted = [...keys].sort((a, b) => Buffer.compare(keyIdOf(a), keyIdOf(b)));
  const role: KeyRole = { keyIds: sorted.map((key) => hexOf(keyIdOf(key))), threshold: 1 };
  return {
    version: 1,
    previousHash: new Uint8Array(0),
    keys: sorted,
    roles: { root: role, release: role, revoke: role },
    expiresMs: 0,
    ...change,
  };
}

/** The version after `before`: all keys in all roles, unless `change` states other roles. */
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

/** A change of a publisher's keys and roles. */
interface RootChange {
  /** Public keys. They get every role that `roles` does not list. */
  readonly add?: readonly Uint8Array[];
  /** Ids in hex. */
  readonly remove?: readonly string[];
  readonly thresholds?: Readonly<Partial<Record<RoleName, number>>>;
  /** The ids of a role's keys, in hex. */
  readonly roles?: Readonly<Partial<Record<RoleName, readonly string[]>>>;
}

/**
 * The version after `before`, changed. Throws INVALID_ARGUMENT when the result breaks a rule of root
 * documents.
 */
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
  const roleOf = (name: RoleName): KeyRole => {
    const { keyIds, threshold } = before.roles[name];
    const ids = roles[name] ?? [...keyIds.filter((id) => !remove.includes(id)), ...added];
    return { keyIds: [...new Set(ids)].sort(), threshold: thresholds[name] ?? threshold };
  };
  const next = nextRoot(before, keys, {
    roles: { root: roleOf("root"), release: roleOf("release"), revoke: roleOf("revoke") },
    expiresMs: before.expiresMs,
  });
  const fault = faultOf(next);
  if (fault !== null)
    throw new ProstError("INVALID_ARGUMENT", `the keys cannot be changed like this: ${fault}`);
  return next;
}

export function signRoot(pairs: readonly KeyPair[], networkId: Id, root: RootDocument): Uint8Array {
  return signEnvelope(pairs, "root", networkId, encodeRoot(root));
}

/** The publisher's id: the hash of its first root document. */
export function rootIdOf(first: RootDocument): Uint8Array {
  return Id.hashOf("prost-root-v1", encodeRoot(first)).bytes;
}

/** The id of a publisher with one key in all roles, as `prost keys new` makes it. */
export function soleRootId(publicKey: Uint8Array): Uint8Array {
  return rootIdOf(rootDocument([publicKey]));
}

/** Checks the chain of documents from the first to the newest. Never throws. */
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
  // A document names the keys that sign it: it is decoded before its signatures can be checked, and used only
  // afterwards.
  const root = decodeRoot(envelope.payload);
  if (typeof root === "string") return refusal("invalid", root);
  const version = before === null ? 1 : before.version + 1;
  if (root.version !== version)
    return refusal("invalid", `root document ${root.version} is in the place of version ${version}`);
  const previousHash = before === null ? new Uint8Array(0) : sha256(encodeRoot(before));
  if (!sameBytes(root.previousHash, previousHash))
    return refusal("invalid", "a root document does not name the one before it");
  const signers = signersOf(envelope, networkId, [...(before?.keys ?? []), ...root.keys]);
  if (signers === null)
    return refusal("signature", "a root document is not signed by its keys, or for another network");
  if (!isMet(root.roles.root, signers) || (before !== null && !isMet(before.roles.root, signers)))
    return refusal(
      "signature",
      "a root document is not signed by enough of its own keys and of the keys of the one before",
    );
  return root;
}

/** Whether enough of a role's keys have signed. */
export function isMet({ keyIds, threshold }: KeyRole, signers: ReadonlySet<string>): boolean {
  return keyIds.filter((id) => signers.has(id)).length >= threshold;
}

/** The public keys of a role. */
export function keysOf({ keys, roles }: RootDocument, role: RoleName): readonly Uint8Array[] {
  return keys.filter((key) => roles[role].keyIds.includes(hexOf(keyIdOf(key))));
}

const { Root: Wire } = prost.package_.v1;

export function encodeRoot({ version, previousHash, keys, roles, expiresMs }: RootDocument): Uint8Array {
  const wireRole = ({ keyIds, threshold }: KeyRole) => ({
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

/** The document, or the rule that it breaks. */
export function decodeRoot(payload: Uint8Array): RootDocument | string {
  try {
    const wire = Wire.decode(payload);
    if (wire.format !== FORMAT)
      return `a root document of format ${wire.format}; this node knows format ${FORMAT}`;
    const roleOf = (role: prost.package_.v1.IRole | null | undefined): KeyRole => ({
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
    return sameBytes(encodeRoot(root), payload) ? root : "not the canonical encoding of a root document";
  } catch {
    return "not the encoding of a root document";
  }
}

function faultOf({ version, previousHash, keys, roles, expiresMs }: RootDocument): string | null {
  if (!isCount(version) || version === 0 || !isCount(expiresMs))
    return "the numbers of a root document are whole and not negative";
  if (previousHash.length !== (version === 1 ? 0 : HASH_BYTES))
    return "a root document names the one before it";
  if (keys.length === 0 || keys.length > SIGNATURES_MAX)
    return `a root document has 1 to ${SIGNATURES_MAX} keys`;
  if (keys.some((key) => key.length !== PUBLIC_KEY_BYTES || !isSoundKey(key)))
    return "a root document has a weak key, or bytes that are not a key";
  const ids = keys.map((key) => hexOf(keyIdOf(key)));
  if (!isAscending(ids)) return "the keys of a root document must be sorted by id, each once";
  for (const name of ROLES) {
    const { keyIds, threshold } = roles[name];
    if (!isAscending(keyIds) || keyIds.some((id) => !ids.includes(id)))
      return `the role ${name} must name keys of the document, sorted, each once`;
    if (threshold < 1 || threshold > keyIds.length)
      return `the threshold of the role ${name} is from 1 to the number of its keys`;
  }
  return null;
}

function isAscending(texts: readonly string[]): boolean {
  return texts.every((text, index) => index === 0 || texts[index - 1] < text);
}
