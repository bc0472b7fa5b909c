/** A service that reads and writes its local store as its messages say, and requests to it. */
import assert from "node:assert/strict";
import type { AttackArena, Trial, TrialOptions } from "../arenas/arena.ts";
import { wat } from "./modules.ts";
import { importText } from "./probes.ts";

export const GET = 0;

export const PUT = 1;

export const DELETE = 2;

export const SCAN = 3;

/** Put, then trap. */
export const PUT_AND_TRAP = 4;

const STORE_IMPORTS = `${importText("prost.read", "read")} ${importText("prost.respond", "respond")}
  ${importText("prost.store_get", "get")} ${importText("prost.store_put", "put")}
  ${importText("prost.store_delete", "delete")} ${importText("prost.store_scan", "scan")}`;

/**
 * Applies the operation, key and value of each message to its store. Answers with the status, and with bytes
 * if the operation returns any.
 */
export const STORE_SERVICE = wat(`(module ${STORE_IMPORTS}
  (memory (export "memory") 6)
  (func (export "prost_abi_1") (result i32) (i32.const 1024))
  (func (export "deliver") (local $op i32) (local $kl i32) (local $vl i32) (local $v i32) (local $r i32)
    (drop (call $read (i32.const 0) (i32.const 8192) (i32.load (i32.const 1172))))
    (local.set $op (i32.load (i32.const 8192)))
    (local.set $kl (i32.load (i32.const 8196)))
    (local.set $vl (i32.load (i32.const 8200)))
    (local.set $v (i32.add (i32.const 8204) (local.get $kl)))
    (if (i32.eq (local.get $op) (i32.const ${GET})) (then (local.set $r
      (call $get (i32.const 8204) (local.get $kl) (i32.const 100000) (i32.const 70000)))))
    (if (i32.eq (i32.and (local.get $op) (i32.const 3)) (i32.const ${PUT})) (then (local.set $r
      (call $put (i32.const 8204) (local.get $kl) (local.get $v) (local.get $vl)))))
    (if (i32.eq (local.get $op) (i32.const ${DELETE})) (then (local.set $r
      (call $delete (i32.const 8204) (local.get $kl)))))
    (if (i32.eq (local.get $op) (i32.const ${SCAN})) (then (local.set $r
      (call $scan (i32.const 8204) (local.get $kl) (local.get $v) (local.get $vl) (i32.const 100000)
        (i32.const 200000)))))
    (if (i32.eq (local.get $op) (i32.const ${PUT_AND_TRAP})) (then
      (drop (call $put (i32.const 8204) (local.get $kl) (local.get $v) (local.get $vl))) unreachable))
    (i32.store (i32.const 99996) (local.get $r))
    (drop (call $respond (i64.load (i32.const 1152)) (i32.const 99996)
      (i32.add (i32.const 4) (select (local.get $r) (i32.const 0) (i32.gt_s (local.get $r) (i32.const 0))))))))`);

export const of = (text: string) => Uint8Array.from(Buffer.from(text));

export const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString("hex");

export interface StoreReply {
  readonly status: number;
  readonly bytes: Uint8Array;
}

export function request(op: number, key: Uint8Array, value: Uint8Array = new Uint8Array(0)): Uint8Array {
  const head = Buffer.alloc(12);
  head.writeInt32LE(op, 0);
  head.writeInt32LE(key.length, 4);
  head.writeInt32LE(value.length, 8);
  return Uint8Array.from(Buffer.concat([head, key, value]));
}

export function replyOf(answer: Uint8Array | null): StoreReply {
  assert(answer !== null, "the service did not answer");
  return { status: Buffer.from(answer).readInt32LE(), bytes: answer.slice(4) };
}

export async function ask(
  service: Trial,
  op: number,
  key: Uint8Array,
  value?: Uint8Array,
): Promise<StoreReply> {
  return replyOf(await service.ask(request(op, key, value)));
}

export async function entries(service: Trial): Promise<readonly { key: Uint8Array; value: Uint8Array }[]> {
  const { bytes } = await ask(service, SCAN, of(""));
  const found: { key: Uint8Array; value: Uint8Array }[] = [];
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  for (let at = 0; at < bytes.length; ) {
    const [key, value] = [view.getUint16(at, true), view.getUint32(at + 2, true)];
    found.push({
      key: bytes.slice(at + 6, at + 6 + key),
      value: bytes.slice(at + 6 + key, at + 6 + key + value),
    });
    at += 6 + key + value;
  }
  return found;
}

export async function start(arena: AttackArena, options: TrialOptions = {}): Promise<Trial> {
  const offered = await arena.offer(STORE_SERVICE, options);
  if (!offered.ok) throw new Error(`a valid module does not start: ${offered.detail}`);
  return offered.trial;
}
