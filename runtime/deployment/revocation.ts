/**
 * Revocations: a publisher permanently withdraws keys, delegations, code by its hash, or the versions of a
 * service below a minimum. Each publisher has one statement with a sequence number. A later statement
 * contains everything of the earlier ones, so that nothing withdrawn ever becomes valid again.
 */

import { hexOf } from "../base/hex.ts";
import type { Id } from "../base/id.ts";
import type { KeyPair } from "../base/identity.ts";
import { prost } from "../gen/package.js";
import { sameBytes } from "./chunks.ts";
import {
  canonical,
  copyOf,
  decodeEnvelope,
  HASH_BYTES,
  isCount,
  refusal,
  type StatementRefusal,
  signEnvelope,
  signersOf,
} from "./envelope.ts";
import type { Manifest } from "./manifest.ts";
import { isMet, keysOf, openRoots, ROOTS_MAX, type RootDocument } from "./root.ts";
import { isName } from "./service-name.ts";

/** Maximum size of a whole withdrawal record, in bytes: the revocation and the root documents. */
export const WITHDRAWAL_BYTES_MAX = 24 * 1024;
const REVOCATION_BYTES_MAX = 8 * 1024;
/** Maximum number of entries of each list in one statement. */
const LIST_MAX = 64;
const REASON_BYTES_MAX = 200;
const FORMAT = 1;

export interface Revocation {
  readonly rootId: Uint8Array;
  /** From 1. */
  readonly sequence: number;
  /** Sorted by id. */
  readonly keys: readonly RevokedKey[];
  /** In hex, sorted. */
  readonly codeHashes: readonly string[];
  /** Sorted by name. Versions below it are withdrawn. */
  readonly minimumVersions: readonly { readonly name: string; readonly version: number }[];
  /** Sorted. */
  readonly delegationSerials: readonly number[];
  readonly reason: string;
  readonly issuedMs: number;
}

export interface RevokedKey {
  /** In hex. */
  readonly keyId: string;
  /**
   * The key's signatures of versions below this stay valid. With 0, none stays valid. The thief of a stolen
   * key can still sign such low versions anew, and a node that has never seen the service would accept them.
   */
  readonly since: number;
}

/** What can be withdrawn. */
export type Withdrawn = Pick<Revocation, "keys" | "codeHashes" | "minimumVersions" | "delegationSerials">;

/** A checked withdrawal record. */
interface Withdrawal {
  readonly ok: true;
  readonly revocation: Revocation;
  readonly root: RootDocument;
}

/** The withdrawal record. `roots`: the publisher's root documents, signed for that network. */
export function signWithdrawal(
  { pairs, roots }: { readonly pairs: readonly KeyPair[]; readonly roots: readonly Uint8Array[] },
  networkId: Id,
  revocation: Revocation,
): Uint8Array {
  return encodeWithdrawal({ revocation: signRevocation(pairs, networkId, revocation), roots });
}

/** The envelope alone, with the signatures of those pairs. */
export function signRevocation(pairs: readonly KeyPair[], networkId: Id, revocation: Revocation): Uint8Array {
  return signEnvelope(pairs, "revocation", networkId, encodeRevocation(revocation));
}

/** The withdrawal record of envelopes. */
export function withdrawalOf(envelopes: {
  readonly revocation: Uint8Array;
  readonly roots: readonly Uint8Array[];
}): Uint8Array {
  return encodeWithdrawal(envelopes);
}

/** Checks a withdrawal record. Never throws. */
export function openWithdrawal(bytes: Uint8Array, networkId: Id): Withdrawal | StatementRefusal {
  const record = decodeWithdrawal(bytes);
  if (record === null) return refusal("malformed", "not a withdrawal record");
  const chain = openRoots(record.roots, networkId);
  if (!chain.ok) return chain;
  const { newest, rootId } = chain;
  const envelope = decodeEnvelope(record.revocation, "revocation", REVOCATION_BYTES_MAX);
  if (envelope === null) return refusal("malformed", "not the envelope of a revocation");
  const keys = new Set([...keysOf(newest, "revoke"), ...keysOf(newest, "root")]);
  const signers = signersOf(envelope, networkId, [...keys]);
  if (signers === null || !(isMet(newest.roles.revoke, signers) || isMet(newest.roles.root, signers)))
    return refusal(
      "signature",
      "the revocation is not signed by keys that may revoke, or for another network",
    );
  const revocation = decodeRevocation(envelope.payload);
  if (typeof revocation === "string") return refusal("invalid", revocation);
  if (!sameBytes(revocation.rootId, rootId))
    return refusal("invalid", "the revocation names another publisher than its root documents");
  return { ok: true, revocation, root: newest };
}

/** The revocation that follows `before` and adds `more`. `before` is null for the first revocation. */
export function nextRevocation(
  rootId: Uint8Array,
  before: Revocation | null,
  more: Partial<Withdrawn>,
  { reason, issuedMs }: Pick<Revocation, "reason" | "issuedMs">,
): Revocation {
  const minimums = new Map<string, number>();
  for (const { name, version } of [...(before?.minimumVersions ?? []), ...(more.minimumVersions ?? [])])
    minimums.set(name, Math.max(version, minimums.get(name) ?? 0));
  const keys = new Map<string, number>();
  for (const { keyId, since } of [...(before?.keys ?? []), ...(more.keys ?? [])])
    keys.set(keyId, Math.min(since, keys.get(keyId) ?? since));
  return {
    rootId,
    sequence: (before?.sequence ?? 0) + 1,
    keys: [...keys].map(([keyId, since]) => ({ keyId, since })).sort((a, b) => (a.keyId < b.keyId ? -1 : 1)),
    codeHashes: united(before?.codeHashes, more.codeHashes),
    minimumVersions: [...minimums]
      .map(([name, version]) => ({ name, version }))
      .sort((a, b) => (a.name < b.name ? -1 : 1)),
    delegationSerials: [
      ...new Set([...(before?.delegationSerials ?? []), ...(more.delegationSerials ?? [])]),
    ].sort((a, b) => a - b),
    reason,
    issuedMs,
  };
}

/** Whether `later` contains everything that `earlier` withdrew. */
export function holdsAllOf(later: Revocation, earlier: Revocation): boolean {
  const minimums = new Map(later.minimumVersions.map(({ name, version }) => [name, version]));
  const since = new Map(later.keys.map((key) => [key.keyId, key.since]));
  return (
    earlier.keys.every((key) => (since.get(key.keyId) ?? Number.POSITIVE_INFINITY) <= key.since) &&
    earlier.delegationSerials.every((serial) => later.delegationSerials.includes(serial)) &&
    earlier.codeHashes.every((hash) => later.codeHashes.includes(hash)) &&
    earlier.minimumVersions.every(({ name, version }) => (minimums.get(name) ?? 0) >= version)
  );
}

/**
 * Why the revocation withdraws that manifest: by its signing keys, delegations, code or version, in words.
 * Null when it does not.
 */
export function withdrawnOf(
  revocation: Revocation,
  manifest: Manifest,
  { signers, serials }: { readonly signers: readonly string[]; readonly serials: readonly number[] },
): string | null {
  const why = revocation.reason === "" ? "" : ` (${revocation.reason})`;
  const key = revocation.keys.find(
    ({ keyId, since }) => manifest.version >= since && signers.includes(keyId),
  );
  if (key !== undefined)
    return `its publisher revoked the key ${key.keyId.slice(0, 8)}${key.since === 0 ? "" : ` from version ${key.since}`}${why}`;
  const serial = serials.find((one) => revocation.delegationSerials.includes(one));
  if (serial !== undefined) return `its publisher revoked the delegation ${serial}${why}`;
  const code = hexOf(manifest.codeHash);
  if (revocation.codeHashes.includes(code)) return `its publisher revoked the code ${code.slice(0, 8)}${why}`;
  const least = revocation.minimumVersions.find(({ name }) => name === manifest.name)?.version ?? 0;
  return manifest.version < least ? `its publisher revoked versions below ${least}${why}` : null;
}

function united(a: readonly string[] = [], b: readonly string[] = []): string[] {
  return [...new Set([...a, ...b])].sort();
}

const { Revocation: Wire, Withdrawal: WireRecord } = prost.package_.v1;

interface Envelopes {
  readonly revocation: Uint8Array;
  readonly roots: readonly Uint8Array[];
}

function encodeWithdrawal({ revocation, roots }: Envelopes): Uint8Array {
  return canonical(WireRecord, { revocation, roots: [...roots] });
}

function decodeWithdrawal(bytes: Uint8Array): Envelopes | null {
  if (bytes.length > WITHDRAWAL_BYTES_MAX) return null;
  try {
    const wire = WireRecord.decode(bytes);
    if (wire.roots.length > ROOTS_MAX) return null;
    const envelopes = { revocation: copyOf(wire.revocation), roots: wire.roots.map(copyOf) };
    return sameBytes(encodeWithdrawal(envelopes), bytes) ? envelopes : null;
  } catch {
    return null;
  }
}

function encodeRevocation(revocation: Revocation): Uint8Array {
  const bytes = (hex: string) => Uint8Array.from(Buffer.from(hex, "hex"));
  return canonical(Wire, {
    ...revocation,
    format: FORMAT,
    keyIds: revocation.keys.map(({ keyId }) => bytes(keyId)),
    // Canonical: a list of zeroes is left out.
    keySince: revocation.keys.some(({ since }) => since > 0) ? revocation.keys.map(({ since }) => since) : [],
    delegationSerials: [...revocation.delegationSerials],
    codeHashes: revocation.codeHashes.map(bytes),
    minimumVersions: [...revocation.minimumVersions],
  });
}

function decodeRevocation(payload: Uint8Array): Revocation | string {
  try {
    const wire = Wire.decode(payload);
    if (wire.format !== FORMAT)
      return `a revocation of format ${wire.format}; this node knows format ${FORMAT}`;
    if (![0, wire.keyIds.length].includes(wire.keySince.length))
      return "a revocation states a first version for each key, or for none";
    const revocation: Revocation = {
      rootId: copyOf(wire.rootId),
      sequence: wire.sequence,
      keys: wire.keyIds.map((keyId, i) => ({ keyId: hexOf(keyId), since: Number(wire.keySince[i] ?? 0) })),
      codeHashes: wire.codeHashes.map(hexOf),
      minimumVersions: wire.minimumVersions.map(({ name, version }) => ({
        name: name ?? "",
        version: version ?? 0,
      })),
      delegationSerials: wire.delegationSerials.map(Number),
      reason: wire.reason,
      issuedMs: wire.issuedMs,
    };
    const fault = faultOf(revocation);
    if (fault !== null) return fault;
    return sameBytes(encodeRevocation(revocation), payload)
      ? revocation
      : "not the canonical encoding of a revocation";
  } catch {
    return "not the encoding of a revocation";
  }
}

function faultOf({ rootId, sequence, issuedMs, reason, ...lists }: Revocation): string | null {
  const { keys, codeHashes, minimumVersions, delegationSerials } = lists;
  if (rootId.length !== HASH_BYTES) return "a root's id has 32 bytes";
  if (!isCount(sequence) || sequence === 0 || !isCount(issuedMs))
    return "the numbers of a revocation are whole and not negative";
  if (Buffer.byteLength(reason) > REASON_BYTES_MAX || /\p{C}/u.test(reason))
    return `a reason has at most ${REASON_BYTES_MAX} bytes and no control characters`;
  const keyIds = keys.map(({ keyId }) => keyId);
  if (!keys.every(({ since }) => isCount(since)) || !delegationSerials.every(isCount))
    return "the numbers of a revocation are whole and not negative";
  const names = minimumVersions.map(({ name }) => name);
  for (const list of [keyIds, codeHashes, names, delegationSerials] as readonly (readonly (
    | string
    | number
  )[])[])
    if (list.length > LIST_MAX || list.some((one, i) => i > 0 && list[i - 1] >= one))
      return `a revocation lists at most ${LIST_MAX} of each kind, sorted, each once`;
  if ([...keyIds, ...codeHashes].some((hex) => hex.length !== 2 * HASH_BYTES)) return "a hash has 32 bytes";
  return minimumVersions.every(({ name, version }) => isName(name) && isCount(version))
    ? null
    : "a minimum version names a service and a whole number";
}
