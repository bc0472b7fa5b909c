/**
 * The hello, the first frame in each direction of a link: protocol version, network id and the sender's
 * routing record.
 */
import { ID_BYTES } from "../../abi/abi.ts";
import type { Id } from "../base/id.ts";
import { LENGTH_BYTES } from "./frames.ts";
import { RECORD_BYTES_MAX } from "./record.ts";

/** The protocol and its version. */
const MAGIC = Buffer.from("prost/2\n");
/** Maximum size of a hello with its length field, in bytes. */
export const HELLO_BYTES_MAX = LENGTH_BYTES + MAGIC.length + ID_BYTES + RECORD_BYTES_MAX;

export function encodeHello(networkId: Id, record: Uint8Array): Uint8Array {
  return Buffer.concat([MAGIC, networkId.bytes, record]);
}

type Hello =
  | { readonly ok: true; readonly record: Uint8Array }
  | { readonly ok: false; readonly reason: "protocol" | "network" };

/** `record` is not yet verified. */
export function decodeHello(frame: Uint8Array, networkId: Id): Hello {
  const bytes = Buffer.from(frame.buffer, frame.byteOffset, frame.byteLength);
  const start = MAGIC.length + ID_BYTES;
  if (bytes.length < start || bytes.length > start + RECORD_BYTES_MAX)
    return { ok: false, reason: "protocol" };
  if (!bytes.subarray(0, MAGIC.length).equals(MAGIC)) return { ok: false, reason: "protocol" };
  if (!bytes.subarray(MAGIC.length, start).equals(networkId.bytes)) return { ok: false, reason: "network" };
  return { ok: true, record: Uint8Array.from(bytes.subarray(start)) };
}
