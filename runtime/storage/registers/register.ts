/**
 * Registers, keys that change only by compare-and-set: their state, the messages about them, and both as
 * bytes. The encodings are big-endian.
 */
import { ADDRESS_BYTES_MAX, bareHandle, handlesSize, Malformed, Reader, Writer } from "../../base/bytes.ts";
import { decodeOrNull } from "../../base/decode.ts";
import { compareIds, Id } from "../../base/id.ts";
import type { NodeHandle } from "../../base/node-handle.ts";

/** The application id under which nodes send each other these messages. */
export const REGISTER_SERVICE = Id.hashOf("prost-register-v1");

/** Maximum size of a register's value, in bytes. */
export const REGISTER_VALUE_BYTES_MAX = 4_096;
export const OPERATION_BYTES = 8;
/** Maximum number of remembered operation ids, so that a change that is requested twice is made once. */
export const OPERATIONS_MAX = 16;
const MEMBERS_MAX = 16;
const EPOCH_BYTES = 32;

export interface RegisterName {
  /** The id of the service that owns it. */
  readonly scope: Id;
  readonly key: Id;
}

/** Orders proposals: by counter, then by the id of the proposing node. */
export interface Ballot {
  readonly counter: number;
  readonly node: Id;
}

export interface RegisterState {
  /** How often the register was changed. 0 if it does not exist. */
  readonly version: number;
  readonly value: Uint8Array | null;
  /**
   * A proposal is chosen when a majority of `members` and one of `previous` have it. The two differ while
   * members change.
   */
  readonly members: readonly NodeHandle[];
  readonly previous: readonly NodeHandle[];
  /** The ids of the last changes, newest first; at most OPERATIONS_MAX. */
  readonly operations: readonly Uint8Array[];
}

/** The state of one acceptor for a register. */
export interface Slot {
  readonly promised: Ballot;
  /** Null when the acceptor has only made a promise. */
  readonly accepted: { readonly ballot: Ballot; readonly state: RegisterState } | null;
}

export type RegisterRequest =
  | { readonly kind: "read"; readonly name: RegisterName }
  | {
      readonly kind: "set";
      readonly name: RegisterName;
      readonly expected: number;
      readonly operation: Uint8Array;
      readonly value: Uint8Array | null;
    }
  /** To the root node: the members are no longer the replica set. */
  | { readonly kind: "renew"; readonly name: RegisterName }
  /** To a witness: asks for the accepted proposal of this register. */
  | { readonly kind: "look"; readonly name: RegisterName }
  /**
   * `epoch` is null when the register exists. Otherwise the register would be created with the members that
   * the epoch stands for.
   */
  | {
      readonly kind: "prepare";
      readonly name: RegisterName;
      readonly ballot: Ballot;
      readonly epoch: Uint8Array | null;
    }
  | {
      /** `mark` tells a witness that the register exists. */
      readonly kind: "accept" | "mark";
      readonly name: RegisterName;
      readonly ballot: Ballot;
      readonly state: RegisterState;
    };

export type AcceptorAnswer =
  | { readonly ok: true; readonly accepted: Slot["accepted"] }
  /** `promised` is null when its disk failed, it may be cut off, or its view has another replica set. */
  | { readonly ok: false; readonly promised: Ballot | null };

export type RegisterAnswer =
  | {
      readonly kind: "value" | "set" | "conflict";
      readonly version: number;
      readonly value: Uint8Array | null;
    }
  | { readonly kind: "unavailable" | "overloaded" };

export function compareBallots(a: Ballot, b: Ballot): number {
  return a.counter !== b.counter ? a.counter - b.counter : compareIds(a.node, b.node);
}

/** Stands for a set of members, in any order. */
export function epochOf(members: readonly NodeHandle[]): Uint8Array {
  return Id.hashOf("prost-epoch-v1", ...members.map(({ id }) => id.hex).sort()).bytes;
}

export function storedNameOf({ scope, key }: RegisterName): Uint8Array {
  return new Writer(64).bytes(scope.bytes).bytes(key.bytes).done();
}

const KINDS = ["read", "set", "renew", "look", "prepare", "accept", "mark"] as const;

export function encodeRegisterRequest(request: RegisterRequest): Uint8Array {
  const writer = new Writer(512 + ("state" in request ? stateBytes(request.state) : valueBytes(request)));
  writer.u8(KINDS.indexOf(request.kind)).bytes(storedNameOf(request.name));
  switch (request.kind) {
    case "set":
      writer.u48(request.expected).bytes(request.operation);
      writeValue(writer, request.value);
      break;
    case "prepare":
      writeBallot(writer, request.ballot).u8(request.epoch === null ? 0 : 1);
      if (request.epoch !== null) writer.bytes(request.epoch);
      break;
    case "accept":
    case "mark":
      writeState(writeBallot(writer, request.ballot), request.state);
      break;
  }
  return writer.done();
}

/** Returns null when the bytes are not a request. */
export function decodeRegisterRequest(bytes: Uint8Array): RegisterRequest | null {
  return decodeOrNull(bytes, (reader) => {
    const kind = KINDS[reader.u8()];
    const name = { scope: reader.id(), key: reader.id() };
    switch (kind) {
      case "set":
        return {
          kind,
          name,
          expected: reader.u48(),
          operation: reader.bytes(OPERATION_BYTES),
          value: readValue(reader),
        };
      case "prepare":
        return {
          kind,
          name,
          ballot: readBallot(reader),
          epoch: reader.u8() === 0 ? null : reader.bytes(EPOCH_BYTES),
        };
      case "accept":
      case "mark":
        return { kind, name, ballot: readBallot(reader), state: readState(reader) };
      case undefined:
        throw new Malformed("unknown kind");
      default:
        return { kind, name };
    }
  });
}

export function encodeAcceptorAnswer(answer: AcceptorAnswer): Uint8Array {
  if (!answer.ok) {
    const writer = new Writer(64).u8(answer.promised === null ? 0 : 1);
    return answer.promised === null ? writer.done() : writeBallot(writer, answer.promised).done();
  }
  if (answer.accepted === null) return Uint8Array.of(2);
  const { ballot, state } = answer.accepted;
  return writeState(writeBallot(new Writer(64 + stateBytes(state)).u8(3), ballot), state).done();
}

export function decodeAcceptorAnswer(bytes: Uint8Array): AcceptorAnswer | null {
  return decodeOrNull(bytes, (reader) => {
    switch (reader.u8()) {
      case 0:
        return { ok: false, promised: null };
      case 1:
        return { ok: false, promised: readBallot(reader) };
      case 2:
        return { ok: true, accepted: null };
      case 3:
        return { ok: true, accepted: { ballot: readBallot(reader), state: readState(reader) } };
      default:
        throw new Malformed("unknown status");
    }
  });
}

const ANSWERS = ["value", "set", "conflict", "unavailable", "overloaded"] as const;

export function encodeRegisterAnswer(answer: RegisterAnswer): Uint8Array {
  const kind = ANSWERS.indexOf(answer.kind);
  if (!("version" in answer)) return Uint8Array.of(kind);
  return writeValue(
    new Writer(16 + (answer.value?.length ?? 0)).u8(kind).u48(answer.version),
    answer.value,
  ).done();
}

export function decodeRegisterAnswer(bytes: Uint8Array): RegisterAnswer | null {
  return decodeOrNull(bytes, (reader) => {
    const kind = ANSWERS[reader.u8()];
    if (kind === undefined) throw new Malformed("unknown answer");
    if (kind === "unavailable" || kind === "overloaded") return { kind };
    return { kind, version: reader.u48(), value: readValue(reader) };
  });
}

export function slotBytes({ promised, accepted }: Slot): Uint8Array {
  const writer = writeBallot(
    new Writer(128 + (accepted === null ? 0 : stateBytes(accepted.state))),
    promised,
  );
  writer.u8(accepted === null ? 0 : 1);
  if (accepted !== null) writeState(writeBallot(writer, accepted.ballot), accepted.state);
  return writer.done();
}

/** Throws Malformed if the bytes are not a slot. */
export function slotOf(bytes: Uint8Array): Slot {
  const reader = new Reader(bytes);
  const promised = readBallot(reader);
  if (reader.u8() === 0) return { promised, accepted: null };
  return { promised, accepted: { ballot: readBallot(reader), state: readState(reader) } };
}

function valueBytes(request: RegisterRequest): number {
  return request.kind === "set" ? (request.value?.length ?? 0) : 0;
}

function stateBytes({ value, members, previous, operations }: RegisterState): number {
  return (
    32 +
    (value?.length ?? 0) +
    handlesSize(members.map(bareHandle)) +
    handlesSize(previous.map(bareHandle)) +
    operations.length * OPERATION_BYTES
  );
}

function writeBallot(writer: Writer, { counter, node }: Ballot): Writer {
  return writer.u48(counter).bytes(node.bytes);
}

function readBallot(reader: Reader): Ballot {
  return { counter: reader.u48(), node: ownId(reader.id()) };
}

function writeValue(writer: Writer, value: Uint8Array | null): Writer {
  return value === null ? writer.u8(0) : writer.u8(1).u16(value.length).bytes(value);
}

/** A copy, since the reader's bytes may be a packet. */
function readValue(reader: Reader): Uint8Array | null {
  if (reader.u8() === 0) return null;
  const length = reader.u16();
  if (length > REGISTER_VALUE_BYTES_MAX) throw new Malformed("a value that is too long");
  return reader.bytes(length).slice();
}

function writeState(writer: Writer, state: RegisterState): Writer {
  writeValue(writer.u48(state.version), state.value)
    .handles(state.members.map(bareHandle))
    .handles(state.previous.map(bareHandle));
  writer.u8(state.operations.length);
  for (const operation of state.operations) writer.bytes(operation);
  return writer;
}

function readState(reader: Reader): RegisterState {
  const version = reader.u48();
  const value = readValue(reader);
  const members = reader.handles(MEMBERS_MAX).map(ownHandle);
  const previous = reader.handles(MEMBERS_MAX).map(ownHandle);
  if (members.length === 0 || previous.length === 0) throw new Malformed("a register without members");
  const count = reader.u8();
  if (count > OPERATIONS_MAX) throw new Malformed("too many operations");
  const operations = Array.from({ length: count }, () => reader.bytes(OPERATION_BYTES).slice());
  return { version, value, members, previous, operations };
}

function ownId({ bytes }: Id): Id {
  return new Id(bytes.slice());
}

function ownHandle(handle: NodeHandle | null): NodeHandle {
  if (handle === null) throw new Malformed("a member that is not named by id and address");
  const { id, address } = handle;
  return { id: ownId(id), address: address.slice(0, ADDRESS_BYTES_MAX) };
}
