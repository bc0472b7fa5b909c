/**
 * Delegations: a publisher lets another key release services below a prefix of names, with some capabilities,
 * for some time. If the delegation allows it, the delegate may delegate a part of it further, once.
 */
import { CAPABILITIES, type Capability } from "../../abi/imports.ts";
import { isSoundKey } from "../base/ed25519.ts";
import type { Id } from "../base/id.ts";
import type { KeyPair } from "../base/identity.ts";
import { prost } from "../gen/package.js";
import type { ServiceLimits } from "../sandbox/contract.ts";
import { sameBytes, sha256 } from "./chunks.ts";
import {
  canonical,
  copyOf,
  decodeEnvelope,
  type Envelope,
  HASH_BYTES,
  isCount,
  refusal,
  type StatementRefusal,
  signEnvelope,
  signersOf,
} from "./envelope.ts";
import { excessOf, limitFault, limitsOf } from "./limits.ts";
import { isMet, keysOf, type RootChain } from "./root.ts";
import { isName } from "./service-name.ts";

/** Maximum number of delegations in the chain of one signature. */
export const DELEGATIONS_MAX = 2;
const DELEGATION_BYTES_MAX = 1536;
const FORMAT = 1;
const DAY_MS = 86_400_000;

export interface Delegation {
  readonly rootId: Uint8Array;
  readonly delegateKey: Uint8Array;
  /** Whole segments of a name: `acme/tools` covers `acme/tools` and `acme/tools/x`, but not `acme/toolsx`. */
  readonly namePrefix: string;
  /** Sorted, each once. */
  readonly capabilities: readonly Capability[];
  readonly mayDelegate: boolean;
  /** Milliseconds since 1970. */
  readonly notBeforeMs: number;
  readonly expiresMs: number;
  /** A revocation names the delegation by this number. */
  readonly serial: number;
  /** The highest limits that its manifests may ask for. Null when only the limits of the format apply. */
  readonly limits: ServiceLimits | null;
  /** By how much the version may rise in a day, by the dates in the manifests; 0 for no such limit. */
  readonly versionsPerDay: number;
}

export function signDelegation(pairs: readonly KeyPair[], networkId: Id, delegation: Delegation): Uint8Array {
  return signEnvelope(pairs, "delegation", networkId, encodeDelegation(delegation));
}

/**
 * The keys that may release, and their scope. The release keys of the root document may release every service
 * of the publisher, a delegate only the services of its delegation.
 */
export interface Releasers {
  readonly ok: true;
  /** SHA-256 of the payload of each delegation, in order. */
  readonly hashes: readonly Uint8Array[];
  /** The last delegation. Null when keys of the root document release. */
  readonly delegation: Delegation | null;
  /** The serials of all delegations. */
  readonly serials: readonly number[];
  /** Ids, in hex, of all keys that signed the delegations. */
  readonly keyIds: readonly string[];
  /** The keys that may sign, and how many of them must. */
  readonly keys: readonly Uint8Array[];
  readonly threshold: number;
  /** The ids, in hex, of the keys that signed. Null for a wrong signature or too few signatures. */
  signers(envelope: Envelope, networkId: Id): ReadonlySet<string> | null;
}

/** Follows the chain of delegations from the release keys of the root document. Never throws. */
export function openDelegations(
  { rootId, newest }: RootChain,
  envelopes: readonly Uint8Array[],
  networkId: Id,
): Releasers | StatementRefusal {
  if (envelopes.length > DELEGATIONS_MAX)
    return refusal("scope", `a signature depends on at most ${DELEGATIONS_MAX} delegations`);
  const release = newest.roles.release;
  let keys = keysOf(newest, "release");
  let threshold = release.threshold;
  const byRoot = keys;
  let signers = (envelope: Envelope, network: Id) => {
    const found = signersOf(envelope, network, byRoot);
    return found !== null && isMet(release, found) ? found : null;
  };
  let above: Delegation | null = null;
  const hashes: Uint8Array[] = [];
  const serials: number[] = [];
  const keyIds: string[] = [];
  for (const bytes of envelopes) {
    const envelope = decodeEnvelope(bytes, "delegation", DELEGATION_BYTES_MAX);
    if (envelope === null) return refusal("malformed", "not the envelope of a delegation");
    const by = signers(envelope, networkId);
    if (by === null)
      return refusal("signature", `a delegation is not signed by ${threshold} of the keys that may delegate`);
    const delegation = decodeDelegation(envelope.payload);
    if (typeof delegation === "string") return refusal("invalid", delegation);
    if (!sameBytes(delegation.rootId, rootId))
      return refusal("scope", "a delegation names another publisher");
    const beyond = above === null ? null : beyondOf(above, delegation);
    if (beyond !== null) return refusal("scope", beyond);
    hashes.push(sha256(envelope.payload));
    serials.push(delegation.serial);
    keyIds.push(...by);
    const key = delegation.delegateKey;
    signers = (next, network) => signersOf(next, network, [key]);
    keys = [key];
    threshold = 1;
    above = delegation;
  }
  return { ok: true, hashes, delegation: above, serials, keyIds, keys, threshold, signers };
}

/** Whether a name is the prefix or lies below it. */
export function isWithin(name: string, prefix: string): boolean {
  return name === prefix || name.startsWith(`${prefix}/`);
}

/** Where a delegation exceeds the one above it, in words. Null when it does not. */
function beyondOf(above: Delegation, below: Delegation): string | null {
  if (!above.mayDelegate) return "the delegate may not delegate further";
  if (!isWithin(below.namePrefix, above.namePrefix))
    return `${below.namePrefix} is not within ${above.namePrefix}`;
  if (below.capabilities.some((capability) => !above.capabilities.includes(capability)))
    return "a delegate delegates capabilities that it does not have";
  if (above.limits !== null) {
    const beyond = below.limits === null ? "limits" : excessOf(below.limits, above.limits)[0];
    if (beyond !== undefined) return `a delegate delegates more ${beyond} than it has`;
  }
  if (above.versionsPerDay > 0 && (below.versionsPerDay === 0 || below.versionsPerDay > above.versionsPerDay))
    return "a delegate allows versions to rise faster than it may itself";
  if (below.mayDelegate) return "a chain has at most two delegations";
  if (below.expiresMs > above.expiresMs) return "a delegation expires later than the one above it";
  return null;
}

/**
 * Whether a version may rise by `step` after `elapsedMs`: by `versionsPerDay` for each day that has begun. A
 * clock that was set back counts as no time.
 */
export function isPaced(versionsPerDay: number, step: number, elapsedMs: number): boolean {
  const days = 1 + Math.floor(Math.max(0, elapsedMs) / DAY_MS);
  return versionsPerDay === 0 || step <= versionsPerDay * days;
}

const { Delegation: Wire } = prost.package_.v1;

function encodeDelegation(delegation: Delegation): Uint8Array {
  return canonical(Wire, { ...delegation, format: FORMAT, capabilities: [...delegation.capabilities] });
}

/** The delegation, or in words why the payload is refused. */
export function decodeDelegation(payload: Uint8Array): Delegation | string {
  try {
    const wire = Wire.decode(payload);
    if (wire.format !== FORMAT)
      return `a delegation of format ${wire.format}; this node knows format ${FORMAT}`;
    const delegation: Delegation = {
      rootId: copyOf(wire.rootId),
      delegateKey: copyOf(wire.delegateKey),
      namePrefix: wire.namePrefix,
      // Checked by faultOf.
      capabilities: wire.capabilities as Capability[],
      mayDelegate: wire.mayDelegate,
      notBeforeMs: wire.notBeforeMs,
      expiresMs: wire.expiresMs,
      serial: wire.serial,
      limits: wire.limits === null || wire.limits === undefined ? null : limitsOf(wire.limits),
      versionsPerDay: wire.versionsPerDay,
    };
    const fault = faultOf(delegation);
    if (fault !== null) return fault;
    return sameBytes(encodeDelegation(delegation), payload)
      ? delegation
      : "not the canonical encoding of a delegation";
  } catch {
    return "not the encoding of a delegation";
  }
}

function faultOf({ rootId, delegateKey, namePrefix, capabilities, ...times }: Delegation): string | null {
  if (rootId.length !== HASH_BYTES) return "a root's id has 32 bytes";
  if (!isSoundKey(delegateKey)) return "the delegate's key is weak, or not a key";
  if (!isName(namePrefix)) return "a delegation's prefix consists of whole segments of a name";
  const known: readonly string[] = CAPABILITIES;
  if (capabilities.some((one, i) => !known.includes(one) || (i > 0 && capabilities[i - 1] >= one)))
    return "a delegation names known capabilities, sorted, each once";
  const { notBeforeMs, expiresMs, serial, limits, versionsPerDay } = times;
  const limit = limits === null ? null : limitFault(limits);
  if (limit !== null) return limit;
  if (![notBeforeMs, expiresMs, serial, versionsPerDay].every(isCount) || expiresMs <= notBeforeMs)
    return "the numbers of a delegation are whole, and it ends after it begins";
  return null;
}
