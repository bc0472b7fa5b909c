/**
 * Starts instances of services: links the host functions that a service was granted, and runs `init`.
 *
 * A part of the glue (glue.ts): the function refers to nothing outside itself, because its text runs in the
 * isolate of a cell.
 */
import type { EventContext } from "./event-context.ts";
import type { HostFunctions } from "./host.ts";
import type { Mailbox } from "./mailbox.ts";
import type { GlueConstants, GuestService, Input, MemoryView } from "./types.ts";

type Entry = (fuel: number) => number;

export type Instances = ReturnType<typeof makeInstances>;

export function makeInstances(
  constants: GlueConstants,
  host: HostFunctions,
  event: EventContext,
  mailbox: Mailbox,
  noMemory: MemoryView,
) {
  const { abi: A } = constants;
  // Taken once, so that nothing that happens later in this realm can replace it.
  const { Instance } = WebAssembly;

  // A rule calls these in place of host functions that are not pure.
  const impure = () => {
    event.charge(0);
    return A.E_PHASE;
  };
  const impureLong = () => {
    event.charge(0);
    return BigInt(A.E_PHASE);
  };

  /** The granted host functions only, in objects without a prototype. */
  function importsFor({ granted, isRule }: GuestService): WebAssembly.Imports {
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

  return {
    /** Starts an instance of the event's service and runs `init`. Returns the remaining fuel. */
    start(): number {
      // No memory of an earlier instance may be visible if the module still has a `start` function.
      event.refresh();
      const { exports } = new Instance(event.service.module, importsFor(event.service));
      const entry = (name: string) => exports[constants.entryPrefix + name] as Entry | undefined;
      event.instance = {
        exports,
        memory: exports.memory as WebAssembly.Memory,
        fuel: exports[constants.fuelExport] as WebAssembly.Global,
        depth: exports[constants.depthExport] as WebAssembly.Global,
        entries: constants.kinds.map(entry),
        mailbox: 0,
        memoryView: noMemory,
      };
      event.hasInstance = true;
      event.refresh();
      event.instance.fuel.value = BigInt(event.service.fuelPerEvent);
      const start = exports[constants.startExport] as (() => void) | undefined;
      start?.();
      event.instance.mailbox = (exports.prost_abi_1 as () => number)() >>> 0;
      event.refresh();
      mailbox.check();
      const left = Number(event.instance.fuel.value as bigint);
      const init = event.service.isRule ? undefined : entry("init");
      const after = init === undefined ? left : init(left);
      event.service.instance = event.instance;
      return after;
    },

    /**
     * Calls `restore` in the same event as `init`, with the snapshot at `input` that the version `version`
     * made. Returns the remaining fuel.
     */
    restore(left: number, input: Input, version: number): number {
      const entry = event.instance.exports[`${constants.entryPrefix}restore`] as Entry | undefined;
      const length = input.u32();
      if (entry === undefined) return left;
      event.kind = "restore";
      event.payloadAt = input.at;
      event.payloadLength = length;
      mailbox.clear();
      mailbox.setLength(length);
      mailbox.setVersion(version);
      event.refresh();
      mailbox.check();
      mailbox.fill();
      return entry(left);
    },
  };
}
