import { createHash } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { seededRandom } from "../../../runtime/simulator/random.ts";
import {
  FINGERPRINT_BYTES,
  OrderedFingerprints,
  PLACE_BYTES,
  type RecordVersion,
} from "../../../runtime/storage/repair/ordered-fingerprints.ts";
import {
  answerRange,
  LISTED_MAX,
  RANGES_MAX,
  type Range,
  type RangeAnswer,
  Reconciliation,
} from "../../../runtime/storage/repair/reconcile.ts";
import {
  decodeCompared,
  decodeRequest,
  encodeCompared,
  encodeRequest,
} from "../../../runtime/storage/replication/messages.ts";

const KIND = 3;
const ALL: Range = { kind: KIND, from: new Uint8Array(0), to: null };

/** The entry of record number `n`. Records with the same `key` are neighbours on the ring. */
function entry(n: number, version = 1, key = n): RecordVersion {
  const storedKey = Buffer.alloc(70);
  storedKey.set(createHash("sha256").update(`key ${key}`).digest(), 33);
  storedKey.writeUInt32BE(n, 66);
  const hash = createHash("sha256").update(storedKey).digest().toString("latin1", 0, 12);
  return { hash, storedKey, version, writerTag: 7 };
}

function fingerprintsOf(entries: Iterable<RecordVersion>): OrderedFingerprints {
  const fingerprints = new OrderedFingerprints();
  for (const one of entries) fingerprints.set(one);
  return fingerprints;
}

/** The records of `other` that `own` lacks, and the cost of the comparison. Every message is encoded and decoded. */
function reconcile(own: OrderedFingerprints, other: OrderedFingerprints, ranges: readonly Range[] = [ALL]) {
  const reconciliation = new Reconciliation(() => own, ranges);
  const differing: string[] = [];
  let bytes = 0;
  let rounds = 0;
  for (;;) {
    const questions = reconciliation.questions();
    if (questions.length === 0) return { differing, bytes, rounds };
    rounds++;
    const question = encodeRequest({ kind: "compare", ranges: questions });
    const request = decodeRequest(question);
    const answer = encodeCompared(
      request?.kind === "compare" ? request.ranges.map((range) => answerRange(() => other, range)) : [],
    );
    bytes += question.length + answer.length;
    differing.push(...reconciliation.take(decodeCompared(answer)!)!);
  }
}

test("each node learns exactly the records that the other has in another version or alone", () => {
  const version = fc.integer({ min: 0, max: 3 });
  const sets = fc.array(fc.tuple(version, version), { minLength: 0, maxLength: 1_200, size: "max" });
  fc.assert(
    fc.property(sets, fc.integer({ min: 1, max: 1_000 }), (versions, keys) => {
      const [one, other] = [0, 1].map((side) =>
        versions.flatMap((pair, n) => (pair[side] === 0 ? [] : [entry(n, pair[side], n % keys)])),
      );
      const [a, b] = [fingerprintsOf(one), fingerprintsOf(other.toReversed())];
      for (const [own, from, [ownPrints, fromPrints]] of [
        [one, other, [a, b]],
        [other, one, [b, a]],
      ] as const) {
        const versions = new Map(own.map(({ hash, version }) => [hash, version]));
        const wanted = from
          .filter(({ hash, version }) => versions.get(hash) !== version)
          .map(({ hash }) => hash);
        expect(reconcile(ownPrints, fromPrints).differing.sort()).toEqual(wanted.sort());
      }
    }),
    { numRuns: 20 },
  );
});

test("fingerprints depend on the stored records, not on the history of changes", () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.nat(600), fc.nat(2)), { maxLength: 2_000, size: "max" }),
      fc.nat(600),
      fc.nat(600),
      (changes, low, high) => {
        const fingerprints = new OrderedFingerprints();
        const model = new Map<number, RecordVersion>();
        for (const [n, version] of changes) {
          const changed = entry(n, version);
          if (version === 0) {
            fingerprints.delete(changed);
            model.delete(n);
          } else {
            fingerprints.set(changed);
            model.set(n, changed);
          }
        }
        const [from, to] = [low, high].map((n) => entry(n).storedKey.subarray(33, 65)).sort(Buffer.compare);
        const fresh = fingerprintsOf(model.values());
        for (const interval of [ALL, { from, to }]) {
          expect(fingerprints.fingerprint(interval)).toEqual(fresh.fingerprint(interval));
          expect(fingerprints.count(interval)).toBe([...fresh.entriesIn(interval)].length);
        }
        const within = [...model.values()].filter(({ storedKey }) => {
          const key = storedKey.subarray(33, 65);
          return Buffer.compare(key, from) >= 0 && Buffer.compare(key, to) < 0;
        });
        expect([...fingerprints.entriesIn({ from, to })].map(({ hash }) => hash).sort()).toEqual(
          within.map(({ hash }) => hash).sort(),
        );
        expect(fingerprints.size).toBe(model.size);
      },
    ),
    { numRuns: 20 },
  );
});

test("the parts of a split have equal numbers of records, and together all of them", () => {
  fc.assert(
    fc.property(fc.integer({ min: 33, max: 3_000 }), fc.integer({ min: 1, max: 50 }), (count, keys) => {
      const fingerprints = fingerprintsOf(Array.from({ length: count }, (_, n) => entry(n, 1, n % keys)));
      const boundaries = fingerprints.split(ALL, 16);
      expect(boundaries).toHaveLength(15);
      const sizes = [ALL.from, ...boundaries].map((from, i) =>
        fingerprints.count({ from, to: boundaries[i] ?? null }),
      );
      expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(count);
      expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
    }),
    { numRuns: 15 },
  );
});

test("traffic grows with the difference, and hardly with the number of records", () => {
  const random = seededRandom(3);
  const bytesOf = (count: number, differences: number) => {
    const all = Array.from({ length: count }, (_, n) => entry(n));
    const missing = new Set(Array.from({ length: differences }, () => Math.floor(random.next() * count)));
    const { bytes, rounds, differing } = reconcile(
      fingerprintsOf(all.filter((_, n) => !missing.has(n))),
      fingerprintsOf(all),
    );
    expect(differing).toHaveLength(missing.size);
    return { bytes, rounds };
  };
  expect(bytesOf(10_000, 0).rounds).toBe(1);
  expect(bytesOf(10_000, 0).bytes).toBeLessThan(100);
  const one = bytesOf(10_000, 1);
  // The list of all would be 220 kB.
  expect(one.bytes).toBeLessThan(4_000);
  expect(bytesOf(2_000, 1).bytes).toBeGreaterThan(one.bytes / 3);
  expect(bytesOf(10_000, 40).bytes).toBeLessThan(40 * one.bytes);
});

test("a malicious answer ends the reconciliation after a bounded number of ranges", () => {
  const own = fingerprintsOf(Array.from({ length: 5_000 }, (_, n) => entry(n)));
  const random = seededRandom(4);
  const maliciousAnswer = ({ from, to }: Range): RangeAnswer => {
    // The narrowest possible parts: each begins one place after the part before it.
    const base = Buffer.alloc(PLACE_BYTES);
    base.set(from);
    const boundaries = Array.from({ length: 15 }, (_, i) => {
      const boundary = Buffer.from(base);
      boundary.writeUIntBE(boundary.readUIntBE(PLACE_BYTES - 6, 6) + i + 1, PLACE_BYTES - 6, 6);
      return boundary;
    });
    const inside = boundaries.filter((one) => to === null || Buffer.compare(one, to) < 0);
    return {
      kind: "split",
      boundaries: inside,
      fingerprints: [0, ...inside].map(() => random.bytes(FINGERPRINT_BYTES)),
    };
  };
  const reconciliation = new Reconciliation(() => own, [ALL]);
  let ranges = 0;
  for (;;) {
    const questions = reconciliation.questions();
    expect(questions.length).toBeLessThanOrEqual(RANGES_MAX);
    ranges += questions.length;
    if (questions.length === 0 || reconciliation.take(questions.map(maliciousAnswer)) === null) break;
  }
  expect(ranges).toBeLessThanOrEqual(400_000);
});

test.each<[string, RangeAnswer[]]>([
  [
    "parts outside the range",
    [{ kind: "split", boundaries: [Uint8Array.of(1)], fingerprints: fingerprints(2) }],
  ],
  [
    "parts out of order",
    [{ kind: "split", boundaries: [Uint8Array.of(130), Uint8Array.of(129)], fingerprints: fingerprints(3) }],
  ],
  [
    "a part without a fingerprint",
    [{ kind: "split", boundaries: [Uint8Array.of(129)], fingerprints: fingerprints(1) }],
  ],
  ["no parts", [{ kind: "split", boundaries: [], fingerprints: fingerprints(1) }]],
  ["an answer too many", [{ kind: "same" }, { kind: "same" }]],
])("%s: refused as an answer", (_case, answers) => {
  const upper: Range = { kind: KIND, from: Uint8Array.of(128), to: null };
  const reconciliation = new Reconciliation(() => fingerprintsOf([]), [upper]);
  reconciliation.questions();
  expect(reconciliation.take(answers)).toBeNull();
});

test("random bytes decode to no answer or to a bounded one", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 2_000 }), (bytes) => {
      for (const answer of decodeCompared(bytes) ?? [])
        expect(answer.kind === "list" ? answer.entries.length : 0).toBeLessThanOrEqual(LISTED_MAX);
    }),
  );
});

function fingerprints(count: number): Uint8Array[] {
  return Array.from({ length: count }, () => new Uint8Array(FINGERPRINT_BYTES));
}
