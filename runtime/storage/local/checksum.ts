/**
 * The form of values on disk: a CRC-32 of key and value, then the value. lmdb does not check its file, and
 * disks can damage it.
 */
import { crc32 } from "node:zlib";
import { Malformed } from "../../base/bytes.ts";

export const CHECKSUM_BYTES = 4;

export function withChecksum(key: Uint8Array, value: Uint8Array): Buffer {
  const bytes = Buffer.allocUnsafe(CHECKSUM_BYTES + value.length);
  bytes.writeUInt32BE(checksumOf(key, value), 0);
  bytes.set(value, CHECKSUM_BYTES);
  return bytes;
}

/** The value, with its own memory. Throws Malformed if the checksum does not match. */
export function checkedValue(key: Uint8Array, stored: Buffer): Uint8Array {
  const value = Uint8Array.from(stored.subarray(CHECKSUM_BYTES));
  if (stored.length < CHECKSUM_BYTES || stored.readUInt32BE(0) !== checksumOf(key, value))
    throw new Malformed(
      `the entry ${Buffer.from(key).toString("latin1").slice(0, 64)} is not what was written`,
    );
  return value;
}

function checksumOf(key: Uint8Array, value: Uint8Array): number {
  return crc32(value, crc32(key));
}
