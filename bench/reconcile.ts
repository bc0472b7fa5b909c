/** Bytes that two holders exchange to find records that one of them lacks, beside a full list of records. */
import { hash as digest } from "node:crypto";
import { seededRandom } from "../runtime/simulator/random.ts";
import {
  HASH_BYTES,
  OrderedFingerprints,
  type RecordVersion,
} from "../runtime/storage/repair/ordered-fingerprints.ts";
import { answerRange, type Range, Reconciliation } from "../runtime/storage/repair/reconcile.ts";
import { decodeCompared, encodeCompared, encodeRequest } from "../runtime/storage/replication/messages.ts";
import { type BenchOptions, printTable } from "./timing.ts";

const DIFFERENCES = [0, 1, 10, 100, 1_000];
/** Bytes of a listed record: its hash, its version and the tag of its writer. */
const LISTED_BYTES = HASH_BYTES + 6 + 4;
const ALL: Range = { kind: 3, from: new Uint8Array(0), to: null };

export function run({ full }: BenchOptions): void {
  const random = seededRandom(1);
  const rows: string[][] = [];
  const costs: string[][] = [];
  for (const count of full ? [1_000, 10_000, 100_000, 1_000_000] : [1_000, 10_000, 100_000]) {
    const other = new OrderedFingerprints();
    const own = new OrderedFingerprints();
    const entries = Array.from({ length: count }, () => entry(random.bytes(70)));
    const startMs = performance.now();
    for (const one of entries) other.set(one);
    const fillMs = performance.now() - startMs;
    for (const one of entries) own.set(one);
    for (const differences of DIFFERENCES.filter((some) => some <= count / 10)) {
      const missing = new Set<RecordVersion>();
      while (missing.size < differences) missing.add(entries[Math.floor(random.next() * count)]);
      for (const one of missing) own.delete(one);
      const { bytes, rounds, found, ms } = reconcile(own, other);
      if (found !== differences) throw new Error(`found ${found} of ${differences} differences`);
      for (const one of missing) own.set(one);
      rows.push([
        count.toLocaleString("en"),
        String(differences),
        bytes.toLocaleString("en"),
        (count * LISTED_BYTES).toLocaleString("en"),
        `${((100 * bytes) / (count * LISTED_BYTES)).toFixed(3)} %`,
        differences === 0 ? "" : (bytes / differences).toFixed(0),
        String(rounds),
        ms.toFixed(1),
      ]);
    }
    const changes = entries.slice(0, 10_000);
    const changeMs = timeOf(() => {
      for (const one of changes) other.set({ ...one, version: 2 });
    });
    const fingerprintMs = timeOf(() => {
      for (let i = 0; i < 100; i++) other.fingerprint({ ...ALL, from: Uint8Array.of(i) });
    });
    costs.push([
      count.toLocaleString("en"),
      ((1_000 * fillMs) / count).toFixed(1),
      ((1_000 * changeMs) / changes.length).toFixed(1),
      (10 * fingerprintMs).toFixed(0),
    ]);
  }
  printTable(
    [
      "records",
      "differences",
      "bytes both ways",
      "bytes of a full list",
      "share of the list",
      "bytes per difference",
      "rounds",
      "ms, both sides",
    ],
    rows,
  );
  printTable(["records", "µs to add one", "µs to change one", "µs for the fingerprint of a range"], costs);
}

function reconcile(own: OrderedFingerprints, other: OrderedFingerprints) {
  const startMs = performance.now();
  const reconciliation = new Reconciliation(() => own, [ALL]);
  let bytes = 0;
  let rounds = 0;
  let found = 0;
  for (;;) {
    const ranges = reconciliation.questions();
    if (ranges.length === 0) break;
    const answer = encodeCompared(ranges.map((range) => answerRange(() => other, range)));
    bytes += encodeRequest({ kind: "compare", ranges }).length + answer.length;
    rounds++;
    found += reconciliation.take(decodeCompared(answer) ?? [])?.length ?? 0;
  }
  return { bytes, rounds, found, ms: performance.now() - startMs };
}

function entry(storedKey: Uint8Array): RecordVersion {
  const hash = digest("sha256", storedKey, "buffer").toString("latin1", 0, HASH_BYTES);
  return { hash, storedKey: Buffer.from(storedKey), version: 1, writerTag: 0 };
}

function timeOf(work: () => void): number {
  const startMs = performance.now();
  work();
  return performance.now() - startMs;
}
