/** The system's clocks and randomness behind the interfaces `Clock` and `Random`. */
import { randomBytes } from "node:crypto";
import type { Clock, Random } from "../base/environment.ts";
import { TimerWheel, WHEEL_MS_MAX } from "./timer-wheel.ts";

/** Readings of `freezeTime`; null while time runs. */
let frozen: { nowMs: number; wallMs: number } | null = null;
const read = () => ({ nowMs: performance.now(), wallMs: Date.now() });

/**
 * Stops both clocks until `unfreezeTime`, within one turn of the event loop. Reading the clocks for each
 * packet would cost as much as the packet.
 */
export function freezeTime(): void {
  frozen = read();
}

export function unfreezeTime(): void {
  frozen = null;
}

/** Reads the clocks again if they are frozen. */
export function refreshFrozenTime(): void {
  if (frozen !== null) frozen = read();
}

/** Milliseconds since 1970. */
export function systemWallClock(): number {
  return frozen === null ? Date.now() : frozen.wallMs;
}

function now(): number {
  return frozen === null ? performance.now() : frozen.nowMs;
}

/** Shorter delays use a timer of their own: the wheel may run up to a tick late. In milliseconds. */
const WHEEL_MS_MIN = 20;
const wheel = new TimerWheel(now);

export const systemClock: Clock = {
  now,
  after: (delayMs, callback) => {
    if (delayMs >= WHEEL_MS_MIN && delayMs <= WHEEL_MS_MAX) return wheel.after(delayMs, callback);
    const timer = setTimeout(callback, delayMs);
    return () => clearTimeout(timer);
  },
};

/** Random bytes come from a pool: each draw of 16 bytes would otherwise be a call into OpenSSL. */
const POOL_BYTES = 8192;
let pool = Buffer.alloc(0);
let at = 0;

function draw(count: number): Buffer {
  if (count > POOL_BYTES) return randomBytes(count);
  if (at + count > pool.length) {
    pool = randomBytes(POOL_BYTES);
    at = 0;
  }
  at += count;
  return pool.subarray(at - count, at);
}

export const systemRandom: Random = {
  next: () => draw(6).readUIntBE(0, 6) / 2 ** 48,
  bytes: (count) => new Uint8Array(draw(count)),
};
