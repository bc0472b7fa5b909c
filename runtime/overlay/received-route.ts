/**
 * A routed message as it arrived over a link. Most are only forwarded, so few fields are decoded, and the
 * bytes are forwarded unchanged.
 */
import { viewOf, writeU32 } from "../base/bytes.ts";
import type { Id } from "../base/id.ts";
import type { NodeHandle } from "../base/node-handle.ts";
import { MESSAGE_ID_BYTES, type Mode, type RoutePacket } from "./packets.ts";

/** The offsets of the fields in the packet. */
export const SEQUENCE_AT = 1;
export const HOPS_AT = 5;
export const ATTEMPT_AT = 6;
export const MODE_AT = 7;
export const CREDIT_AT = 8;
export const SERVICE_AT = 10;
export const SERVICE_VERSION_AT = 42;
export const KEY_AT = 46;
const MESSAGE_ID_AT = 78;
export const REQUEST_ID_AT = 94;
export const ORIGIN_AT = 100;
/** After the form and the length of the origin's record. */
export const RECORD_AT = 103;

export class ReceivedRoute implements RoutePacket {
  readonly kind = "route";
  readonly sequence: number;
  readonly hops: number;
  readonly attempt: number;
  readonly mode: Mode;
  readonly credit: number;
  readonly service: Id;
  readonly serviceVersion: number;
  readonly key: Id;
  readonly requestId: number;
  readonly origin: NodeHandle;
  /**
   * The packet lies here from `#start` up to `#end`. Its record of the origin has the length of that in
   * `origin`, and its fields are those above.
   */
  readonly #bytes: Uint8Array;
  readonly #start: number;
  readonly #end: number;

  constructor(
    sequence: number,
    hops: number,
    attempt: number,
    mode: Mode,
    credit: number,
    service: Id,
    serviceVersion: number,
    key: Id,
    requestId: number,
    origin: NodeHandle,
    bytes: Uint8Array,
    start: number,
    end: number,
  ) {
    this.sequence = sequence;
    this.hops = hops;
    this.attempt = attempt;
    this.mode = mode;
    this.credit = credit;
    this.service = service;
    this.serviceVersion = serviceVersion;
    this.key = key;
    this.requestId = requestId;
    this.origin = origin;
    this.#bytes = bytes;
    this.#start = start;
    this.#end = end;
  }

  get messageId(): Uint8Array {
    const at = this.#start + MESSAGE_ID_AT;
    return viewOf(this.#bytes, at, MESSAGE_ID_BYTES);
  }

  get payload(): Uint8Array {
    const at = this.#start + RECORD_AT + this.#recordBytes;
    return viewOf(this.#bytes, at, this.#end - at);
  }

  get length(): number {
    return this.#end - this.#start;
  }

  get #recordBytes(): number {
    return this.origin.record?.bytes.length ?? 0;
  }

  /** The message for the next hop. */
  onward(sequence: number): ReceivedRoute {
    return new ReceivedRoute(
      sequence,
      this.hops + 1,
      this.attempt,
      this.mode,
      this.credit,
      this.service,
      this.serviceVersion,
      this.key,
      this.requestId,
      this.origin,
      this.#bytes,
      this.#start,
      this.#end,
    );
  }

  writeTo(into: Uint8Array, at: number): void {
    Buffer.prototype.copy.call(this.#bytes, into, at, this.#start, this.#end);
    writeU32(this.sequence, into, at + SEQUENCE_AT);
    into[at + HOPS_AT] = this.hops;
    // This node forwards only a record that it has checked itself, not the bytes it received.
    if (this.origin.record !== undefined) into.set(this.origin.record.bytes, at + RECORD_AT);
  }
}
