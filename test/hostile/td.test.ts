import { afterAll, expect, test } from "vitest";
import type { Arena } from "../../runtime/attack/arena.ts";
import { CASES } from "../../runtime/attack/td.ts";
import { CellHost } from "../../runtime/sandbox/cell-host.ts";
import { gate } from "../../runtime/sandbox/gate.ts";
import { host } from "../sandbox/support.ts";

const runner = new CellHost({ name: "td" });
afterAll(() => runner.close());
let trials = 0;

const arena: Arena = {
  walls: new Set([1, 2, 3]),
  async offer(module, { limits } = {}) {
    const verdict = gate(module);
    if (!verdict.ok) return { ok: false, by: "gate", code: verdict.code, detail: verdict.detail };
    const hosted = await host(runner, module, { name: `trial ${trials++}`, ...(limits ? { limits } : {}) });
    const { started } = hosted;
    if (!started.ok) return { ok: false, by: "start", fault: started.fault, detail: started.detail };
    const end = async () => hosted.service.stop();
    return { ok: true, trial: { send: hosted.send, ask: hosted.ask, end } };
  },
};

test.each(CASES.map((one) => [one.id, one.title, one] as const))("%s %s", async (_id, _title, { run }) => {
  expect(await run(arena)).toBeUndefined();
});
