/** Calls of every import with changed arguments, and the ranges that an import reads and writes. */
import assert from "node:assert/strict";
import { E_FAULT, E_INVALID, E_TOO_BIG } from "../../../abi/abi.ts";
import type { Arena } from "../arenas/arena.ts";
import {
  inEvents,
  isUntouched,
  type ParameterRole,
  PROBED,
  type Probed,
  Prober,
  validArguments,
} from "./probes.ts";

/** Statuses that say that a range was wrong. */
export const OF_RANGES: readonly bigint[] = [E_FAULT, E_INVALID, E_TOO_BIG].map(BigInt);

/** What an import that changes nothing here answers to sound arguments is neither a fault nor a wrong argument. */
export const isTaken = (result: bigint) => !OF_RANGES.includes(result);

export type Pointer = Extract<ParameterRole, { readonly is: "block" | "range" }>;

export type Length = Extract<ParameterRole, { readonly is: "length" }>;

/** Calls of one import, and what each must answer. */
export interface Expected {
  readonly call: readonly bigint[];
  readonly isRight: (result: bigint) => boolean;
  readonly what: string;
}

export const is = (...statuses: readonly number[]) => {
  const allowed = statuses.map(BigInt);
  return (result: bigint) => allowed.includes(result);
};

export function pointers({ roles }: Probed): readonly (readonly [index: number, role: Pointer])[] {
  return [...roles.entries()].filter((entry): entry is [number, Pointer] =>
    ["block", "range"].includes(entry[1].is),
  );
}

export function lengths({ roles }: Probed): readonly (readonly [index: number, role: Length])[] {
  return [...roles.entries()].filter((entry): entry is [number, Length] => entry[1].is === "length");
}

/** How many bytes the pointer names with these arguments. */
export function bytesNamed(role: Pointer, call: readonly bigint[]): bigint {
  return role.is === "block" ? BigInt(role.bytes) : call[role.at] * BigInt(role.unit);
}

/** How many bytes a call wrote that answered so. */
export function bytesWritten(role: Pointer, result: bigint): number {
  if (role.is === "block") return result >= 0n ? role.bytes : 0;
  return result > 0n ? Number(result) * role.unit : 0;
}

/** Makes the calls of every import that `expect` has some for. A refused call must have written nothing. */
export async function everyImport(
  arena: Arena,
  expect: (probed: Probed, sound: readonly bigint[]) => readonly Expected[],
): Promise<void> {
  let made = 0;
  for (const probed of PROBED) {
    const expected = expect(probed, validArguments(probed));
    if (expected.length === 0) continue;
    made++;
    const prober = await Prober.start(arena, probed);
    const right = new Map(expected.map((one) => [one.call, one]));
    await inEvents(
      prober,
      expected.map(({ call }) => call),
      (result, call, { memory }) => {
        const one = right.get(call);
        assert(one?.isRight(result), `${probed.name}: ${one?.what}: (${call.join(", ")}) answered ${result}`);
        const isRefused = expected.every((other) => !other.isRight(0n));
        if (isRefused) assert(isUntouched(memory), `${probed.name}: ${one?.what}: it wrote all the same`);
      },
    );
    await prober.end();
  }
  assert(made > 0, "no import was tried");
}

export function byName(name: string): Probed {
  const probed = PROBED.find((one) => one.name === name);
  assert(probed !== undefined, name);
  return probed;
}

export async function once(
  prober: Prober,
  { name }: Probed,
  call: readonly bigint[],
): Promise<{ readonly result: bigint; readonly memory: Uint8Array }> {
  const { results, memory, outcome } = await prober.calls([call]);
  assert(outcome.ok, `${name}: the event faulted: ${outcome.ok ? "" : outcome.detail}`);
  return { result: results[0], memory };
}
