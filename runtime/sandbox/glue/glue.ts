/**
 * The trusted part beside the guest: instantiates modules, fills the mailbox, answers host functions from what it holds, notes
 * effects, and undoes an event that faults.
 *
 * Its parts are functions that refer to nothing outside themselves: their text runs in the cell's isolate, they themselves in this
 * process (inline-runner.ts). What comes in and goes out are bytes, as frames.ts reads and writes them.
 */
import type * as abi from "../../../abi/abi.ts";
import type { EventFields } from "../wire/event-fields.ts";
import type { Input, makeBytes, Output } from "./bytes.ts";
import type { makeEd25519 } from "./ed25519.ts";
import type { makeHost } from "./host.ts";
import type { makeNodes } from "./nodes.ts";
import type { makeStore } from "./store.ts";
import type { Installed, makeTurn } from "./turn.ts";

/** The numbers of the contract, the depth at which calls end, and which functions a service may import. */
export interface GlueConstants {
  readonly abi: typeof abi;
  readonly stackUnitsMax: number;
  readonly imports: readonly GlueImport[];
  readonly fuelExport: string;
  readonly depthExport: string;
  readonly startExport: string;
  readonly sharedBase: number;
  /** When a batch has used so much, the events that are left are for the next: others wait meanwhile. */
  readonly batchFuel: number;
  /** "prost:deliver" takes the fuel there is, calls `deliver`, and gives what is left (rewrite.ts). */
  readonly entryPrefix: string;
}

/** A host function. */
export interface GlueImport {
  /** "module.name". */
  readonly name: string;
  /** Null: every service. */
  readonly capability: string | null;
  /** It may be called by what decides about values. */
  readonly isPure: boolean;
  /** It gives an i64. */
  readonly isLong: boolean;
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
   * The same for a batch that stands in the shared memory from `at` on, a multiple of 8; left out: from SHARED_BASE on. Returns how many bytes of outcomes stand there in the
   * other; below 0: they did not fit, and are to be taken.
   */
  runShared(at?: number): number;
  /** What did not fit. */
  takeLarge(): ArrayBuffer;
  /**
   * One event as it is, for a glue in this process. Returns the fuel it took when there is nothing else to say: it went well, wrote
   * nothing, asked for nothing, and let a message go on as it was; otherwise its outcome, encoded as by `run`.
   */
  runNow(serviceId: Uint8Array, event: EventFields): Uint8Array | number;
  /** 1 and the memory of a service's instance, or 0 where it has none. */
  memory(serviceId: ArrayBuffer): ArrayBuffer;
}

/** What the glue is made of; given to it, since it refers to nothing outside itself. */
export interface GlueParts {
  readonly makeBytes: typeof makeBytes;
  readonly makeNodes: typeof makeNodes;
  readonly makeStore: typeof makeStore;
  readonly makeTurn: typeof makeTurn;
  readonly makeHost: typeof makeHost;
  readonly makeEd25519: typeof makeEd25519;
}

/** Where bodies begin in the shared memory: a frame's header goes before, and they are aligned. */
export const SHARED_BASE = 8;

export function makeGlue(constants: GlueConstants, parts: GlueParts): Glue {
  const { abi: A, stackUnitsMax } = constants;
  // Taken once: what the guest could reach, if it reached anything, cannot change what is used here.
  const { Module, Instance } = WebAssembly;
  /** Of an event in a batch before its parts: kind, parts, length, seed, token. */
  const EVENT_BYTES = 24;
  const KINDS = [
    "deliver",
    "forward",
    "update",
    "complete",
    "timer",
    "call",
    "snapshot",
    "validate",
    "merge",
  ];
  /** From this kind on events decide about values: each has an instance of its own, which nothing else has touched or will. */
  const FIRST_RULE = 7;
  /** Which parts of an event are sent: four ids, by their place in the mailbox, then these. */
  const PART_NUMBERS = 16;
  const PART_TIME = 32;
  const FAULTS = ["fuel", "stack", "trap", "abort", "quota", "timeout", "lost"];
  const OWED_MAX = 4096;
  const BATCH_BYTES = 4 * 1024 * 1024;
  /** Effects and writes: what takes the node's time is how many there are, and it deals with a batch in one turn of its event loop. */
  const BATCH_PIECES = 256;
  const BASE = constants.sharedBase;

  const bytes = parts.makeBytes(constants);
  const { Input, Output, copy, latin1, fromLatin1 } = bytes;
  /** For the outcomes of one batch; the event under way notes its effects at the end. */
  const batchOut = new Output();
  const nodes = parts.makeNodes(constants);
  const { turn, Stop, nothing } = parts.makeTurn(constants, batchOut);
  const ServiceStore = parts.makeStore(constants, (fuel) => turn.spend(fuel));
  const host = parts.makeHost(constants, {
    bytes,
    nodes,
    turn,
    Stop,
    makeEd25519: parts.makeEd25519,
  });
  const services = new Map<string, Installed>();
  let sharedInput = new Input(new ArrayBuffer(BASE));

  const impure = () => {
    turn.charge(0);
    return A.E_PHASE;
  };
  const impureLong = () => {
    turn.charge(0);
    return BigInt(A.E_PHASE);
  };

  /** Only what the service was granted, and no prototype behind it. */
  function importsFor({ granted, isRule }: Installed): WebAssembly.Imports {
    const imports = Object.create(null);
    for (const { name, capability, isPure, isLong } of constants.imports) {
      if (capability !== null && !granted.has(capability)) continue;
      const dot = name.indexOf(".");
      const module = name.slice(0, dot);
      imports[module] ??= Object.create(null);
      const refused = isLong ? impureLong : impure;
      imports[module][name.slice(dot + 1)] = isRule && !isPure ? refused : host[name];
    }
    return imports;
  }

  /** The service as it is where values are decided about: the same code and fuel everywhere, and nothing of this node or of before. */
  function ruleOf({ id, module, granted }: Installed): Installed {
    return {
      id,
      module,
      granted,
      isRule: true,
      fuelPerEvent: A.RULE_FUEL,
      effectsMax: 1,
      effectBytesMax: A.PAYLOAD_BYTES_MAX,
      store: new ServiceStore(new Map(), 0),
      nextToken: 1,
      owed: new Set(),
      timers: new Set(),
      isInstalled: true,
      wasCut: false,
      running: null,
    };
  }

  /** A new instance, up to the end of `init`. Throws what the guest does wrong. Returns the fuel that is left. */
  function instantiate(): number {
    // Were a start function left in it, that would run before there is an instance, and must not find the one before.
    turn.refresh();
    const { exports } = new Instance(turn.service.module, importsFor(turn.service));
    const entry = (name: string) =>
      exports[constants.entryPrefix + name] as ((fuel: number) => number) | undefined;
    turn.running = {
      exports,
      memory: exports.memory as WebAssembly.Memory,
      fuel: exports[constants.fuelExport] as WebAssembly.Global,
      depth: exports[constants.depthExport] as WebAssembly.Global,
      entries: KINDS.map(entry),
      mailbox: 0,
      seen: nothing,
    };
    turn.hasInstance = true;
    turn.refresh();
    turn.running.fuel.value = BigInt(turn.service.fuelPerEvent);
    const start = exports[constants.startExport] as (() => void) | undefined;
    start?.();
    turn.running.mailbox = (exports.prost_abi_1 as () => number)() >>> 0;
    turn.refresh();
    checkMailbox();
    const left = Number(turn.running.fuel.value as bigint);
    const init = turn.service.isRule ? undefined : entry("init");
    const after = init === undefined ? left : init(left);
    turn.service.running = turn.running;
    return after;
  }

  /** Within the event of `init`: what a version before has left, for whoever wants it. Returns the fuel that is left. */
  function restore(left: number, input: Input, version: number): number {
    const entry = turn.running.exports[`${constants.entryPrefix}restore`] as
      | ((fuel: number) => number)
      | undefined;
    const length = input.u32();
    if (entry === undefined) return left;
    turn.kind = "restore";
    turn.payloadAt = input.at;
    turn.payloadLength = length;
    header.fill(0);
    headerView.setInt32(A.EVENT_PAYLOAD_LENGTH, length, true);
    headerView.setInt32(A.EVENT_VERSION, version, true);
    turn.refresh();
    checkMailbox();
    fillMailbox();
    return entry(left);
  }

  function checkMailbox(): void {
    if (turn.running.mailbox + A.MAILBOX_BYTES > turn.memory.length)
      throw new Stop("trap", "the mailbox does not lie in the memory");
  }

  function faultOf(error: unknown): { readonly fault: string; readonly detail: string } {
    if (error instanceof Stop) return error;
    const message = error instanceof Error ? error.message : "";
    if (turn.hasInstance && (turn.running.fuel.value as bigint) < 0n) return new Stop("fuel", "out of fuel");
    if (turn.hasInstance && (turn.running.depth.value as number) > stackUnitsMax)
      return new Stop("stack", "calls nested too deep");
    if (error instanceof RangeError) return new Stop("stack", message);
    return new Stop("trap", message);
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
    const { writes } = turn.service.store;
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
    const fuel = turn.service.fuelPerEvent;
    const left = turn.hasInstance ? Number(turn.running.fuel.value as bigint) : fuel;
    const used = what === "fuel" ? fuel : Math.min(fuel, fuel - Math.max(0, left) + turn.hostFuel);
    turn.service.running = null;
    turn.service.timers.clear();
    batchOut.at = start;
    batchOut.u8(0);
    batchOut.f64(used);
    batchOut.u8(FAULTS.indexOf(what));
    batchOut.text(detail);
    return used;
  }

  /** What an event took, once it has ended by itself. Throws when that is more than it may use. */
  function fuelUsed(left: number): number {
    const used = turn.service.fuelPerEvent - left + turn.hostFuel;
    if (used > turn.service.fuelPerEvent) throw new Stop("fuel", "out of fuel in host functions");
    return used;
  }

  // What is the same in the next event of a batch is not sent again: the mailbox's header is kept here.
  const header = new Uint8Array(A.MAILBOX_HEADER_BYTES);
  const headerView = new DataView(header.buffer);
  const headerWords = new BigInt64Array(header.buffer);
  const ID_WORDS = A.ID_BYTES / 8;

  function readHeader(input: Input, parts: number): void {
    const { words } = input;
    let word = input.at >>> 3;
    for (let id = 0; id < 4; id++) {
      if ((parts & (1 << id)) === 0) continue;
      const to = id * ID_WORDS;
      for (let i = 0; i < ID_WORDS; i++) headerWords[to + i] = words[word + i];
      word += ID_WORDS;
    }
    input.at = word << 3;
    if ((parts & PART_NUMBERS) !== 0) {
      headerView.setInt32(A.EVENT_HOPS, input.i32(), true);
      headerView.setInt32(A.EVENT_FLAGS, input.i32(), true);
      headerView.setInt32(A.EVENT_STATUS, input.i32(), true);
      headerView.setInt32(A.EVENT_VERSION, input.i32(), true);
    }
    if ((parts & PART_TIME) !== 0) turn.nowMs = input.f64();
  }

  function fillMailbox(): void {
    const { bytes, input, payloadLength } = turn;
    const at = turn.running.mailbox;
    turn.memory.set(header, at);
    const to = at + A.MAILBOX_HEADER_BYTES;
    const count = payloadLength < A.MAILBOX_PAYLOAD_BYTES ? payloadLength : A.MAILBOX_PAYLOAD_BYTES;
    if (input !== null) copy(input, turn.payloadAt, turn.seen, to, count);
    else turn.memory.set(count === bytes.length ? bytes : bytes.subarray(0, count), to);
  }

  /** Reads an event, runs it, writes its outcome. Returns the fuel it took. */
  function runEvent(installed: Installed, input: Input): number {
    const { view, at } = input;
    const kind = view.getUint8(at);
    const length = view.getUint32(at + 4, true);
    const seedAt = at + 8;
    const tokenLow = view.getUint32(at + 16, true);
    const tokenHigh = view.getInt32(at + 20, true);
    input.at = at + EVENT_BYTES;
    readHeader(input, view.getUint8(at + 1));
    headerView.setUint32(A.EVENT_TOKEN, tokenLow, true);
    headerView.setInt32(A.EVENT_TOKEN + 4, tokenHigh, true);
    headerView.setInt32(A.EVENT_PAYLOAD_LENGTH, length, true);
    const service = kind < FIRST_RULE ? installed : ruleOf(installed);
    turn.begin(service, KINDS[kind], input.bytes, input, seedAt);
    turn.payloadAt = input.at;
    turn.payloadLength = length;
    input.at = (input.at + length + 7) & ~7;
    return perform(kind, tokenHigh * 2 ** 32 + tokenLow);
  }

  /** The outcome of the last event says no more than that it went well. */
  let isPlain = false;

  /** The event of which turn and header tell. */
  function perform(kind: number, token: number): number {
    const isForward = turn.kind === "forward";
    if (
      isForward ||
      turn.kind === "deliver" ||
      turn.kind === "call" ||
      turn.kind === "snapshot" ||
      turn.kind === "merge"
    )
      turn.token = token;
    else if (turn.kind === "timer") turn.service.timers.delete(token);
    const start = beginOutcome();
    turn.hasInstance = false;
    isPlain = false;
    try {
      let left = turn.service.fuelPerEvent;
      if (turn.service.running === null) {
        left = instantiate();
      } else {
        turn.running = turn.service.running;
        turn.hasInstance = true;
      }
      turn.refresh();
      checkMailbox();
      fillMailbox();
      const entry = turn.running.entries[kind];
      let stops = false;
      if (entry !== undefined) {
        left = entry(left);
        if (isForward) {
          // The verdict is in the lowest bit.
          stops = (left & 1) === 1;
          left = Math.floor(left / 2);
        } else if (turn.kind === "validate") {
          const accepts = (left & 1) === 1;
          left = Math.floor(left / 2);
          if (accepts) answerRule(token);
        }
      }
      const used = fuelUsed(left);
      turn.commit();
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

  /** What `validate` accepts is answered, with nothing; what it refuses is not. */
  function answerRule(token: number): void {
    const out = turn.effect(4, 0);
    if (out === null) return;
    out.i64(BigInt(token));
    out.u32(0);
  }

  function owe(token: number): void {
    turn.service.owed.add(token);
    if (turn.service.owed.size > OWED_MAX)
      turn.service.owed.delete(turn.service.owed.values().next().value as number);
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

  /** By how their ids begin: the services that batches came for. Who shares that with another is told apart by the rest. */
  const byStart = new Map<number, Installed>();

  /** Whose batch it is. */
  function readService(input: Input): Installed | undefined {
    const { bytes, at } = input;
    input.at += A.ID_BYTES;
    const start = input.view.getInt32(at, true);
    const known = byStart.get(start);
    let i = 0;
    while (known !== undefined && i < A.ID_BYTES && known.id[i] === bytes[at + i]) i++;
    if (i === A.ID_BYTES) return known;
    const found = services.get(latin1(bytes.subarray(at, at + A.ID_BYTES)));
    if (found !== undefined) byStart.set(start, found);
    return found;
  }

  /** It is uninstalled, or another takes its place. */
  function forget(installed: Installed): void {
    installed.isInstalled = false;
    const start = new DataView(installed.id.buffer, installed.id.byteOffset).getInt32(0, true);
    if (byStart.get(start) === installed) byStart.delete(start);
  }

  function setHeader(event: EventFields): void {
    header.set(event.key, A.EVENT_KEY);
    header.set(event.origin, A.EVENT_ORIGIN);
    header.set(event.previous, A.EVENT_PREVIOUS);
    header.set(event.next, A.EVENT_NEXT);
    headerView.setBigInt64(A.EVENT_TOKEN, event.token, true);
    headerView.setInt32(A.EVENT_HOPS, event.hops, true);
    headerView.setInt32(A.EVENT_FLAGS, event.flags, true);
    headerView.setInt32(A.EVENT_STATUS, event.status ?? 0, true);
    headerView.setInt32(A.EVENT_PAYLOAD_LENGTH, event.payload.length, true);
    headerView.setInt32(A.EVENT_VERSION, event.version ?? 0, true);
  }

  /** Its place in KINDS. */
  function kindNumber(kind: string): number {
    if (kind === "forward") return 1;
    return kind === "deliver" ? 0 : KINDS.indexOf(kind);
  }

  function writeNotInstalled(out: Output): void {
    out.u8(0);
    out.f64(0);
    out.u8(FAULTS.indexOf("lost"));
    out.text("not installed");
  }

  function runBatch(input: Input): void {
    const installed = readService(input);
    const events = input.u32();
    input.at += 4;
    const count = events & 0x7fff_ffff;
    const out = batchOut.clear();
    out.u32(count);
    header.fill(0);
    turn.nowMs = 0;
    let ran = 0;
    let fuel = 0;
    let pieces = 0;
    if (installed !== undefined) {
      const isLeftAlone = events !== count && installed.wasCut;
      while (
        !isLeftAlone &&
        ran < count &&
        fuel < constants.batchFuel &&
        out.at < BATCH_BYTES &&
        pieces < BATCH_PIECES
      ) {
        ran++;
        fuel += runEvent(installed, input);
        pieces += turn.effectCount + (installed.store.writes?.size ?? 0);
      }
      installed.wasCut = ran < count;
    } else {
      for (; ran < count; ran++) {
        writeNotInstalled(out);
      }
    }
    out.view.setUint32(BASE, ran, true);
    // The batch is let go.
    turn.end();
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
      const entries = new Map<string, Uint8Array>();
      for (let i = input.u32(); i > 0; i--) {
        const key = latin1(input.take(input.u16()));
        entries.set(key, input.take(input.u32()).slice());
      }
      const hasSnapshot = input.u8() === 1;
      const version = hasSnapshot ? input.i32() : 0;
      const owed = new Set<number>();
      for (let i = hasSnapshot ? input.u32() : 0; i > 0; i--) owed.add(Number(input.i64()));
      nodes.setSelf(nodeId);
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
      const service: Installed = {
        id,
        module,
        granted,
        isRule: false,
        fuelPerEvent,
        effectsMax,
        effectBytesMax,
        store: new ServiceStore(entries, storeBytesMax),
        nextToken,
        owed,
        timers: new Set(),
        isInstalled: true,
        wasCut: false,
        running: null,
      };
      turn.begin(service, "init", input.bytes, input, seedAt);
      turn.nowMs = nowMs;
      batchOut.clear();
      const start = beginOutcome();
      if (!isLazy) {
        try {
          let left = instantiate();
          if (hasSnapshot) left = restore(left, input, version);
          const used = fuelUsed(left);
          turn.commit();
          endOutcome(start, used, null);
        } catch (error) {
          endFault(start, error);
          // As a refusal: status, fault, detail; the fuel between them is left out.
          out.u8(0);
          out.put(batchOut.bytes.subarray(start + 9, batchOut.at));
          return out.take();
        }
      }
      turn.end();
      const before = services.get(latin1(id));
      if (before !== undefined) forget(before);
      services.set(latin1(id), service);
      const names = isLazy ? [] : Object.keys(turn.running.exports);
      out.u8(1);
      out.u8(names.length);
      for (const name of names) out.text(name);
      out.u8(isLazy ? 0 : 1);
      if (!isLazy) {
        // Behind a multiple of 8, as it was written: what is aligned in it stays so.
        out.align(A.PAYLOAD_BYTES_MAX);
        out.put(batchOut.bytes.subarray(start, batchOut.at));
      }
      return out.take();
    },

    uninstall(serviceId) {
      const name = latin1(new Uint8Array(serviceId));
      const installed = services.get(name);
      if (installed !== undefined) forget(installed);
      services.delete(name);
    },

    setView(view) {
      nodes.setView(new Input(view));
    },

    memory(serviceId) {
      const instance = services.get(latin1(new Uint8Array(serviceId)))?.running ?? null;
      if (instance === null) return new ArrayBuffer(1);
      const held = new Uint8Array(instance.memory.buffer);
      const out = new Uint8Array(1 + held.length);
      out[0] = 1;
      out.set(held, 1);
      return out.buffer;
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
        return out.takeBytes();
      }
      const { payload } = event;
      setHeader(event);
      const kind = kindNumber(event.kind);
      turn.begin(kind < FIRST_RULE ? installed : ruleOf(installed), event.kind, payload, null, 0);
      turn.nowMs = event.nowMs;
      turn.random = event.seed;
      turn.payloadLength = payload.length;
      // As it stands in the header: to make a number of a long integer leaves compiled code.
      const tokenHigh = headerView.getInt32(A.EVENT_TOKEN + 4, true);
      const token = tokenHigh * 2 ** 32 + headerView.getUint32(A.EVENT_TOKEN, true);
      const fuel = perform(kind, token);
      turn.end();
      return isPlain ? fuel : out.takeBytes();
    },

    runShared(at = BASE) {
      sharedInput.at = at;
      runBatch(sharedInput);
      return batchOut.sharedLength();
    },

    takeLarge() {
      return batchOut.take();
    },
  };
}
