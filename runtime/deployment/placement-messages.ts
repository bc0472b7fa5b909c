/** The messages of placement: the signed request of an operator's node, and the reply of each node. */
import { ID_BYTES } from "../../abi/abi.ts";
import { Malformed, Reader, Writer } from "../base/bytes.ts";
import { decodeOrNull } from "../base/decode.ts";
import { PUBLIC_KEY_BYTES, SIGNATURE_BYTES } from "../base/ed25519.ts";
import { Id } from "../base/id.ts";
import { type KeyPair, signStatement, verifyStatement } from "../base/identity.ts";

const STATEMENT = "deploy";
const REASON_BYTES_MAX = 32;
const DETAIL_BYTES_MAX = 200;
/** Size of the random id of a deployment, in bytes. Replies repeat the id. */
export const JOB_BYTES = 16;
const REQUEST_BYTES = JOB_BYTES + ID_BYTES + 4 + 6;

export type PlacementOutcome =
  | { readonly ok: true }
  | { readonly ok: false; readonly reason: string; readonly detail: string };

interface SignedRequest {
  readonly publicKey: Uint8Array;
  readonly id: Uint8Array;
  readonly service: Id;
  readonly spreadMs: number;
  /** Milliseconds since 1970. */
  readonly untilMs: number;
}

/** Signs and encodes a request: the public key, the signature and the payload. */
export function signRequest(
  { identity, networkId }: { readonly identity: KeyPair; readonly networkId: Id },
  request: Omit<SignedRequest, "publicKey">,
): Uint8Array {
  const payload = new Writer(REQUEST_BYTES)
    .bytes(request.id)
    .bytes(request.service.bytes)
    .u32(request.spreadMs)
    .u48(request.untilMs)
    .done();
  const signature = signStatement(identity, STATEMENT, networkId, payload);
  return new Writer(PUBLIC_KEY_BYTES + SIGNATURE_BYTES + REQUEST_BYTES)
    .bytes(identity.publicKey)
    .bytes(signature)
    .bytes(payload)
    .done();
}

/**
 * The request. Null when the bytes are not a canonical request, or not signed by the key that they contain.
 */
export function openRequest(bytes: Uint8Array, networkId: Id): SignedRequest | null {
  return decodeOrNull(bytes, (reader) => {
    const publicKey = reader.bytes(PUBLIC_KEY_BYTES).slice();
    const signature = reader.bytes(SIGNATURE_BYTES);
    const payload = reader.bytes(REQUEST_BYTES);
    if (!verifyStatement(publicKey, signature, STATEMENT, networkId, payload))
      throw new Malformed("the signature is wrong");
    const fields = new Reader(payload);
    return {
      publicKey,
      id: fields.bytes(JOB_BYTES).slice(),
      service: new Id(fields.bytes(ID_BYTES).slice()),
      spreadMs: fields.u32(),
      untilMs: fields.u48(),
    };
  });
}

export function encodeReply(id: Uint8Array, outcome: PlacementOutcome): Uint8Array {
  const [reason, detail] = outcome.ok ? ["", ""] : [outcome.reason, outcome.detail];
  const texts = [cut(reason, REASON_BYTES_MAX), cut(detail, DETAIL_BYTES_MAX)];
  const writer = new Writer(JOB_BYTES + 1 + 2 + REASON_BYTES_MAX + DETAIL_BYTES_MAX)
    .bytes(id)
    .u8(outcome.ok ? 1 : 0);
  for (const text of texts) writer.u8(text.length).bytes(text);
  return writer.done();
}

export function decodeReply(
  bytes: Uint8Array,
): { readonly id: Uint8Array; readonly outcome: PlacementOutcome } | null {
  return decodeOrNull(bytes, (reader) => {
    const id = reader.bytes(JOB_BYTES);
    const ok = reader.u8() === 1;
    const [reason, detail] = [REASON_BYTES_MAX, DETAIL_BYTES_MAX].map((max) => {
      const length = reader.u8();
      if (length > max) throw new Malformed("the text is too long");
      return shown(reader.bytes(length));
    });
    return { id, outcome: ok ? { ok } : { ok, reason, detail } };
  });
}

/** The text's UTF-8, cut to that length. The last character may be incomplete. */
function cut(text: string, bytesMax: number): Uint8Array {
  return new TextEncoder().encode(text).subarray(0, bytesMax);
}

/** Text of an untrusted peer, made safe to display. */
function shown(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes).replace(/\p{C}/gu, "\ufffd");
}
