/** Numbered transactions that a writer stores until it is killed, and the check that finds lost or partial ones. */
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Random } from "../../../runtime/base/environment.ts";
import { openUnchecked } from "../../../runtime/storage/local/lmdb.ts";
import type { LocalStore, LocalWrite } from "../../../runtime/storage/local/local-store.ts";

const WRITER = join(import.meta.dirname, "crash-writer.ts");
/** More groups than concurrent writes, so a group never has two writes under way. */
const GROUPS = 16;
/** Entries that the journal keeps. */
const JOURNAL = 200;
const PARTS = ["one", "two", "three"] as const;
/** Long enough that some values have pages of their own. */
const VALUE_BYTES_MAX = 9_000;

export function transaction(n: number): LocalWrite[] {
  const writes: LocalWrite[] = PARTS.map((part) => ({
    space: part === "three" ? "other" : "group",
    key: keyOf(n % GROUPS, part),
    value: valueFor(n, part),
  }));
  writes.push({ space: "journal", key: keyOf(n), value: valueFor(n, "journal") });
  if (n >= JOURNAL) writes.push({ space: "journal", key: keyOf(n - JOURNAL), value: null });
  return writes;
}

function keyOf(n: number, part = ""): Uint8Array {
  return createHash("sha256").update(`${n} ${part}`).digest();
}

function valueFor(n: number, part: string): Uint8Array {
  const digest = createHash("sha256").update(`value ${n} ${part}`).digest();
  const value = Buffer.alloc(8 + (digest.readUInt16BE(0) % VALUE_BYTES_MAX), digest);
  value.writeUIntBE(n, 0, 6);
  return new Uint8Array(value);
}

/**
 * The violations on disk, one sentence for each. None if every group has exactly the entries of one
 * transaction, which is not older than the last acknowledged one of the group.
 */
export function violationsOf(store: LocalStore, acknowledged: ReadonlySet<number>): string[] {
  const violations: string[] = [];

  const last = new Map<number, number>();
  for (const n of acknowledged) last.set(n % GROUPS, Math.max(n, last.get(n % GROUPS) ?? 0));
  for (let group = 0; group < GROUPS; group++) {
    const parts = PARTS.map((part) => store.get(part === "three" ? "other" : "group", keyOf(group, part)));
    const numbers = parts.map((value) => (value === null ? -1 : Buffer.from(value).readUIntBE(0, 6)));
    const [n] = numbers;
    if (numbers.some((other) => other !== n))
      violations.push(`group ${group} is a mix of ${numbers.join(", ")}`);
    else if (n < (last.get(group) ?? -1))
      violations.push(`transaction ${last.get(group)} is lost: its group has ${n}`);
    else if (n >= 0) {
      const isWhole = PARTS.every(
        (part, i) => Buffer.compare(parts[i] ?? Buffer.alloc(0), valueFor(n, part)) === 0,
      );
      const journal = store.get("journal", keyOf(n));
      if (!isWhole) violations.push(`transaction ${n} is torn`);
      else if (journal === null) violations.push(`transaction ${n} has no entry in the journal`);
      if (n >= JOURNAL && store.get("journal", keyOf(n - JOURNAL)) !== null)
        violations.push(`transaction ${n} has removed nothing`);
    }
  }
  const newest = Math.max(-1, ...acknowledged);
  for (const n of acknowledged)
    if (n > newest - JOURNAL / 2 && store.get("journal", keyOf(n)) === null)
      violations.push(`entry ${n} of the journal is lost`);
  return violations;
}

export interface Written {
  readonly acknowledged: readonly number[];
  /**
   * The error of the first write that failed. Null: no write failed before the writer ended or was killed.
   */
  readonly failure: { readonly code: string; readonly message: string } | null;
}

interface WriterOptions {
  readonly folder: string;
  readonly first: number;
  /** Kill the writer `ms` milliseconds after its start or its first acknowledgement. Null: do not kill it. */
  readonly kill: { readonly after: "start" | "acknowledgement"; readonly ms: number } | null;
  /** The number of transactions. Left out: the writer continues until it is killed. */
  readonly count?: number;
  /** A command that starts the writer, like `prlimit` with its options. */
  readonly wrapper?: readonly string[];
}

export function runWriter({ folder, first, kill, count, wrapper = [] }: WriterOptions): Promise<Written> {
  const args = [WRITER, folder, String(first), ...(count === undefined ? [] : ["once", String(count)])];
  const [program, ...rest] = [...wrapper, process.execPath, ...args];
  return new Promise((resolve, reject) => {
    const child = spawn(program, rest, { stdio: ["ignore", "pipe", "inherit"] });
    const acknowledged: number[] = [];
    let failure: Written["failure"] = null;
    const killAfter = (ms: number) => setTimeout(() => child.kill("SIGKILL"), ms);
    if (kill?.after === "start") killAfter(kill.ms);
    createInterface(child.stdout).on("line", (line) => {
      if (line.startsWith("{")) failure = JSON.parse(line) as Written["failure"];
      else {
        if (acknowledged.length === 0 && kill?.after === "acknowledgement") killAfter(kill.ms);
        acknowledged.push(Number(line));
      }
    });
    child.on("error", reject);
    child.on("close", () => resolve({ acknowledged, failure }));
  });
}

interface CrashReport {
  readonly kills: number;
  readonly acknowledged: number;
  readonly violations: readonly string[];
}

/** Starts writers of one store and kills each at a random moment, until `isEnough`. Checks the store after each. */
export async function crashRepeatedly(
  folder: string,
  random: Random,
  isEnough: (kills: number) => boolean,
): Promise<CrashReport> {
  const acknowledged = new Set<number>();
  const violations: string[] = [];
  let first = 0;
  let kills = 0;
  let count = 0;
  for (; !isEnough(kills) && violations.length === 0; kills++) {
    // One in eight is killed while it opens the store.
    const isEarly = random.next() < 1 / 8;
    const ms = random.next() * (isEarly ? 400 : 120);
    const written = await runWriter({
      folder,
      first,
      kill: { after: isEarly ? "start" : "acknowledgement", ms },
    });
    for (const n of written.acknowledged) acknowledged.add(n);
    count += written.acknowledged.length;
    const store = await openUnchecked(folder);
    violations.push(
      ...violationsOf(store, acknowledged).map((violation) => `after kill ${kills}: ${violation}`),
    );
    await store.close();
    first = 1 + Math.max(first - 1, ...written.acknowledged);
    // A transaction without acknowledgement may be stored or not, so its number is not used again.
    first += GROUPS - (first % GROUPS);
    for (const n of acknowledged) if (n < first - 4 * JOURNAL) acknowledged.delete(n);
  }
  return { kills, acknowledged: count, violations };
}
