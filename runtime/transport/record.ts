/**
 * Routing records: the address of a node, signed by the node's key. A peer that mentions a third node must
 * pass on that node's record, so it can neither change the address nor claim another node's id.
 */

import { ADDRESS_BYTES_MAX, Malformed, Reader, Writer } from "../base/bytes.ts";
import { PUBLIC_KEY_BYTES, SIGNATURE_BYTES } from "../base/ed25519.ts";
import type { Id } from "../base/id.ts";
import { type KeyPair, nodeIdOf, signStatement, verifyStatement } from "../base/identity.ts";
import type { NodeHandle } from "../base/node-handle.ts";
import { parseAddress } from "./address.ts";
import { CREDENTIAL_BYTES } from "./admission.ts";

const VERSION = 1;
/** Offsets in a record. */
export const KEY_AT = 1;
export const SEQUENCE_AT = KEY_AT + PUBLIC_KEY_BYTES;
const FIXED_BYTES = 1 + PUBLIC_KEY_BYTES + 6 + 6 + 1 + 1 + SIGNATURE_BYTES;
/** Maximum size of a record, in bytes. */
export const RECORD_BYTES_MAX = FIXED_BYTES + CREDENTIAL_BYTES + ADDRESS_BYTES_MAX;
/**
 * Validity of a record, in milliseconds. A node renews its record every RENEW_MS and sends the new one with
 * its next packet on each link, so records that nodes pass on are always younger than this.
 */
export const RECORD_MS = 6 * 3_600_000;
/** Interval at which a node signs a new record, in milliseconds. */
export const RENEW_MS = 2 * 3_600_000;

export interface RecordFields {
  readonly publicKey: Uint8Array;
  /** Grows with each record: the time of signing in ms since 1970, or one more than the last sequence. */
  readonly sequence: number;
  /** End of validity, in ms since 1970. */
  readonly untilMs: number;
  /** The credential of the overlay's authority; empty in an open overlay. */
  readonly credential: Uint8Array;
  readonly address: string;
}

export function signRecord(
  identity: KeyPair,
  networkId: Id,
  fields: Omit<RecordFields, "publicKey">,
): Uint8Array {
  const { sequence, untilMs, credential, address } = fields;
  const unsigned = new Writer(FIXED_BYTES - SIGNATURE_BYTES + credential.length + address.length)
    .u8(VERSION)
    .bytes(identity.publicKey)
    .u48(sequence)
    .u48(untilMs)
    .u8(credential.length)
    .bytes(credential)
    .u8(address.length)
    .bytes(Buffer.from(address, "latin1"))
    .done();
  return new Uint8Array(Buffer.concat([unsigned, signStatement(identity, "record", networkId, unsigned)]));
}

/** Decodes a record without verifying its signature. Null for bytes that are not a record. */
export function parseRecord(bytes: Uint8Array): RecordFields | null {
  if (bytes.length > RECORD_BYTES_MAX) return null;
  try {
    const reader = new Reader(bytes);
    if (reader.u8() !== VERSION) return null;
    const publicKey = reader.bytes(PUBLIC_KEY_BYTES);
    const sequence = reader.u48();
    const untilMs = reader.u48();
    const credential = reader.bytes(reader.u8());
    const address = reader.address();
    reader.bytes(SIGNATURE_BYTES);
    reader.end();
    const endpoint = parseAddress(address);
    if (endpoint === null || endpoint.port === 0) return null;
    // The validity is bounded, so a record cannot be valid for ever.
    if (untilMs - sequence > RECORD_MS) return null;
    return { publicKey, sequence, untilMs, credential, address };
  } catch (error) {
    if (error instanceof Malformed) return null;
    throw error;
  }
}

/** Whether the record's own key signed it for this overlay. Costs about 0.1 ms. */
export function isSigned(bytes: Uint8Array, { publicKey }: RecordFields, networkId: Id): boolean {
  const end = bytes.length - SIGNATURE_BYTES;
  return verifyStatement(publicKey, bytes.subarray(end), "record", networkId, bytes.subarray(0, end));
}

export function handleOf(bytes: Uint8Array, { publicKey, sequence, address }: RecordFields): NodeHandle {
  return { id: nodeIdOf(publicKey), address, record: { sequence, bytes } };
}
