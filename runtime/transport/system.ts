/** The system's clock and chance, as the overlay takes them. */
import { randomBytes } from "node:crypto";
import type { Clock, Random } from "../overlay/environment.ts";

export const systemClock: Clock = {
  now: () => performance.now(),
  after: (delayMs, callback) => {
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
