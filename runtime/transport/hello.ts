/** What two nodes say first on a link: which protocol, which network, and where the speaker can be reached. */
import { ID_BYTES } from "../../abi/abi.ts";
import { ADDRESS_BYTES_MAX } from "../overlay/bytes.ts";
import type { Id } from "../overlay/id.ts";
import { parseAddress } from "./address.ts";
import { LENGTH_BYTES } from "./frames.ts";

/** The protocol and its version. */
const MAGIC = Buffer.from("prost/1\n");
/** A hello with its length. */
export const HELLO_BYTES_MAX = LENGTH_BYTES + MAGIC.length + ID_BYTES + ADDRESS_BYTES_MAX;

export function encodeHello(networkId: Id, address: string): Uint8Array {
  return Buffer.concat([MAGIC, networkId.bytes, Buffer.from(address, "ascii")]);
}

export type Hello =
  | { readonly ok: true; readonly address: string }
  | { readonly ok: false; readonly reason: "protocol" | "network" };

export function decodeHello(frame: Uint8Array, networkId: Id): Hello {
  const bytes = Buffer.from(frame.buffer, frame.byteOffset, frame.byteLength);
  const start = MAGIC.length + ID_BYTES;
  if (bytes.length < start || bytes.length > start + ADDRESS_BYTES_MAX)
    return { ok: false, reason: "protocol" };
  if (!bytes.subarray(0, MAGIC.length).equals(MAGIC)) return { ok: false, reason: "protocol" };
  if (!bytes.subarray(MAGIC.length, start).equals(networkId.bytes)) return { ok: false, reason: "network" };
  const address = bytes.subarray(start).toString("latin1");
  const endpoint = parseAddress(address);
  return endpoint === null || endpoint.port === 0 ? { ok: false, reason: "protocol" } : { ok: true, address };
}
