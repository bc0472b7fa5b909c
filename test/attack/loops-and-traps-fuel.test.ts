/**
 * Fuel is time. An event that calls any host function in an endless loop ends with its fuel, long before the
 * node's watchdog kills the cell. If a function does more work than it charges for, the cell is killed and
 * the test fails.
 */
import { randomBytes } from "node:crypto";
import { afterAll, expect, test } from "vitest";
import { service } from "../../runtime/attack/kit/modules.ts";
import { CellHost } from "../../runtime/sandbox/cell/cell-host.ts";
import { host } from "../sandbox/support.ts";

const FUNCTIONS = `
  (import "prost" "is_root" (func $is_root (param i32) (result i32)))
  (import "prost" "local_lookup" (func $local_lookup (param i32 i32 i32 i32) (result i32)))
  (import "prost" "neighbor_set" (func $neighbor_set (param i32 i32) (result i32)))
  (import "prost" "replica_set" (func $replica_set (param i32 i32 i32) (result i32)))
  (import "prost" "range" (func $range (param i32 i32 i32) (result i32)))
  (import "prost" "random" (func $random (result i64)))
  (import "prost" "log" (func $log (param i32 i32 i32) (result i32)))
  (import "prost" "store_get" (func $store_get (param i32 i32 i32 i32) (result i32)))
  (import "prost" "store_put" (func $store_put (param i32 i32 i32 i32) (result i32)))
  (import "prost" "store_scan" (func $store_scan (param i32 i32 i32 i32 i32 i32) (result i32)))`;
const endlessly = (call: string) => `(loop $again (drop ${call}) (br $again))`;
/** Stores a new entry each time, with a key at any place in the order. */
const NEW_ENTRY = `
  (i32.store (i32.const 0) (i32.mul (local.get $i) (i32.const -1640531535)))
  (local.set $i (i32.add (local.get $i) (i32.const 1)))
  (drop (call $store_put (i32.const 0) (i32.const 4) (i32.const 0) (i32.const 1)))`;

const ids = (count: number) => Array.from({ length: count }, () => new Uint8Array(randomBytes(32)));

const runner = new CellHost({ name: "pricing" });
runner.setView({ self: new Uint8Array(32).fill(7), leaves: ids(32), isWholeRing: false, table: ids(300) });
afterAll(() => runner.close());

test.each([
  ["whether it is the root", endlessly("(call $is_root (i32.const 0))")],
  [
    "for the next nodes",
    endlessly("(call $local_lookup (i32.const 0) (i32.const 64) (i32.const 0) (i32.const 8192))"),
  ],
  ["for its neighbours", endlessly("(call $neighbor_set (i32.const 64) (i32.const 8192))")],
  ["for replicas", endlessly("(call $replica_set (i32.const 0) (i32.const 64) (i32.const 8192))")],
  ["for ranges", endlessly("(call $range (i32.const 0) (i32.const 1) (i32.const 8192))")],
  ["for randomness", `(loop $again (drop (call $random)) (br $again))`],
  [
    "for entries with long keys",
    endlessly("(call $store_get (i32.const 0) (i32.const 512) (i32.const 0) (i32.const 0))"),
  ],
  ["to log", endlessly("(call $log (i32.const 0) (i32.const 0) (i32.const 1024))")],
  ["to store new entries", `(local $i i32) (loop $again ${NEW_ENTRY} (br $again))`],
  [
    "to scan its new entries",
    `(local $i i32) (loop $again ${NEW_ENTRY} (br_if $again (i32.lt_u (local.get $i) (i32.const 20000))))
     ${endlessly(`(call $store_scan (i32.const 0) (i32.const 0) (i32.const 0) (i32.const 0)
       (i32.const 8192) (i32.const 8))`)}`,
  ],
])(
  "a service that asks %s in an endless loop runs out of fuel, and its cell lives on",
  async (what, deliver) => {
    const hostile = await host(runner, service({ imports: FUNCTIONS, deliver }), {
      name: what,
      limits: { fuelPerEvent: 25_000_000 },
    });
    const { pid } = runner.usage();
    expect(await hostile.send()).toMatchObject({ ok: false, fault: "fuel" });
    expect(runner.usage()).toMatchObject({ pid, restarts: 0 });
  },
);
