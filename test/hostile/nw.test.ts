import { afterAll, expect, test } from "vitest";
import type { Arena } from "../../runtime/attack/arena.ts";
import { CASES as NW } from "../../runtime/attack/nw.ts";
import { CASES as QUOTAS } from "../../runtime/attack/quotas.ts";
import { CellHost } from "../../runtime/sandbox/cell-host.ts";
import { host } from "../sandbox/support.ts";

const runner = new CellHost({ name: "attack" });
afterAll(() => runner.close());
const arena: Arena = {
  walls: new Set([1, 2, 3]),
  offer: async (module, options) => {
    const { send, ask, service } = await host(runner, module, { limits: options?.limits ?? {} });
    return { ok: true, trial: { send, ask, end: async () => service.stop() } };
  },
};

test.each([...NW, ...QUOTAS].map((one) => [`${one.id}: ${one.title}`, one] as const))(
  "%s",
  async (_name, one) => {
    await one.run(arena);
    expect(one.title).not.toBe("");
  },
);
