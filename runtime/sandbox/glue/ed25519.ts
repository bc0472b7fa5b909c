/**
 * Verification of Ed25519 signatures (RFC 8032) for guests, by the same strict rule as the node's own
 * (base/identity.ts). An isolate has no cryptography, and host functions never leave the isolate, so the
 * verification is implemented here. Big integers are safe: all inputs are public, so timing reveals nothing.
 *
 * A part of the glue (glue.ts): the function refers to nothing outside itself, because its text runs in the
 * isolate of a cell.
 */
export type Ed25519 = ReturnType<typeof makeEd25519>;

export function makeEd25519() {
  type Point = readonly [x: bigint, y: bigint, z: bigint, t: bigint];

  const P = (1n << 255n) - 19n;
  /** The order of the group. */
  const L = (1n << 252n) + 27742317777372353535851937790883648493n;
  const SIGN = 1n << 255n;
  const MASK = SIGN - 1n;

  const mod = (a: bigint) => {
    const rest = a % P;
    return rest < 0n ? rest + P : rest;
  };

  function power(base: bigint, exponent: bigint): bigint {
    let result = 1n;
    let square = base;
    for (let e = exponent; e > 0n; e >>= 1n) {
      if ((e & 1n) === 1n) result = (result * square) % P;
      square = (square * square) % P;
    }
    return result;
  }

  const D = mod(-121665n * power(121666n, P - 2n));
  const ROOT_OF_MINUS_ONE = power(2n, (P - 1n) / 4n);
  const ZERO: Point = [0n, 1n, 1n, 0n];
  /** The y coordinates of the points of small order. */
  const SMALL_ORDER = new Set([
    0n,
    1n,
    P - 1n,
    fromBytes(hex("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05")),
    fromBytes(hex("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a")),
  ]);

  function hex(digits: string): Uint8Array {
    const bytes = new Uint8Array(digits.length / 2);
    for (let i = 0; i < bytes.length; i++) bytes[i] = Number.parseInt(digits.slice(2 * i, 2 * i + 2), 16);
    return bytes;
  }

  /** Little-endian. */
  function fromBytes(bytes: Uint8Array): bigint {
    let digits = "0x";
    for (let i = bytes.length - 1; i >= 0; i--) digits += bytes[i].toString(16).padStart(2, "0");
    return BigInt(digits);
  }

  // Extended coordinates: Hisil, Wong, Carter and Dawson, "Twisted Edwards Curves Revisited" (2008), sections
  // 3.1 and 3.3.

  function add([x1, y1, z1, t1]: Point, [x2, y2, z2, t2]: Point): Point {
    const a = ((y1 - x1) * (y2 - x2)) % P;
    const b = ((y1 + x1) * (y2 + x2)) % P;
    const c = (((2n * t1 * D) % P) * t2) % P;
    const d = (2n * z1 * z2) % P;
    const [e, f, g, h] = [b - a, d - c, d + c, b + a];
    return [(e * f) % P, (g * h) % P, (f * g) % P, (e * h) % P];
  }

  function double([x, y, z]: Point): Point {
    const a = (x * x) % P;
    const b = (y * y) % P;
    const c = (2n * z * z) % P;
    const sum = x + y;
    const e = ((sum * sum) % P) - a - b;
    const g = b - a;
    const f = g - c;
    const h = -a - b;
    return [(e * f) % P, (g * h) % P, (f * g) % P, (e * h) % P];
  }

  /** Decodes a point (RFC 8032, section 5.1.3). Null when there is no such point. */
  function pointOf(encoded: bigint): Point | null {
    const y = encoded & MASK;
    const u = mod(y * y - 1n);
    const v = mod(D * y * y + 1n);
    const v3 = (v * v * v) % P;
    let x = (((u * v3) % P) * power((((u * v3) % P) * v3 * v) % P, (P - 5n) / 8n)) % P;
    const check = (v * x * x) % P;
    if (check !== u) {
      if (check !== mod(-u)) return null;
      x = (x * ROOT_OF_MINUS_ONE) % P;
    }
    const isOdd = (encoded & SIGN) !== 0n;
    if (x === 0n && isOdd) return null;
    if (((x & 1n) === 1n) !== isOdd) x = P - x;
    return [x, y, 1n, (x * y) % P];
  }

  /** The multiples of the point, 0 to 15. */
  function multiplesOf(point: Point): Point[] {
    const multiples: Point[] = [ZERO];
    for (let i = 1; i < 16; i++) multiples.push(add(multiples[i - 1], point));
    return multiples;
  }

  const BASE_ENCODED = mod(4n * power(5n, P - 2n));
  let baseMultiples: Point[] | null = null;

  /** `s` times the base point plus `k` times `point`, in one pass. */
  function sum(s: bigint, k: bigint, point: Point): Point {
    baseMultiples ??= multiplesOf(pointOf(BASE_ENCODED) as Point);
    const multiples = multiplesOf(point);
    let result = ZERO;
    for (let at = 252n; at >= 0n; at -= 4n) {
      for (let i = 0; i < 4; i++) result = double(result);
      const ofBase = Number((s >> at) & 15n);
      const ofPoint = Number((k >> at) & 15n);
      if (ofBase > 0) result = add(result, baseMultiples[ofBase]);
      if (ofPoint > 0) result = add(result, multiples[ofPoint]);
    }
    return result;
  }

  // SHA-512 (FIPS 180-4). Its constants are the first 64 fractional bits of roots of the first primes.

  function root(of: bigint, degree: bigint): bigint {
    let low = 0n;
    let high = 1n << 110n;
    while (low < high) {
      const middle = (low + high + 1n) >> 1n;
      if (middle ** degree <= of) low = middle;
      else high = middle - 1n;
    }
    return low;
  }

  const primes: bigint[] = [];
  for (let n = 2n; primes.length < 80; n++) if (primes.every((prime) => n % prime !== 0n)) primes.push(n);
  const words = (values: bigint[]) => {
    const out: number[] = [];
    for (const value of values)
      out.push(Number(BigInt.asIntN(32, value >> 32n)), Number(BigInt.asIntN(32, value)));
    return out;
  };
  const ROUNDS = words(primes.map((prime) => root(prime << 192n, 3n)));
  const START = words(primes.slice(0, 8).map((prime) => root(prime << 128n, 2n)));

  function sha512(parts: readonly Uint8Array[]): Uint8Array {
    let length = 0;
    for (const part of parts) length += part.length;
    const padded = new Uint8Array((length + 17 + 127) & ~127);
    let end = 0;
    for (const part of parts) {
      padded.set(part, end);
      end += part.length;
    }
    padded[end] = 128;
    const view = new DataView(padded.buffer);
    view.setUint32(padded.length - 4, length * 8);
    const state = START.slice();
    const schedule: number[] = [];
    for (let i = 0; i < 160; i++) schedule.push(0);
    for (let at = 0; at < padded.length; at += 128) {
      for (let i = 0; i < 32; i++) schedule[i] = view.getInt32(at + 4 * i);
      block(state, schedule);
    }
    const out = new Uint8Array(64);
    const outView = new DataView(out.buffer);
    state.forEach((word, i) => outView.setInt32(4 * i, word));
    return out;
  }

  /** 64-bit words as two 32-bit words, the high word first; a sum of low words carries into the high word. */
  function block(state: number[], w: number[]): void {
    for (let i = 16; i < 80; i++) {
      const [ah, al] = [w[2 * i - 30], w[2 * i - 29]];
      const [bh, bl] = [w[2 * i - 4], w[2 * i - 3]];
      const s0h = ((ah >>> 1) | (al << 31)) ^ ((ah >>> 8) | (al << 24)) ^ (ah >>> 7);
      const s0l = ((al >>> 1) | (ah << 31)) ^ ((al >>> 8) | (ah << 24)) ^ ((al >>> 7) | (ah << 25));
      const s1h = ((bh >>> 19) | (bl << 13)) ^ ((bl >>> 29) | (bh << 3)) ^ (bh >>> 6);
      const s1l = ((bl >>> 19) | (bh << 13)) ^ ((bh >>> 29) | (bl << 3)) ^ ((bl >>> 6) | (bh << 26));
      const low = (w[2 * i - 31] >>> 0) + (s0l >>> 0) + (w[2 * i - 13] >>> 0) + (s1l >>> 0);
      w[2 * i + 1] = low | 0;
      w[2 * i] = (w[2 * i - 32] + s0h + w[2 * i - 14] + s1h + Math.floor(low / 0x1_0000_0000)) | 0;
    }
    let [ah, al, bh, bl, ch, cl, dh, dl, eh, el, fh, fl, gh, gl, hh, hl] = state;
    for (let i = 0; i < 80; i++) {
      const s1h = ((eh >>> 14) | (el << 18)) ^ ((eh >>> 18) | (el << 14)) ^ ((el >>> 9) | (eh << 23));
      const s1l = ((el >>> 14) | (eh << 18)) ^ ((el >>> 18) | (eh << 14)) ^ ((eh >>> 9) | (el << 23));
      const chooseH = (eh & fh) ^ (~eh & gh);
      const chooseL = (el & fl) ^ (~el & gl);
      const firstL =
        (hl >>> 0) + (s1l >>> 0) + (chooseL >>> 0) + (ROUNDS[2 * i + 1] >>> 0) + (w[2 * i + 1] >>> 0);
      const firstH = (hh + s1h + chooseH + ROUNDS[2 * i] + w[2 * i] + Math.floor(firstL / 0x1_0000_0000)) | 0;
      const s0h = ((ah >>> 28) | (al << 4)) ^ ((al >>> 2) | (ah << 30)) ^ ((al >>> 7) | (ah << 25));
      const s0l = ((al >>> 28) | (ah << 4)) ^ ((ah >>> 2) | (al << 30)) ^ ((ah >>> 7) | (al << 25));
      const mostH = (ah & bh) ^ (ah & ch) ^ (bh & ch);
      const mostL = (al & bl) ^ (al & cl) ^ (bl & cl);
      [hh, hl, gh, gl, fh, fl] = [gh, gl, fh, fl, eh, el];
      const nextE = (dl >>> 0) + ((firstL | 0) >>> 0);
      eh = (dh + firstH + Math.floor(nextE / 0x1_0000_0000)) | 0;
      el = nextE | 0;
      [dh, dl, ch, cl, bh, bl] = [ch, cl, bh, bl, ah, al];
      const nextA = ((firstL | 0) >>> 0) + (s0l >>> 0) + (mostL >>> 0);
      ah = (firstH + s0h + mostH + Math.floor(nextA / 0x1_0000_0000)) | 0;
      al = nextA | 0;
    }
    [ah, al, bh, bl, ch, cl, dh, dl, eh, el, fh, fl, gh, gl, hh, hl].forEach((word, i) => {
      if (i % 2 === 1) return;
      const lows = [al, bl, cl, dl, el, fl, gl, hl];
      const low = (state[i + 1] >>> 0) + (lows[i / 2] >>> 0);
      state[i + 1] = low | 0;
      state[i] = (state[i] + word + Math.floor(low / 0x1_0000_0000)) | 0;
    });
  }

  return {
    /** `publicKey` of 32 bytes, `signature` of 64. Never throws. */
    verify(publicKey: Uint8Array, signature: Uint8Array, message: Uint8Array): boolean {
      const key = fromBytes(publicKey);
      const r = fromBytes(signature.subarray(0, 32));
      const s = fromBytes(signature.subarray(32));
      for (const y of [key & MASK, r & MASK]) if (y >= P || SMALL_ORDER.has(y)) return false;
      if (s >= L) return false;
      const point = pointOf(key);
      if (point === null) return false;
      const k = fromBytes(sha512([signature.subarray(0, 32), publicKey, message])) % L;
      const [x, y, z, t] = point;
      const [rx, ry, rz] = sum(s, k, [P - x, y, z, P - t]);
      const inverse = power(mod(rz), P - 2n);
      const encoded = mod(ry * inverse) | ((mod(rx * inverse) & 1n) === 1n ? SIGN : 0n);
      return encoded === r;
    },
  };
}
