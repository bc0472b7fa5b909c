/** Attacks with imports that need a capability, or that no capability allows. */
import assert from "node:assert/strict";
import { CAPABILITIES, EXPORTS, IMPORTS } from "../../../abi/imports.ts";
import type { AttackArena, AttackCase } from "../arenas/arena.ts";
import { functionType, plainService } from "../kit/binary.ts";
import { imported, importing, VALUES, withExport } from "../kit/import-entries.ts";
import { mustRefuse } from "../kit/refusals.ts";

export const CASES: readonly AttackCase[] = [
  {
    id: "IE19",
    title:
      "imports of WASI, of clocks and of randomness are refused, and imports of the ABI without their capability",
    stoppedBy: [1],
    async run(arena) {
      for (const field of [
        "fd_write",
        "fd_read",
        "path_open",
        "proc_exit",
        "random_get",
        "clock_time_get",
        "environ_get",
        "sock_accept",
      ]) {
        await mustRefuse(
          arena,
          [`wasi ${field}`, importing("wasi_snapshot_preview1", field), "import"],
          [`old wasi ${field}`, importing("wasi_unstable", field), "import"],
        );
      }
      for (const [module, field] of [
        ["env", "seed"],
        ["Date", "now"],
        ["Math", "random"],
        ["Math", "sin"],
        ["performance", "now"],
        ["console", "log"],
        ["env", "console.log"],
        ["env", "trace"],
        ["process", "exit"],
        ["crypto", "getRandomValues"],
      ])
        await mustRefuse(arena, [`${module}.${field}`, importing(module, field), "import"]);
      await needsEachCapability(arena);
    },
  },
];

/** Offers each import and export of the ABI with all capabilities but its own, and with its own alone. */
async function needsEachCapability(arena: AttackArena): Promise<void> {
  for (const [full, { params, results, capability }] of IMPORTS) {
    const [module, field] = full.split(".");
    const type = functionType(
      params.map((one) => VALUES[one]),
      results.map((one) => VALUES[one]),
    );
    const bytes = plainService({ types: [type], imports: [imported(module, field, 0, 2)] });
    await mustNeed(arena, full, bytes, capability);
  }
  for (const [title, { results, capability, required }] of EXPORTS) {
    if (required) continue;
    const type = functionType(
      [],
      results.map((one) => VALUES[one]),
    );
    await mustNeed(
      arena,
      title,
      withExport(title, false, type, results.length === 0 ? [] : [0x41, 0]),
      capability,
    );
  }
}

async function mustNeed(
  arena: AttackArena,
  what: string,
  module: Uint8Array,
  capability: (typeof CAPABILITIES)[number] | null,
): Promise<void> {
  const others = CAPABILITIES.filter((one) => one !== capability);
  const without = await arena.offer(module, { capabilities: capability === null ? [] : others });
  if (without.ok) await without.trial.end();
  if (capability === null) {
    assert.ok(without.ok, `${what} needs no capability: ${without.ok ? "" : without.detail}`);
    return;
  }
  assert.ok(
    !without.ok && without.by === "gate" && without.code === "capability",
    `${what} without ${capability}`,
  );
  const granted = await arena.offer(module, { capabilities: [capability] });
  assert.ok(granted.ok, `${what} with ${capability}: ${granted.ok ? "" : granted.detail}`);
  if (granted.ok) await granted.trial.end();
}
