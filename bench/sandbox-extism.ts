/**
 * A peer for comparison: Extism's SDK for JavaScript, in its worker mode, the only mode in which a plug-in that
 * does not return can be stopped. Both echo the message. Extism has no batches: one message at a time.
 */
import createPlugin from "@extism/extism";
import { wat } from "../runtime/attack/kit/modules.ts";
import { ready } from "../test/sandbox/support.ts";
import { sandboxVariant } from "./sandbox-calls.ts";
import { cell, echo, installed, MEMORY_PAGES } from "./sandbox-traffic.ts";
import { costsOf, type Variant } from "./sandbox-variants.ts";
import { type BenchOptions, printTable, ratio } from "./timing.ts";

const PAYLOAD_BYTES = 64;
const BATCH = 512;
const TARGET_TIMES = 100;
/** Extism does not free its memory blocks between calls. */
const CALLS_BETWEEN_RESETS = 1_000;

/** Input and output stay outside the plug-in's memory: the least work that its kernel allows. */
const NOT_COPIED = wat(`(module
  (import "extism:host/env" "input_offset" (func $input_offset (result i64)))
  (import "extism:host/env" "input_length" (func $input_length (result i64)))
  (import "extism:host/env" "output_set" (func $output_set (param i64 i64)))
  (memory (export "memory") 1)
  (func (export "deliver") (result i32)
    (call $output_set (call $input_offset) (call $input_length)) (i32.const 0)))`);

/** Copies through the plug-in's memory, eight bytes per call, as Extism's plug-in kits do. */
const COPIED = wat(`(module
  (import "extism:host/env" "input_length" (func $input_length (result i64)))
  (import "extism:host/env" "input_load_u64" (func $input_load (param i64) (result i64)))
  (import "extism:host/env" "alloc" (func $alloc (param i64) (result i64)))
  (import "extism:host/env" "store_u64" (func $store (param i64 i64)))
  (import "extism:host/env" "output_set" (func $output_set (param i64 i64)))
  (memory (export "memory") 1)
  (func (export "deliver") (result i32) (local $length i64) (local $at i64) (local $out i64)
    (local.set $length (call $input_length))
    (loop $in
      (i64.store (i32.wrap_i64 (local.get $at)) (call $input_load (local.get $at)))
      (br_if $in (i64.lt_u (local.tee $at (i64.add (local.get $at) (i64.const 8))) (local.get $length))))
    (local.set $out (call $alloc (local.get $length)))
    (local.set $at (i64.const 0))
    (loop $back
      (call $store (i64.add (local.get $out) (local.get $at)) (i64.load (i32.wrap_i64 (local.get $at))))
      (br_if $back (i64.lt_u (local.tee $at (i64.add (local.get $at) (i64.const 8))) (local.get $length))))
    (call $output_set (local.get $out) (local.get $length)) (i32.const 0)))`);

export async function extism({ full }: BenchOptions): Promise<void> {
  const host = cell("hardened");
  const service = await installed(host, ready(echo(), MEMORY_PAGES), "echo");
  const plugins = [await plugin(NOT_COPIED), await plugin(COPIED)];
  const costs = await costsOf(
    [
      pluginVariant("Extism, worker, not copied", plugins[0]),
      pluginVariant("Extism, worker, copied in and out", plugins[1]),
      await sandboxVariant("three walls, hardened", service, 1, PAYLOAD_BYTES),
      await sandboxVariant("three walls, hardened", service, BATCH, PAYLOAD_BYTES),
    ],
    full,
  );
  for (const one of plugins) await one.close();
  await host.close();
  const peerNs = Math.min(costs[0].ns, costs[1].ns);
  const rows = costs.map(({ variant: { name, batch }, ns, cores }) => ({
    name,
    batch,
    messagesPerSecond: 1e9 / ns,
    againstPeer: peerNs / ns,
    cores,
  }));
  printTable(
    [`${PAYLOAD_BYTES} B`, "batch", "messages/s", "times Extism's", "cores"],
    rows.map(({ name, batch, messagesPerSecond, againstPeer, cores }) => [
      name,
      String(batch),
      Math.round(messagesPerSecond).toLocaleString("en"),
      ratio(againstPeer, 1),
      cores.toFixed(1),
    ]),
  );
  console.log(
    `target in batches of ${BATCH}: ${TARGET_TIMES} × the messages per second of the faster of the two plug-ins`,
  );
  console.log(JSON.stringify({ bench: "sandbox", part: "extism", payloadBytes: PAYLOAD_BYTES, rows }));
}

type Plugin = Awaited<ReturnType<typeof createPlugin>>;

function plugin(module: Uint8Array): Promise<Plugin> {
  return createPlugin({ wasm: [{ data: module }] }, { runInWorker: true });
}

function pluginVariant(name: string, plugged: Plugin): Variant {
  const payload = new Uint8Array(PAYLOAD_BYTES).fill(7);
  let calls = 0;
  const work = async (count: number) => {
    for (let i = 0; i < count; i++) {
      const answer = await plugged.call("deliver", payload);
      const bytes = answer?.bytes();
      if (bytes?.length !== PAYLOAD_BYTES || bytes[PAYLOAD_BYTES - 1] !== 7)
        throw new Error("the plug-in replied with other bytes");
      if (++calls % CALLS_BETWEEN_RESETS === 0) await plugged.reset();
    }
  };
  return { name, batch: 1, work };
}
