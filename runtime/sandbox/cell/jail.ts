/** How a cell's process is started: with as few rights as this machine lets a program give away. */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { NO_SOCKETS } from "./canary-checks.ts";
import { seccompFilter } from "./seccomp.ts";

/** Open files a cell may have, and bytes of its data segment: Node itself reserves more than a gigabyte of it. */
const FILES_MAX = 64;
const DATA_BYTES_MAX = 3 * 1024 ** 3;
/** Of the cell's own heap, in MiB: it holds the stores of its services. */
const HEAP_MIB = 512;

const CELL = fileURLToPath(new URL("./cell.ts", import.meta.url));
const CHECKOUT = join(dirname(CELL), "../../..");
/** What a cell's program is made of, beside packages: not all that lies there, which may be a node's data. */
const OWN = ["runtime", "abi", "package.json"].map((name) => join(CHECKOUT, name));
const PRLIMIT = firstOf("/usr/bin/prlimit", "/bin/prlimit");
const BUBBLEWRAP = firstOf("/usr/bin/bwrap", "/bin/bwrap", "/usr/local/bin/bwrap");
/** How long the machine may take to show whether namespaces can be had, in milliseconds. */
const PROBE_MS = 5_000;
/** Where the launched process finds its filter of system calls. */
export const FILTER_FD = 4;
/** Who a cell is, in its own namespace: nobody. */
const NOBODY = "65534";

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

/**
 * `full`: namespaces of its own, a filter of system calls, limits of resources, and Node's permission model. `reduced`: some of these.
 * `none`: not even the permission model.
 */
export const JAIL_LEVELS = ["none", "reduced", "full"] as const;
export type JailLevel = (typeof JAIL_LEVELS)[number];

/** One of the things that hold a cell. */
export interface JailPart {
  readonly name: "namespaces" | "system call filter" | "resource limits" | "permission model" | "canary";
  readonly isAvailable: boolean;
  /** What is in the way, and what to do; null: nothing is. */
  readonly problem: string | null;
}

export interface Jail {
  readonly level: JailLevel;
  readonly parts: readonly JailPart[];
}

export interface Launch {
  readonly command: string;
  readonly args: readonly string[];
  /** To be written to descriptor FILTER_FD, and that closed. Left out: the command reads none. */
  readonly filter?: Uint8Array;
}

export interface JailOptions {
  /** Left out: `hardened`. */
  readonly profile?: CellProfile | undefined;
  /** False: without namespaces and filter, as on a machine that has none. */
  readonly namespaces?: boolean;
}

let known: Jail | null = null;

/** What this machine can hold cells with; tried out when it is first asked for, which takes a moment. */
export function jail(): Jail {
  known ??= probe();
  return known;
}

/** As `jail`, without what the operator left out. */
export function jailWith({ namespaces = true }: JailOptions): Jail {
  if (namespaces || jail().level !== "full") return jail();
  const parts = jail().parts.map((part) =>
    part.name === "namespaces" || part.name === "system call filter"
      ? { ...part, isAvailable: false, problem: "left out by policy.cells.namespaces" }
      : part,
  );
  return { level: "reduced", parts };
}

/** What is missing for `full`, each in a line that says what to do. */
export function missingOf({ parts }: Jail): readonly string[] {
  return parts.filter(({ isAvailable }) => !isAvailable).map(({ name, problem }) => `${name}: ${problem}`);
}

/** Whether `level` is as good as what is demanded, or better. */
export function isEnough(level: JailLevel, demanded: JailLevel): boolean {
  return JAIL_LEVELS.indexOf(level) >= JAIL_LEVELS.indexOf(demanded);
}

function probe(): Jail {
  const filter = seccompFilter("deny", process.arch);
  const namespaces = tryNamespaces(filter);
  const parts: JailPart[] = [
    { name: "namespaces", isAvailable: namespaces === null, problem: namespaces },
    {
      name: "system call filter",
      isAvailable: namespaces === null && filter !== null,
      problem:
        filter === null
          ? `there is no filter for ${process.arch}; it is made for x64 and arm64`
          : namespaces === null
            ? null
            : "it comes with the namespaces",
    },
    {
      name: "resource limits",
      isAvailable: PRLIMIT !== null,
      problem: PRLIMIT === null ? "there is no prlimit; install util-linux" : null,
    },
    { name: "permission model", isAvailable: true, problem: null },
  ];
  return { level: parts.every(({ isAvailable }) => isAvailable) ? "full" : "reduced", parts };
}

/** Null: they work; else why not. */
function tryNamespaces(filter: Uint8Array | null): string | null {
  if (process.platform !== "linux") return `they are Linux's, and this is ${process.platform}`;
  if (BUBBLEWRAP === null) return "there is no bubblewrap; install it (Debian: apt-get install bubblewrap)";
  if (filter === null) return "they are used together with the filter of system calls";
  const args = [...namespaceArgs(BUBBLEWRAP).slice(1), process.execPath, "--version"];
  const { status, stderr, error } = spawnSync(BUBBLEWRAP, args, {
    env: {},
    timeout: PROBE_MS,
    encoding: "utf8",
    stdio: ["ignore", "ignore", "pipe"],
  });
  if (status === 0) return null;
  const why = error?.message ?? stderr.trim().slice(0, 200);
  return `bubblewrap does not start a process (${why}); allow unprivileged user namespaces, or look into its setup`;
}

/** A file system of what Node and the cell's program need, for reading; nothing else of the machine. */
function namespaceArgs(bubblewrap: string): readonly string[] {
  const readable = [
    "/lib",
    "/lib64",
    "/usr/lib",
    "/usr/lib64",
    "/etc/alpine-release",
    process.execPath,
    ...OWN,
    packagesFolder(),
  ].filter((path) => existsSync(path));
  return [
    bubblewrap,
    "--unshare-all",
    "--unshare-user",
    "--disable-userns",
    "--die-with-parent",
    "--new-session",
    "--cap-drop",
    "ALL",
    "--uid",
    NOBODY,
    "--gid",
    NOBODY,
    ...readable.flatMap((path) => ["--ro-bind", path, path]),
    "--proc",
    "/proc",
    "--dev",
    "/dev",
    // Both are memory: what is written there would count as nobody's.
    "--remount-ro",
    "/dev",
    "--remount-ro",
    "/",
    "--chdir",
    "/",
    "--clearenv",
  ];
}

/**
 * Node's permission model denies files but the program's own, other processes, workers; flags leave V8 only what services need: one
 * profile of compilers for WebAssembly, small memories and tables. Around it, where the machine has them: no network, no processes and
 * no files but those in which Node and this program stand; no system calls but what such a program needs; no more than so much of anything.
 */
export function cellLaunch({ profile = "hardened", namespaces = true }: JailOptions = {}): Launch {
  const name = `${profile} ${namespaces}`;
  const launch = launches.get(name) ?? makeLaunch({ profile, namespaces });
  launches.set(name, launch);
  return launch;
}

/** They stay as they are while this process runs, and looking for files takes the event loop's time. */
const launches = new Map<string, Launch>();

function makeLaunch({
  profile,
  namespaces,
}: {
  readonly profile: CellProfile;
  readonly namespaces: boolean;
}): Launch {
  const filter = namespaces && jail().level === "full" ? seccompFilter("deny", process.arch) : null;
  const node = [process.execPath, ...nodeArgs(profile), ...(filter === null ? [] : [NO_SOCKETS])];
  const jailed =
    filter === null || BUBBLEWRAP === null
      ? node
      : [...namespaceArgs(BUBBLEWRAP), "--seccomp", String(FILTER_FD), ...node];
  const limits = [`--data=${DATA_BYTES_MAX}`, `--nofile=${FILES_MAX}`, "--core=0"];
  const [command, ...args] = PRLIMIT === null ? jailed : [PRLIMIT, ...limits, "--", ...jailed];
  return { command, args, ...(filter !== null && { filter }) };
}

function nodeArgs(profile: CellProfile): readonly string[] {
  return [
    "--permission",
    "--allow-addons",
    ...[...OWN, packagesFolder()].map((path) => `--allow-fs-read=${path}`),
    // isolated-vm's loader looks there which C library there is.
    "--allow-fs-read=/etc/alpine-release",
    "--no-node-snapshot",
    // A signal that opens a debugger.
    "--disable-sigusr1",
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
}

function packagesFolder(): string {
  return dirname(dirname(createRequire(import.meta.url).resolve("isolated-vm/package.json")));
}

function firstOf(...paths: readonly string[]): string | null {
  return paths.find((path) => existsSync(path)) ?? null;
}
