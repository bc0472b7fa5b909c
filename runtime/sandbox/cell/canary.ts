/**
 * The canary of a new cell, in the node's process: the gate must refuse two bombs, and in the cell a service
 * that fills its memory in an endless loop must end when its fuel is used up. The cell's own checks are in
 * canary-inside.ts.
 */
import type { InstallRequest, Outcome, ServiceEvent } from "../contract.ts";
import { gate } from "../gate/gate.ts";
import { rewrite } from "../instrument/rewrite.ts";

/**
 * A table of a million entries, which aborts its process; 50,000 locals in a loop, which take gigabytes to
 * compile.
 */
export const BOMBS = [
  "0061736d010000000406017000c0843d",
  "0061736d01000000010401600000030201000a0b010901d086037f03400b0b",
] as const;

/**
 * A service whose `deliver` is `(loop (memory.fill (i32.const 0) (i32.const 0) (i32.const 65536)) (br 0))`.
 */
export const LOOP =
  "0061736d010000000108026000017f60000003030200010503010001072203066d656d6f727902000b70726f73745f61" +
  "62695f3100000764656c6976657200010a1a0205004180080b120003404100410041808004fc0b000c000b0b";
/** Fuel for less than a millisecond. */
const FUEL = 100_000;

/** The id of the canary's service. It is uninstalled before the first other service is installed. */
export const CANARY_ID = new Uint8Array(32).fill(0xca);
const ZEROES = new Uint8Array(32);
export const CANARY_EVENT: ServiceEvent = {
  kind: "deliver",
  nowMs: 0,
  seed: 0n,
  key: ZEROES,
  origin: ZEROES,
  previous: ZEROES,
  next: ZEROES,
  token: 0n,
  hops: 0,
  flags: 0,
  payload: new Uint8Array(0),
};

interface Canary {
  readonly install: InstallRequest;
  /** Problems with the gate. Empty when there are none. */
  readonly failed: readonly string[];
}

let made: Canary | null = null;

/** The canary. It is made at the first call: gate and rewrite are the same for all cells of this process. */
export function canary(): Canary {
  made ??= make();
  return made;
}

/** The problem with the outcome of the endless loop. Null when there is none. */
export function problemWith(outcome: Outcome | undefined): string | null {
  if (outcome?.ok === false && outcome.fault === "fuel") return null;
  return "an endless loop does not end when its fuel is used up";
}

function make(): Canary {
  const hasPassed = BOMBS.some((hex) => gate(Buffer.from(hex, "hex"), { rules: "profile" }).ok);
  const result = gate(Buffer.from(LOOP, "hex"));
  const refused = result.ok ? [] : [`the gate refuses a valid module: ${result.detail}`];
  return {
    failed: hasPassed ? ["the gate accepts bombs"] : refused,
    install: {
      serviceId: CANARY_ID,
      nodeId: ZEROES,
      module: result.ok ? rewrite(result.module, { memoryPages: 1 }) : new Uint8Array(0),
      capabilities: [],
      limits: {
        memoryPages: 1,
        fuelPerEvent: FUEL,
        storeBytes: 0,
        effectsPerEvent: 0,
        effectBytesPerEvent: 0,
      },
      readStore: () => [],
      nowMs: 0,
      seed: 0n,
      firstToken: 1n,
    },
  };
}
