/** Services with many versions. Each counts its messages, in the local store or in memory and snapshots. */
import { service as wasm } from "../../runtime/attack/kit/modules.ts";

const MAILBOX = 1_024;
export const TOKEN = MAILBOX + 128;
const LENGTH = MAILBOX + 148;
export const VERSION = MAILBOX + 152;
export const PAYLOAD = MAILBOX + 160;
/**
 * In memory: the number of messages, the number of pending ones, and for each of these the tokens of request
 * and message.
 */
const COUNT = 16_384;
const WAITING = COUNT + 4;
const TABLE = COUNT + 16;

/** Makes the code of each version different. */
const mark = (version: number) => `(data (i32.const 60000) "version ${version}")`;

/** Counts each message in the local store, under its four bytes; replies with that count. */
export const inStore = (version: number, more = "") =>
  wasm({
    more: `${mark(version)} ${more}`,
    deliver: `
      (i32.store (i32.const 100) (i32.const 0))
      (drop (call $store_get (i32.const ${PAYLOAD}) (i32.const 4) (i32.const 100) (i32.const 1)))
      (i32.store8 (i32.const 100) (i32.add (i32.load8_u (i32.const 100)) (i32.const 1)))
      (drop (call $store_put (i32.const ${PAYLOAD}) (i32.const 4) (i32.const 100) (i32.const 1)))
      (drop (call $respond (i64.load (i32.const ${TOKEN})) (i32.const 100) (i32.const 1)))`,
  });

/**
 * Counts in memory alone, and replies only after a request of its own has completed. `restore`: the body of
 * that export, which may fault. The snapshot carries the count and the pending messages to the next version.
 */
export const inMemory = (
  version: number,
  restore = `(drop (call $read (i32.const 0) (i32.const ${COUNT}) (i32.load (i32.const ${LENGTH}))))`,
) =>
  wasm({
    imports: `
      (import "prost" "respond" (func $respond (param i64 i32 i32) (result i32)))
      (import "prost" "read" (func $read (param i32 i32 i32) (result i32)))
      (import "prost" "request" (func $request (param i32 i32 i32 i32) (result i64)))`,
    deliver: `
      (local $at i32)
      (if (i32.eq (i32.load8_u (i32.const ${PAYLOAD})) (i32.const 101))
        (then (drop (call $respond (i64.load (i32.const ${TOKEN})) (i32.const ${PAYLOAD}) (i32.const 1))) (return)))
      (i32.store (i32.const ${COUNT}) (i32.add (i32.load (i32.const ${COUNT})) (i32.const 1)))
      (local.set $at (i32.add (i32.const ${TABLE}) (i32.mul (i32.load (i32.const ${WAITING})) (i32.const 16))))
      (i64.store (local.get $at) (call $request (i32.const 0) (i32.const 99) (i32.const 1) (i32.const 30000)))
      (i64.store offset=8 (local.get $at) (i64.load (i32.const ${TOKEN})))
      (i32.store (i32.const ${WAITING}) (i32.add (i32.load (i32.const ${WAITING})) (i32.const 1)))`,
    more: `
      (data (i32.const 99) "e")
      ${mark(version)}
      (func (export "complete") (local $at i32) (local $last i32)
        (local.set $at (i32.const ${TABLE}))
        (local.set $last (i32.add (i32.const ${TABLE}) (i32.mul (i32.load (i32.const ${WAITING})) (i32.const 16))))
        (block $done (loop $next
          (br_if $done (i32.ge_u (local.get $at) (local.get $last)))
          (if (i64.eq (i64.load (local.get $at)) (i64.load (i32.const ${TOKEN})))
            (then
              (drop (call $respond (i64.load offset=8 (local.get $at)) (i32.const ${COUNT}) (i32.const 4)))
              (local.set $last (i32.sub (local.get $last) (i32.const 16)))
              (i64.store (local.get $at) (i64.load (local.get $last)))
              (i64.store offset=8 (local.get $at) (i64.load offset=8 (local.get $last)))
              (i32.store (i32.const ${WAITING}) (i32.sub (i32.load (i32.const ${WAITING})) (i32.const 1)))
              (return)))
          (local.set $at (i32.add (local.get $at) (i32.const 16)))
          (br $next))))
      (func (export "snapshot")
        (drop (call $respond (i64.load (i32.const ${TOKEN})) (i32.const ${COUNT})
          (i32.add (i32.const 16) (i32.mul (i32.load (i32.const ${WAITING})) (i32.const 16))))))
      (func (export "restore") ${restore})`,
  });
