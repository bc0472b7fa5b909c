/** The constants of the glue, which are its arguments, and the types that its parts share. */
import type * as abi from "../../../abi/abi.ts";

export interface GlueConstants {
  readonly abi: typeof abi;
  /** Kinds of events; their indices are the numbers in a batch. */
  readonly kinds: readonly string[];
  /** Faults; their indices are the numbers in an outcome. */
  readonly faults: readonly string[];
  /**
   * Maximum depth of nested calls, in units of metering.ts. Above it, an event ends with the fault `stack`.
   */
  readonly stackUnitsMax: number;
  /** All functions that a service may import. */
  readonly imports: readonly GlueImport[];
  /** Names of the exports that instrumentation adds to a module (rewrite.ts). */
  readonly fuelExport: string;
  readonly depthExport: string;
  readonly startExport: string;
  /** "prost:deliver" takes the available fuel, calls `deliver`, and returns the remaining fuel. */
  readonly entryPrefix: string;
  /** The offset of a frame's body in shared memory. */
  readonly sharedBase: number;
  /** A batch ends with the event that brings its fuel to this. The other events run in a later batch. */
  readonly batchFuel: number;
}

/** A host function. */
interface GlueImport {
  /** "module.name". */
  readonly name: string;
  /** Null when every service may import it. */
  readonly capability: string | null;
  /** True if `validate` and `merge` may call it. */
  readonly isPure: boolean;
  /** True if it returns an i64. */
  readonly isLong: boolean;
}

/** The same bytes in three views, which start at the same address. */
export interface MemoryView {
  readonly bytes: Uint8Array;
  readonly view: DataView;
  /** Whole words only: up to 7 bytes at the end are not in it. */
  readonly words: BigInt64Array;
}

export interface GuestMemory {
  readonly memoryView: MemoryView;
}

/** Bytes to read. Each method reads at the offset `at` and advances it. */
export interface Input extends MemoryView {
  at: number;
  u8(): number;
  u16(): number;
  u32(): number;
  i32(): number;
  f64(): number;
  i64(): bigint;
  take(count: number): Uint8Array;
  id(): Uint8Array;
}

/** Bytes to write, in memory that is shared with the node or in a buffer that grows as needed. */
export interface Output extends MemoryView {
  /** The offset of the next byte. */
  at: number;
  /** From the next `clear` on, bytes are written into `buffer` as long as it has room. */
  share(buffer: SharedArrayBuffer): void;
  /** Makes room for `count` more bytes. */
  room(count: number): void;
  u8(value: number): void;
  u16(value: number): void;
  u32(value: number): void;
  f64(value: number): void;
  i64(value: bigint): void;
  put(value: Uint8Array): void;
  /** Pads with zeroes to a multiple of 8 before bytes that are long enough to be aligned. */
  align(length: number): void;
  /** The length, then the bytes. */
  long(value: Uint8Array): void;
  /** Copies from the guest's memory. The caller has checked the range. */
  fromMemory(memory: GuestMemory, pointer: number, length: number): void;
  longFromMemory(memory: GuestMemory, pointer: number, length: number): void;
  /**
   * Writes `value`, cut after 200 characters, with `?` in place of characters that are not printable ASCII.
   */
  text(value: string): void;
  take(): ArrayBuffer;
  /** As `take`, but faster; for a few bytes that stay in this realm. */
  takeBytes(): Uint8Array;
  /** The number of bytes if they are in the shared memory; otherwise -1. */
  sharedLength(): number;
  /** Drops all bytes. Keeps the buffer, unless it has become too large. */
  clear(): Output;
}

/** The local store of a service: the committed entries, and above them the writes of the current event. */
export interface ServiceStore {
  /** Writes of the current event, with the value null for a removal. Null when there are no writes yet. */
  readonly writes: ReadonlyMap<string, Uint8Array | null> | null;
  /** Starts a new event: drops uncommitted writes. */
  begin(): void;
  get(key: string): Uint8Array | null;
  /** Writes a value, or removes the key if `value` is null. Returns a status. */
  write(key: string, value: Uint8Array | null): number;
  /**
   * Calls `give` for the entries with from <= key < to, in order, until `give` returns false. Returns false
   * in that case. An empty `to`: no end.
   */
  scan(from: string, to: string, give: (key: string, value: Uint8Array) => boolean): boolean;
  /** Commits the writes of the current event. */
  commit(): void;
}

/** A running instance of a service. */
export interface Instance {
  readonly exports: Readonly<Record<string, unknown>>;
  readonly memory: WebAssembly.Memory;
  readonly fuel: WebAssembly.Global;
  readonly depth: WebAssembly.Global;
  /**
   * By the number of the kind: takes the available fuel, returns the remaining fuel. For `forward` and
   * `validate`, returns twice the fuel, plus 1 for the result 1 (instrument/rewrite.ts).
   */
  readonly entries: readonly (((fuel: number) => number) | undefined)[];
  /** The address of the mailbox. */
  mailbox: number;
  /** Views of the memory. Their length is 0 if the memory has grown since. */
  memoryView: MemoryView;
}

/** An installed service. */
export interface GuestService {
  readonly id: Uint8Array;
  readonly module: WebAssembly.Module;
  /** Granted capabilities. */
  readonly granted: ReadonlySet<string>;
  /** True if the service runs a rule (`validate`, `merge`), in an instance for this one event. */
  readonly isRule: boolean;
  readonly fuelPerEvent: number;
  readonly effectsMax: number;
  readonly effectBytesMax: number;
  readonly store: ServiceStore;
  /** Below 2^53, so that a number represents it exactly. */
  nextToken: number;
  /** Tokens of earlier messages that may still be answered. */
  readonly owed: Set<number>;
  /** Tokens of timers that are set. */
  readonly timers: Set<number>;
  /** False after the service was removed or replaced. */
  isInstalled: boolean;
  /** True if the last batch ended before its last event. */
  wasCut: boolean;
  /** Null when the next event must start one. */
  instance: Instance | null;
}
