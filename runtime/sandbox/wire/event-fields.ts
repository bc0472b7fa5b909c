/**
 * An event as a flat list of fields: the form that the mailbox (abi/README.md), recordings and the control
 * API use for all kinds. A field that a kind does not have is zero, or an id of zeroes.
 */
import { FLAG_JOINED, FLAG_WRITE, ID_BYTES, OK } from "../../../abi/abi.ts";
import type { EventKind, ServiceEvent } from "../contract.ts";

const NO_ID = new Uint8Array(ID_BYTES);

/** A ServiceMessage has all fields except `status`, so it needs no copy: messages are the hot path. */
export interface EventFields {
  readonly kind: EventKind;
  readonly nowMs: number;
  readonly seed: bigint;
  readonly key: Uint8Array;
  readonly origin: Uint8Array;
  readonly previous: Uint8Array;
  readonly next: Uint8Array;
  readonly token: bigint;
  readonly hops: number;
  readonly flags: number;
  /** Default: OK. */
  readonly status?: number;
  /** Default: 0. */
  readonly version?: number;
  readonly payload: Uint8Array;
}

export function fieldsOf(event: ServiceEvent): EventFields {
  switch (event.kind) {
    case "deliver":
    case "forward":
      return event;
    case "update":
      return flat(event, event.node, 0n, event.joined ? FLAG_JOINED : 0, OK, 0);
    case "complete":
      return flat(event, NO_ID, event.token, 0, event.status, 0);
    case "timer":
      return flat(event, NO_ID, event.token, 0, OK, 0);
    case "call":
      return flat(event, event.key, event.token, 0, OK, 0);
    case "snapshot":
      return flat(event, NO_ID, event.token, 0, OK, event.version);
    case "validate":
    case "merge":
      return flat(event, event.key, event.token, event.isWrite ? FLAG_WRITE : 0, OK, 0);
  }
}

function flat(
  { kind, nowMs, seed, origin, previous, payload }: ServiceEvent,
  key: Uint8Array,
  token: bigint,
  flags: number,
  status: number,
  version: number,
): EventFields {
  const next = NO_ID;
  return { kind, nowMs, seed, key, origin, previous, next, token, hops: 0, flags, status, version, payload };
}

/** Returns the event. Fields that its kind does not have are dropped. */
export function eventOf(fields: EventFields): ServiceEvent {
  const { kind, nowMs, seed, origin, previous, payload, key, token, flags } = fields;
  const base = { nowMs, seed, origin, previous, payload };
  switch (kind) {
    case "deliver":
    case "forward": {
      const { next, hops, version = 0 } = fields;
      return { kind, ...base, key, next, token, hops, flags, version };
    }
    case "update":
      return { kind, ...base, node: key, joined: (flags & FLAG_JOINED) !== 0 };
    case "complete":
      return { kind, ...base, token, status: fields.status ?? OK };
    case "timer":
      return { kind, ...base, token };
    case "call":
      return { kind, ...base, key, token };
    case "snapshot":
      return { kind, ...base, token, version: fields.version ?? 0 };
    case "validate":
    case "merge":
      return { kind, ...base, key, token, isWrite: (flags & FLAG_WRITE) !== 0 };
  }
}
