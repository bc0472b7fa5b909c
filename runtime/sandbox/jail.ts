/** How a cell's process is started: with as few rights as this machine lets a program give away. */
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** Open files a cell may have, and bytes of its data segment: Node itself reserves more than a gigabyte of it. */
const FILES_MAX = 64;
const DATA_BYTES_MAX = 3 * 1024 ** 3;
/** Of the cell's own heap, in MiB: it holds the stores of its services. */
const HEAP_MIB = 512;

const CELL = fileURLToPath(new URL("./cell.ts", import.meta.url));
const CHECKOUT = join(dirname(CELL), "../..");
const PRLIMIT = ["/usr/bin/prlimit", "/bin/prlimit"].find((path) => existsSync(path)) ?? null;

/**
 * `hardened`: the baseline compiler only; half of the flaws of V8 that were ever exploited are in its optimising compilers. `fast`: with
 * the optimising compiler, asked after so little that loops are still interrupted at once.
 */
export const CELL_PROFILES = ["hardened", "fast"] as const;
export type CellProfile = (typeof CELL_PROFILES)[number];

const COMPILER: Readonly<Record<CellProfile, string>> = {
  hardened: "--liftoff-only",
  fast: "--wasm-tiering-budget=1000",
};

export interface Launch {
  readonly command: string;
  readonly args: readonly string[];
}

/**
 * Node's permission model denies files but the program's own, other processes, workers; flags leave V8 only what services need: one
 * profile of compilers for WebAssembly, small memories and tables.
 */
export function cellLaunch(profile: CellProfile = "hardened"): Launch {
  const packages = dirname(dirname(createRequire(import.meta.url).resolve("isolated-vm/package.json")));
  const node = [
    "--permission",
    "--allow-addons",
    `--allow-fs-read=${CHECKOUT}`,
    `--allow-fs-read=${packages}`,
    // isolated-vm's loader looks there which C library there is.
    "--allow-fs-read=/etc/alpine-release",
    "--no-node-snapshot",
    COMPILER[profile],
    "--wasm-max-mem-pages=256",
    "--wasm-max-table-size=10000",
    "--max-wasm-functions=10000",
    "--no-experimental-wasm-exnref",
    "--no-experimental-wasm-imported-strings",
    "--no-experimental-wasm-jspi",
    "--no-experimental-wasm-legacy-eh",
    "--no-turbo-inline-js-wasm-calls",
    "--disable-proto=delete",
    `--max-old-space-size=${HEAP_MIB}`,
    "--disable-warning=ExperimentalWarning",
    "--disable-warning=SecurityWarning",
    CELL,
  ];
  if (PRLIMIT === null) return { command: process.execPath, args: node };
  const limits = [`--data=${DATA_BYTES_MAX}`, `--nofile=${FILES_MAX}`, "--core=0"];
  return { command: PRLIMIT, args: [...limits, "--", process.execPath, ...node] };
}
