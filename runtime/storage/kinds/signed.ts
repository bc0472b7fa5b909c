/**
 * Signed values. The key of a value is derived from its owner's public key, and the owner signs the value
 * with a sequence number. Of two values, the value with the higher sequence number is kept. Without the
 * owner's private key, no node can write a value, or replace a stored value by an older one. After BEP 44
 * ("Storing arbitrary data in the DHT"), with strict Ed25519 checks.
 *
 * Two different values with the same sequence number are an equivocation, which only the owner's private key
 * can make. All nodes keep the same value of the two. Both values together are stored as evidence, which any
 * node can check.
 */
import { STORE_KEY_BYTES_MAX } from "../../../abi/abi.ts";
import { Reader, Writer } from "../../base/bytes.ts";
import { decodeOrNull } from "../../base/decode.ts";
import { isSoundKey, PUBLIC_KEY_BYTES, SIGNATURE_BYTES } from "../../base/ed25519.ts";
import { Id } from "../../base/id.ts";
import { type KeyPair, signStatement, verifyStatement } from "../../base/identity.ts";
import { expiresLater } from "../expiry-order.ts";
import type { RecordKind, RecordName, StorageRecord } from "../record.ts";

export const SIGNED_TAG = 6;
export const EVIDENCE_TAG = 7;

/**
 * Maximum size of the content of a signed value, in bytes: two signed values must fit into one evidence
 * record.
 */
export const SIGNED_CONTENT_BYTES_MAX = 32_000;
/** Size of the bytes before the content: the owner's public key, the sequence number, the signature. */
const HEAD_BYTES = PUBLIC_KEY_BYTES + 6 + SIGNATURE_BYTES;
const SIGNED_BYTES_MAX = HEAD_BYTES + SIGNED_CONTENT_BYTES_MAX;
/** Maximum sequence number: 48 bits, which a JavaScript number represents exactly. */
export const SEQUENCE_MAX = 2 ** 48 - 1;
const STATEMENT = "value";

/** Names the values of one owner and one field, with any sequence number. */
interface SignedPlace {
  /** The id of the service that is charged for the value, or zeroes. */
  readonly scope: Id;
  /** The owner's public key, 32 bytes. */
  readonly owner: Uint8Array;
  /** Tells apart the values of one owner. */
  readonly field: Uint8Array;
}

export interface SignedValue {
  /** The owner's public key, 32 bytes. */
  readonly owner: Uint8Array;
  readonly sequence: number;
  readonly content: Uint8Array;
}

/** Two different values with the same sequence number, both signed by the owner. */
interface Equivocation {
  readonly one: SignedValue;
  readonly other: SignedValue;
}

export function signedRecord({ scope, owner, field }: SignedPlace): RecordName {
  return { kind: SIGNED_TAG, scope, key: signedKeyOf({ scope, owner, field }), field };
}

/** The name of the evidence record that belongs to a signed record. */
export function evidenceRecord({ scope, key, field }: Omit<RecordName, "kind">): RecordName {
  return { kind: EVIDENCE_TAG, scope, key, field };
}

/** All parts except the last have a fixed length, so two places never give the same bytes. */
function signedKeyOf({ scope, owner, field }: SignedPlace): Id {
  return Id.hashOf("prost-signed-v1", scope.bytes, owner, field);
}

/** The value of a signed record. `sequence`: from 1 to SEQUENCE_MAX, and higher than all earlier ones. */
export function signValue(
  pair: KeyPair,
  networkId: Id,
  { scope, field }: Omit<SignedPlace, "owner">,
  sequence: number,
  content: Uint8Array,
): Uint8Array {
  const stated = statementOf(scope, field, sequence, content);
  const signature = signStatement(pair, STATEMENT, networkId, stated);
  return new Writer(HEAD_BYTES + content.length)
    .bytes(pair.publicKey)
    .u48(sequence)
    .bytes(signature)
    .bytes(content)
    .done();
}

function statementOf(scope: Id, field: Uint8Array, sequence: number, content: Uint8Array): Uint8Array {
  return new Writer(32 + 2 + field.length + 6 + content.length)
    .bytes(scope.bytes)
    .u16(field.length)
    .bytes(field)
    .u48(sequence)
    .bytes(content)
    .done();
}

/** The parts of a signed value, unchecked. Null when the bytes do not have the form of a signed value. */
function readSigned(value: Uint8Array): (SignedValue & { readonly signature: Uint8Array }) | null {
  if (value.length < HEAD_BYTES || value.length > SIGNED_BYTES_MAX) return null;
  const reader = new Reader(value);
  const owner = reader.bytes(PUBLIC_KEY_BYTES);
  const sequence = reader.u48();
  const signature = reader.bytes(SIGNATURE_BYTES);
  return { owner, sequence, signature, content: reader.rest() };
}

/**
 * The parts of a record's value if its owner has signed it for this name and network; otherwise the reason.
 */
export function openSigned(
  { scope, key, field, value }: StorageRecord,
  networkId: Id,
): { readonly ok: true; readonly signed: SignedValue } | { readonly ok: false; readonly detail: string } {
  const signed = value === null ? null : readSigned(value);
  if (signed === null) return { ok: false, detail: "it does not have the form of a signed value" };
  const { owner, sequence, signature, content } = signed;
  if (field.length > STORE_KEY_BYTES_MAX || !signedKeyOf({ scope, owner, field }).equals(key))
    return { ok: false, detail: "its key is not the key of its owner and field" };
  if (sequence === 0) return { ok: false, detail: "sequences begin with 1" };
  const stated = statementOf(scope, field, sequence, content);
  if (!isSoundKey(owner) || !verifyStatement(owner, signature, STATEMENT, networkId, stated))
    return { ok: false, detail: "its owner has not signed it" };
  return { ok: true, signed };
}

export function encodeEvidence(one: Uint8Array, other: Uint8Array): Uint8Array {
  const [first, second] = Buffer.compare(one, other) < 0 ? [one, other] : [other, one];
  return new Writer(4 + first.length + second.length).u32(first.length).bytes(first).bytes(second).done();
}

/** Both values of an evidence record. Null when the record proves no equivocation. */
export function openEvidence(record: StorageRecord, networkId: Id): Equivocation | null {
  const [one, other] = partsOf(record.value) ?? [];
  if (one === undefined || other === undefined || Buffer.compare(one, other) >= 0) return null;
  const opened = [one, other].map((value) => openSigned({ ...record, value }, networkId));
  if (!opened[0].ok || !opened[1].ok) return null;
  const [first, second] = [opened[0].signed, opened[1].signed];
  return isEquivocation(first, second) ? { one: first, other: second } : null;
}

function partsOf(value: Uint8Array | null): readonly [Uint8Array, Uint8Array] | null {
  return decodeOrNull(
    value ?? new Uint8Array(0),
    (reader) => [reader.bytes(reader.u32()), reader.rest()] as const,
  );
}

function isEquivocation(one: SignedValue, other: SignedValue): boolean {
  return one.sequence === other.sequence && Buffer.compare(one.content, other.content) !== 0;
}

/**
 * Called when two values have the same sequence number, perhaps more than once for the same values, with the
 * name and the value of the evidence record.
 */
type OnEquivocation = (place: RecordName, evidence: Uint8Array) => void;

/** For `ReplicatedStorage.define`. */
export function signedKinds(networkId: Id, onEquivocation: OnEquivocation = () => {}): RecordKind[] {
  return [
    {
      tag: SIGNED_TAG,
      name: "signed",
      copies: 4,
      valueBytesMax: SIGNED_BYTES_MAX,
      refusal: (record) => {
        const opened = openSigned(record, networkId);
        return opened.ok ? null : opened.detail;
      },
      supersedes: (next, stored) => isNewer(next, stored, onEquivocation),
    },
    {
      tag: EVIDENCE_TAG,
      name: "evidence",
      copies: 4,
      valueBytesMax: 4 + 2 * SIGNED_BYTES_MAX,
      refusal: (record) => {
        if (record.expiresMs !== 0) return "evidence does not expire";
        return openEvidence(record, networkId) === null ? "it proves no equivocation" : null;
      },
      supersedes: isStronger,
    },
  ];
}

/** Compares sequence numbers. Of an equivocation, all nodes keep the same value. */
function isNewer(next: StorageRecord, stored: StorageRecord, onEquivocation: OnEquivocation): boolean {
  const [a, b] = [readSigned(next.value ?? NOTHING), readSigned(stored.value ?? NOTHING)];
  if (a === null || b === null) return a !== null;
  if (a.sequence !== b.sequence) return a.sequence > b.sequence;
  if (!isEquivocation(a, b)) return expiresLater(next, stored);
  onEquivocation(evidenceRecord(stored), encodeEvidence(stored.value ?? NOTHING, next.value ?? NOTHING));
  return Buffer.compare(a.content, b.content) < 0;
}

/** One equivocation is enough as evidence: the equivocation with the lowest sequence number is kept. */
function isStronger(next: StorageRecord, stored: StorageRecord): boolean {
  const [a, b] = [next, stored].map(({ value }) => value ?? NOTHING);
  const step = sequenceIn(a) - sequenceIn(b);
  if (step !== 0) return step < 0;
  const order = Buffer.compare(a, b);
  return order !== 0 ? order < 0 : expiresLater(next, stored);
}

function sequenceIn(evidence: Uint8Array): number {
  const [one] = partsOf(evidence) ?? [];
  return (one === undefined ? null : readSigned(one))?.sequence ?? SEQUENCE_MAX;
}

const NOTHING = new Uint8Array(0);
