/** Recordings for tests: a module that uses every kind of effect, and recordings of it in memory. */
import { wat } from "../../../runtime/attack/kit/modules.ts";
import type { InspectableRunner } from "../../../runtime/sandbox/contract.ts";
import type { RecordingPlan } from "../../../runtime/sandbox/recording/open-recording.ts";
import {
  RECORDING_BYTES_MAX,
  Recorder,
  type RecordingHandle,
} from "../../../runtime/sandbox/recording/recorder.ts";
import { type EndReason, sha256 } from "../../../runtime/sandbox/recording/recording.ts";
import { type Replayed, type ReplayOptions, replay } from "../../../runtime/sandbox/recording/replay.ts";
import { installRequest } from "../support.ts";

/**
 * By the first byte of the payload: 'c' counts in the store and in the memory and responds with both; 'r'
 * responds with a random number and the time; 't' sets a timer; 'x' traps; 'l' loops; 'g' grows its memory;
 * 's' puts a record; 'n' responds with its nodes. Timers and completions count too. `forward` stops payloads
 * that begin with '!', and changes those that begin with '~'.
 */
export const mixed = (extra = "") =>
  wat(`(module
    (import "prost" "respond" (func $respond (param i64 i32 i32) (result i32)))
    (import "prost" "store_put" (func $store_put (param i32 i32 i32 i32) (result i32)))
    (import "prost" "store_get" (func $store_get (param i32 i32 i32 i32) (result i32)))
    (import "prost" "random" (func $random (result i64)))
    (import "prost" "now" (func $now (result i64)))
    (import "prost" "timer_set" (func $timer_set (param i32) (result i64)))
    (import "prost" "storage_put" (func $storage_put (param i32 i32 i32 i32 i32 i32) (result i64)))
    (import "prost" "neighbor_set" (func $neighbor_set (param i32 i32) (result i32)))
    (import "prost" "forward_set_payload" (func $forward_set_payload (param i32 i32) (result i32)))
    (memory (export "memory") 2)
    (func (export "prost_abi_1") (result i32) (i32.const 1024))
    (func (export "init") (i64.store (i32.const 16) (call $random)) (drop (call $timer_set (i32.const 50))))
    (func $count (result i32)
      (drop (call $store_get (i32.const 0) (i32.const 1) (i32.const 100) (i32.const 1)))
      (i32.store8 (i32.const 100) (i32.add (i32.load8_u (i32.const 100)) (i32.const 1)))
      (i32.store8 (i32.const 101) (i32.add (i32.load8_u (i32.const 101)) (i32.const 1)))
      (call $store_put (i32.const 0) (i32.const 1) (i32.const 100) (i32.const 1)))
    (func $answer (param i32 i32)
      (drop (call $respond (i64.load (i32.const 1152)) (local.get 0) (local.get 1))))
    (func (export "deliver") (local $what i32)
      (local.set $what (i32.load8_u (i32.const 1184)))
      ${extra}
      (if (i32.eq (local.get $what) (i32.const ${code("c")}))
        (then (drop (call $count)) (call $answer (i32.const 100) (i32.const 2))))
      (if (i32.eq (local.get $what) (i32.const ${code("r")})) (then
        (i64.store (i32.const 200) (call $random)) (i64.store (i32.const 208) (call $now))
        (call $answer (i32.const 200) (i32.const 16))))
      (if (i32.eq (local.get $what) (i32.const ${code("t")})) (then (drop (call $timer_set (i32.const 10)))))
      (if (i32.eq (local.get $what) (i32.const ${code("x")})) (then (drop (call $count)) unreachable))
      (if (i32.eq (local.get $what) (i32.const ${code("l")})) (then (loop $again (br $again))))
      (if (i32.eq (local.get $what) (i32.const ${code("g")})) (then (drop (memory.grow (i32.const 3)))))
      (if (i32.eq (local.get $what) (i32.const ${code("s")})) (then
        (drop (call $storage_put
          (i32.const 1024) (i32.const 0) (i32.const 4) (i32.const 100) (i32.const 2) (i32.const 0)))))
      (if (i32.eq (local.get $what) (i32.const ${code("n")})) (then
        (call $answer (i32.const 3000) (i32.mul (i32.const 32) (call $neighbor_set (i32.const 8) (i32.const 3000)))))))
    (func (export "timer") (drop (call $count)))
    (func (export "complete") (drop (call $count)) (i64.store (i32.const 300) (i64.load (i32.const 1152))))
    (func (export "forward") (result i32)
      (if (i32.eq (i32.load8_u (i32.const 1184)) (i32.const ${code("!")})) (then (return (i32.const 1))))
      (if (i32.eq (i32.load8_u (i32.const 1184)) (i32.const ${code("~")})) (then
        (drop (call $forward_set_payload (i32.const 16) (i32.const 8)))))
      (i32.const 0)))`);

function code(letter: string): number {
  return letter.charCodeAt(0);
}

/** A recording of one service, in memory. */
export class MemoryRecording {
  readonly recorder: Recorder;
  readonly ended: Promise<{ reason: EndReason; events: number }>;
  /** The sink reports that too many pieces wait. */
  isSlow = false;
  #pieces: Uint8Array[] = [];
  #underWay: RecordingHandle | null = null;
  #resolve: (end: { reason: EndReason; events: number }) => void = () => {};

  constructor(inner: InspectableRunner) {
    this.recorder = new Recorder(inner);
    this.ended = new Promise((resolve) => {
      this.#resolve = resolve;
    });
  }

  /** Starts a recording of the service of `installRequest` with this name. */
  start(module: Uint8Array, name: string, plan: Partial<RecordingPlan> = {}): void {
    const { serviceId } = installRequest(module, name);
    this.#underWay = this.recorder.record(
      {
        serviceId,
        name,
        version: 1,
        codeHash: sha256(module),
        software: "test",
        nowMs: 5,
        module,
        eventsMax: null,
        bytesMax: RECORDING_BYTES_MAX,
        restarts: true,
        ...plan,
      },
      {
        write: (piece) => {
          this.#pieces.push(piece.slice());
          return !this.isSlow;
        },
        end: (reason, events) => this.#resolve({ reason, events }),
      },
    );
  }

  async stop(): Promise<Uint8Array> {
    this.#underWay?.stop("asked");
    await this.ended;
    return this.bytes;
  }

  get bytes(): Uint8Array {
    return new Uint8Array(Buffer.concat(this.#pieces));
  }
}

/** The file in pieces of odd lengths. */
export async function* piecesOf(bytes: Uint8Array, length = 1_009): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += length) yield bytes.subarray(at, at + length);
}

export async function replayed(
  bytes: Uint8Array,
  runner: InspectableRunner,
  options: Partial<ReplayOptions> = {},
): Promise<Replayed> {
  try {
    return await replay({ source: piecesOf(bytes), runner, module: null, until: null, ...options });
  } finally {
    await runner.close();
  }
}
