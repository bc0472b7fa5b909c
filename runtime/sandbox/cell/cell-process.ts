/**
 * One process of a cell, from its start to its end: its pipe, its resident memory, why it ended. It is killed
 * when it is not ready in time, too large, or breaks the protocol.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import type { Duplex } from "node:stream";
import { FRAME_READY, FrameCutter } from "../wire/frames.ts";
import { FILTER_FD, type Launch } from "./jail.ts";

/**
 * Deadline for the start of the process, in milliseconds: long, since many may start at once on few cores.
 */
const START_MS = 30_000;
/** Maximum resident memory of a cell, in bytes. It is read every WATCH_MS milliseconds. */
const RSS_BYTES_MAX = 1024 ** 3;
const WATCH_MS = 1_000;
/** Maximum size of the end of stderr that is kept for the log, in bytes. */
const STDERR_BYTES_MAX = 4_096;
/** Maximum number of bytes on stderr. A guest cannot write there, and Node writes little. */
const STDERR_TOTAL_MAX = 1024 * 1024;
/**
 * Maximum number of processes from the spawned one to the cell: prlimit becomes bubblewrap, which starts the
 * first process of the namespace, which starts Node.
 */
const CHAIN_MAX = 4;
/**
 * How long output of an ended process is still read, in milliseconds. Killed while it starts, bubblewrap leaves a
 * process behind now and then, which keeps the pipes open until this end closes them.
 */
const OUTPUT_MS = 1_000;

interface CellProcessEvents {
  /** The process is up. `body` of its first frame: what its own checks found (canary-checks.ts). */
  readonly onStarted: (body: Uint8Array) => void;
  /** Any other frame. A throw is a violation of the protocol: the process is killed. */
  readonly onFrame: (kind: number, body: Uint8Array) => void;
  /** Called once, when the process and its pipes have ended. */
  readonly onEnded: (end: ProcessEnd) => void;
}

export interface ProcessEnd {
  readonly reason: string;
  /** The last bytes of stderr, as text. */
  readonly stderr: string;
  readonly aliveMs: number;
  /** Killed for its memory, which all its services share. */
  readonly isTooLarge: boolean;
}

export class CellProcess {
  readonly #child: ChildProcess;
  readonly #pipe: Duplex;
  readonly #events: CellProcessEvents;
  readonly #startedMs = performance.now();
  readonly #startDeadline: NodeJS.Timeout;
  readonly #memoryWatch: NodeJS.Timeout;
  /** Resolves when the process has ended. */
  readonly ended: Promise<void>;
  #hasStarted = false;
  /** The id of the process that runs the cell; the processes around it only started it. */
  #innerPid: number | null = null;
  #rssBytes = 0;
  #isTooLarge = false;
  #stderr = "";
  #killReason = "";

  constructor({ command, args, filter }: Launch, events: CellProcessEvents) {
    this.#events = events;
    this.#child = spawn(command, args, {
      stdio: ["ignore", "ignore", "pipe", "pipe", ...(filter === undefined ? [] : ["pipe" as const])],
      env: {},
      cwd: "/",
      // A Ctrl-C in the node's terminal is for the node alone.
      detached: true,
    });
    this.#pipe = this.#child.stdio[3] as Duplex;
    if (filter !== undefined) this.#writeFilter(filter);
    this.#startDeadline = setTimeout(() => this.kill(`not ready within ${START_MS} ms`), START_MS);
    this.#memoryWatch = setInterval(() => void this.#watchMemory(), WATCH_MS);
    this.#memoryWatch.unref();
    this.#readFrames();
    this.#readStderr();
    this.#child.on("error", (error) => {
      this.#killReason ||= `it could not be started: ${error.message}`;
    });
    this.#child.on("exit", () => {
      const closing = setTimeout(() => this.#closeStreams(), this.#killReason === "" ? OUTPUT_MS : 0);
      this.#child.once("close", () => clearTimeout(closing));
    });
    this.ended = new Promise((resolve) => {
      this.#child.on("close", (code, signal) => {
        this.#close(signal ?? `exit code ${code}`);
        resolve();
      });
    });
  }

  get pid(): number | null {
    return this.#innerPid ?? this.#child.pid ?? null;
  }

  get rssBytes(): number {
    return this.#rssBytes;
  }

  /** Returns true when the system has taken all bytes, so that their memory may be used again. */
  write(bytes: Uint8Array): boolean {
    this.#pipe.write(bytes);
    return this.#pipe.writableLength === 0;
  }

  /** Kills the process. The first reason is reported. */
  kill(reason: string): void {
    this.#killReason ||= reason;
    const { pid } = this.#child;
    if (pid === undefined || this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    try {
      // The whole group: the processes that the spawned one has started so far die with it.
      process.kill(-pid, "SIGKILL");
    } catch {
      this.#child.kill("SIGKILL");
    }
  }

  /** A process that outlives the spawned one reads the end of its pipe, and ends. */
  #closeStreams(): void {
    for (const stream of this.#child.stdio) stream?.destroy();
  }

  #writeFilter(filter: Uint8Array): void {
    const end = this.#child.stdio[FILTER_FD] as Duplex;
    // The pipe breaks when the process could not be started, which "error" and "close" report.
    end.on("error", () => {});
    end.end(filter);
  }

  #readFrames(): void {
    const cutter = new FrameCutter();
    this.#pipe.on("data", (chunk: Buffer) => {
      try {
        cutter.push(chunk, (kind, body) => this.#frame(kind, body));
      } catch (error) {
        this.kill(`protocol violation: ${error instanceof Error ? error.message : error}`);
      }
    });
    this.#pipe.on("error", () => this.kill("its pipe broke"));
  }

  #frame(kind: number, body: Uint8Array): void {
    if (kind !== FRAME_READY || this.#hasStarted) return this.#events.onFrame(kind, body);
    this.#hasStarted = true;
    clearTimeout(this.#startDeadline);
    this.#innerPid = innermost(this.#child.pid ?? null);
    void this.#watchMemory();
    this.#events.onStarted(body);
  }

  #readStderr(): void {
    let bytes = 0;
    const { stderr } = this.#child;
    stderr?.on("data", (chunk: Buffer) => {
      bytes += chunk.length;
      this.#stderr = (this.#stderr + chunk.subarray(-STDERR_BYTES_MAX)).slice(-STDERR_BYTES_MAX);
      if (bytes <= STDERR_TOTAL_MAX) return;
      stderr.destroy();
      this.kill(`it wrote more than ${STDERR_TOTAL_MAX} bytes of errors`);
    });
  }

  /** Reads the resident memory, on systems with /proc. */
  async #watchMemory(): Promise<void> {
    const status = await readFile(`/proc/${this.pid}/status`, "utf8").catch(() => "");
    const match = /^VmRSS:\s+(\d+) kB$/m.exec(status);
    if (match === null || this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    this.#rssBytes = Number(match[1]) * 1024;
    if (this.#rssBytes <= RSS_BYTES_MAX) return;
    this.#isTooLarge = true;
    this.kill(`it has ${this.#rssBytes} bytes of memory; ${RSS_BYTES_MAX} are allowed`);
  }

  #close(how: string): void {
    clearTimeout(this.#startDeadline);
    clearInterval(this.#memoryWatch);
    this.#pipe.destroy();
    this.#events.onEnded({
      reason: this.#killReason || how,
      stderr: this.#stderr.trim(),
      aliveMs: performance.now() - this.#startedMs,
      isTooLarge: this.#isTooLarge,
    });
  }
}

/** The process at the end of a chain of processes that each started the next. */
function innermost(pid: number | null): number | null {
  let last = pid;
  try {
    for (let depth = 0; last !== null && depth < CHAIN_MAX; depth++) {
      const [child] = readFileSync(`/proc/${last}/task/${last}/children`, "utf8").split(" ");
      if (child === "" || child === undefined) break;
      last = Number(child);
    }
  } catch {
    // Not every system has this file; then the first process counts as the cell.
  }
  return last;
}
