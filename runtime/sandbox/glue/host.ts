/**
 * One file: the table of all host functions, each of which is short.
 *
 * The host functions. Each function works on the state of the glue, or writes an effect. None calls the
 * guest.
 *
 * A part of the glue (glue.ts): the function refers to nothing outside itself, because its text runs in the
 * isolate of a cell.
 */
import type { Bytes } from "./bytes.ts";
import type { Ed25519, makeEd25519 } from "./ed25519.ts";
import type { EventContext, TrapClass } from "./event-context.ts";
import type { Nodes } from "./nodes.ts";
import type { GlueConstants } from "./types.ts";

interface HostParts {
  readonly bytes: Bytes;
  readonly nodes: Nodes;
  readonly event: EventContext;
  readonly Trap: TrapClass;
  readonly makeEd25519: typeof makeEd25519;
}

/** By "module.name", in an object without a prototype. */
export type HostFunctions = Readonly<Record<string, (...values: never[]) => unknown>>;

export function makeHost(
  constants: GlueConstants,
  { bytes, nodes, event, Trap, makeEd25519: make }: HostParts,
): HostFunctions {
  const { abi: A } = constants;
  const { latin1 } = bytes;
  const DETAIL_CHARS_MAX = 200;
  /** A byte of a store key costs as much as this many copied bytes. */
  const KEY_WEIGHT = 4;
  /** Fuel for comparing one node with a key, and for sorting one node. */
  const NODE_FUEL = 64;
  const SORTED_NODE_FUEL = 192;
  const SIGNATURE_BYTES = 64;
  /** Made at the first use: most services never verify. */
  let ed25519: Ed25519 | null = null;
  /** Versions of registers are below this. */
  const VERSION_END = 1n << 48n;

  const host: HostFunctions = Object.assign(Object.create(null), {
    "env.abort": (message: number, _file: number, line: number, column: number) => {
      event.refresh();
      let text = "";
      const start = message >>> 0;
      if (start >= 4 && start <= event.memory.length) {
        const length = Math.min(
          event.dataView.getUint32(start - 4, true) >>> 1,
          DETAIL_CHARS_MAX,
          (event.memory.length - start) >>> 1,
        );
        for (let i = 0; i < length; i++)
          text += String.fromCharCode(event.dataView.getUint16(start + 2 * i, true));
      }
      throw new Trap("abort", `${text} (line ${line}, column ${column})`);
    },
    "prost.read": (offset: number, out: number, length: number) => {
      event.charge(length > 0 ? length : 0);
      if (offset < 0) return A.E_INVALID;
      const wrong = event.fault(out, length, A.PAYLOAD_BYTES_MAX);
      if (wrong !== null) return wrong;
      const count = Math.max(0, Math.min(length, event.payloadLength - offset));
      const from = event.payloadAt + offset;
      if (count > 0) event.memory.set(event.bytes.subarray(from, from + count), out >>> 0);
      return count;
    },
    "prost.self": (out: number) => {
      event.charge(A.ID_BYTES);
      if (!event.isId(out)) return A.E_FAULT;
      event.memory.set(nodes.self(), out >>> 0);
      return A.OK;
    },
    "prost.service": (out: number) => {
      event.charge(A.ID_BYTES);
      if (!event.isId(out)) return A.E_FAULT;
      event.memory.set(event.service.id, out >>> 0);
      return A.OK;
    },
    "prost.log": (level: number, text: number, length: number) => {
      event.charge(Math.max(0, Math.min(length, A.LOG_BYTES_MAX)));
      if (level < A.LOG_DEBUG || level > A.LOG_ERROR) return A.E_INVALID;
      const wrong = event.fault(text, length, A.PAYLOAD_BYTES_MAX);
      if (wrong !== null) return wrong;
      const cut = Math.min(length, A.LOG_BYTES_MAX);
      const out = event.effect(11, cut);
      if (out === null) return A.E_QUOTA;
      out.u8(level);
      out.longFromMemory(event, text, cut);
      return A.OK;
    },
    "prost.metric": (name: number, length: number, value: bigint) => {
      event.charge(Math.max(0, length));
      const wrong = event.fault(name, length, A.METRIC_NAME_BYTES_MAX);
      if (wrong !== null) return wrong;
      const out = event.effect(12, length);
      if (out === null) return A.E_QUOTA;
      out.longFromMemory(event, name, length);
      out.i64(value);
      return A.OK;
    },
    "prost.fuel_left": () => {
      event.charge(0);
      const left = (event.instance.fuel.value as bigint) - BigInt(event.hostFuel);
      return left > 0n ? left : 0n;
    },
    "prost.verify": (key: number, signature: number, message: number, length: number) => {
      event.charge(Math.max(0, length));
      const wrong = event.fault(message, length, A.STORE_VALUE_BYTES_MAX);
      if (wrong !== null) return wrong;
      if (!event.isId(key) || (signature >>> 0) + SIGNATURE_BYTES > event.memory.length) return A.E_FAULT;
      event.spend(A.VERIFY_FUEL + A.VERIFY_BYTE_FUEL * length);
      ed25519 ??= make();
      const stated = event.bytesAt(message, length);
      return ed25519.verify(event.idAt(key), event.bytesAt(signature, SIGNATURE_BYTES), stated) ? 1 : 0;
    },
    "prost.route": (key: number, payload: number, length: number, hint: number, flags: number) => {
      event.charge(Math.max(0, length));
      if (flags !== 0) return A.E_INVALID;
      const wrong = event.fault(payload, length, A.PAYLOAD_BYTES_MAX);
      if (wrong !== null) return wrong;
      if (!event.isId(key) || (hint !== 0 && !event.isId(hint))) return A.E_FAULT;
      const out = event.effect(1, length);
      if (out === null) return A.E_QUOTA;
      out.fromMemory(event, key, A.ID_BYTES);
      out.u8(hint === 0 ? 0 : 1);
      if (hint !== 0) out.fromMemory(event, hint, A.ID_BYTES);
      out.longFromMemory(event, payload, length);
      return A.OK;
    },
    "prost.send": (node: number, payload: number, length: number) => {
      event.charge(Math.max(0, length));
      const wrong = event.fault(payload, length, A.PAYLOAD_BYTES_MAX);
      if (wrong !== null) return wrong;
      if (!event.isId(node)) return A.E_FAULT;
      const out = event.effect(2, length);
      if (out === null) return A.E_QUOTA;
      out.fromMemory(event, node, A.ID_BYTES);
      out.longFromMemory(event, payload, length);
      return A.OK;
    },
    "prost.request": (key: number, payload: number, length: number, timeoutMs: number) => {
      event.charge(Math.max(0, length));
      if (timeoutMs <= 0 || timeoutMs > A.DELAY_MS_MAX) return BigInt(A.E_INVALID);
      const wrong = event.fault(payload, length, A.PAYLOAD_BYTES_MAX);
      if (wrong !== null) return BigInt(wrong);
      if (!event.isId(key)) return BigInt(A.E_FAULT);
      const out = event.effect(3, length);
      if (out === null) return BigInt(A.E_QUOTA);
      const token = event.newToken();
      out.i64(token);
      out.fromMemory(event, key, A.ID_BYTES);
      out.u32(timeoutMs);
      out.longFromMemory(event, payload, length);
      return token;
    },
    "prost.respond": (token: bigint, payload: number, length: number) => {
      event.charge(Math.max(0, length));
      const wrong = event.fault(payload, length, A.PAYLOAD_BYTES_MAX);
      if (wrong !== null) return wrong;
      const number = numberOf(token);
      const isCurrent = number === event.token && number !== 0;
      if (isCurrent ? event.isAnswered : !event.service.owed.has(number) || event.answered.includes(number))
        return A.E_TOKEN;
      const out = event.effect(4, length);
      if (out === null) return A.E_QUOTA;
      if (isCurrent) event.isAnswered = true;
      else event.answered.push(number);
      out.i64(token);
      out.longFromMemory(event, payload, length);
      return A.OK;
    },
    "prost.forward_set_key": (key: number) => {
      event.charge(A.ID_BYTES);
      if (event.kind !== "forward") return A.E_PHASE;
      if (!event.isId(key)) return A.E_FAULT;
      event.key = event.idAt(key);
      return A.OK;
    },
    "prost.forward_set_payload": (payload: number, length: number) => {
      event.charge(Math.max(0, length));
      if (event.kind !== "forward") return A.E_PHASE;
      const wrong = event.fault(payload, length, A.PAYLOAD_BYTES_MAX);
      if (wrong !== null) return wrong;
      event.payload = event.bytesAt(payload, length);
      return A.OK;
    },
    "prost.forward_set_next": (node: number) => {
      event.charge(A.ID_BYTES);
      if (event.kind !== "forward") return A.E_PHASE;
      if (!event.isId(node)) return A.E_FAULT;
      event.next = event.idAt(node);
      return A.OK;
    },
    "prost.is_root": (key: number) => {
      event.spend(NODE_FUEL * (1 + nodes.leafCount()));
      if (!event.isId(key)) return A.E_FAULT;
      return nodes.isRoot(event.idAt(key)) ? 1 : 0;
    },
    "prost.local_lookup": (key: number, max: number, safe: number, out: number) => {
      event.spend(NODE_FUEL * (1 + nodes.count()));
      if (safe !== 0 && safe !== 1) return A.E_INVALID;
      if (!event.isId(key)) return A.E_FAULT;
      return idsFault(max, out) ?? writeIds(nodes.lookup(event.idAt(key), max), out);
    },
    "prost.neighbor_set": (max: number, out: number) => {
      event.charge(A.ID_BYTES * 32);
      return idsFault(max, out) ?? writeIds(nodes.neighbors(max), out);
    },
    "prost.replica_set": (key: number, max: number, out: number) => {
      event.spend(SORTED_NODE_FUEL * (1 + nodes.leafCount()));
      if (!event.isId(key)) return A.E_FAULT;
      return idsFault(max, out) ?? writeIds(nodes.replicas(event.idAt(key), max), out);
    },
    "prost.range": (node: number, rank: number, out: number) => {
      event.spend(NODE_FUEL * (1 + nodes.leafCount()));
      if (rank < 0) return A.E_INVALID;
      if (!event.isId(node) || (out >>> 0) + 2 * A.ID_BYTES > event.memory.length) return A.E_FAULT;
      const range = nodes.range(event.idAt(node), rank);
      if (range === null) return A.E_NOT_FOUND;
      for (let end = 0; end < 2; end++) writeKey(range[end], (out >>> 0) + end * A.ID_BYTES);
      return A.OK;
    },
    "prost.store_get": (key: number, keyLength: number, out: number, capacity: number) => {
      event.charge(KEY_WEIGHT * Math.max(0, keyLength));
      const wrong =
        event.fault(key, keyLength, A.STORE_KEY_BYTES_MAX) ?? event.fault(out, capacity, 0x7fffffff);
      if (wrong !== null) return wrong;
      const value = event.service.store.get(latin1(event.bytesAt(key, keyLength)));
      if (value === null) return A.E_NOT_FOUND;
      event.charge(value.length);
      if (value.length <= capacity) event.memory.set(value, out >>> 0);
      return value.length;
    },
    "prost.store_put": (key: number, keyLength: number, value: number, length: number) => {
      event.charge(KEY_WEIGHT * Math.max(0, keyLength) + Math.max(0, length));
      const wrong =
        event.fault(key, keyLength, A.STORE_KEY_BYTES_MAX) ??
        event.fault(value, length, A.STORE_VALUE_BYTES_MAX);
      if (wrong !== null) return wrong;
      return event.service.store.write(latin1(event.bytesAt(key, keyLength)), event.bytesAt(value, length));
    },
    "prost.store_delete": (key: number, keyLength: number) => {
      event.charge(KEY_WEIGHT * Math.max(0, keyLength));
      const wrong = event.fault(key, keyLength, A.STORE_KEY_BYTES_MAX);
      if (wrong !== null) return wrong;
      const name = latin1(event.bytesAt(key, keyLength));
      if (event.service.store.get(name) === null) return A.E_NOT_FOUND;
      return event.service.store.write(name, null);
    },
    "prost.store_scan": (
      from: number,
      fromLength: number,
      to: number,
      toLength: number,
      out: number,
      capacity: number,
    ) => {
      event.charge(Math.max(0, fromLength) + Math.max(0, toLength));
      const wrong =
        event.fault(from, fromLength, A.STORE_KEY_BYTES_MAX) ??
        event.fault(to, toLength, A.STORE_KEY_BYTES_MAX) ??
        event.fault(out, capacity, 0x7fffffff);
      if (wrong !== null) return wrong;
      return scan(
        latin1(event.bytesAt(from, fromLength)),
        latin1(event.bytesAt(to, toLength)),
        out >>> 0,
        capacity,
      );
    },
    "prost.storage_put": (
      key: number,
      field: number,
      fieldLength: number,
      value: number,
      length: number,
      ttlSeconds: number,
    ) => {
      event.charge(Math.max(0, fieldLength) + Math.max(0, length));
      if (ttlSeconds < 0) return BigInt(A.E_INVALID);
      const wrong =
        event.fault(field, fieldLength, A.STORE_KEY_BYTES_MAX) ??
        event.fault(value, length, A.STORE_VALUE_BYTES_MAX);
      if (wrong !== null) return BigInt(wrong);
      if (!event.isId(key)) return BigInt(A.E_FAULT);
      const out = event.effect(5, fieldLength + length);
      if (out === null) return BigInt(A.E_QUOTA);
      const token = event.newToken();
      out.i64(token);
      out.fromMemory(event, key, A.ID_BYTES);
      out.longFromMemory(event, field, fieldLength);
      out.longFromMemory(event, value, length);
      out.u32(ttlSeconds);
      return token;
    },
    "prost.storage_get": (key: number, field: number, length: number) => fieldEffect(6, key, field, length),
    "prost.storage_remove": (key: number, field: number, length: number) =>
      fieldEffect(7, key, field, length),
    "prost.storage_list": (key: number) => {
      event.charge(A.ID_BYTES);
      if (!event.isId(key)) return BigInt(A.E_FAULT);
      const out = event.effect(8, 0);
      if (out === null) return BigInt(A.E_QUOTA);
      const token = event.newToken();
      out.i64(token);
      out.fromMemory(event, key, A.ID_BYTES);
      return token;
    },
    "prost.storage_put_form": (
      form: number,
      key: number,
      field: number,
      fieldLength: number,
      value: number,
      length: number,
      ttlSeconds: number,
    ) => {
      event.charge(Math.max(0, fieldLength) + Math.max(0, length));
      const isWritable = isForm(form) && form !== A.FORM_EVIDENCE;
      if (ttlSeconds < 0 || !isWritable) return BigInt(A.E_INVALID);
      const wrong =
        event.fault(field, fieldLength, A.STORE_KEY_BYTES_MAX) ??
        event.fault(value, length, A.STORE_VALUE_BYTES_MAX);
      if (wrong !== null) return BigInt(wrong);
      if (!event.isId(key)) return BigInt(A.E_FAULT);
      const out = event.effect(14, fieldLength + length);
      if (out === null) return BigInt(A.E_QUOTA);
      const token = event.newToken();
      out.i64(token);
      out.u8(form);
      out.fromMemory(event, key, A.ID_BYTES);
      out.longFromMemory(event, field, fieldLength);
      out.longFromMemory(event, value, length);
      out.u32(ttlSeconds);
      return token;
    },
    "prost.storage_get_form": (form: number, key: number, field: number, length: number) => {
      event.charge(Math.max(0, length));
      if (!isForm(form)) return BigInt(A.E_INVALID);
      const wrong = event.fault(field, length, A.STORE_KEY_BYTES_MAX);
      if (wrong !== null) return BigInt(wrong);
      if (!event.isId(key)) return BigInt(A.E_FAULT);
      const out = event.effect(15, length);
      if (out === null) return BigInt(A.E_QUOTA);
      const token = event.newToken();
      out.i64(token);
      out.u8(form);
      out.fromMemory(event, key, A.ID_BYTES);
      out.longFromMemory(event, field, length);
      return token;
    },
    "prost.storage_list_form": (form: number, key: number) => {
      event.charge(A.ID_BYTES);
      // In the other forms, a key has only one record.
      if (form !== A.FORM_PLAIN && form !== A.FORM_MERGED) return BigInt(A.E_INVALID);
      if (!event.isId(key)) return BigInt(A.E_FAULT);
      const out = event.effect(16, 0);
      if (out === null) return BigInt(A.E_QUOTA);
      const token = event.newToken();
      out.i64(token);
      out.u8(form);
      out.fromMemory(event, key, A.ID_BYTES);
      return token;
    },
    "prost.storage_cas": (key: number, expected: bigint, value: number, length: number) => {
      event.charge(Math.max(0, length));
      if (expected < 0n || expected >= VERSION_END) return BigInt(A.E_INVALID);
      const wrong = event.fault(value, length, A.REGISTER_VALUE_BYTES_MAX);
      if (wrong !== null) return BigInt(wrong);
      if (!event.isId(key)) return BigInt(A.E_FAULT);
      const out = event.effect(17, length);
      if (out === null) return BigInt(A.E_QUOTA);
      const token = event.newToken();
      out.i64(token);
      out.fromMemory(event, key, A.ID_BYTES);
      out.i64(expected);
      out.longFromMemory(event, value, length);
      return token;
    },
    "prost.storage_read": (key: number) => {
      event.charge(A.ID_BYTES);
      if (!event.isId(key)) return BigInt(A.E_FAULT);
      const out = event.effect(18, 0);
      if (out === null) return BigInt(A.E_QUOTA);
      const token = event.newToken();
      out.i64(token);
      out.fromMemory(event, key, A.ID_BYTES);
      return token;
    },
    "prost.now": () => {
      event.charge(0);
      return BigInt(Math.trunc(event.nowMs));
    },
    "prost.random": () => {
      event.charge(0);
      // splitmix64 (Steele, Lea and Flood, OOPSLA 2014).
      const from = event.random ?? event.input?.view.getBigInt64(event.seedAt, true) ?? 0n;
      event.random = BigInt.asUintN(64, from + 0x9e3779b97f4a7c15n);
      let z = event.random;
      z = BigInt.asUintN(64, (z ^ (z >> 30n)) * 0xbf58476d1ce4e5b9n);
      z = BigInt.asUintN(64, (z ^ (z >> 27n)) * 0x94d049bb133111ebn);
      return BigInt.asIntN(64, z ^ (z >> 31n));
    },
    "prost.timer_set": (delayMs: number) => {
      event.charge(0);
      if (delayMs < 0 || delayMs > A.DELAY_MS_MAX) return BigInt(A.E_INVALID);
      if (event.service.timers.size + event.timersSet.length - event.timersGone.length >= A.TIMERS_MAX)
        return BigInt(A.E_QUOTA);
      const out = event.effect(9, 0);
      if (out === null) return BigInt(A.E_QUOTA);
      const token = event.newToken();
      event.timersSet.push(Number(token));
      out.i64(token);
      out.u32(delayMs);
      return token;
    },
    "prost.timer_cancel": (token: bigint) => {
      event.charge(0);
      const number = numberOf(token);
      const isKnown = event.service.timers.has(number) || event.timersSet.includes(number);
      if (!isKnown || event.timersGone.includes(number)) return A.E_TOKEN;
      const out = event.effect(10, 0);
      if (out === null) return A.E_QUOTA;
      event.timersGone.push(number);
      out.i64(token);
      return A.OK;
    },
    "prost.emit": (payload: number, length: number) => {
      event.charge(Math.max(0, length));
      const wrong = event.fault(payload, length, A.PAYLOAD_BYTES_MAX);
      if (wrong !== null) return wrong;
      const out = event.effect(13, length);
      if (out === null) return A.E_QUOTA;
      out.longFromMemory(event, payload, length);
      return A.OK;
    },
  });

  const scratch = new DataView(new ArrayBuffer(8));

  /**
   * As Number(token), which would leave compiled code. A value of 2^53 or more becomes a number that is not a
   * token.
   */
  function numberOf(token: bigint): number {
    scratch.setBigInt64(0, token, true);
    return scratch.getInt32(4, true) * 2 ** 32 + scratch.getUint32(0, true);
  }

  function isForm(form: number): boolean {
    return form >= A.FORM_PLAIN && form <= A.FORM_MERGED;
  }

  /** Writes an effect with a key and a field. */
  function fieldEffect(kind: number, key: number, field: number, length: number): bigint {
    event.charge(Math.max(0, length));
    const wrong = event.fault(field, length, A.STORE_KEY_BYTES_MAX);
    if (wrong !== null) return BigInt(wrong);
    if (!event.isId(key)) return BigInt(A.E_FAULT);
    const out = event.effect(kind, length);
    if (out === null) return BigInt(A.E_QUOTA);
    const token = event.newToken();
    out.i64(token);
    out.fromMemory(event, key, A.ID_BYTES);
    out.longFromMemory(event, field, length);
    return token;
  }

  function writeIds(ids: readonly Uint8Array[], out: number): number {
    ids.forEach((id, i) => event.memory.set(id, (out >>> 0) + i * A.ID_BYTES));
    return ids.length;
  }

  function writeKey(place: bigint, at: number): void {
    for (let i = 0; i < 4; i++)
      event.dataView.setBigUint64(at + 8 * i, BigInt.asUintN(64, place >> BigInt(64 * (3 - i))));
  }

  /** The status for an invalid list of ids. Null when the list is valid. */
  function idsFault(max: number, out: number): number | null {
    if (max < 0) return A.E_INVALID;
    if (max > A.NODES_MAX) return A.E_TOO_BIG;
    return (out >>> 0) + max * A.ID_BYTES > event.memory.length ? A.E_FAULT : null;
  }

  /**
   * Writes whole entries while they fit. Returns their length in bytes, or E_RANGE if the first does not fit.
   */
  function scan(from: string, to: string, out: number, capacity: number): number {
    let at = out;
    const isAll = event.service.store.scan(from, to, (key, value) => {
      if (at + 6 + key.length + value.length > out + capacity) return false;
      event.charge(key.length + value.length);
      event.dataView.setUint16(at, key.length, true);
      event.dataView.setUint32(at + 2, value.length, true);
      for (let i = 0; i < key.length; i++) event.memory[at + 6 + i] = key.charCodeAt(i);
      event.memory.set(value, at + 6 + key.length);
      at += 6 + key.length + value.length;
      return true;
    });
    return !isAll && at === out ? A.E_RANGE : at - out;
  }

  return host;
}
