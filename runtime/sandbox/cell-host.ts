/**
 * The node's side of a cell: starts its process when there is something to run, one batch at a time, kills it when it is late, too
 * large or says what it should not, and starts it again with all its services.
 */

import { type ChildProcess, spawn } from "node:child_process";
import { readFile } from "node:fs/promises";
import type { Duplex } from "node:stream";
import { hexOf } from "../hex.ts";
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
} from "./contract.ts";
import {
  decodeInstallOutcome,
  decodeMemory,
  decodeOutcomes,
  encodeBatch,
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
} from "./frames.ts";
import { requireGranted } from "./granted.ts";
import { type CellProfile, cellLaunch, type Launch } from "./jail.ts";
import { LiveTimers } from "./live-timers.ts";

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
/** A service in whose events the cell died so often, each within DEATHS_MS of the one before, runs no more until it is installed anew. */
const DEATHS_MAX = 3;
const DEATHS_MS = 600_000;
/** Tokens of a service that was installed again begin in another range. */
export const TOKENS_PER_INSTALL = 1n << 40n;
const STDERR_BYTES_MAX = 4_096;

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
}

interface Installed {
  readonly request: InstallRequest;
  installs: number;
  deaths: number;
  diedMs: number;
  readonly timers: LiveTimers;
}

/** One frame that is answered by one. */
interface Job {
  readonly kind: number;
  readonly body: () => Uint8Array;
  readonly timeoutMs: number;
  /** Whose fault it is when the cell dies of it. */
  readonly service: string;
  /** Reads the answer; what it throws is a violation. */
  readonly done: (body: Uint8Array) => void;
  readonly lost: (why: string) => void;
}

const NO_DEATHS = { deaths: 0, diedMs: 0 };

export class CellHost implements InspectableRunner {
  readonly #name: string;
  readonly #log: CellLog | null;
  readonly #launch: () => Launch;
  readonly #batchMs: number;
  readonly #services = new Map<string, Installed>();
  readonly #jobs: Job[] = [];
  #current: { readonly job: Job; readonly watchdog: NodeJS.Timeout } | null = null;
  #view: OverlayView | null = null;
  #child: ChildProcess | null = null;
  #pipe: Duplex | null = null;
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

  constructor({ name, log, launch, batchMs, profile }: CellHostOptions) {
    this.#name = name;
    this.#log = log ?? null;
    this.#launch = launch ?? (() => cellLaunch(profile));
    this.#batchMs = batchMs ?? BATCH_MS;
  }

  install(request: InstallRequest): Promise<InstallOutcome> {
    const hex = hexOf(request.serviceId);
    return new Promise((resolve) => {
      this.#enqueue({
        kind: FRAME_INSTALL,
        body: () => encodeInstall(request, request.isLazy === true),
        timeoutMs: INSTALL_MS,
        service: hex,
        done: (body) => {
          const outcome = decodeInstallOutcome(body);
          if (outcome.ok) {
            requireGranted(outcome.init, request);
            const earlier = this.#services.get(hex);
            const { deaths, diedMs } = request.isLazy && earlier !== undefined ? earlier : NO_DEATHS;
            const timers = earlier?.timers ?? new LiveTimers();
            timers.instanceGone();
            this.#services.set(hex, { request, installs: 1, deaths, diedMs, timers });
            if (request.isLazy !== true) {
              resolve({ ...outcome, init: timers.follow([], [outcome.init])[0] });
              return;
            }
          }
          resolve(outcome);
        },
        lost: (why) => resolve({ ok: false, fault: "lost", detail: why }),
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
    const hex = hexOf(serviceId);
    const installed = this.#services.get(hex);
    const all = (fault: Fault, detail: string) =>
      events.map((): Outcome => ({ ok: false, fuelUsed: 0, fault, detail }));
    if (installed === undefined) return Promise.resolve(all("lost", "not installed"));
    if (installed.deaths >= DEATHS_MAX) {
      return Promise.resolve(all("lost", `put aside: its cell has died ${installed.deaths} times of it`));
    }
    return new Promise((resolve) => {
      this.#enqueue({
        kind: FRAME_RUN,
        body: () => encodeBatch(serviceId, events),
        timeoutMs: this.#batchMs + EVENT_MS * events.length,
        service: hex,
        done: (body) => {
          const outcomes = decodeOutcomes(body, events);
          for (const outcome of outcomes) requireGranted(outcome, installed.request);
          resolve(installed.timers.follow(events, outcomes));
        },
        lost: (why) => resolve(all("lost", why)),
      });
    });
  }

  memory(serviceId: Uint8Array): Promise<MemoryOutcome> {
    return new Promise((resolve) => {
      this.#enqueue({
        kind: FRAME_MEMORY,
        body: () => serviceId,
        timeoutMs: INSTALL_MS,
        service: "",
        done: (body) => resolve({ ok: true, memory: decodeMemory(body) }),
        lost: (why) => resolve({ ok: false, detail: why }),
      });
    });
  }

  usage(): RunnerUsage {
    return { pid: this.#child?.pid ?? null, rssBytes: this.#rssBytes, restarts: this.#restarts };
  }

  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    if (this.#retry !== null) clearTimeout(this.#retry);
    for (const job of this.#jobs.splice(0)) job.lost("the cell was closed");
    const child = this.#child;
    if (child === null) return;
    const gone = new Promise<void>((resolve) => child.once("close", () => resolve()));
    this.#kill("closed");
    await gone;
  }

  #enqueue(job: Job): void {
    if (this.#isClosed) {
      job.lost("the cell was closed");
      return;
    }
    this.#jobs.push(job);
    this.#next();
  }

  #next(): void {
    if (this.#current !== null || this.#jobs.length === 0) return;
    if (!this.#isReady) {
      if (this.#child === null && this.#retry === null && !this.#isClosed) this.#start();
      return;
    }
    const job = this.#jobs.shift() as Job;
    const watchdog = setTimeout(() => this.#kill(`no answer within ${job.timeoutMs} ms`), job.timeoutMs);
    this.#current = { job, watchdog };
    this.#pipe?.write(frame(job.kind, job.body()));
  }

  #start(): void {
    const { command, args } = this.#launch();
    // `detached`: a Ctrl-C in the node's terminal is the node's to handle.
    const child = spawn(command, args, {
      stdio: ["ignore", "ignore", "pipe", "pipe"],
      env: {},
      cwd: "/",
      detached: true,
    });
    this.#child = child;
    this.#startedMs = performance.now();
    this.#stderr = "";
    this.#deathReason = "";
    const pipe = child.stdio[3] as Duplex;
    this.#pipe = pipe;
    const patience = setTimeout(() => this.#kill(`not ready within ${START_MS} ms`), START_MS);
    const cutter = new FrameCutter();
    pipe.on("data", (chunk: Buffer) => {
      try {
        cutter.push(chunk, (kind, body) => {
          if (kind === FRAME_READY && !this.#isReady) {
            clearTimeout(patience);
            this.#ready();
          } else {
            this.#answer(kind, body);
          }
        });
      } catch (error) {
        this.#kill(`it sent what it should not: ${error instanceof Error ? error.message : error}`);
      }
    });
    pipe.on("error", () => this.#kill("its pipe broke"));
    child.stderr?.on("data", (chunk) => {
      this.#stderr = (this.#stderr + chunk).slice(-STDERR_BYTES_MAX);
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

  #ready(): void {
    this.#isReady = true;
    void this.#look(this.#child);
    if (this.#view !== null) this.#pipe?.write(frame(FRAME_VIEW, encodeView(this.#view)));
    // Services that ran before: each again, from what it has committed, before what waits.
    const again = [...this.#services].map(([hex, installed]): Job => {
      installed.timers.instanceGone();
      const firstToken = installed.request.firstToken + TOKENS_PER_INSTALL * BigInt(installed.installs++);
      return {
        kind: FRAME_INSTALL,
        body: () => encodeInstall({ ...installed.request, firstToken }, true),
        timeoutMs: INSTALL_MS,
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
    const current = this.#current;
    if (current === null || current.job.kind !== kind) throw new Error("an answer that nobody waits for");
    current.job.done(body);
    clearTimeout(current.watchdog);
    this.#current = null;
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
    this.#child = null;
    this.#pipe?.destroy();
    this.#pipe = null;
    this.#isReady = false;
    this.#rssBytes = 0;
    const reason = this.#deathReason || how;
    const current = this.#current;
    this.#current = null;
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
    if (current === null) return;
    clearTimeout(current.watchdog);
    const blamed = this.#services.get(current.job.service);
    if (blamed !== undefined) {
      const now = performance.now();
      blamed.deaths = now - blamed.diedMs < DEATHS_MS ? blamed.deaths + 1 : 1;
      blamed.diedMs = now;
    }
    current.job.lost(`the cell died: ${reason}`);
  }

  /** Its resident memory, where the system tells. */
  async #look(child: ChildProcess | null): Promise<void> {
    const status = await readFile(`/proc/${child?.pid}/status`, "utf8").catch(() => "");
    const match = /^VmRSS:\s+(\d+) kB$/m.exec(status);
    if (match === null || child !== this.#child) return;
    this.#rssBytes = Number(match[1]) * 1024;
    if (this.#rssBytes > RSS_BYTES_MAX)
      this.#kill(`it has ${this.#rssBytes} bytes of memory; ${RSS_BYTES_MAX} are allowed`);
  }
}
