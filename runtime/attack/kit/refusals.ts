/** Offers lists of modules to an arena, which must refuse or accept all of them. */
import assert from "node:assert/strict";
import type { RefusalCode } from "../../sandbox/gate/gate.ts";
import type { AttackArena } from "../arenas/arena.ts";

/** A description, a module, and the refusal codes that are right for it. */
type Refusable = readonly [what: string, module: Uint8Array, ...codes: readonly RefusalCode[]];

/** Throws unless the gate refuses each for one of its reasons, in one short line of printable characters. */
export async function mustRefuse(arena: AttackArena, ...cases: readonly Refusable[]): Promise<void> {
  for (const [what, module, ...codes] of cases) {
    const offered = await arena.offer(module);
    if (offered.ok) {
      await offered.trial.end();
      assert.fail(`${what}: was accepted`);
    }
    assert.equal(offered.by, "gate", `${what}: got past the gate: ${offered.detail}`);
    if (offered.by !== "gate") return;
    assert.ok(codes.includes(offered.code), `${what}: refused for another reason: ${offered.detail}`);
    assert.match(offered.detail, /^[ -~]{1,800}$/, `${what}: the reason cannot be shown`);
  }
}

/** Throws unless the module starts; then stops it. */
export async function mustAccept(arena: AttackArena, what: string, module: Uint8Array): Promise<void> {
  const offered = await arena.offer(module);
  assert.ok(offered.ok, `${what}: was refused: ${offered.ok ? "" : offered.detail}`);
  await offered.trial.end();
}
