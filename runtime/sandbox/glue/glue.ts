/**
 * The trusted code beside the guests, in the isolate of a cell or in this process (inline/inline-runner.ts).
 * It compiles modules, writes events into mailboxes, implements the host functions on its own state, collects
 * effects, and rolls back events that fault. Requests and replies are bytes, as wire/ encodes them.
 *
 * The glue is made of parts, one file each. A part is a function that refers to nothing outside itself:
 * constants and other parts are its arguments. So constants.ts can send the text of all parts into an
 * isolate, where no module system exists, while simulations and tests call the same functions directly.
 */
import type { EventFields } from "../wire/event-fields.ts";
import type { makeBatches } from "./batches.ts";
import type { makeBytes } from "./bytes.ts";
import type { makeEd25519 } from "./ed25519.ts";
import type { makeEventContext } from "./event-context.ts";
import type { makeHost } from "./host.ts";
import type { makeInstances } from "./instances.ts";
import type { makeMailbox } from "./mailbox.ts";
import type { makeNodes } from "./nodes.ts";
import type { makeOutcomes } from "./outcomes.ts";
import type { makeRegistry } from "./registry.ts";
import type { makeStore } from "./store.ts";
import type { makeTransactions } from "./transactions.ts";
import type { GlueConstants, GuestService, Input } from "./types.ts";

export interface Glue {
  /** Returns the encoded InstallOutcome. */
  install(request: ArrayBuffer): ArrayBuffer;
  uninstall(serviceId: ArrayBuffer): void;
  setView(view: ArrayBuffer): void;
  /**
   * Sets memory that is visible on both sides of the isolate, so that batches and outcomes need not be
   * copied. The guest cannot reach the memory: it has neither these buffers nor a constructor of such
   * buffers.
   */
  share(input: SharedArrayBuffer, output: SharedArrayBuffer): void;
  /** Runs a batch of events of one service. Returns the encoded outcomes. */
  run(batch: ArrayBuffer): ArrayBuffer;
  /**
   * Runs a batch in the shared memory `input`, at the offset `at`, a multiple of 8 (default: SHARED_BASE).
   * Returns the number of bytes of outcomes in the shared memory `output`, from SHARED_BASE on. A negative
   * number: the outcomes do not fit; call `takeLarge`.
   */
  runShared(at?: number): number;
  /** Returns outcomes that did not fit into the shared memory. */
  takeLarge(): ArrayBuffer;
  /**
   * Runs one event without encoding it, for a glue in this process. Returns only the fuel if the event
   * succeeded without writes and effects, and `forward` neither changed nor stopped the message. Otherwise
   * returns the encoded outcome, as `run` does.
   */
  runNow(serviceId: Uint8Array, event: EventFields): Uint8Array | number;
  /** Returns a byte 1 and the memory of a service's instance, or a byte 0 if the service has no instance. */
  memory(serviceId: ArrayBuffer): ArrayBuffer;
}

/** All parts. They are arguments, because the glue refers to nothing outside itself. */
export interface GlueParts {
  readonly makeBytes: typeof makeBytes;
  readonly makeNodes: typeof makeNodes;
  readonly makeStore: typeof makeStore;
  readonly makeEventContext: typeof makeEventContext;
  readonly makeHost: typeof makeHost;
  readonly makeEd25519: typeof makeEd25519;
  readonly makeMailbox: typeof makeMailbox;
  readonly makeInstances: typeof makeInstances;
  readonly makeOutcomes: typeof makeOutcomes;
  readonly makeTransactions: typeof makeTransactions;
  readonly makeRegistry: typeof makeRegistry;
  readonly makeBatches: typeof makeBatches;
}

export function makeGlue(constants: GlueConstants, parts: GlueParts): Glue {
  const { abi: A, kinds, faults, sharedBase } = constants;
  // Taken once, so that nothing that happens later in this realm can replace it.
  const { Module } = WebAssembly;
  const FIRST_RULE = kinds.indexOf("validate");

  const bytes = parts.makeBytes(constants);
  const { Input, Output, latin1 } = bytes;
  /** The outcomes of one batch. */
  const out = new Output();
  const nodes = parts.makeNodes(constants);
  const { event, Trap, noMemory } = parts.makeEventContext(constants, out);
  const ServiceStore = parts.makeStore(constants, (fuel) => event.spend(fuel));
  const { makeEd25519 } = parts;
  const host = parts.makeHost(constants, { bytes, nodes, event, Trap, makeEd25519 });
  const mailbox = parts.makeMailbox(constants, bytes, event, Trap);
  const instances = parts.makeInstances(constants, host, event, mailbox, noMemory);
  const outcomes = parts.makeOutcomes(constants, bytes, out, event, Trap);
  const transactions = parts.makeTransactions({ event, Trap, mailbox, instances, outcomes });
  const registry = parts.makeRegistry(constants, bytes);
  const batches = parts.makeBatches(constants, {
    out,
    event,
    mailbox,
    outcomes,
    transactions,
    registry,
    ruleOf,
  });
  let sharedInput = new Input(new ArrayBuffer(sharedBase));

  /**
   * The service for one call of `validate` or `merge`: the same code and fuel on every node, a new instance,
   * an empty store. Nothing of this node or of earlier events is visible.
   */
  function ruleOf({ id, module, granted }: GuestService): GuestService {
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
      instance: null,
    };
  }

  /** An install request (wire/frames.ts), up to the snapshot's payload. */
  function readInstall(input: Input) {
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
    const snapshotVersion = hasSnapshot ? input.i32() : null;
    const owed = new Set<number>();
    for (let i = hasSnapshot ? input.u32() : 0; i > 0; i--) owed.add(Number(input.i64()));
    const service: Omit<GuestService, "module"> = {
      id,
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
      instance: null,
    };
    return { isLazy, nodeId, nowMs, seedAt, code, snapshotVersion, service };
  }

  /** The reply to an install request that failed. `fault`: the bytes of fault and detail. */
  function refused(fault: Uint8Array): ArrayBuffer {
    const reply = new Output();
    reply.u8(0);
    reply.put(fault);
    return reply.take();
  }

  /** The reply to an install request that succeeded. `start`: where the outcome of `init` starts in `out`. */
  function accepted(start: number, isLazy: boolean): ArrayBuffer {
    const reply = new Output();
    const names = isLazy ? [] : Object.keys(event.instance.exports);
    reply.u8(1);
    reply.u8(names.length);
    for (const name of names) reply.text(name);
    reply.u8(isLazy ? 0 : 1);
    if (!isLazy) {
      // At a multiple of 8, as in `out`: aligned bytes of the outcome stay aligned.
      reply.align(A.PAYLOAD_BYTES_MAX);
      reply.put(out.bytes.subarray(start, out.at));
    }
    return reply.take();
  }

  function compileFault(error: unknown): Uint8Array {
    const fault = new Output();
    fault.u8(faults.indexOf("trap"));
    fault.text(error instanceof Error ? error.message : "");
    return fault.takeBytes();
  }

  return {
    install(request) {
      const input = new Input(request);
      const { isLazy, nodeId, nowMs, seedAt, code, snapshotVersion, service: parsed } = readInstall(input);
      nodes.setSelf(nodeId);
      let module: WebAssembly.Module;
      try {
        module = new Module(code);
      } catch (error) {
        return refused(compileFault(error));
      }
      const service: GuestService = { ...parsed, module };
      event.begin(service, "init", input.bytes, input, seedAt);
      event.nowMs = nowMs;
      out.clear();
      const start = outcomes.begin();
      // A refusal has no fuel between status and fault, but the outcome has: 9 bytes are skipped.
      if (!isLazy && !transactions.init(start, input, snapshotVersion))
        return refused(out.bytes.subarray(start + 9, out.at));
      event.end();
      registry.add(service);
      return accepted(start, isLazy);
    },

    uninstall(serviceId) {
      registry.remove(new Uint8Array(serviceId));
    },

    setView(view) {
      nodes.setView(new Input(view));
    },

    memory(serviceId) {
      const instance = registry.find(new Uint8Array(serviceId))?.instance ?? null;
      if (instance === null) return new ArrayBuffer(1);
      const memory = new Uint8Array(instance.memory.buffer);
      const reply = new Uint8Array(1 + memory.length);
      reply[0] = 1;
      reply.set(memory, 1);
      return reply.buffer;
    },

    share(input, output) {
      sharedInput = new Input(input);
      out.share(output);
    },

    run(batch) {
      batches.run(new Input(batch));
      return out.take();
    },

    runNow(serviceId, fields) {
      out.clear();
      out.u32(1);
      const service = registry.find(serviceId);
      if (service === undefined) {
        outcomes.notInstalled();
        return out.takeBytes();
      }
      const { payload, kind: name } = fields;
      mailbox.setFields(fields);
      // The two most frequent kinds first: a search is slower.
      const kind = name === "forward" ? 1 : name === "deliver" ? 0 : kinds.indexOf(name);
      event.begin(kind < FIRST_RULE ? service : ruleOf(service), name, payload, null, 0);
      event.nowMs = fields.nowMs;
      event.random = fields.seed;
      event.payloadLength = payload.length;
      const fuel = transactions.run(kind, mailbox.token());
      event.end();
      return transactions.isPlain() ? fuel : out.takeBytes();
    },

    runShared(at = sharedBase) {
      sharedInput.at = at;
      batches.run(sharedInput);
      return out.sharedLength();
    },

    takeLarge() {
      return out.take();
    },
  };
}
