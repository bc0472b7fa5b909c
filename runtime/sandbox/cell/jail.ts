/**
 * The jail of a cell: how its process is started, with as few rights as this machine allows, and which parts
 * of the jail the machine has.
 */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { NO_SOCKETS } from "./canary-checks.ts";
import { CELL_PROGRAM, readablePaths } from "./cell-program.ts";
import { seccompFilter } from "./seccomp.ts";

/**
 * Limits of open files, and of bytes in the data segment, of which Node itself reserves more than a gigabyte.
 */
const FILES_MAX = 64;
const DATA_BYTES_MAX = 3 * 1024 ** 3;
/** Limit of the process's JavaScript heap, in MiB. It has the stores of the services. */
const HEAP_MIB = 512;

const PRLIMIT = firstOf("/usr/bin/prlimit", "/bin/prlimit");
const BUBBLEWRAP = firstOf("/usr/bin/bwrap", "/bin/bwrap", "/usr/local/bin/bwrap");
/** Timeout of the attempt to start a process in namespaces, in milliseconds. */
const PROBE_MS = 5_000;
/** The file descriptor from which bubblewrap reads the system call filter. */
export const FILTER_FD = 4;
/** The user and the group of a cell in its namespace: nobody. */
const NOBODY_ID = "65534";

/**
 * `hardened`: the baseline compiler only; half of the exploited flaws of V8 are in its optimising compilers.
 * `fast`: with the optimising compiler, and a tiering budget so small that loops are still interrupted at
 * once.
 */
export const CELL_PROFILES = ["hardened", "fast"] as const;
export type CellProfile = (typeof CELL_PROFILES)[number];

const COMPILER: Readonly<Record<CellProfile, string>> = {
  hardened: "--liftoff-only",
  fast: "--wasm-tiering-budget=1000",
};

/**
 * `full`: own namespaces, a system call filter, resource limits, and Node's permission model. `reduced`: some
 * of these. `none`: not even the permission model.
 */
export const JAIL_LEVELS = ["none", "reduced", "full"] as const;
export type JailLevel = (typeof JAIL_LEVELS)[number];

/** One of the parts that confine a cell. */
export interface JailPart {
  readonly name: "namespaces" | "system call filter" | "resource limits" | "permission model" | "canary";
  readonly isAvailable: boolean;
  /** Why the part is not available, and what to do. Null when it is available. */
  readonly problem: string | null;
}

export interface Jail {
  readonly level: JailLevel;
  readonly parts: readonly JailPart[];
}

export interface Launch {
  readonly command: string;
  readonly args: readonly string[];
  /**
   * The filter for descriptor FILTER_FD, which is closed afterwards. Default: the command reads no filter.
   */
  readonly filter?: Uint8Array;
}

export interface JailOptions {
  /** Default: `hardened`. */
  readonly profile?: CellProfile | undefined;
  /** False: without namespaces and filter, as on a machine that has neither. Default: true. */
  readonly namespaces?: boolean;
}

let known: Jail | null = null;

/** The jail that this machine has. The first call tries it out, which takes a moment. */
export function jail(): Jail {
  known ??= probe();
  return known;
}

/** As `jail`, without the parts that the operator has disabled. */
export function jailWith({ namespaces = true }: JailOptions): Jail {
  if (namespaces || jail().level !== "full") return jail();
  const parts = jail().parts.map((part) =>
    part.name === "namespaces" || part.name === "system call filter"
      ? { ...part, isAvailable: false, problem: "left out by policy.cells.namespaces" }
      : part,
  );
  return { level: "reduced", parts };
}

/** The parts that are missing for `full`, each with what to do. */
export function missingOf({ parts }: Jail): readonly string[] {
  return parts.filter(({ isAvailable }) => !isAvailable).map(({ name, problem }) => `${name}: ${problem}`);
}

/** Whether `level` is the required one, or a better one. */
export function isEnough(level: JailLevel, required: JailLevel): boolean {
  return JAIL_LEVELS.indexOf(level) >= JAIL_LEVELS.indexOf(required);
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
            : "it is used only together with the namespaces",
    },
    {
      name: "resource limits",
      isAvailable: PRLIMIT !== null,
      problem: PRLIMIT === null ? "prlimit was not found; install util-linux" : null,
    },
    { name: "permission model", isAvailable: true, problem: null },
  ];
  return { level: parts.every(({ isAvailable }) => isAvailable) ? "full" : "reduced", parts };
}

/** Why namespaces do not work. Null when they work. */
function tryNamespaces(filter: Uint8Array | null): string | null {
  if (process.platform !== "linux") return `they need Linux, and this is ${process.platform}`;
  if (BUBBLEWRAP === null) return "bubblewrap was not found; install it (Debian: apt-get install bubblewrap)";
  if (filter === null) return "they are used only together with the system call filter";
  const args = [...namespaceArgs(BUBBLEWRAP).slice(1), process.execPath, "--version"];
  const { status, stderr, error } = spawnSync(BUBBLEWRAP, args, {
    env: {},
    timeout: PROBE_MS,
    encoding: "utf8",
    stdio: ["ignore", "ignore", "pipe"],
  });
  if (status === 0) return null;
  const why = error?.message ?? stderr.trim().slice(0, 200);
  return `bubblewrap does not start a process (${why}); allow unprivileged user namespaces, or check its setup`;
}

/** A read-only file system with what Node and the cell's program need, and nothing else of the machine. */
function namespaceArgs(bubblewrap: string): readonly string[] {
  const readable = [
    "/lib",
    "/lib64",
    "/usr/lib",
    "/usr/lib64",
    "/etc/alpine-release",
    process.execPath,
    ...readablePaths(),
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
    NOBODY_ID,
    "--gid",
    NOBODY_ID,
    ...readable.flatMap((path) => ["--ro-bind", path, path]),
    "--proc",
    "/proc",
    "--dev",
    "/dev",
    // Both are in memory: bytes written there would count for no process.
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
 * The command that starts a cell. Node's permission model denies all files but the program's own, other
 * processes, and workers. Flags leave V8 only what services need: one profile of compilers for WebAssembly,
 * small memories and tables. Around the process, where the machine has them: namespaces without a network,
 * other processes, or files beside Node and this program; a filter that allows only the system calls that
 * this program needs; resource limits.
 */
export function cellLaunch({ profile = "hardened", namespaces = true }: JailOptions = {}): Launch {
  const name = `${profile} ${namespaces}`;
  const launch = launches.get(name) ?? makeLaunch({ profile, namespaces });
  launches.set(name, launch);
  return launch;
}

/**
 * Launches by profile. A launch does not change while this process runs, and looking for files blocks the
 * event loop.
 */
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
    ...readablePaths().map((path) => `--allow-fs-read=${path}`),
    // The loader of isolated-vm looks there to find out which C library the machine has.
    "--allow-fs-read=/etc/alpine-release",
    "--no-node-snapshot",
    // The signal would open a debugger.
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
    CELL_PROGRAM,
  ];
}

function firstOf(...paths: readonly string[]): string | null {
  return paths.find((path) => existsSync(path)) ?? null;
}
