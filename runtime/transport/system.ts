/** The system's clocks and chance, as the overlay takes them. */
import { randomBytes } from "node:crypto";
import type { Clock, Random } from "../base/environment.ts";
import { TimerWheel, WHEEL_MS_MAX } from "./timer-wheel.ts";

/** What `holdTime` has read; null: it goes on. */
let held: { nowMs: number; wallMs: number } | null = null;
const read = () => ({ nowMs: performance.now(), wallMs: Date.now() });

/** Both clocks stand still until `releaseTime`, within one turn of the event loop: reading them for each packet costs as much as the packet. */
export function holdTime(): void {
  held = read();
}

export function releaseTime(): void {
  held = null;
}

/** Where time is held, it is looked at again. */
export function renewHeldTime(): void {
  if (held !== null) held = read();
}

/** Milliseconds since 1970. */
export function systemWallClock(): number {
  return held === null ? Date.now() : held.wallMs;
}

function now(): number {
  return held === null ? performance.now() : held.nowMs;
}

/** From so long on, in milliseconds, a few more do not matter. */
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

/** Random bytes are drawn in bulk: single draws of 16 bytes cost a call into OpenSSL each. */
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
