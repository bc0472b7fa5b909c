/**
 * Statements on their way from one key to the next: who has signed, who still may, and how many must. A draft
 * is passed around as a file; nothing of it is worth anything to a node until each statement has as many
 * signatures as its role's threshold.
 */
import { ProstError } from "../base/errors.ts";
import { hexOf } from "../base/hex.ts";
import type { Id } from "../base/id.ts";
import { type KeyPair, keyIdOf, signStatement } from "../base/identity.ts";
import { openDelegations } from "./delegation.ts";
import {
  decodeEnvelope,
  type Envelope,
  encodeEnvelope,
  SIGNATURES_MAX,
  type StatementType,
  signersOf,
} from "./envelope.ts";
import { PUBLICATION_BYTES_MAX } from "./publication.ts";
import { decodeRoot, isMet, keysOf, openRoots, type RootDocument, rootIdOf } from "./root.ts";

/** Envelopes, each with some signatures or all. Null: there is none of the kind. */
export interface Draft {
  /** The overlay's name. */
  readonly network: string;
  readonly roots: readonly Uint8Array[];
  readonly delegations: readonly Uint8Array[];
  readonly manifest: Uint8Array | null;
  readonly pointer: Uint8Array | null;
  readonly revocation: Uint8Array | null;
}

/** Signatures that a statement has and must have. */
export interface Signed {
  readonly what: StatementType;
  readonly have: number;
  readonly need: number;
  /** Ids, in hex, of keys that may sign and have not. */
  readonly open: readonly string[];
}

/** One statement of a draft: its bytes, and whose signatures count. */
interface Part {
  readonly what: StatementType;
  readonly bytes: Uint8Array;
  readonly envelope: Envelope;
  readonly keys: readonly Uint8Array[];
  count(signers: ReadonlySet<string>): { readonly have: number; readonly need: number };
}

/**
 * What each statement has and lacks, in the order in which one rests on the other. Throws INVALID_ARGUMENT
 * for what is no draft.
 */
export function signaturesOf(draft: Draft, networkId: Id): readonly Signed[] {
  return partsOf(draft, networkId).map((part) => {
    const { what, keys, count } = part;
    const signers = signersIn(part, networkId);
    const open = [...new Set(keys.map((key) => hexOf(keyIdOf(key))))].filter((id) => !signers.has(id));
    return { what, ...count(signers), open };
  });
}

function signersIn({ what, envelope, keys }: Part, networkId: Id): ReadonlySet<string> {
  const signers = signersOf(envelope, networkId, keys);
  if (signers === null) throw wrong(`a signature of the ${what} is wrong, or of a key that does not count`);
  return signers;
}

/** The first statement that lacks signatures; null: none does. */
export function firstLacking(draft: Draft, networkId: Id): Signed | null {
  return signaturesOf(draft, networkId).find(({ have, need }) => have < need) ?? null;
}

export function lackText({ what, have, need, open }: Signed): string {
  const who = open.map((id) => id.slice(0, 8)).join(", ");
  return `the ${what} has ${have} of the ${need} signatures that it must have; keys that may sign: ${who || "none"}`;
}

/** Throws FAILED_PRECONDITION, saying what to do, when something of it has too few signatures. */
export function mustBeSigned(draft: Draft, networkId: Id, whatToDo: string): void {
  const lacking = firstLacking(draft, networkId);
  if (lacking !== null) throw new ProstError("FAILED_PRECONDITION", `${lackText(lacking)}; ${whatToDo}`);
}

/**
 * The draft with that key's signature under everything that it may sign and that lacks signatures: what has
 * enough stays the bytes that it is. Throws PERMISSION_DENIED when it may sign nothing, and ALREADY_EXISTS
 * when nothing lacks a signature of it.
 */
export function signDraft(draft: Draft, pair: KeyPair, networkId: Id): Draft {
  const id = hexOf(keyIdOf(pair.publicKey));
  const mine = partsOf(draft, networkId).filter(({ keys }) => keys.some((key) => hexOf(keyIdOf(key)) === id));
  const open = mine.filter((part) => {
    const signers = signersIn(part, networkId);
    const { have, need } = part.count(signers);
    return have < need && !signers.has(id);
  });
  if (mine.length === 0)
    throw new ProstError("PERMISSION_DENIED", `key ${id.slice(0, 8)} is none of those that may sign this`);
  if (open.length === 0)
    throw new ProstError("ALREADY_EXISTS", `nothing of this lacks a signature of key ${id.slice(0, 8)}`);
  const signed = new Map(
    open.map(({ bytes, envelope }) => [bytes, withSignature(envelope, pair, networkId)] as const),
  );
  const now = <Bytes extends Uint8Array | null>(bytes: Bytes) =>
    bytes === null ? bytes : ((signed.get(bytes) ?? bytes) as Bytes);
  return {
    ...draft,
    roots: draft.roots.map(now),
    delegations: draft.delegations.map(now),
    manifest: now(draft.manifest),
    pointer: now(draft.pointer),
    revocation: now(draft.revocation),
  };
}

function withSignature(envelope: Envelope, pair: KeyPair, networkId: Id): Uint8Array {
  if (envelope.signatures.length >= SIGNATURES_MAX)
    throw new ProstError("FAILED_PRECONDITION", `a statement has ${SIGNATURES_MAX} signatures at the most`);
  const type = envelope.type as StatementType;
  const signature = signStatement(pair, type, networkId, envelope.payload);
  const signatures = [...envelope.signatures, { alg: 1, keyId: keyIdOf(pair.publicKey), signature }];
  return encodeEnvelope({
    ...envelope,
    signatures: signatures.sort((a, b) => Buffer.compare(a.keyId, b.keyId)),
  });
}

/** The last root document and the last delegation may lack signatures; what they rest on may not. */
function partsOf(draft: Draft, networkId: Id): readonly Part[] {
  const { roots, delegations, manifest, pointer, revocation } = draft;
  const last = roots.at(-1);
  if (last === undefined) throw wrong("it has no root document");
  const before = roots.length === 1 ? null : openRoots(roots.slice(0, -1), networkId);
  if (before !== null && !before.ok) throw wrong(before.detail);
  const root = rootPart(last, before?.newest ?? null);
  const chain = {
    ok: true as const,
    rootId: before?.rootId ?? rootIdOf(root.document),
    newest: root.document,
  };
  const parts: Part[] = [root];
  const first = openDelegations(chain, delegations.slice(0, -1), networkId);
  if (!first.ok) throw wrong(first.detail);
  const delegation = delegations.at(-1);
  if (delegation !== undefined) parts.push(partOf("delegation", delegation, first.keys, first.threshold));
  if (manifest !== null || pointer !== null) {
    const by = openDelegations(chain, delegations, networkId);
    if (!by.ok) throw wrong(by.detail);
    if (manifest !== null) parts.push(partOf("manifest", manifest, by.keys, by.threshold));
    if (pointer !== null) parts.push(partOf("pointer", pointer, by.keys, by.threshold));
  }
  if (revocation !== null) parts.push(revocationPart(revocation, root.document));
  return parts;
}

function partOf(what: StatementType, bytes: Uint8Array, keys: readonly Uint8Array[], need: number): Part {
  return { what, bytes, envelope: opened(what, bytes), keys, count: ({ size }) => ({ have: size, need }) };
}

/**
 * A root document must be signed by enough keys of its own and of the one before; what is told is what lacks
 * more.
 */
function rootPart(
  bytes: Uint8Array,
  before: RootDocument | null,
): Part & { readonly document: RootDocument } {
  const envelope = opened("root", bytes);
  const document = decodeRoot(envelope.payload);
  if (typeof document === "string") throw wrong(document);
  const documents = before === null ? [document] : [before, document];
  return {
    what: "root",
    bytes,
    envelope,
    document,
    keys: documents.flatMap((one) => keysOf(one, "root")),
    count: (signers) => {
      const counts = documents.map(({ roles: { root } }) => ({
        have: root.keyIds.filter((id) => signers.has(id)).length,
        need: root.threshold,
      }));
      return counts.sort((a, b) => b.need - b.have - (a.need - a.have) || b.need - a.need)[0];
    },
  };
}

function revocationPart(bytes: Uint8Array, root: RootDocument): Part {
  const { roles } = root;
  return {
    ...partOf("revocation", bytes, [...keysOf(root, "revoke"), ...keysOf(root, "root")], 0),
    count: (signers) => {
      const role = isMet(roles.root, signers) ? roles.root : roles.revoke;
      return { have: role.keyIds.filter((id) => signers.has(id)).length, need: role.threshold };
    },
  };
}

function opened(what: StatementType, bytes: Uint8Array): Envelope {
  const envelope = decodeEnvelope(bytes, what, PUBLICATION_BYTES_MAX);
  if (envelope === null) throw wrong(`its ${what} is not the envelope of one`);
  return envelope;
}

function wrong(detail: string): ProstError {
  return new ProstError("INVALID_ARGUMENT", `this is not what keys sign one after another: ${detail}`);
}
