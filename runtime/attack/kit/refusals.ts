/** What groups of refused modules have in common: each is offered, and must not get past the gate. */
import assert from "node:assert/strict";
import type { RefusalCode } from "../../sandbox/gate/gate.ts";
import type { Arena } from "../arenas/arena.ts";

/** A module, what it is, and the codes it may be refused with. */
export type Refusable = readonly [what: string, module: Uint8Array, ...codes: readonly RefusalCode[]];

/** Throws unless the gate refuses each for one of its reasons, in one short line of printable characters. */
export async function mustRefuse(arena: Arena, ...cases: readonly Refusable[]): Promise<void> {
  for (const [what, module, ...codes] of cases) {
    const offered = await arena.offer(module);
    if (offered.ok) {
      await offered.trial.end();
      assert.fail(`${what}: was let in`);
    }
    assert.equal(offered.by, "gate", `${what}: got past the gate: ${offered.detail}`);
    if (offered.by !== "gate") return;
    assert.ok(codes.includes(offered.code), `${what}: refused for another reason: ${offered.detail}`);
    assert.match(offered.detail, /^[ -~]{1,800}$/, `${what}: the reason cannot be shown`);
  }
}

/** Throws unless it starts; ends it. */
export async function mustTake(arena: Arena, what: string, module: Uint8Array): Promise<void> {
  const offered = await arena.offer(module);
  assert.ok(offered.ok, `${what}: was refused: ${offered.ok ? "" : offered.detail}`);
  await offered.trial.end();
}
