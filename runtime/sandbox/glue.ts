/**
 * The trusted part beside the guest: instantiates modules, fills the mailbox, answers host functions from what it holds, notes
 * effects, and undoes an event that faults.
 *
 * `makeGlue` is one function that refers to nothing outside itself: its text runs in the cell's isolate, the function itself
 * in this process (inline.ts). What comes in and goes out are bytes, as frames.ts reads and writes them.
 */
import type * as abi from "../../abi/abi.ts";
import type { ServiceEvent } from "./contract.ts";

/** The numbers of the contract, the depth at which calls end, and which functions a service may import. */
export interface GlueConstants {
  readonly abi: typeof abi;
  readonly stackUnitsMax: number;
  /** "module.name", with its capability; null: every service. */
  readonly imports: readonly (readonly [name: string, capability: string | null])[];
  readonly fuelExport: string;
  readonly depthExport: string;
  readonly startExport: string;
  readonly sharedBase: number;
  /** "prost:deliver" takes the fuel there is, calls `deliver`, and gives what is left (rewrite.ts). */
  readonly entryPrefix: string;
}

export interface Glue {
  /** The outcome of `init`, or why it does not start, encoded. */
  install(request: ArrayBuffer): ArrayBuffer;
  uninstall(serviceId: ArrayBuffer): void;
  setView(view: ArrayBuffer): void;
  /**
   * Memory that both sides of the isolate see, so that a batch and its outcomes need not be copied across. The guest has no way
   * to it: it has neither the buffers nor a constructor of such.
   */
  share(input: SharedArrayBuffer, output: SharedArrayBuffer): void;
  /** The outcomes of a batch of events of one service, encoded. */
  run(batch: ArrayBuffer): ArrayBuffer;
  /**
   * The same for a batch that stands in the shared memory from SHARED_BASE on. Returns how many bytes of outcomes stand there in the
   * other; those that do not fit come as a buffer.
   */
  runShared(): ArrayBuffer | number;
  /**
   * One event as it is, for a glue in this process. Returns the fuel it took when there is nothing else to say: it went well, wrote
   * nothing, asked for nothing, and let a message go on as it was; otherwise its outcome, encoded as by `run`.
   */
  runNow(serviceId: Uint8Array, event: ServiceEvent): ArrayBuffer | number;
}

/** Where bodies begin in the shared memory: a frame's header goes before, and they are aligned. */
export const SHARED_BASE = 8;

export function makeGlue(constants: GlueConstants): Glue {
  const { abi: A, stackUnitsMax } = constants;
  // Taken once: what the guest could reach, if it reached anything, cannot change what is used here.
  const { Module, Instance } = WebAssembly;
  const KINDS = ["deliver", "forward", "update", "complete", "timer", "call"];
  /** Which parts of an event are sent: four ids, by their place in the mailbox, then these. */
  const PART_NUMBERS = 16;
  const PART_TIME = 32;
  const FAULTS = ["fuel", "stack", "trap", "abort", "quota", "timeout", "lost"];
  const STORE_ENTRY_BYTES = 32;
  const OWED_MAX = 4096;
  const DETAIL_CHARS_MAX = 200;
  const HOST_CALL_FUEL = 50;
  const OUTPUT_BYTES_KEPT = 1024 * 1024;
  /** So few bytes are copied faster by a loop than by a call and a view made for it. */
  const COPY_LOOP_BYTES = 256;
  /** What is longer stands at a multiple of 8 in a frame: copied between shared and other memory it takes a tenth of the time. */
  const ALIGNED_FROM_BYTES = 256;
  /** Reading a byte of a key of the store, in bytes copied. */
  const KEY_WEIGHT = 4;
  /** Comparing a node with a key; putting it into order; sorting in one of the event's own writes when it scans. */
  const NODE_FUEL = 64;
  const SORTED_NODE_FUEL = 192;
  const WRITE_FUEL = 16;
  /** Carrying one write to the node. */
  const COMMIT_FUEL = 256;
  /** Keys of the store that move up to make room for a new one, for a unit. */
  const KEYS_PER_FUEL = 40;
  /** With more new or removed keys than this, the sorted keys are merged instead of moved for each. */
  const MOVES_MAX = 16;
  /** Keys that an event may write: as many as frames.ts lets through. */
  const WRITES_MAX = 65_536;
  /** When a batch has come to this, the events that are left are for the next: the node waits for an answer only so long. */
  const BATCH_FUEL = 50_000_000;
  const BATCH_BYTES = 4 * 1024 * 1024;
  const BASE = constants.sharedBase;
  const RING = 1n << 256n;
  const ZEROES = new Uint8Array(A.ID_BYTES);

  /** Ends an event. */
  class Stop {
    readonly fault: string;
    readonly detail: string;
    constructor(fault: string, detail: string) {
      this.fault = fault;
      this.detail = detail;
    }
  }

  // Bytes in and out. Little-endian.

  class Input {
    readonly bytes: Uint8Array;
    readonly view: DataView;
    at = 0;
    constructor(buffer: ArrayBuffer | SharedArrayBuffer) {
      this.bytes = new Uint8Array(buffer);
      this.view = new DataView(buffer);
    }
    /** To where the longer ones among payloads begin. */
    align(length: number) {
      if (length > ALIGNED_FROM_BYTES) this.at = (this.at + 7) & ~7;
    }
    u8() {
      return this.bytes[this.at++];
    }
    u16() {
      this.at += 2;
      return this.view.getUint16(this.at - 2, true);
    }
    u32() {
      this.at += 4;
      return this.view.getUint32(this.at - 4, true);
    }
    i32() {
      this.at += 4;
      return this.view.getInt32(this.at - 4, true);
    }
    f64() {
      this.at += 8;
      return this.view.getFloat64(this.at - 8, true);
    }
    i64() {
      this.at += 8;
      return this.view.getBigInt64(this.at - 8, true);
    }
    take(count: number) {
      this.at += count;
      return this.bytes.subarray(this.at - count, this.at);
    }
    id() {
      return this.take(A.ID_BYTES);
    }
  }

  /** Eight bytes at a time, and never as floats: those may lose bits of a NaN. */
  function copy(
    source: Uint8Array,
    sourceView: DataView,
    from: number,
    target: Uint8Array,
    targetView: DataView,
    to: number,
    length: number,
  ) {
    if (length > COPY_LOOP_BYTES) {
      target.set(source.subarray(from, from + length), to);
      return;
    }
    let i = 0;
    for (; i + 8 <= length; i += 8)
      targetView.setBigInt64(to + i, sourceView.getBigInt64(from + i, true), true);
    for (; i < length; i++) target[to + i] = source[from + i];
  }

  class Output {
    bytes: Uint8Array = new Uint8Array(4096);
    view: DataView = new DataView(this.bytes.buffer);
    at = BASE;
    #shared: Uint8Array | null = null;
    #sharedView: DataView = this.view;
    share(buffer: SharedArrayBuffer) {
      this.#shared = new Uint8Array(buffer);
      this.#sharedView = new DataView(buffer);
    }
    room(count: number) {
      if (this.at + count <= this.bytes.length) return;
      const grown = new Uint8Array(Math.max(2 * this.bytes.length, this.at + count));
      grown.set(this.bytes.subarray(0, this.at));
      this.bytes = grown;
      this.view = new DataView(grown.buffer);
    }
    u8(value: number) {
      this.room(1);
      this.bytes[this.at++] = value;
    }
    u16(value: number) {
      this.room(2);
      this.view.setUint16(this.at, value, true);
      this.at += 2;
    }
    u32(value: number) {
      this.room(4);
      this.view.setUint32(this.at, value, true);
      this.at += 4;
    }
    f64(value: number) {
      this.room(8);
      this.view.setFloat64(this.at, value, true);
      this.at += 8;
    }
    i64(value: bigint) {
      this.room(8);
      this.view.setBigInt64(this.at, value, true);
      this.at += 8;
    }
    put(value: Uint8Array) {
      this.room(value.length);
      this.bytes.set(value, this.at);
      this.at += value.length;
    }
    align(length: number) {
      if (length <= ALIGNED_FROM_BYTES) return;
      this.room(8);
      while ((this.at & 7) !== 0) this.bytes[this.at++] = 0;
    }
    long(value: Uint8Array) {
      this.u32(value.length);
      this.align(value.length);
      this.put(value);
    }
    /** Bytes of the guest's memory, which were checked to be there. */
    fromMemory(pointer: number, length: number) {
      this.room(length);
      copy(memory, memoryView, pointer >>> 0, this.bytes, this.view, this.at, length);
      this.at += length;
    }
    longFromMemory(pointer: number, length: number) {
      this.u32(length);
      this.align(length);
      this.fromMemory(pointer, length);
    }
    text(value: string) {
      const cut = value.slice(0, DETAIL_CHARS_MAX);
      this.u16(cut.length);
      for (let i = 0; i < cut.length; i++) {
        const code = cut.charCodeAt(i);
        this.u8(code >= 32 && code < 127 ? code : 63);
      }
    }
    take() {
      return this.bytes.buffer.slice(BASE, this.at) as ArrayBuffer;
    }
    /** The length, when it is in the shared memory already. */
    takeOrTell(): ArrayBuffer | number {
      return this.bytes === this.#shared ? this.at - BASE : this.take();
    }
    /** Empty again; what it has grown to stays, unless that is too much to keep. */
    clear(): this {
      if (this.#shared !== null) {
        this.bytes = this.#shared;
        this.view = this.#sharedView;
      } else if (this.bytes.length > OUTPUT_BYTES_KEPT) {
        this.bytes = new Uint8Array(4096);
        this.view = new DataView(this.bytes.buffer);
      }
      this.at = BASE;
      return this;
    }
  }

  /** For the outcomes of one batch; the event under way notes its effects at the end. */
  const batchOut = new Output();

  function latin1(bytes: Uint8Array): string {
    // Keys and names only, so they fit into a call's arguments.
    return String.fromCharCode.apply(null, bytes as unknown as number[]);
  }

  function fromLatin1(text: string): Uint8Array {
    const bytes = new Uint8Array(text.length);
    for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
    return bytes;
  }

  // The overlay's view.

  interface Known {
    readonly id: Uint8Array;
    readonly place: bigint;
  }

  function placeOf(id: Uint8Array): bigint {
    const view = new DataView(id.buffer, id.byteOffset, A.ID_BYTES);
    let place = 0n;
    for (let i = 0; i < 4; i++) place = (place << 64n) | view.getBigUint64(8 * i);
    return place;
  }

  const clockwise = (from: bigint, to: bigint) => (to - from + RING) % RING;

  /** As `isCloser` of overlay/id.ts, as a comparison. */
  function byCloseness(key: bigint): (a: Known, b: Known) => number {
    return (a, b) => {
      const upA = clockwise(key, a.place);
      const upB = clockwise(key, b.place);
      const distanceA = upA < RING - upA ? upA : RING - upA;
      const distanceB = upB < RING - upB ? upB : RING - upB;
      if (distanceA !== distanceB) return distanceA < distanceB ? -1 : 1;
      return upA === upB ? 0 : upA < upB ? -1 : 1;
    };
  }

  function sharedDigits(a: bigint, b: bigint): number {
    const different = (a ^ b).toString(16);
    return a === b ? 64 : 64 - different.length;
  }

  let self: Known = { id: ZEROES, place: 0n };
  let leaves: readonly Known[] = [];
  let table: readonly Known[] = [];
  let coversRing = true;

  // Services.

  interface Running {
    readonly exports: Readonly<Record<string, unknown>>;
    readonly memory: WebAssembly.Memory;
    readonly fuel: WebAssembly.Global;
    readonly depth: WebAssembly.Global;
    /** By place of the kind in KINDS: what is called with the fuel there is, and gives what is left. */
    readonly entries: readonly (((fuel: number) => number) | undefined)[];
    mailbox: number;
    /** Its memory as it was last seen; both are of length 0 when it has grown since. */
    bytes: Uint8Array;
    view: DataView;
  }

  /** The event under way: one object, used again for the next. */
  interface Turn {
    kind: string;
    nowMs: number;
    /** Where `random` goes on; null: it was not asked for yet. */
    random: bigint | null;
    /** Where the event's payload is, and its seed when `random` is null. */
    bytes: Uint8Array;
    view: DataView;
    seedAt: number;
    payloadAt: number;
    payloadLength: number;
    /** Whom to answer; 0: nobody. */
    token: number;
    isAnswered: boolean;
    /** Fuel that host functions took. */
    hostFuel: number;
    /** Null: nothing was written yet. */
    writes: Map<string, Uint8Array | null> | null;
    storeBytes: number;
    effectCount: number;
    effectBytes: number;
    /** What `forward` has set. */
    key: Uint8Array | null;
    payload: Uint8Array | null;
    next: Uint8Array | null;
    /** Tokens of earlier events that were answered, timers that were set and that were ended. */
    readonly answered: number[];
    readonly timersSet: number[];
    readonly timersGone: number[];
  }

  interface Installed {
    readonly id: Uint8Array;
    readonly module: WebAssembly.Module;
    readonly granted: ReadonlySet<string>;
    readonly fuelPerEvent: number;
    readonly storeBytesMax: number;
    readonly effectsMax: number;
    readonly effectBytesMax: number;
    readonly store: Map<string, Uint8Array>;
    /** Keys of the store, sorted; characters are bytes, so their order is that of the bytes. */
    keys: string[];
    storeBytes: number;
    /** Below 2^53, so that a number holds it. */
    nextToken: number;
    /** Tokens of earlier messages that may still be answered. */
    readonly owed: Set<number>;
    readonly timers: Set<number>;
    isInstalled: boolean;
    running: Running | null;
  }

  const services = new Map<string, Installed>();
  /** Of the event under way. One at a time: host functions never call the guest. */
  let service: Installed;
  let running: Running;
  let memory: Uint8Array = new Uint8Array(0);
  let memoryView: DataView = new DataView(new ArrayBuffer(0));
  const NO_INPUT = new Input(new ArrayBuffer(8));
  let sharedInput = NO_INPUT;
  const turn: Turn = {
    kind: "",
    nowMs: 0,
    random: null,
    bytes: NO_INPUT.bytes,
    view: NO_INPUT.view,
    seedAt: 0,
    payloadAt: 0,
    payloadLength: 0,
    token: 0,
    isAnswered: false,
    hostFuel: 0,
    writes: null,
    storeBytes: 0,
    effectCount: 0,
    effectBytes: 0,
    key: null,
    payload: null,
    next: null,
    answered: [],
    timersSet: [],
    timersGone: [],
  };

  /** The memory as it is now. When a memory grows its old buffer is detached: the views of it are empty then. */
  function refresh() {
    if (running.bytes.length === 0) {
      const { buffer } = running.memory;
      running.bytes = new Uint8Array(buffer);
      running.view = new DataView(buffer);
    }
    memory = running.bytes;
    memoryView = running.view;
  }

  /** For a call that looks at or moves so many bytes: as many as the guest says; what is over the ceiling is refused, not copied. */
  function charge(bytes: number) {
    spend(HOST_CALL_FUEL + (Math.min(bytes, A.PAYLOAD_BYTES_MAX) >>> 3));
  }

  /**
   * Host functions count what they take beside the guest's own count, which costs a call to look at: the event faults when either
   * goes over what it may use, and at its end when both together do.
   */
  function spend(fuel: number) {
    turn.hostFuel += fuel;
    if (turn.hostFuel > service.fuelPerEvent) throw new Stop("fuel", "out of fuel in a host function");
    if (memory.length === 0) refresh();
  }

  /** Null, or the status that says what is wrong with a range the guest names. */
  function fault(pointer: number, length: number, max: number): number | null {
    if (length < 0) return A.E_INVALID;
    if (length > max) return A.E_TOO_BIG;
    return (pointer >>> 0) + length > memory.length ? A.E_FAULT : null;
  }

  function bytesAt(pointer: number, length: number): Uint8Array {
    const start = pointer >>> 0;
    return memory.slice(start, start + length);
  }

  function isId(pointer: number): boolean {
    return (pointer >>> 0) + A.ID_BYTES <= memory.length;
  }

  /** Room in the event for one more effect, or null. */
  function effect(kind: number, bytes: number): Output | null {
    if (turn.effectCount >= service.effectsMax || turn.effectBytes + bytes > service.effectBytesMax)
      return null;
    turn.effectCount++;
    turn.effectBytes += bytes;
    batchOut.u8(kind);
    return batchOut;
  }

  function newToken(): bigint {
    return BigInt(service.nextToken++);
  }

  function storeValue(key: string): Uint8Array | null {
    const written = turn.writes?.get(key);
    return written !== undefined ? written : (service.store.get(key) ?? null);
  }

  function storeWrite(key: string, value: Uint8Array | null): number {
    const held = storeValue(key);
    const size = (of: Uint8Array | null) => (of === null ? 0 : key.length + of.length + STORE_ENTRY_BYTES);
    const bytes = turn.storeBytes - size(held) + size(value);
    if (value !== null && bytes > service.storeBytesMax) return A.E_QUOTA;
    turn.writes ??= new Map();
    if (!turn.writes.has(key)) {
      if (turn.writes.size >= WRITES_MAX) return A.E_QUOTA;
      spend(COMMIT_FUEL + Math.floor(service.keys.length / KEYS_PER_FUEL));
    }
    turn.storeBytes = bytes;
    turn.writes.set(key, value);
    return A.OK;
  }

  /** The first place in the sorted keys that is not before `key`. */
  function lowerBound(keys: readonly string[], key: string): number {
    let low = 0;
    let high = keys.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (keys[middle] < key) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  const writeIds = (nodes: readonly Known[], out: number) => {
    nodes.forEach((node, i) => memory.set(node.id, (out >>> 0) + i * A.ID_BYTES));
    return nodes.length;
  };

  /** For functions that write a number of ids. */
  function idsFault(max: number, out: number): number | null {
    if (max < 0) return A.E_INVALID;
    if (max > A.NODES_MAX) return A.E_TOO_BIG;
    return (out >>> 0) + max * A.ID_BYTES > memory.length ? A.E_FAULT : null;
  }

  // The host functions. Each reads what the glue holds, or notes an effect; none calls the guest.

  const host: Record<string, (...values: never[]) => unknown> = Object.assign(Object.create(null), {
    "env.abort": (message: number, _file: number, line: number, column: number) => {
      refresh();
      let text = "";
      const start = message >>> 0;
      if (start >= 4 && start <= memory.length) {
        const length = Math.min(
          memoryView.getUint32(start - 4, true) >>> 1,
          DETAIL_CHARS_MAX,
          (memory.length - start) >>> 1,
        );
        for (let i = 0; i < length; i++)
          text += String.fromCharCode(memoryView.getUint16(start + 2 * i, true));
      }
      throw new Stop("abort", `${text} (line ${line}, column ${column})`);
    },
    "prost.read": (offset: number, out: number, length: number) => {
      charge(length > 0 ? length : 0);
      if (offset < 0) return A.E_INVALID;
      const wrong = fault(out, length, A.PAYLOAD_BYTES_MAX);
      if (wrong !== null) return wrong;
      const count = Math.max(0, Math.min(length, turn.payloadLength - offset));
      const from = turn.payloadAt + offset;
      if (count > 0) memory.set(turn.bytes.subarray(from, from + count), out >>> 0);
      return count;
    },
    "prost.self": (out: number) => {
      charge(A.ID_BYTES);
      if (!isId(out)) return A.E_FAULT;
      memory.set(self.id, out >>> 0);
      return A.OK;
    },
    "prost.service": (out: number) => {
      charge(A.ID_BYTES);
      if (!isId(out)) return A.E_FAULT;
      memory.set(service.id, out >>> 0);
      return A.OK;
    },
    "prost.log": (level: number, text: number, length: number) => {
      charge(Math.max(0, Math.min(length, A.LOG_BYTES_MAX)));
      if (level < A.LOG_DEBUG || level > A.LOG_ERROR) return A.E_INVALID;
      const wrong = fault(text, length, A.PAYLOAD_BYTES_MAX);
      if (wrong !== null) return wrong;
      const cut = Math.min(length, A.LOG_BYTES_MAX);
      const out = effect(11, cut);
      if (out === null) return A.E_QUOTA;
      out.u8(level);
      out.longFromMemory(text, cut);
      return A.OK;
    },
    "prost.metric": (name: number, length: number, value: bigint) => {
      charge(Math.max(0, length));
      const wrong = fault(name, length, A.METRIC_NAME_BYTES_MAX);
      if (wrong !== null) return wrong;
      const out = effect(12, length);
      if (out === null) return A.E_QUOTA;
      out.longFromMemory(name, length);
      out.i64(value);
      return A.OK;
    },
    "prost.fuel_left": () => {
      charge(0);
      const left = (running.fuel.value as bigint) - BigInt(turn.hostFuel);
      return left > 0n ? left : 0n;
    },
    "prost.route": (key: number, payload: number, length: number, hint: number, flags: number) => {
      charge(Math.max(0, length));
      if (flags !== 0) return A.E_INVALID;
      const wrong = fault(payload, length, A.PAYLOAD_BYTES_MAX);
      if (wrong !== null) return wrong;
      if (!isId(key) || (hint !== 0 && !isId(hint))) return A.E_FAULT;
      const out = effect(1, length);
      if (out === null) return A.E_QUOTA;
      out.fromMemory(key, A.ID_BYTES);
      out.u8(hint === 0 ? 0 : 1);
      if (hint !== 0) out.fromMemory(hint, A.ID_BYTES);
      out.longFromMemory(payload, length);
      return A.OK;
    },
    "prost.send": (node: number, payload: number, length: number) => {
      charge(Math.max(0, length));
      const wrong = fault(payload, length, A.PAYLOAD_BYTES_MAX);
      if (wrong !== null) return wrong;
      if (!isId(node)) return A.E_FAULT;
      const out = effect(2, length);
      if (out === null) return A.E_QUOTA;
      out.fromMemory(node, A.ID_BYTES);
      out.longFromMemory(payload, length);
      return A.OK;
    },
    "prost.request": (key: number, payload: number, length: number, timeoutMs: number) => {
      charge(Math.max(0, length));
      if (timeoutMs <= 0 || timeoutMs > A.DELAY_MS_MAX) return BigInt(A.E_INVALID);
      const wrong = fault(payload, length, A.PAYLOAD_BYTES_MAX);
      if (wrong !== null) return BigInt(wrong);
      if (!isId(key)) return BigInt(A.E_FAULT);
      const out = effect(3, length);
      if (out === null) return BigInt(A.E_QUOTA);
      const token = newToken();
      out.i64(token);
      out.fromMemory(key, A.ID_BYTES);
      out.u32(timeoutMs);
      out.longFromMemory(payload, length);
      return token;
    },
    "prost.respond": (token: bigint, payload: number, length: number) => {
      charge(Math.max(0, length));
      const wrong = fault(payload, length, A.PAYLOAD_BYTES_MAX);
      if (wrong !== null) return wrong;
      // A token that is not below 2^53 comes out as a number that no token is.
      const number = Number(token);
      const isThisOne = number === turn.token && number !== 0;
      if (isThisOne ? turn.isAnswered : !service.owed.has(number) || turn.answered.includes(number))
        return A.E_TOKEN;
      const out = effect(4, length);
      if (out === null) return A.E_QUOTA;
      if (isThisOne) turn.isAnswered = true;
      else turn.answered.push(number);
      out.i64(token);
      out.longFromMemory(payload, length);
      return A.OK;
    },
    "prost.forward_set_key": (key: number) => {
      charge(A.ID_BYTES);
      if (turn.kind !== "forward") return A.E_PHASE;
      if (!isId(key)) return A.E_FAULT;
      turn.key = bytesAt(key, A.ID_BYTES);
      return A.OK;
    },
    "prost.forward_set_payload": (payload: number, length: number) => {
      charge(Math.max(0, length));
      if (turn.kind !== "forward") return A.E_PHASE;
      const wrong = fault(payload, length, A.PAYLOAD_BYTES_MAX);
      if (wrong !== null) return wrong;
      turn.payload = bytesAt(payload, length);
      return A.OK;
    },
    "prost.forward_set_next": (node: number) => {
      charge(A.ID_BYTES);
      if (turn.kind !== "forward") return A.E_PHASE;
      if (!isId(node)) return A.E_FAULT;
      turn.next = bytesAt(node, A.ID_BYTES);
      return A.OK;
    },
    "prost.is_root": (key: number) => {
      spend(NODE_FUEL * (1 + leaves.length));
      if (!isId(key)) return A.E_FAULT;
      const closer = byCloseness(placeOf(bytesAt(key, A.ID_BYTES)));
      return leaves.every((node) => closer(self, node) < 0) ? 1 : 0;
    },
    "prost.local_lookup": (key: number, max: number, safe: number, out: number) => {
      spend(NODE_FUEL * (1 + leaves.length + table.length));
      if (safe !== 0 && safe !== 1) return A.E_INVALID;
      if (!isId(key)) return A.E_FAULT;
      const wrong = idsFault(max, out);
      if (wrong !== null) return wrong;
      const place = placeOf(bytesAt(key, A.ID_BYTES));
      const closer = byCloseness(place);
      const here = sharedDigits(self.place, place);
      const better = [...leaves, ...table].filter(
        (node) => sharedDigits(node.place, place) > here || closer(node, self) < 0,
      );
      better.sort((a, b) => sharedDigits(b.place, place) - sharedDigits(a.place, place) || closer(a, b));
      return writeIds(better.slice(0, max), out);
    },
    "prost.neighbor_set": (max: number, out: number) => {
      charge(A.ID_BYTES * 32);
      const wrong = idsFault(max, out);
      if (wrong !== null) return wrong;
      return writeIds(leaves.slice(0, max), out);
    },
    "prost.replica_set": (key: number, max: number, out: number) => {
      spend(SORTED_NODE_FUEL * (1 + leaves.length));
      if (!isId(key)) return A.E_FAULT;
      const wrong = idsFault(max, out);
      if (wrong !== null) return wrong;
      return writeIds(replicas(placeOf(bytesAt(key, A.ID_BYTES)), max), out);
    },
    "prost.range": (node: number, rank: number, out: number) => {
      spend(NODE_FUEL * (1 + leaves.length));
      if (rank < 0) return A.E_INVALID;
      if (!isId(node) || (out >>> 0) + 2 * A.ID_BYTES > memory.length) return A.E_FAULT;
      const range = rangeOf(placeOf(bytesAt(node, A.ID_BYTES)), rank);
      if (range === null) return A.E_NOT_FOUND;
      for (let end = 0; end < 2; end++) {
        for (let i = 0; i < 4; i++) {
          memoryView.setBigUint64(
            (out >>> 0) + end * A.ID_BYTES + 8 * i,
            BigInt.asUintN(64, range[end] >> BigInt(64 * (3 - i))),
          );
        }
      }
      return A.OK;
    },
    "prost.store_get": (key: number, keyLength: number, out: number, capacity: number) => {
      charge(KEY_WEIGHT * Math.max(0, keyLength));
      const wrong = fault(key, keyLength, A.STORE_KEY_BYTES_MAX) ?? fault(out, capacity, 0x7fffffff);
      if (wrong !== null) return wrong;
      const value = storeValue(latin1(bytesAt(key, keyLength)));
      if (value === null) return A.E_NOT_FOUND;
      charge(value.length);
      if (value.length <= capacity) memory.set(value, out >>> 0);
      return value.length;
    },
    "prost.store_put": (key: number, keyLength: number, value: number, length: number) => {
      charge(KEY_WEIGHT * Math.max(0, keyLength) + Math.max(0, length));
      const wrong =
        fault(key, keyLength, A.STORE_KEY_BYTES_MAX) ?? fault(value, length, A.STORE_VALUE_BYTES_MAX);
      if (wrong !== null) return wrong;
      return storeWrite(latin1(bytesAt(key, keyLength)), bytesAt(value, length));
    },
    "prost.store_delete": (key: number, keyLength: number) => {
      charge(KEY_WEIGHT * Math.max(0, keyLength));
      const wrong = fault(key, keyLength, A.STORE_KEY_BYTES_MAX);
      if (wrong !== null) return wrong;
      const name = latin1(bytesAt(key, keyLength));
      if (storeValue(name) === null) return A.E_NOT_FOUND;
      return storeWrite(name, null);
    },
    "prost.store_scan": (
      from: number,
      fromLength: number,
      to: number,
      toLength: number,
      out: number,
      capacity: number,
    ) => {
      charge(Math.max(0, fromLength) + Math.max(0, toLength));
      const wrong =
        fault(from, fromLength, A.STORE_KEY_BYTES_MAX) ??
        fault(to, toLength, A.STORE_KEY_BYTES_MAX) ??
        fault(out, capacity, 0x7fffffff);
      if (wrong !== null) return wrong;
      spend(WRITE_FUEL * (turn.writes?.size ?? 0));
      return scan(latin1(bytesAt(from, fromLength)), latin1(bytesAt(to, toLength)), out >>> 0, capacity);
    },
    "prost.storage_put": (
      key: number,
      field: number,
      fieldLength: number,
      value: number,
      length: number,
      ttlSeconds: number,
    ) => {
      charge(Math.max(0, fieldLength) + Math.max(0, length));
      if (ttlSeconds < 0) return BigInt(A.E_INVALID);
      const wrong =
        fault(field, fieldLength, A.STORE_KEY_BYTES_MAX) ?? fault(value, length, A.STORE_VALUE_BYTES_MAX);
      if (wrong !== null) return BigInt(wrong);
      if (!isId(key)) return BigInt(A.E_FAULT);
      const out = effect(5, fieldLength + length);
      if (out === null) return BigInt(A.E_QUOTA);
      const token = newToken();
      out.i64(token);
      out.fromMemory(key, A.ID_BYTES);
      out.longFromMemory(field, fieldLength);
      out.longFromMemory(value, length);
      out.u32(ttlSeconds);
      return token;
    },
    "prost.storage_get": (key: number, field: number, length: number) => storageAsk(6, key, field, length),
    "prost.storage_remove": (key: number, field: number, length: number) => storageAsk(7, key, field, length),
    "prost.storage_list": (key: number) => {
      charge(A.ID_BYTES);
      if (!isId(key)) return BigInt(A.E_FAULT);
      const out = effect(8, 0);
      if (out === null) return BigInt(A.E_QUOTA);
      const token = newToken();
      out.i64(token);
      out.fromMemory(key, A.ID_BYTES);
      return token;
    },
    "prost.now": () => {
      charge(0);
      return BigInt(Math.trunc(turn.nowMs));
    },
    "prost.random": () => {
      charge(0);
      // splitmix64 (Steele, Lea and Flood, OOPSLA 2014).
      const from = turn.random ?? BigInt.asUintN(64, turn.view.getBigInt64(turn.seedAt, true));
      turn.random = BigInt.asUintN(64, from + 0x9e3779b97f4a7c15n);
      let z = turn.random;
      z = BigInt.asUintN(64, (z ^ (z >> 30n)) * 0xbf58476d1ce4e5b9n);
      z = BigInt.asUintN(64, (z ^ (z >> 27n)) * 0x94d049bb133111ebn);
      return BigInt.asIntN(64, z ^ (z >> 31n));
    },
    "prost.timer_set": (delayMs: number) => {
      charge(0);
      if (delayMs < 0 || delayMs > A.DELAY_MS_MAX) return BigInt(A.E_INVALID);
      if (service.timers.size + turn.timersSet.length - turn.timersGone.length >= A.TIMERS_MAX)
        return BigInt(A.E_QUOTA);
      const out = effect(9, 0);
      if (out === null) return BigInt(A.E_QUOTA);
      const token = newToken();
      turn.timersSet.push(Number(token));
      out.i64(token);
      out.u32(delayMs);
      return token;
    },
    "prost.timer_cancel": (token: bigint) => {
      charge(0);
      const number = Number(token);
      const isKnown = service.timers.has(number) || turn.timersSet.includes(number);
      if (!isKnown || turn.timersGone.includes(number)) return A.E_TOKEN;
      const out = effect(10, 0);
      if (out === null) return A.E_QUOTA;
      turn.timersGone.push(number);
      out.i64(token);
      return A.OK;
    },
    "prost.emit": (payload: number, length: number) => {
      charge(Math.max(0, length));
      const wrong = fault(payload, length, A.PAYLOAD_BYTES_MAX);
      if (wrong !== null) return wrong;
      const out = effect(13, length);
      if (out === null) return A.E_QUOTA;
      out.longFromMemory(payload, length);
      return A.OK;
    },
  });

  function storageAsk(kind: number, key: number, field: number, length: number): bigint {
    charge(Math.max(0, length));
    const wrong = fault(field, length, A.STORE_KEY_BYTES_MAX);
    if (wrong !== null) return BigInt(wrong);
    if (!isId(key)) return BigInt(A.E_FAULT);
    const out = effect(kind, length);
    if (out === null) return BigInt(A.E_QUOTA);
    const token = newToken();
    out.i64(token);
    out.fromMemory(key, A.ID_BYTES);
    out.longFromMemory(field, length);
    return token;
  }

  function replicas(key: bigint, max: number): readonly Known[] {
    return [self, ...leaves].sort(byCloseness(key)).slice(0, max);
  }

  /** As `rangeOf` of overlay/ranges.ts. */
  function rangeOf(node: bigint, rank: number): readonly [bigint, bigint] | null {
    const nodes = [self, ...leaves];
    if (!nodes.some(({ place }) => place === node)) return null;
    const up = nodes.filter(({ place }) => place !== node).map(({ place }) => clockwise(node, place));
    up.sort((a, b) => (a < b ? -1 : 1));
    if (up.length <= rank) return coversRing ? [node, clockwise(1n, node)] : null;
    const after = up[rank];
    const before = RING - up[up.length - 1 - rank];
    if (!coversRing && (after > RING / 2n || before > RING / 2n)) return null;
    return [clockwise(before / 2n, node), (node + (after - 1n) / 2n) % RING];
  }

  function scan(from: string, to: string, out: number, capacity: number): number {
    const { keys } = service;
    const isBefore = (key: string) => to === "" || key < to;
    const fresh =
      turn.writes === null
        ? []
        : [...turn.writes.keys()].filter((key) => key >= from && isBefore(key)).sort();
    let at = out;
    let next = 0;
    /** False when it does not fit any more. */
    const give = (key: string) => {
      const value = storeValue(key);
      if (value === null) return true;
      if (at + 6 + key.length + value.length > out + capacity) return false;
      charge(key.length + value.length);
      memoryView.setUint16(at, key.length, true);
      memoryView.setUint32(at + 2, value.length, true);
      for (let i = 0; i < key.length; i++) memory[at + 6 + i] = key.charCodeAt(i);
      memory.set(value, at + 6 + key.length);
      at += 6 + key.length + value.length;
      return true;
    };
    const full = () => (at === out ? A.E_RANGE : at - out);
    for (let i = lowerBound(keys, from); i < keys.length && isBefore(keys[i]); i++) {
      for (; next < fresh.length && fresh[next] < keys[i]; next++) if (!give(fresh[next])) return full();
      if (next < fresh.length && fresh[next] === keys[i]) next++;
      if (!give(keys[i])) return full();
    }
    for (; next < fresh.length; next++) if (!give(fresh[next])) return full();
    return at - out;
  }

  // Instances and events.

  /** Only what the service was granted, and no prototype behind it. */
  function importsFor(granted: ReadonlySet<string>): WebAssembly.Imports {
    const imports = Object.create(null);
    for (const [name, capability] of constants.imports) {
      if (capability !== null && !granted.has(capability)) continue;
      const dot = name.indexOf(".");
      const module = name.slice(0, dot);
      imports[module] ??= Object.create(null);
      imports[module][name.slice(dot + 1)] = host[name];
    }
    return imports;
  }

  /** A new instance, up to the end of `init`. Throws what the guest does wrong. Returns the fuel that is left. */
  function instantiate(): number {
    const { exports } = new Instance(service.module, importsFor(service.granted));
    const entry = (name: string) =>
      exports[constants.entryPrefix + name] as ((fuel: number) => number) | undefined;
    running = {
      exports,
      memory: exports.memory as WebAssembly.Memory,
      fuel: exports[constants.fuelExport] as WebAssembly.Global,
      depth: exports[constants.depthExport] as WebAssembly.Global,
      entries: KINDS.map(entry),
      mailbox: 0,
      bytes: new Uint8Array(0),
      view: memoryView,
    };
    hasInstance = true;
    refresh();
    running.fuel.value = BigInt(service.fuelPerEvent);
    const start = exports[constants.startExport] as (() => void) | undefined;
    start?.();
    running.mailbox = (exports.prost_abi_1 as () => number)() >>> 0;
    refresh();
    checkMailbox();
    const left = Number(running.fuel.value as bigint);
    const init = entry("init");
    const after = init === undefined ? left : init(left);
    service.running = running;
    return after;
  }

  function checkMailbox(): void {
    if (running.mailbox + A.MAILBOX_BYTES > memory.length)
      throw new Stop("trap", "the mailbox does not lie in the memory");
  }

  function faultOf(error: unknown): Stop {
    if (error instanceof Stop) return error;
    const message = error instanceof Error ? error.message : "";
    if (hasInstance && (running.fuel.value as bigint) < 0n) return new Stop("fuel", "out of fuel");
    if (hasInstance && (running.depth.value as number) > stackUnitsMax)
      return new Stop("stack", "calls nested too deep");
    if (error instanceof RangeError) return new Stop("stack", message);
    return new Stop("trap", message);
  }

  function startTurn(kind: string, bytes: Uint8Array, view: DataView, seedAt: number): void {
    turn.kind = kind;
    turn.random = null;
    turn.bytes = bytes;
    turn.view = view;
    turn.seedAt = seedAt;
    turn.payloadAt = 0;
    turn.payloadLength = 0;
    turn.token = 0;
    turn.isAnswered = false;
    turn.hostFuel = 0;
    turn.writes = null;
    turn.storeBytes = service.storeBytes;
    turn.effectCount = 0;
    turn.effectBytes = 0;
    turn.key = null;
    turn.payload = null;
    turn.next = null;
    if (turn.answered.length > 0) turn.answered.length = 0;
    if (turn.timersSet.length > 0) turn.timersSet.length = 0;
    if (turn.timersGone.length > 0) turn.timersGone.length = 0;
  }

  /** Of the keys that are still in the store, and those that are new. */
  function mergeKeys(keys: readonly string[], added: readonly string[]): string[] {
    const merged: string[] = [];
    let next = 0;
    for (const key of keys) {
      while (next < added.length && added[next] < key) merged.push(added[next++]);
      if (service.store.has(key)) merged.push(key);
    }
    while (next < added.length) merged.push(added[next++]);
    return merged;
  }

  function commitWrites(writes: ReadonlyMap<string, Uint8Array | null>): void {
    const added: string[] = [];
    let removed = 0;
    for (const [key, value] of writes) {
      const isThere = service.store.has(key);
      if (value === null) {
        service.store.delete(key);
        if (isThere) removed++;
      } else {
        service.store.set(key, value);
        if (!isThere) added.push(key);
      }
    }
    if (added.length + removed > MOVES_MAX) {
      service.keys = mergeKeys(service.keys, added.sort());
    } else {
      for (const key of added) service.keys.splice(lowerBound(service.keys, key), 0, key);
      for (const [key, value] of writes) {
        const at = value === null && removed > 0 ? lowerBound(service.keys, key) : -1;
        if (at >= 0 && service.keys[at] === key) service.keys.splice(at, 1);
      }
    }
    service.storeBytes = turn.storeBytes;
  }

  function commit(): void {
    if (turn.writes !== null) commitWrites(turn.writes);
    for (const token of turn.answered) service.owed.delete(token);
    for (const token of turn.timersSet) service.timers.add(token);
    for (const token of turn.timersGone) service.timers.delete(token);
  }

  /**
   * An outcome begins with a byte, 1 for an event that went well, and the fuel it took. The effects were written after that
   * while the event ran, so a fault goes back to where it began.
   */
  const OUTCOME_HEAD_BYTES = 1 + 8 + 4;
  /** Of an outcome without effects and writes; and with a verdict that changes nothing. */
  const PLAIN_BYTES = OUTCOME_HEAD_BYTES + 4 + 1;
  const PLAIN_FORWARD_BYTES = PLAIN_BYTES + 2;

  function beginOutcome(): number {
    const { at } = batchOut;
    batchOut.room(OUTCOME_HEAD_BYTES);
    batchOut.at += OUTCOME_HEAD_BYTES;
    return at;
  }

  /** `stops`: the verdict of `forward`; null: the event has none. */
  function endOutcome(start: number, fuelUsed: number, stops: boolean | null): void {
    const out = batchOut;
    out.bytes[start] = 1;
    out.view.setFloat64(start + 1, fuelUsed, true);
    out.view.setUint32(start + 9, turn.effectCount, true);
    const { writes } = turn;
    out.u32(writes === null ? 0 : writes.size);
    if (writes !== null) {
      for (const [key, written] of writes) {
        out.u16(key.length);
        out.put(fromLatin1(key));
        out.u8(written === null ? 0 : 1);
        if (written !== null) out.long(written);
      }
    }
    if (stops === null) return out.u8(0);
    const { key, payload, next } = turn;
    out.u8(1);
    out.u8(stops ? 1 : 0);
    out.u8((key === null ? 0 : 1) | (payload === null ? 0 : 2) | (next === null ? 0 : 4));
    if (key !== null) out.put(key);
    if (payload !== null) out.long(payload);
    if (next !== null) out.put(next);
  }

  /** The instance is dropped, its timers with it. Returns the fuel the event took. */
  function endFault(start: number, error: unknown): number {
    const { fault: what, detail } = faultOf(error);
    const fuel = service.fuelPerEvent;
    const left = hasInstance ? Number(running.fuel.value as bigint) : fuel;
    const used = what === "fuel" ? fuel : Math.min(fuel, fuel - Math.max(0, left) + turn.hostFuel);
    service.running = null;
    service.timers.clear();
    batchOut.at = start;
    batchOut.u8(0);
    batchOut.f64(used);
    batchOut.u8(FAULTS.indexOf(what));
    batchOut.text(detail);
    return used;
  }

  /** The running one's fuel global belongs to the event under way. */
  let hasInstance = false;

  /** What an event took, once it has ended by itself. Throws when that is more than it may use. */
  function fuelUsed(left: number): number {
    const used = service.fuelPerEvent - left + turn.hostFuel;
    if (used > service.fuelPerEvent) throw new Stop("fuel", "out of fuel in host functions");
    return used;
  }

  // What is the same in the next event of a batch is not sent again: the mailbox's header is kept here.
  const header = new Uint8Array(A.MAILBOX_HEADER_BYTES);
  const headerView = new DataView(header.buffer);

  function readHeader(input: Input, parts: number): void {
    for (let id = 0; id < 4; id++) {
      if ((parts & (1 << id)) === 0) continue;
      copy(input.bytes, input.view, input.at, header, headerView, id * A.ID_BYTES, A.ID_BYTES);
      input.at += A.ID_BYTES;
    }
    if ((parts & PART_NUMBERS) !== 0) {
      headerView.setInt32(A.EVENT_HOPS, input.i32(), true);
      headerView.setInt32(A.EVENT_FLAGS, input.i32(), true);
      headerView.setInt32(A.EVENT_STATUS, input.i32(), true);
    }
    if ((parts & PART_TIME) !== 0) turn.nowMs = input.f64();
  }

  function fillMailbox(): void {
    const { bytes, view, payloadAt, payloadLength } = turn;
    const at = running.mailbox;
    memory.set(header, at);
    const to = at + A.MAILBOX_HEADER_BYTES;
    const count = payloadLength < A.MAILBOX_PAYLOAD_BYTES ? payloadLength : A.MAILBOX_PAYLOAD_BYTES;
    if (count === bytes.length) memory.set(bytes, to);
    else copy(bytes, view, payloadAt, memory, memoryView, to, count);
  }

  /** Reads an event, runs it, writes its outcome. Returns the fuel it took. */
  function runEvent(input: Input): number {
    const kind = input.u8();
    const parts = input.u8();
    const length = input.u32();
    const seedAt = input.at;
    const tokenLow = input.view.getUint32(seedAt + 8, true);
    const tokenHigh = input.view.getInt32(seedAt + 12, true);
    input.at += 16;
    readHeader(input, parts);
    input.align(length);
    headerView.setUint32(A.EVENT_TOKEN, tokenLow, true);
    headerView.setInt32(A.EVENT_TOKEN + 4, tokenHigh, true);
    headerView.setInt32(A.EVENT_PAYLOAD_LENGTH, length, true);
    startTurn(KINDS[kind], input.bytes, input.view, seedAt);
    turn.payloadAt = input.at;
    turn.payloadLength = length;
    input.at += length;
    return perform(kind, tokenHigh * 2 ** 32 + tokenLow);
  }

  /** The outcome of the last event says no more than that it went well. */
  let isPlain = false;

  /** The event of which turn and header tell. */
  function perform(kind: number, token: number): number {
    const isForward = turn.kind === "forward";
    if (isForward || turn.kind === "deliver" || turn.kind === "call") turn.token = token;
    else if (turn.kind === "timer") service.timers.delete(token);
    const start = beginOutcome();
    hasInstance = false;
    isPlain = false;
    try {
      let left = service.fuelPerEvent;
      if (service.running === null) {
        left = instantiate();
      } else {
        running = service.running;
        hasInstance = true;
      }
      refresh();
      checkMailbox();
      fillMailbox();
      const entry = running.entries[kind];
      let stops = false;
      if (entry !== undefined) {
        left = entry(left);
        if (isForward) {
          // The verdict is in the lowest bit.
          stops = (left & 1) === 1;
          left = Math.floor(left / 2);
        }
      }
      const used = fuelUsed(left);
      commit();
      // A message that goes on is somebody else's to answer.
      if (turn.token !== 0 && !turn.isAnswered && (!isForward || stops)) owe(turn.token);
      endOutcome(start, used, isForward ? stops : null);
      isPlain = batchOut.at === start + (isForward ? PLAIN_FORWARD_BYTES : PLAIN_BYTES) && !stops;
      return used;
    } catch (error) {
      // The node answers for a message that faulted.
      return endFault(start, error);
    }
  }

  /** What the last event's bytes are part of is let go. */
  function forgetInput(): void {
    turn.bytes = NO_INPUT.bytes;
    turn.view = NO_INPUT.view;
  }

  function owe(token: number): void {
    service.owed.add(token);
    if (service.owed.size > OWED_MAX) service.owed.delete(service.owed.values().next().value as number);
  }

  /** By the very object that the id is: `runNow` is called with the same one again and again. */
  const byIdObject = new WeakMap<Uint8Array, Installed>();

  function find(serviceId: Uint8Array): Installed | undefined {
    const known = byIdObject.get(serviceId);
    if (known?.isInstalled === true) return known;
    const found = services.get(latin1(serviceId));
    if (found !== undefined) byIdObject.set(serviceId, found);
    return found;
  }

  function setHeader(event: ServiceEvent): void {
    header.set(event.key, A.EVENT_KEY);
    header.set(event.origin, A.EVENT_ORIGIN);
    header.set(event.previous, A.EVENT_PREVIOUS);
    header.set(event.next, A.EVENT_NEXT);
    headerView.setBigInt64(A.EVENT_TOKEN, event.token, true);
    headerView.setInt32(A.EVENT_HOPS, event.hops, true);
    headerView.setInt32(A.EVENT_FLAGS, event.flags, true);
    headerView.setInt32(A.EVENT_STATUS, event.status, true);
    headerView.setInt32(A.EVENT_PAYLOAD_LENGTH, event.payload.length, true);
  }

  function writeNotInstalled(out: Output): void {
    out.u8(0);
    out.f64(0);
    out.u8(FAULTS.indexOf("lost"));
    out.text("not installed");
  }

  function runBatch(input: Input): void {
    const installed = services.get(latin1(input.id()));
    const count = input.u32();
    const out = batchOut.clear();
    out.u32(count);
    header.fill(0);
    turn.nowMs = 0;
    let ran = 0;
    let fuel = 0;
    if (installed !== undefined) {
      service = installed;
      while (ran < count && fuel < BATCH_FUEL && out.at < BATCH_BYTES) {
        ran++;
        fuel += runEvent(input);
      }
    } else {
      for (; ran < count; ran++) {
        writeNotInstalled(out);
      }
    }
    out.view.setUint32(BASE, ran, true);
    // The batch is let go.
    forgetInput();
  }

  return {
    install(request) {
      const input = new Input(request);
      const isLazy = input.u8() === 1;
      const id = input.id().slice();
      const nodeId = input.id().slice();
      const granted = new Set<string>();
      for (let i = input.u8(); i > 0; i--) granted.add(latin1(input.take(input.u8())));
      const fuelPerEvent = input.f64();
      const [storeBytesMax, effectsMax, effectBytesMax] = [input.u32(), input.u32(), input.u32()];
      const nowMs = input.f64();
      const seedAt = input.at;
      input.at += 8;
      const nextToken = Number(input.i64());
      const code = input.take(input.u32());
      const store = new Map<string, Uint8Array>();
      let storeBytes = 0;
      for (let i = input.u32(); i > 0; i--) {
        const key = latin1(input.take(input.u16()));
        const value = input.take(input.u32()).slice();
        store.set(key, value);
        storeBytes += key.length + value.length + STORE_ENTRY_BYTES;
      }
      if (self.id === ZEROES) self = { id: nodeId, place: placeOf(nodeId) };
      const out = new Output();
      let module: WebAssembly.Module;
      try {
        module = new Module(code);
      } catch (error) {
        out.u8(0);
        out.u8(FAULTS.indexOf("trap"));
        out.text(error instanceof Error ? error.message : "");
        return out.take();
      }
      service = {
        id,
        module,
        granted,
        fuelPerEvent,
        storeBytesMax,
        effectsMax,
        effectBytesMax,
        store,
        keys: [...store.keys()].sort(),
        storeBytes,
        nextToken,
        owed: new Set(),
        timers: new Set(),
        isInstalled: true,
        running: null,
      };
      startTurn("init", input.bytes, input.view, seedAt);
      turn.nowMs = nowMs;
      batchOut.clear();
      hasInstance = false;
      const start = beginOutcome();
      if (!isLazy) {
        try {
          const used = fuelUsed(instantiate());
          commit();
          endOutcome(start, used, null);
        } catch (error) {
          endFault(start, error);
          // As a refusal: status, fault, detail; the fuel between them is left out.
          out.u8(0);
          out.put(batchOut.bytes.subarray(start + 9, batchOut.at));
          return out.take();
        }
      }
      forgetInput();
      const before = services.get(latin1(id));
      if (before !== undefined) before.isInstalled = false;
      services.set(latin1(id), service);
      const names = isLazy ? [] : Object.keys(running.exports);
      out.u8(1);
      out.u8(names.length);
      for (const name of names) out.text(name);
      out.u8(isLazy ? 0 : 1);
      if (!isLazy) out.put(batchOut.bytes.subarray(start, batchOut.at));
      return out.take();
    },

    uninstall(serviceId) {
      const name = latin1(new Uint8Array(serviceId));
      const installed = services.get(name);
      if (installed !== undefined) installed.isInstalled = false;
      services.delete(name);
    },

    setView(view) {
      const input = new Input(view);
      const read = (count: number): Known[] =>
        Array.from({ length: count }, () => {
          const id = input.id().slice();
          return { id, place: placeOf(id) };
        });
      const [near, others] = [input.u16(), input.u16()];
      coversRing = input.u8() === 1;
      [self] = read(1);
      leaves = read(near);
      table = read(others);
    },

    share(input, output) {
      sharedInput = new Input(input);
      batchOut.share(output);
    },

    run(batch) {
      runBatch(new Input(batch));
      return batchOut.take();
    },

    runNow(serviceId, event) {
      const out = batchOut.clear();
      out.u32(1);
      const installed = find(serviceId);
      if (installed === undefined) {
        writeNotInstalled(out);
        return out.take();
      }
      service = installed;
      const { payload } = event;
      setHeader(event);
      startTurn(event.kind, payload, NO_INPUT.view, 0);
      turn.nowMs = event.nowMs;
      turn.random = BigInt.asUintN(64, event.seed);
      turn.payloadLength = payload.length;
      if (payload.length !== turn.bytes.length || payload.length > A.MAILBOX_PAYLOAD_BYTES)
        turn.view = new DataView(payload.buffer, payload.byteOffset, payload.length);
      const fuel = perform(KINDS.indexOf(event.kind), Number(event.token));
      forgetInput();
      return isPlain ? fuel : out.take();
    },

    runShared() {
      sharedInput.at = BASE;
      runBatch(sharedInput);
      return batchOut.takeOrTell();
    },
  };
}
