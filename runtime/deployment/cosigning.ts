/**
 * Statements that several keys sign one after another: which keys have signed, which may still sign, and how
 * many must. A draft is passed on as a file. No node accepts a statement of the draft before the threshold of
 * the statement's role is met.
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
import { PUBLICATION_BYTES_MAX } from "./publication-codec.ts";
import { decodeRoot, isMet, keysOf, openRoots, type RootDocument, rootIdOf } from "./root.ts";

/**
 * Envelopes, each with some or all of its signatures. A field is null when the draft has no such statement.
 */
export interface Draft {
  /** The overlay's name. */
  readonly network: string;
  readonly roots: readonly Uint8Array[];
  readonly delegations: readonly Uint8Array[];
  readonly manifest: Uint8Array | null;
  readonly pointer: Uint8Array | null;
  readonly revocation: Uint8Array | null;
}

/** The signatures that a statement has and needs. */
interface Signed {
  readonly what: StatementType;
  readonly have: number;
  readonly need: number;
  /** Ids, in hex, of the keys that may sign and have not. */
  readonly open: readonly string[];
}

/** One statement of a draft, with the keys that may sign it. */
interface Part {
  readonly what: StatementType;
  readonly bytes: Uint8Array;
  readonly envelope: Envelope;
  readonly keys: readonly Uint8Array[];
  count(signers: ReadonlySet<string>): { readonly have: number; readonly need: number };
}

/**
 * The state of each statement, in the order in which they build on each other. Throws INVALID_ARGUMENT when
 * this is not a draft.
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
  if (signers === null)
    throw wrong(`a signature of the ${what} is wrong, or from a key that may not sign it`);
  return signers;
}

/** The first statement that lacks signatures. Null when no statement lacks any. */
export function firstLacking(draft: Draft, networkId: Id): Signed | null {
  return signaturesOf(draft, networkId).find(({ have, need }) => have < need) ?? null;
}

export function lackText({ what, have, need, open }: Signed): string {
  const who = open.map((id) => id.slice(0, 8)).join(", ");
  return `the ${what} has ${have} of the ${need} signatures that it needs; keys that may still sign: ${who || "none"}`;
}

/** Throws FAILED_PRECONDITION when a statement lacks signatures. `whatToDo` ends the error text. */
export function mustBeSigned(draft: Draft, networkId: Id, whatToDo: string): void {
  const lacking = firstLacking(draft, networkId);
  if (lacking !== null) throw new ProstError("FAILED_PRECONDITION", `${lackText(lacking)}; ${whatToDo}`);
}

/**
 * Adds the key's signature to every statement that it may sign and that lacks signatures. A complete
 * statement keeps its bytes. Throws PERMISSION_DENIED when the key may sign nothing, ALREADY_EXISTS when no
 * statement needs its signature.
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
    throw new ProstError(
      "PERMISSION_DENIED",
      `key ${id.slice(0, 8)} may not sign any statement of this draft`,
    );
  if (open.length === 0)
    throw new ProstError(
      "ALREADY_EXISTS",
      `no statement of this draft needs a signature of key ${id.slice(0, 8)}`,
    );
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
    throw new ProstError("FAILED_PRECONDITION", `a statement has at most ${SIGNATURES_MAX} signatures`);
  const type = envelope.type as StatementType;
  const signature = signStatement(pair, type, networkId, envelope.payload);
  const signatures = [...envelope.signatures, { alg: 1, keyId: keyIdOf(pair.publicKey), signature }];
  return encodeEnvelope({
    ...envelope,
    signatures: signatures.sort((a, b) => Buffer.compare(a.keyId, b.keyId)),
  });
}

/** Only the last root document and the last delegation may lack signatures; earlier ones may not. */
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
 * A root document must be signed by enough keys of its own and of the document before. The count reports the
 * one of the two that lacks more.
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
  if (envelope === null) throw wrong(`its ${what} is not an envelope of that type`);
  return envelope;
}

function wrong(detail: string): ProstError {
  return new ProstError("INVALID_ARGUMENT", `this is not a valid draft: ${detail}`);
}
