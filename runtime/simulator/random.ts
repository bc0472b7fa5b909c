/** Seeded chance: the same seed gives the same numbers. xoshiro128** (Blackman and Vigna), seeded by splitmix32. */
import type { Random } from "../overlay/environment.ts";

export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  const splitmix = () => {
    state = (state + 0x9e3779b9) >>> 0;
    let z = state;
    z = Math.imul(z ^ (z >>> 16), 0x85ebca6b);
    z = Math.imul(z ^ (z >>> 13), 0xc2b2ae35);
    return (z ^ (z >>> 16)) >>> 0;
  };
  let [a, b, c, d] = [splitmix(), splitmix(), splitmix(), splitmix()];
  const rotate = (x: number, k: number) => (x << k) | (x >>> (32 - k));
  const u32 = () => {
    const result = Math.imul(rotate(Math.imul(b, 5), 7), 9) >>> 0;
    const t = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= t;
    d = rotate(d, 11);
    return result;
  };
  return {
    next: () => u32() / 2 ** 32,
    bytes: (count) => {
      const bytes = new Uint8Array(count);
      for (let i = 0; i < count; i += 4) {
        const word = u32();
        for (let j = i; j < Math.min(i + 4, count); j++) bytes[j] = (word >>> (8 * (j - i))) & 255;
      }
      return bytes;
    },
  };
}
