/**
 * The node's side of a cell: starts its process when there is something to run, one batch at a time, kills it when it is late, too
 * large or says what it should not, and starts it again with all its services.
 */

import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import type { Duplex } from "node:stream";
import { hexOf } from "../../base/hex.ts";
import type {
  Fault,
  InspectableRunner,
  InstallOutcome,
  InstallRequest,
  MemoryOutcome,
  Outcome,
  OverlayView,
  RunnerUsage,
  ServiceEvent,
} from "../contract.ts";
import { LiveTimers } from "../queue/live-timers.ts";
import { type BatchFrame, BatchFrames, encodeBatch } from "../wire/batch-frames.ts";
import {
  decodeInstallOutcome,
  decodeMemory,
  decodeOutcomes,
  encodeInstall,
  encodeView,
  FRAME_INSTALL,
  FRAME_MEMORY,
  FRAME_READY,
  FRAME_RUN,
  FRAME_UNINSTALL,
  FRAME_VIEW,
  FrameCutter,
  frame,
} from "../wire/frames.ts";
import { requireGranted } from "../wire/grant-check.ts";
import { PartedBatch } from "../wire/split-batch.ts";
import { CANARY_EVENT, CANARY_ID, canary, problemWith } from "./canary.ts";
import { decodeFailed } from "./canary-checks.ts";
import { type CellProfile, cellLaunch, FILTER_FD, type Launch } from "./jail.ts";
import { Quarantine, quarantineText } from "./quarantine.ts";

/** For the process to start; generous, since many may start at once on few cores. */
const START_MS = 30_000;
/** For a batch: fuel ends events long before, so who takes longer is stuck. */
const BATCH_MS = 5_000;
const EVENT_MS = 500;
const INSTALL_MS = 10_000;
/** Resident memory a cell may have, looked at every WATCH_MS. */
const RSS_BYTES_MAX = 1024 ** 3;
const WATCH_MS = 1_000;
/** Before a cell that died is started again; doubled each time, back to the first after QUIET_MS without a death. */
const RESTART_MS = 100;
const RESTART_MS_MAX = 10_000;
const QUIET_MS = 30_000;
/** Tokens of a service that was installed again begin in another range. */
export const TOKENS_PER_INSTALL = 1n << 40n;
const STDERR_BYTES_MAX = 4_096;
/** What a process may write there in all: a guest cannot, and Node has not much to say. */
const STDERR_TOTAL_MAX = 1024 * 1024;
/** Processes in a row that ended before they were ready: then whoever waits for the cell is told. */
const STILLBORN_MAX = 3;

export interface CellLog {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
}

export interface CellHostOptions {
  /** For the log. */
  readonly name: string;
  readonly log?: CellLog;
  /** For tests of what holds without a wall: another program in the cell's place, and less patience with a batch. */
  readonly launch?: () => Launch;
  readonly batchMs?: number;
  /** Which compilers its process keeps; `hardened` unless told otherwise. */
  readonly profile?: CellProfile;
  /** False: its process gets no namespaces, though the machine has them. */
  readonly namespaces?: boolean;
  /** Of each process that was started: what its canary found wrong. Empty: nothing, and it is used. */
  readonly onCanary?: (failed: readonly string[]) => void;
  /** Of the node, so that it outlives this cell; left out: its own. */
  readonly quarantine?: Quarantine;
}

interface Installed {
  readonly request: InstallRequest;
  installs: number;
  readonly code: string;
  readonly timers: LiveTimers;
}

/** One frame that is answered by one. */
interface Job {
  readonly kind: number;
  /** With its header. */
  readonly frame: () => BatchFrame;
  readonly timeoutMs: number;
  /** Whose fault it is when the cell dies of it; null: nobody's. */
  readonly code: string | null;
  /** Of which no two batches may be on their way. */
  readonly service: string;
  /** Reads the answer; what it throws is a violation. */
  readonly done: (body: Uint8Array) => void;
  /** `isLate`: the cell was killed because this had no answer in time. */
  readonly lost: (why: string, isLate: boolean) => void;
  /** What it is a part of. */
  readonly batch?: PartedBatch;
}

/** prlimit becomes bubblewrap, which starts a first process of the namespace, which starts Node. */
const CHAIN_MAX = 4;
/** Frames with batches that may be on their way at a time: one that runs, and one for when that has ended. */
const SENT_MAX = 2;
/** For the batches of all cells. */
const frames = new BatchFrames();

export class CellHost implements InspectableRunner {
  #name: string;
  readonly #log: CellLog | null;
  readonly #launch: () => Launch;
  readonly #batchMs: number;
  readonly #onCanary: (failed: readonly string[]) => void;
  readonly #quarantine: Quarantine;
  readonly #services = new Map<string, Installed>();
  readonly #jobs: Job[] = [];
  readonly #sent: Job[] = [];
  /** When the first of those that were sent is late. Only of the first, since the cell takes one after the other. */
  #lateMs = 0;
  /** Looks whether it is: one timer for many frames, since most are answered long before. It goes off at `#watchdogMs`, or earlier. */
  #watchdog: NodeJS.Timeout | null = null;
  #watchdogMs = 0;
  /** It was killed because it had not answered in time. */
  #isLate = false;
  #view: OverlayView | null = null;
  #child: ChildProcess | null = null;
  #pipe: Duplex | null = null;
  /** Of the process that runs the cell; those around it only started it. */
  #pid: number | null = null;
  /** Its canary has seen nothing wrong. */
  #isReady = false;
  #isClosed = false;
  #rssBytes = 0;
  #restarts = 0;
  #restartMs = RESTART_MS;
  #startedMs = 0;
  #retry: NodeJS.Timeout | null = null;
  #watch: NodeJS.Timeout | null = null;
  #stderr = "";
  #deathReason = "";
  /** It is ended for what all its services have together. */
  #isTooLarge = false;
  /** It has its turn soon. */
  #isStarting = false;
  #stillborn = 0;
  /** Its canary has seen something wrong. */
  #isRefused = false;

  constructor({
    name,
    log,
    launch,
    batchMs,
    profile,
    namespaces = true,
    onCanary,
    quarantine,
  }: CellHostOptions) {
    this.#name = name;
    this.#log = log ?? null;
    this.#launch = launch ?? (() => cellLaunch({ profile, namespaces }));
    this.#batchMs = batchMs ?? BATCH_MS;
    this.#onCanary = onCanary ?? (() => {});
    this.#quarantine = quarantine ?? new Quarantine(() => performance.now());
  }

  install(request: InstallRequest): Promise<InstallOutcome> {
    const hex = hexOf(request.serviceId);
    const code = request.code ?? hex;
    const held = this.#quarantine.stateOf(code);
    if (held !== null) return Promise.resolve({ ok: false, fault: "lost", detail: quarantineText(held) });
    return new Promise((resolve) => {
      this.#enqueue({
        kind: FRAME_INSTALL,
        frame: () => whole(FRAME_INSTALL, encodeInstall(request, request.isLazy === true)),
        timeoutMs: INSTALL_MS,
        code,
        service: hex,
        done: (body) => {
          const outcome = decodeInstallOutcome(body);
          if (outcome.ok) {
            requireGranted(outcome.init, request);
            const earlier = this.#services.get(hex);
            const timers = earlier?.timers ?? new LiveTimers();
            timers.instanceGone();
            this.#services.set(hex, { request, installs: 1, code, timers });
            if (request.isLazy !== true) {
              resolve({ ...outcome, init: timers.follow([], [outcome.init])[0] });
              return;
            }
          }
          resolve(outcome);
        },
        lost: (why, isLate) => resolve({ ok: false, fault: isLate ? "timeout" : "lost", detail: why }),
      });
    });
  }

  uninstall(serviceId: Uint8Array): void {
    if (this.#services.delete(hexOf(serviceId)) && this.#isReady)
      this.#pipe?.write(frame(FRAME_UNINSTALL, serviceId));
  }

  setView(view: OverlayView): void {
    this.#view = view;
    if (this.#isReady) this.#pipe?.write(frame(FRAME_VIEW, encodeView(view)));
  }

  run(serviceId: Uint8Array, events: readonly ServiceEvent[]): Promise<readonly Outcome[]> {
    const hex = knownHexOf(serviceId);
    const installed = this.#services.get(hex);
    const all = (fault: Fault, detail: string) =>
      events.map((): Outcome => ({ ok: false, fuelUsed: 0, fault, detail }));
    if (installed === undefined) return Promise.resolve(all("lost", "not installed"));
    const held = this.#quarantine.stateOf(installed.code);
    if (held !== null) return Promise.resolve(all("lost", quarantineText(held)));
    return new Promise((resolve) => {
      const batch = new PartedBatch(
        serviceId,
        events,
        (outcome, event) => requireGranted(outcome, installed.request, event),
        (outcomes) => resolve(installed.timers.follow(events, outcomes)),
      );
      const jobs = batch.parts().map(
        ([from, to]): Job => ({
          kind: FRAME_RUN,
          frame: () => batch.encode(frames, from, to),
          timeoutMs: this.#batchMs + EVENT_MS * (to - from),
          code: installed.code,
          service: hex,
          done: (body) => batch.done(from, to, body),
          lost: (why) => batch.lost(why),
          batch,
        }),
      );
      this.#enqueue(...jobs);
    });
  }

  memory(serviceId: Uint8Array): Promise<MemoryOutcome> {
    return new Promise((resolve) => {
      this.#enqueue({
        kind: FRAME_MEMORY,
        frame: () => whole(FRAME_MEMORY, serviceId),
        timeoutMs: INSTALL_MS,
        code: null,
        service: "",
        done: (body) => resolve({ ok: true, memory: decodeMemory(body) }),
        lost: (why) => resolve({ ok: false, detail: why }),
      });
    });
  }

  /** Starts the process before there is anything to run, so that whoever comes first does not wait for it. */
  warm(): void {
    if (this.#child === null && this.#retry === null && !this.#isClosed) this.#start();
  }

  /** For one that was started without a publisher: whose it is from now on, for the log. */
  rename(name: string): void {
    this.#name = name;
  }

  usage(): RunnerUsage {
    return { pid: this.#pid ?? this.#child?.pid ?? null, rssBytes: this.#rssBytes, restarts: this.#restarts };
  }

  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    if (this.#retry !== null) clearTimeout(this.#retry);
    for (const job of this.#jobs.splice(0)) job.lost("the cell was closed", false);
    const child = this.#child;
    if (child === null) return;
    const gone = new Promise<void>((resolve) => child.once("close", () => resolve()));
    this.#kill("closed");
    await gone;
  }

  #enqueue(...jobs: readonly Job[]): void {
    if (this.#isClosed) {
      for (const job of jobs) job.lost("the cell was closed", false);
      return;
    }
    this.#jobs.push(...jobs);
    this.#next();
  }

  #next(): void {
    while (this.#jobs[0]?.batch?.isOver) this.#jobs.shift();
    if (this.#jobs.length === 0 || !this.#hasRoomFor(this.#jobs[0])) return;
    if (!this.#isReady) {
      if (this.#child === null && this.#retry === null && !this.#isClosed) this.#start();
      return;
    }
    this.#send(this.#jobs.shift() as Job);
    this.#next();
  }

  #send(job: Job): void {
    this.#sent.push(job);
    if (this.#sent.length === 1) this.#watchFirst();
    const { bytes, release } = job.frame();
    this.#pipe?.write(bytes);
    // Nearly always the system has it all at once; to be told when it has takes longer than memory for the next one.
    if (!this.#pipe?.writableLength) release();
  }

  /** Batches of different services do not concern one another; of one service only the parts of one batch follow at once. */
  #hasRoomFor(job: Job): boolean {
    if (this.#sent.length === 0) return true;
    if (this.#sent.length >= SENT_MAX || job.kind !== FRAME_RUN) return false;
    return this.#sent.every(
      (before) => before.kind === FRAME_RUN && (before.service !== job.service || before.batch === job.batch),
    );
  }

  #watchFirst(): void {
    const first = this.#sent[0];
    if (first === undefined) return;
    this.#lateMs = performance.now() + first.timeoutMs;
    if (this.#watchdog !== null && this.#watchdogMs <= this.#lateMs) return;
    if (this.#watchdog !== null) clearTimeout(this.#watchdog);
    this.#lookAgainIn(first.timeoutMs);
  }

  #lookAgainIn(ms: number): void {
    this.#watchdogMs = performance.now() + ms;
    this.#watchdog = setTimeout(() => {
      this.#watchdog = null;
      const first = this.#sent[0];
      if (first === undefined) return;
      const leftMs = this.#lateMs - performance.now();
      if (leftMs > 0) this.#lookAgainIn(leftMs);
      else {
        this.#isLate = true;
        this.#kill(`no answer within ${first.timeoutMs} ms`);
      }
    }, ms);
    // Its process and its pipe keep this one alive.
    this.#watchdog.unref();
  }

  #start(): void {
    if (this.#isStarting) return;
    this.#isStarting = true;
    oneInATurn(() => {
      this.#isStarting = false;
      if (!this.#isClosed) this.#startNow();
    });
  }

  #startNow(): void {
    const { command, args, filter } = this.#launch();
    // `detached`: a Ctrl-C in the node's terminal is the node's to handle.
    const child = spawn(command, args, {
      stdio: ["ignore", "ignore", "pipe", "pipe", ...(filter === undefined ? [] : ["pipe" as const])],
      env: {},
      cwd: "/",
      detached: true,
    });
    this.#child = child;
    this.#startedMs = performance.now();
    this.#stderr = "";
    this.#deathReason = "";
    this.#isTooLarge = false;
    this.#isLate = false;
    this.#isRefused = false;
    const pipe = child.stdio[3] as Duplex;
    this.#pipe = pipe;
    if (filter !== undefined) {
      const end = child.stdio[FILTER_FD] as Duplex;
      // It is gone when the process could not be started; that is seen elsewhere.
      end.on("error", () => {});
      end.end(filter);
    }
    const patience = setTimeout(() => this.#kill(`not ready within ${START_MS} ms`), START_MS);
    const cutter = new FrameCutter();
    let hasStarted = false;
    pipe.on("data", (chunk: Buffer) => {
      try {
        cutter.push(chunk, (kind, body) => {
          if (kind === FRAME_READY && !hasStarted) {
            hasStarted = true;
            clearTimeout(patience);
            this.#prove(decodeFailed(body));
          } else {
            this.#answer(kind, body);
          }
        });
      } catch (error) {
        this.#kill(`it sent what it should not: ${error instanceof Error ? error.message : error}`);
      }
    });
    pipe.on("error", () => this.#kill("its pipe broke"));
    let stderrBytes = 0;
    child.stderr?.on("data", (chunk: Buffer) => {
      stderrBytes += chunk.length;
      this.#stderr = (this.#stderr + chunk.subarray(-STDERR_BYTES_MAX)).slice(-STDERR_BYTES_MAX);
      if (stderrBytes <= STDERR_TOTAL_MAX) return;
      child.stderr?.destroy();
      this.#kill("it writes errors without end");
    });
    child.on("error", (error) => {
      this.#deathReason ||= `it could not be started: ${error.message}`;
    });
    child.on("close", (code, signal) => {
      clearTimeout(patience);
      this.#died(child, `${signal ?? `exit code ${code}`}`);
    });
    this.#watch = setInterval(() => void this.#look(child), WATCH_MS);
    this.#watch.unref();
  }

  /** With what the cell has tried by itself, the gate and fuel: only then is it used. `failed`: by its own account. */
  #prove(failed: readonly string[]): void {
    this.#pid = innermost(this.#child?.pid ?? null);
    void this.#look(this.#child);
    const { install, failed: byGate } = canary();
    const before = [...byGate, ...failed];
    if (before.length > 0) return this.#refuse(before);
    // A process that ends meanwhile, or is late on a busy machine, is one more that was never ready.
    const lost = () => {};
    const run: Job = {
      kind: FRAME_RUN,
      frame: () => whole(FRAME_RUN, encodeBatch(CANARY_ID, [CANARY_EVENT])),
      timeoutMs: this.#batchMs + EVENT_MS,
      code: null,
      service: "",
      done: (body) => {
        const problem = problemWith(decodeOutcomes(body, [CANARY_EVENT])[0]);
        if (problem !== null) return this.#refuse([problem]);
        this.#pipe?.write(frame(FRAME_UNINSTALL, CANARY_ID));
        this.#ready();
      },
      lost,
    };
    this.#send({
      kind: FRAME_INSTALL,
      frame: () => whole(FRAME_INSTALL, encodeInstall(install, false)),
      timeoutMs: INSTALL_MS,
      code: null,
      service: "",
      done: (body) => {
        if (decodeInstallOutcome(body).ok) this.#send(run);
        else this.#refuse(["no service can be installed"]);
      },
      lost,
    });
  }

  /** The process is not used, and whoever waits for it is told. The next one is tried when somebody asks again. */
  #refuse(failed: readonly string[]): void {
    if (this.#isClosed) return;
    this.#isRefused = true;
    this.#onCanary(failed);
    const why = `its canary failed: ${failed.join(", ")}`;
    for (const job of this.#jobs.splice(0)) job.lost(`the cell is not used: ${why}`, false);
    this.#kill(why);
  }

  #ready(): void {
    this.#onCanary([]);
    this.#stillborn = 0;
    this.#isReady = true;
    if (this.#view !== null) this.#pipe?.write(frame(FRAME_VIEW, encodeView(this.#view)));
    // Services that ran before: each again, from what it has committed, before what waits.
    const again = [...this.#services].map(([hex, installed]): Job => {
      installed.timers.instanceGone();
      const firstToken = installed.request.firstToken + TOKENS_PER_INSTALL * BigInt(installed.installs++);
      return {
        kind: FRAME_INSTALL,
        frame: () => whole(FRAME_INSTALL, encodeInstall({ ...installed.request, firstToken }, true)),
        timeoutMs: INSTALL_MS,
        code: installed.code,
        service: hex,
        done: (body) => {
          if (!decodeInstallOutcome(body).ok) this.#services.delete(hex);
        },
        lost: () => {},
      };
    });
    this.#jobs.unshift(...again);
    this.#next();
  }

  #answer(kind: number, body: Uint8Array): void {
    const first = this.#sent[0];
    if (first === undefined || first.kind !== kind) throw new Error("an answer that nobody waits for");
    first.done(body);
    this.#sent.shift();
    this.#watchFirst();
    // What the answer tells is stored within this turn; who is installed next, perhaps a newer version, reads it after that.
    if (this.#jobs[0]?.kind === FRAME_INSTALL) setImmediate(() => this.#next());
    else this.#next();
  }

  #kill(reason: string): void {
    this.#deathReason ||= reason;
    const { pid } = this.#child ?? {};
    if (pid === undefined) return;
    this.#child?.kill("SIGKILL");
  }

  #died(child: ChildProcess, how: string): void {
    if (child !== this.#child) return;
    if (this.#watch !== null) clearInterval(this.#watch);
    if (this.#watchdog !== null) clearTimeout(this.#watchdog);
    this.#watchdog = null;
    this.#child = null;
    this.#pipe?.destroy();
    this.#pipe = null;
    this.#pid = null;
    this.#rssBytes = 0;
    const reason = this.#deathReason || how;
    if (!this.#isReady && !this.#isRefused && ++this.#stillborn >= STILLBORN_MAX) {
      const [words] = this.#stderr.trim().split("\n", 1);
      this.#refuse([`it ended before it was ready: ${words === "" ? reason : `${reason}: ${words}`}`]);
    }
    this.#isReady = false;
    const [first, ...others] = this.#sent.splice(0);
    if (!this.#isClosed) {
      this.#restarts++;
      if (performance.now() - this.#startedMs > QUIET_MS) this.#restartMs = RESTART_MS;
      const fields = { cell: this.#name, reason, restartMs: this.#restartMs, stderr: this.#stderr.trim() };
      this.#log?.warn(fields, "cell died");
      this.#retry = setTimeout(() => {
        this.#retry = null;
        this.#next();
      }, this.#restartMs);
      this.#restartMs = Math.min(2 * this.#restartMs, RESTART_MS_MAX);
    }
    if (first === undefined) return;
    // It had not come to these: they have done nothing, and can be run again.
    this.#jobs.unshift(...others);
    if (first.code !== null && !this.#isClosed && !this.#isTooLarge) this.#quarantine.died(first.code);
    first.lost(`the cell died: ${reason}`, this.#isLate);
    if (this.#isClosed) for (const job of others) job.lost(`the cell died: ${reason}`, false);
  }

  /** Its resident memory, where the system tells. */
  async #look(child: ChildProcess | null): Promise<void> {
    const status = await readFile(`/proc/${this.#pid ?? child?.pid}/status`, "utf8").catch(() => "");
    const match = /^VmRSS:\s+(\d+) kB$/m.exec(status);
    if (match === null || child !== this.#child) return;
    this.#rssBytes = Number(match[1]) * 1024;
    if (this.#rssBytes <= RSS_BYTES_MAX) return;
    this.#isTooLarge = true;
    this.#kill(`it has ${this.#rssBytes} bytes of memory; ${RSS_BYTES_MAX} are allowed`);
  }
}

const starts: (() => void)[] = [];
let isTaken = false;

/** Now, or in one of the next turns of the event loop: each start of a process holds that up for milliseconds, the longer the larger this one is. */
function oneInATurn(start: () => void): void {
  starts.push(start);
  if (!isTaken) takeStart();
}

function takeStart(): void {
  const start = starts.shift();
  isTaken = start !== undefined;
  if (start === undefined) return;
  setImmediate(takeStart);
  start();
}

function whole(kind: number, body: Uint8Array): BatchFrame {
  return { bytes: frame(kind, body), release: () => {} };
}

const hexes = new WeakMap<Uint8Array, string>();

/** Of an id that comes again and again as the very same object. */
function knownHexOf(id: Uint8Array): string {
  let hex = hexes.get(id);
  if (hex === undefined) {
    hex = hexOf(id);
    hexes.set(id, hex);
  }
  return hex;
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
    // Not every system tells.
  }
  return last;
}
