import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import {
  type DelayModel,
  matrixDelays,
  syntheticDelays,
  uniformDelays,
} from "../../runtime/simulator/delays.ts";
import { seededRandom } from "../../runtime/simulator/random.ts";

const NODES = 400;

/** Delays of all pairs in milliseconds, ascending. */
function pairsOf({ baseMs }: DelayModel): readonly number[] {
  const pairs: number[] = [];
  for (let a = 0; a < NODES; a++) for (let b = 0; b < a; b++) pairs.push(baseMs(a, b));
  return pairs.sort((a, b) => a - b);
}

/** The share of triples that violate the triangle inequality. */
function brokenTriples({ baseMs }: DelayModel, triples: number): number {
  const random = seededRandom(5);
  const node = () => Math.floor(random.next() * NODES);
  let broken = 0;
  for (let i = 0; i < triples; i++) {
    const [a, b, c] = [node(), node(), node()];
    const sides = [baseMs(a, b), baseMs(b, c), baseMs(a, c)].sort((x, y) => x - y);
    if (a !== b && b !== c && a !== c && sides[2] > sides[0] + sides[1]) broken++;
  }
  return broken / triples;
}

describe("the synthetic Internet", () => {
  const delays = syntheticDelays(seededRandom(1));
  const pairs = pairsOf(delays);
  const percentile = (share: number) => pairs[Math.floor(share * pairs.length)];

  test.each([
    [0.1, 15.5],
    [0.5, 69.8],
    [0.9, 156.8],
  ])("has the measured delay at percentile %d within a fifth", (share, measuredMs) => {
    expect(percentile(share)).toBeGreaterThan(measuredMs * 0.8);
    expect(percentile(share)).toBeLessThan(measuredMs * 1.2);
  });

  test("violates the triangle inequality in 4 to 8 % of triples", () => {
    const share = brokenTriples(delays, 40_000);
    expect(share).toBeGreaterThan(0.04);
    expect(share).toBeLessThan(0.08);
  });

  test("has symmetric delays, and equal delays for equal seeds", () => {
    const again = syntheticDelays(seededRandom(1));
    expect(again.baseMs(7, 3)).toBe(again.baseMs(3, 7));
    expect(syntheticDelays(seededRandom(1)).baseMs(0, 1)).toBe(syntheticDelays(seededRandom(1)).baseMs(0, 1));
    expect(syntheticDelays(seededRandom(2)).baseMs(0, 1)).not.toBe(delays.baseMs(0, 1));
  });
});

test("uniform delays are equal for all pairs", () => {
  expect(new Set(pairsOf(uniformDelays(40)))).toEqual(new Set([40]));
});

describe("a matrix of round trips", () => {
  const file = join(mkdtempSync(join(tmpdir(), "prost-delays-")), "rtt.bin");

  test("gives half of the round trip between sites, plus access links", () => {
    const sites = 3;
    const bytes = Buffer.alloc(2 * sites * sites);
    for (let a = 0; a < sites; a++)
      for (let b = 0; b < sites; b++) bytes.writeUInt16LE(a === b ? 0 : 10_000, 2 * (a * sites + b));
    writeFileSync(file, bytes);
    const pairs = pairsOf(matrixDelays(file, seededRandom(1)));
    const within = pairs.filter((ms) => ms < 500).length;
    expect(within / pairs.length).toBeGreaterThan(0.25);
    expect(within / pairs.length).toBeLessThan(0.42);
    expect(pairs.filter((ms) => ms >= 500 && ms < 600).length).toBeGreaterThan(0.9 * (pairs.length - within));
  });

  test("is refused if its size is not a square, or if the file is missing", () => {
    writeFileSync(file, Buffer.alloc(22));
    expect(() => matrixDelays(file, seededRandom(1))).toThrow(/is not a matrix of round trips: 22 bytes/);
    expect(() => matrixDelays(`${file}-none`, seededRandom(1))).toThrow(/cannot be read/);
  });
});
