/**
 * The canary of a new cell, the node's part: the gate refuses bombs, and in the cell itself a service that fills its memory for ever ends
 * with its fuel. What the cell tries by itself is in canary-inside.ts.
 */
import type { InstallRequest, Outcome, ServiceEvent } from "../contract.ts";
import { gate } from "../gate/gate.ts";
import { rewrite } from "../instrument/rewrite.ts";

/** A table of a million entries, which aborts the process that makes it; 50,000 locals in a loop, which take gigabytes to compile. */
export const BOMBS = [
  "0061736d010000000406017000c0843d",
  "0061736d01000000010401600000030201000a0b010901d086037f03400b0b",
] as const;

/** `(loop (memory.fill (i32.const 0) (i32.const 0) (i32.const 65536)) (br 0))` in a service that is nothing else. */
export const LOOP =
  "0061736d010000000108026000017f60000003030200010503010001072203066d656d6f727902000b70726f73745f6162695f3100000764656c6976657200010a1a0205004180080b120003404100410041808004fc0b000c000b0b";
/** Less than a millisecond of filling. */
const FUEL = 100_000;

/** Names the canary's service in the cell. It is gone before the first other one comes. */
export const CANARY_ID = new Uint8Array(32).fill(0xca);
const NOBODY = new Uint8Array(32);
export const CANARY_EVENT: ServiceEvent = {
  kind: "deliver",
  nowMs: 0,
  seed: 0n,
  key: NOBODY,
  origin: NOBODY,
  previous: NOBODY,
  next: NOBODY,
  token: 0n,
  hops: 0,
  flags: 0,
  payload: new Uint8Array(0),
};

export interface Canary {
  readonly install: InstallRequest;
  /** What the gate let pass, in words; empty: nothing. */
  readonly failed: readonly string[];
}

let made: Canary | null = null;

/** Made when it is first asked for: gate and rewrite are the same for all cells of this process. */
export function canary(): Canary {
  made ??= make();
  return made;
}

/** What is wrong with how the service ended; null: nothing. */
export function problemWith(outcome: Outcome | undefined): string | null {
  if (outcome?.ok === false && outcome.fault === "fuel") return null;
  return "a service that fills its memory for ever does not end with its fuel";
}

function make(): Canary {
  const passed = BOMBS.some((hex) => gate(Buffer.from(hex, "hex"), { rules: "profile" }).ok);
  const verdict = gate(Buffer.from(LOOP, "hex"));
  const isTaken = verdict.ok ? [] : [`the gate refuses a sound module: ${verdict.detail}`];
  return {
    failed: passed ? ["the gate lets bombs pass"] : isTaken,
    install: {
      serviceId: CANARY_ID,
      nodeId: NOBODY,
      module: verdict.ok ? rewrite(verdict.module, { memoryPages: 1 }) : new Uint8Array(0),
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
