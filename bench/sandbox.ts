/**
 * What the walls cost: a message of 64 bytes answered by a metered service, through all three (a rewritten module in an isolate in a
 * process of its own), through the first alone, and through none: the bare call of the same module, its bytes copied in and out.
 */

import { echoService } from "../runtime/attack/modules.ts";
import { CellHost } from "../runtime/sandbox/cell-host.ts";
import type { Runner, ServiceEvent } from "../runtime/sandbox/contract.ts";
import { InlineRunner } from "../runtime/sandbox/inline.ts";
import { FUEL_EXPORT } from "../runtime/sandbox/rewrite.ts";
import { event, installRequest, ready } from "../test/sandbox/support.ts";

const PAYLOAD_BYTES = 64;
const BATCHES = [1, 16, 128];
/** The best of so many rounds: what else the machine does only ever makes them slower. */
const ROUNDS = 5;

export async function run({ full }: { readonly full: boolean }): Promise<void> {
  const messages = full ? 200_000 : 20_000;
  const module = ready(echoService());
  const rows: { through: string; batch: number; ns: number }[] = [
    { through: "bare call", batch: 1, ns: await bare(module, messages) },
  ];
  for (const [through, runner] of [
    ["first wall (inline)", new InlineRunner()],
    ["all three (cell)", new CellHost({ name: "bench" })],
  ] as const) {
    for (const batch of BATCHES)
      rows.push({ through, batch, ns: await walled(runner, module, batch, messages) });
    await runner.close();
  }
  const floor = rows[0].ns;
  console.log(
    `${"through".padEnd(22)}${"batch".padStart(6)}${"ns a message".padStart(14)}${"times bare".padStart(12)}${"messages/s".padStart(14)}`,
  );
  for (const { through, batch, ns } of rows) {
    const perSecond = Math.round(1e9 / ns).toLocaleString("en");
    console.log(
      `${through.padEnd(22)}${String(batch).padStart(6)}${ns.toFixed(0).padStart(14)}${(ns / floor).toFixed(1).padStart(12)}${perSecond.padStart(14)}`,
    );
  }
  console.log(JSON.stringify({ bench: "sandbox", payloadBytes: PAYLOAD_BYTES, rows }));
}

/** Nanoseconds a message, at best. */
async function best(messages: number, round: () => Promise<void> | void): Promise<number> {
  let ns = Number.POSITIVE_INFINITY;
  for (let i = 0; i < ROUNDS; i++) {
    const start = performance.now();
    await round();
    ns = Math.min(ns, ((performance.now() - start) * 1e6) / messages);
  }
  return ns;
}

/** The module with nothing around it but a host function that copies the answer. */
function bare(module: Uint8Array, messages: number): Promise<number> {
  const payload = new Uint8Array(PAYLOAD_BYTES).fill(7);
  let answered = 0;
  const nothing = () => 0;
  const prost = {
    respond: (_token: bigint, pointer: number, length: number) => {
      answered += memory.slice(pointer, pointer + length)[0];
      return 0;
    },
    store_put: nothing,
    store_get: nothing,
    route: nothing,
  };
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(module), { prost });
  const memory = new Uint8Array((exports.memory as WebAssembly.Memory).buffer);
  const view = new DataView(memory.buffer);
  const fuel = exports[FUEL_EXPORT] as WebAssembly.Global;
  const deliver = exports.deliver as () => void;
  fuel.value = 50_000_000n;
  const mailbox = (exports.prost_abi_1 as () => number)();
  return best(messages, () => {
    answered = 0;
    for (let i = 0; i < messages; i++) {
      fuel.value = 50_000_000n;
      view.setInt32(mailbox + 148, PAYLOAD_BYTES, true);
      memory.set(payload, mailbox + 160);
      deliver();
    }
    if (answered !== 7 * messages) throw new Error("a bare call did not answer");
  });
}

async function walled(runner: Runner, module: Uint8Array, batch: number, messages: number): Promise<number> {
  const request = { ...installRequest(module, `batch ${batch}`), readStore: () => [] };
  const installed = await runner.install(request);
  if (!installed.ok) throw new Error(installed.detail);
  const events: readonly ServiceEvent[] = Array.from({ length: batch }, (_, i) =>
    event({ token: BigInt(i + 1), payload: new Uint8Array(PAYLOAD_BYTES).fill(7) }),
  );
  // One message at a time is slow enough to need fewer of them.
  const batches = Math.max(50, Math.ceil(messages / batch / (batch === 1 ? 10 : 1)));
  return best(batches * batch, async () => {
    for (let i = 0; i < batches; i++) {
      const outcomes = await runner.run(request.serviceId, events);
      if (!outcomes.every((outcome) => outcome.ok && outcome.effects.length === 1))
        throw new Error("an event was not answered");
    }
  });
}
