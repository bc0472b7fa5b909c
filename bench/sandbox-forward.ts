/**
 * `forward` of trusted services that run in the node's own process: the cost of a message at every hop. The calls
 * alternate between services, so that no call has its code in the cache.
 */
import { service } from "../runtime/attack/kit/modules.ts";
import { gate } from "../runtime/sandbox/gate/gate.ts";
import { InlineRunner } from "../runtime/sandbox/inline/inline-runner.ts";
import { rewrite } from "../runtime/sandbox/instrument/rewrite.ts";
import { BareModule } from "./sandbox-bare.ts";
import { installed, MEMORY_PAGES, messages, type Running, run } from "./sandbox-traffic.ts";
import { costsOf, type Variant } from "./sandbox-variants.ts";
import { type BenchOptions, printTable, ratio } from "./timing.ts";

const MODULES = 200;
const PAYLOAD_BYTES = 1_024;
const BATCH = 64;
const TARGET_NS = 100;
const TARGET_TIMES_BARE = 5;

/** Reads a byte of the payload and continues the message. Each service has other constants, and so other code. */
const forwarding = (n: number) =>
  service({
    forward: `(i32.eq (i32.load8_u (i32.const 1184)) (i32.const ${200 + (n % 50)}))
      (i32.const ${n}) (i32.lt_s (i32.const -1)) (i32.and)`,
  });

export async function forward({ full }: BenchOptions): Promise<void> {
  const modules = Array.from({ length: MODULES }, (_, n) => forwarding(n));
  const metered = modules.map((module) => {
    const gated = gate(module);
    if (!gated.ok) throw new Error(gated.detail);
    return rewrite(gated.module, { memoryPages: MEMORY_PAGES });
  });
  const runner = new InlineRunner();
  const services: Running[] = [];
  for (const [n, module] of metered.entries()) services.push(await installed(runner, module, `forward ${n}`));
  const one = messages(1, PAYLOAD_BYTES, "forward");
  const many = messages(BATCH, PAYLOAD_BYTES, "forward");
  const inline = (name: string, events: typeof one): Variant => ({
    name,
    batch: MODULES * events.length,
    work: async (count) => {
      for (let done = 0; done < count; done += MODULES * events.length) {
        for (const running of services) {
          for (const outcome of await run(running, events))
            if (!outcome.ok || outcome.verdict?.stop !== false)
              throw new Error("a message was not forwarded");
        }
      }
    },
  });
  const bare = (name: string, code: readonly Uint8Array[]): Variant => {
    const instances = code.map((module) => new BareModule(module));
    const work = (count: number) => {
      for (let done = 0; done < count; done += MODULES)
        for (const instance of instances)
          if (instance.forward(one[0].payload) !== 0) throw new Error("a message was not forwarded");
    };
    return { name, batch: MODULES, work };
  };
  const atOnce: Variant = {
    name: "inline, synchronous",
    batch: MODULES,
    work: (count) => {
      for (let done = 0; done < count; done += MODULES) {
        for (const { request } of services) {
          const outcome = runner.runNow(request.serviceId, one[0]);
          if (!outcome.ok || outcome.verdict?.stop !== false) throw new Error("a message was not forwarded");
        }
      }
    },
  };
  const costs = await costsOf(
    [
      bare("bare call", modules),
      bare("bare call, metered", metered),
      atOnce,
      inline("inline, promise per message", one),
      inline(`inline, promise per ${BATCH}`, many),
    ],
    full,
  );
  const [{ ns: bareNs }] = costs;
  printTable(
    [
      `forward, ${PAYLOAD_BYTES} B, ${MODULES} modules in turn`,
      "ns per message",
      "against bare call",
      "cores",
    ],
    costs.map(({ variant, ns, cores }) => [variant.name, ns.toFixed(0), ratio(ns, bareNs), cores.toFixed(1)]),
  );
  console.log(`target: ${TARGET_NS} ns, ${TARGET_TIMES_BARE} × the bare call`);
  const rows = costs.map(({ variant: { name }, ns, cores }) => ({
    name,
    ns,
    againstBare: ns / bareNs,
    cores,
  }));
  console.log(JSON.stringify({ bench: "sandbox", part: "forward", payloadBytes: PAYLOAD_BYTES, rows }));
  await runner.close();
}
