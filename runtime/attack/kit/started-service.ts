/** Starts services in an arena, and expects faults of their events. */
import assert from "node:assert/strict";
import type { AttackArena, Trial, TrialOptions } from "../arenas/arena.ts";

const TOKEN = 1152;

export const PAYLOAD = 1184;

export const RESPOND = '(import "prost" "respond" (func $respond (param i64 i32 i32) (result i32)))';

export const answer = (at: number, length: number) =>
  `(drop (call $respond (i64.load (i32.const ${TOKEN})) (i32.const ${at}) (i32.const ${length})))`;

/** Less than the default, so that cases are short. */
export const LITTLE = { limits: { fuelPerEvent: 20_000_000 } };

export async function started(
  arena: AttackArena,
  module: Uint8Array,
  options: TrialOptions = LITTLE,
): Promise<Trial> {
  const offered = await arena.offer(module, options);
  if (!offered.ok) assert.fail(`the service does not start: ${offered.detail}`);
  return offered.trial;
}

/** Throws unless two events in a row end with one of these faults. */
export async function mustFault(
  arena: AttackArena,
  what: string,
  module: Uint8Array,
  ...faults: readonly string[]
): Promise<void> {
  const trial = await started(arena, module);
  for (let turn = 0; turn < 2; turn++) {
    const outcome = await trial.send();
    assert.ok(!outcome.ok, `${what}: the event succeeded`);
    // Without the first wall there is no fuel: the watchdog ends the event, with its cell.
    const allowed = arena.walls.has(1) ? faults : [...faults, "lost"];
    assert.ok(allowed.includes(outcome.fault), `${what}: the fault is ${outcome.fault}: ${outcome.detail}`);
  }
  await trial.end();
}
