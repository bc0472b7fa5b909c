/** Compares embedded engines for the local store, on its work: lmdb, node:sqlite in a worker thread, classic-level. */
import { spawn, spawnSync } from "node:child_process";
import { lstatSync, readdirSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { ENGINES, type EngineName } from "./engines/open.ts";
import type { Measured } from "./engines/process.ts";
import { type BenchOptions, percentile, printTable } from "./timing.ts";

const PROCESS = join(import.meta.dirname, "engines", "process.ts");
/** Packages that npm installs for each engine, beside those that prost has anyway. */
const PACKAGES: Readonly<Record<EngineName, readonly string[]>> = {
  lmdb: [
    "lmdb",
    "@lmdb",
    "msgpackr",
    "msgpackr-extract",
    "@msgpackr-extract",
    "ordered-binary",
    "weak-lru-cache",
  ],
  "node:sqlite": [],
  "classic-level": [
    "classic-level",
    "abstract-level",
    "level-supports",
    "level-transcoder",
    "maybe-combine-errors",
    "module-error",
    "napi-macros",
  ],
};

export async function run({ full }: BenchOptions): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "prost-engines-"));
  try {
    const rounds = full ? 5 : 2;
    const measured = new Map<EngineName, Measured[]>(ENGINES.map((name) => [name, []]));
    // Engines alternate, so that other work on the machine affects all alike.
    for (let round = 0; round < rounds; round++)
      for (const name of ENGINES)
        measured
          .get(name)
          ?.push(
            measure(
              name,
              join(folder, `${round}-${ENGINES.indexOf(name)}`),
              full ? 100_000 : 20_000,
              full ? 4 : 1,
            ),
          );
    const crashed = new Map<EngineName, string>();
    for (const name of ENGINES) crashed.set(name, await crashes(name, folder, full ? 50 : 5));
    const row = (title: string, of: (name: EngineName) => string) => [title, ...ENGINES.map(of)];
    const middle = (name: EngineName, field: keyof Measured, digits = 0) =>
      percentile(measured.get(name)?.map((one) => Number(one[field])) ?? [], 0.5).toFixed(digits);
    printTable(
      [`medians of ${rounds}`, ...ENGINES],
      [
        row("journal batches per second, one at a time", (name) => middle(name, "onePerSecond")),
        row("journal batches per second, 64 at a time", (name) => middle(name, "manyPerSecond")),
        row("  event loop blocked per batch, µs", (name) => heldUs(measured.get(name) ?? [])),
        row(
          "  lateness of a timer, p99 / greatest, ms",
          (name) => `${middle(name, "lateMs", 1)} / ${middle(name, "latestMs", 1)}`,
        ),
        row("point read, µs", (name) => middle(name, "getUs", 1)),
        row("scan of 100, µs", (name) => {
          const isLater = measured.get(name)?.[0].isScanLater === true;
          return `${middle(name, "scanUs")}${isLater ? " (by promise)" : ""}`;
        }),
        row("memory of the process, MiB", (name) => middle(name, "memoryMiB")),
        row("opened in, ms", (name) => middle(name, "openMs")),
        row("acknowledged pairs lost, half pairs / SIGKILLs", (name) => crashed.get(name) ?? ""),
        row("installed, MiB", (name) => (installedBytes(name) / 1024 ** 2).toFixed(1)),
      ],
    );
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

/** Includes the work of the benchmark for a batch, which is the same for all engines. */
function heldUs(measured: readonly Measured[]): string {
  const each = measured.map(({ heldShare, manyPerSecond }) => (1e6 * heldShare) / manyPerSecond);
  return percentile(each, 0.5).toFixed(0);
}

function measure(name: EngineName, folder: string, entries: number, seconds: number): Measured {
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    [PROCESS, "measure", name, folder, String(entries), String(seconds)],
    { encoding: "utf8" },
  );
  if (status !== 0) throw new Error(`${name}: ${stderr}`);
  return JSON.parse(stdout) as Measured;
}

/** Kills a writing process repeatedly, and counts lost and half pairs. */
async function crashes(name: EngineName, folder: string, kills: number): Promise<string> {
  const path = join(folder, `crashed-${ENGINES.indexOf(name)}`);
  let acknowledged = -1;
  let missing = 0;
  let halves = 0;
  for (let kill = 0; kill < kills; kill++) {
    acknowledged = await killed(name, path, acknowledged + 1, 1 + ((kill * 37) % 200));
    const { stdout } = spawnSync(process.execPath, [PROCESS, "check", name, path, String(acknowledged)], {
      encoding: "utf8",
    });
    const found = JSON.parse(stdout) as { missing: number; halves: number };
    missing += found.missing;
    halves += found.halves;
  }
  return `${missing}, ${halves} / ${kills}`;
}

/** The last acknowledged number of a process that is killed `ms` milliseconds after its first acknowledgement. */
function killed(name: EngineName, path: string, from: number, ms: number): Promise<number> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [PROCESS, "write", name, path, String(from)], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    let last = from - 1;
    let isDoomed = false;
    createInterface(child.stdout).on("line", (line) => {
      last = Number(line);
      if (isDoomed) return;
      isDoomed = true;
      setTimeout(() => child.kill("SIGKILL"), ms);
    });
    child.on("close", () => resolve(last));
  });
}

function installedBytes(name: EngineName): number {
  const modules = join(import.meta.dirname, "..", "node_modules");
  return PACKAGES[name].reduce((sum, one) => sum + bytesIn(join(modules, one)), 0);
}

function bytesIn(path: string): number {
  const there = lstatSync(path, { throwIfNoEntry: false });
  if (there === undefined) return 0;
  if (!there.isDirectory()) return there.size;
  return readdirSync(path).reduce((sum, name) => sum + bytesIn(join(path, name)), 0);
}
