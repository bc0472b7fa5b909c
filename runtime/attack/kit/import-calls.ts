/** Calls of every import with changed arguments, and the ranges that an import reads and writes. */
import assert from "node:assert/strict";
import { E_FAULT, E_INVALID, E_TOO_BIG } from "../../../abi/abi.ts";
import type { AttackArena } from "../arenas/arena.ts";
import {
  inEvents,
  isUntouched,
  type ParameterRole,
  PROBED,
  type Probed,
  Prober,
  validArguments,
} from "./probes.ts";

/** Statuses for a wrong range. */
const RANGE_STATUSES: readonly bigint[] = [E_FAULT, E_INVALID, E_TOO_BIG].map(BigInt);

/** Whether an import accepted the ranges of a call: its result is no status for a wrong range. */
export const isAccepted = (result: bigint) => !RANGE_STATUSES.includes(result);

type Pointer = Extract<ParameterRole, { readonly is: "block" | "range" }>;

type Length = Extract<ParameterRole, { readonly is: "length" }>;

/** A call of one import, and the result that it must return. */
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

/** Number of bytes that the pointer refers to with these arguments. */
export function bytesNamed(role: Pointer, call: readonly bigint[]): bigint {
  return role.is === "block" ? BigInt(role.bytes) : call[role.at] * BigInt(role.unit);
}

/** Number of bytes that a call with this result wrote. */
export function bytesWritten(role: Pointer, result: bigint): number {
  if (role.is === "block") return result >= 0n ? role.bytes : 0;
  return result > 0n ? Number(result) * role.unit : 0;
}

/** Makes the calls that `expect` returns for each import. A refused call must write nothing. */
export async function everyImport(
  arena: AttackArena,
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
        if (isRefused)
          assert(isUntouched(memory), `${probed.name}: ${one?.what}: a refused call wrote bytes`);
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
