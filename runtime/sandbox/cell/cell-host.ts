/**
 * A cell as the node sees it: a process for the services of one publisher, started when there is something to
 * run, killed when it is late, too large or breaks the protocol, and started again with all its services.
 */
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
import {
  type InstalledService,
  InstalledServices,
  idHex,
  type RegisteringRunner,
  takeTokens,
} from "../queue/installed-services.ts";
import { type BatchFrame, BatchFrames, encodeBatch } from "../wire/batch-frames.ts";
import {
  FRAME_INSTALL,
  FRAME_MEMORY,
  FRAME_RUN,
  FRAME_UNINSTALL,
  FRAME_VIEW,
  frame,
} from "../wire/frames.ts";
import { requireGranted } from "../wire/grant-check.ts";
import { decodeInstallOutcome, decodeMemory, decodeOutcomes } from "../wire/outcomes.ts";
import { encodeInstall, encodeView } from "../wire/requests.ts";
import { SplitBatch } from "../wire/split-batch.ts";
import { CANARY_EVENT, CANARY_ID, canary, problemWith } from "./canary.ts";
import { decodeFailed } from "./canary-checks.ts";
import { CellProcess, type ProcessEnd } from "./cell-process.ts";
import { type CellProfile, cellLaunch, type Launch } from "./jail.ts";
import { type CellRequest, PendingReplies } from "./pending-replies.ts";
import { Quarantine, quarantineText } from "./quarantine.ts";
import { RestartBackoff, startInOwnTick } from "./start-pacing.ts";

/**
 * Timeouts of a batch, and for each of its events in addition, in milliseconds. Fuel ends events long before:
 * a cell that takes longer is stuck.
 */
const BATCH_MS = 5_000;
const EVENT_MS = 500;
const INSTALL_MS = 10_000;
/**
 * Processes in a row that ended before they were ready; then requests fail instead of waiting for the next
 * process.
 */
const FAILED_STARTS_MAX = 3;

interface CellLog {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
}

export interface CellHostOptions {
  /** For the log. */
  readonly name: string;
  readonly log?: CellLog;
  /** For tests: another program in the cell's place. */
  readonly launch?: () => Launch;
  /** Timeout of a batch, beside EVENT_MS for each event, in milliseconds. Default: BATCH_MS. */
  readonly batchMs?: number;
  /** Which compilers the process keeps. Default: `hardened`. */
  readonly profile?: CellProfile;
  /** False: the process gets no namespaces, though the machine has them. */
  readonly namespaces?: boolean;
  /**
   * Called for each process that was started, with the problems that its canary found. Without problems the
   * process is used.
   */
  readonly onCanary?: (failed: readonly string[]) => void;
  /** The quarantine of the node. It outlives this cell. Default: a quarantine for this cell. */
  readonly quarantine?: Quarantine;
  /** Shared with the publisher's other runners. Default: a registry for this cell. */
  readonly services?: InstalledServices;
}

/**
 * `stopped`: no process. `queued`: the process is started in a later tick. `starting`: its canary runs.
 * `ready`: its canary found nothing wrong. `refused`: its canary failed, and the process is being killed.
 */
type Phase = "stopped" | "queued" | "starting" | "ready" | "refused";

/** Memory for the batches of all cells. */
const frames = new BatchFrames();

export class CellHost implements InspectableRunner, RegisteringRunner {
  readonly services: InstalledServices;
  readonly #options: CellHostOptions;
  readonly #quarantine: Quarantine;
  #name: string;
  /** Requests that have not been sent. */
  readonly #queue: CellRequest[] = [];
  readonly #pending = new PendingReplies((first) => this.#killLate(first));
  #process: CellProcess | null = null;
  #phase: Phase = "stopped";
  /** The process was killed because it had not replied in time. */
  #isLate = false;
  #view: OverlayView | null = null;
  #isClosed = false;
  #restarts = 0;
  readonly #backoff = new RestartBackoff();
  #failedStarts = 0;

  constructor(options: CellHostOptions) {
    this.#options = options;
    this.#name = options.name;
    this.#quarantine = options.quarantine ?? new Quarantine(() => performance.now());
    this.services = options.services ?? new InstalledServices();
  }

  install(request: InstallRequest): Promise<InstallOutcome> {
    const code = codeOf(request);
    const quarantined = this.#quarantine.stateOf(code);
    if (quarantined !== null)
      return Promise.resolve({ ok: false, fault: "lost", detail: quarantineText(quarantined) });
    return new Promise((resolve) => {
      this.#enqueue({
        kind: FRAME_INSTALL,
        frame: () => wholeFrame(FRAME_INSTALL, encodeInstall(request, request.isLazy === true)),
        timeoutMs: INSTALL_MS,
        code,
        service: idHex(request.serviceId),
        done: (body) => resolve(this.#installed(request, decodeInstallOutcome(body))),
        lost: (why, isLate) => resolve({ ok: false, fault: isLate ? "timeout" : "lost", detail: why }),
      });
    });
  }

  uninstall(serviceId: Uint8Array): void {
    this.services.delete(serviceId, this);
    if (this.#phase === "ready") this.#process?.write(frame(FRAME_UNINSTALL, serviceId));
  }

  setView(view: OverlayView): void {
    this.#view = view;
    if (this.#phase === "ready") this.#process?.write(frame(FRAME_VIEW, encodeView(view)));
  }

  run(serviceId: Uint8Array, events: readonly ServiceEvent[]): Promise<readonly Outcome[]> {
    const service = this.services.get(serviceId);
    const all = (fault: Fault, detail: string) =>
      events.map((): Outcome => ({ ok: false, fuelUsed: 0, fault, detail }));
    if (service?.runner !== this) return Promise.resolve(all("lost", "not installed"));
    const { request, timers } = service;
    const code = codeOf(request);
    const quarantined = this.#quarantine.stateOf(code);
    if (quarantined !== null) return Promise.resolve(all("lost", quarantineText(quarantined)));
    return new Promise((resolve) => {
      const batch = new SplitBatch(
        serviceId,
        events,
        (outcome, event) => requireGranted(outcome, request, event),
        (outcomes) => resolve(timers.follow(events, outcomes)),
      );
      const requests = batch.parts().map(
        ([from, to]): CellRequest => ({
          kind: FRAME_RUN,
          frame: () => batch.encode(frames, from, to),
          timeoutMs: this.#batchMs + EVENT_MS * (to - from),
          code,
          service: idHex(serviceId),
          done: (body) => batch.done(from, to, body),
          lost: (why) => batch.lost(why),
          batch,
        }),
      );
      this.#enqueue(...requests);
    });
  }

  memory(serviceId: Uint8Array): Promise<MemoryOutcome> {
    return new Promise((resolve) => {
      this.#enqueue({
        kind: FRAME_MEMORY,
        frame: () => wholeFrame(FRAME_MEMORY, serviceId),
        timeoutMs: INSTALL_MS,
        code: null,
        service: "",
        done: (body) => resolve({ ok: true, memory: decodeMemory(body) }),
        lost: (why) => resolve({ ok: false, detail: why }),
      });
    });
  }

  /** Starts the process before there is anything to run, so that the first service does not wait for it. */
  warm(): void {
    this.#startIfStopped();
  }

  /** Names a cell that was started before its publisher was known; for the log. */
  rename(name: string): void {
    this.#name = name;
  }

  usage(): RunnerUsage {
    return {
      pid: this.#process?.pid ?? null,
      rssBytes: this.#process?.rssBytes ?? 0,
      restarts: this.#restarts,
    };
  }

  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#backoff.cancel();
    for (const request of this.#queue.splice(0)) request.lost("the cell was closed", false);
    this.#process?.kill("closed");
    await this.#process?.ended;
  }

  get #batchMs(): number {
    return this.#options.batchMs ?? BATCH_MS;
  }

  /** Throws a Violation for an `init` that exceeds the grant. */
  #installed(request: InstallRequest, outcome: InstallOutcome): InstallOutcome {
    if (!outcome.ok) return outcome;
    requireGranted(outcome.init, request);
    const { timers } = this.services.set(request, this);
    return request.isLazy === true ? outcome : { ...outcome, init: timers.follow([], [outcome.init])[0] };
  }

  #enqueue(...requests: readonly CellRequest[]): void {
    if (this.#isClosed) {
      for (const request of requests) request.lost("the cell was closed", false);
      return;
    }
    this.#queue.push(...requests);
    this.#next();
  }

  #next(): void {
    while (this.#queue[0]?.batch?.isOver) this.#queue.shift();
    if (this.#queue.length === 0 || !this.#pending.hasRoomFor(this.#queue[0])) return;
    if (this.#phase !== "ready") return this.#startIfStopped();
    this.#send(this.#queue.shift() as CellRequest);
    this.#next();
  }

  #send(request: CellRequest): void {
    this.#pending.add(request);
    const { bytes, release } = request.frame();
    // The system nearly always takes the whole frame at once. Waiting for a confirmation takes longer than
    // new memory for the next frame.
    if (this.#process?.write(bytes) !== false) release();
  }

  #startIfStopped(): void {
    if (this.#phase !== "stopped" || this.#backoff.isWaiting || this.#isClosed) return;
    this.#phase = "queued";
    startInOwnTick(() => {
      this.#phase = "stopped";
      if (!this.#isClosed) this.#start();
    });
  }

  #start(): void {
    const { launch, profile, namespaces = true } = this.#options;
    this.#phase = "starting";
    this.#isLate = false;
    this.#process = new CellProcess(launch?.() ?? cellLaunch({ profile, namespaces }), {
      onStarted: (body) => this.#runCanary(decodeFailed(body)),
      onFrame: (kind, body) => this.#answer(kind, body),
      onEnded: (end) => this.#died(end),
    });
  }

  /**
   * Uses the cell only if its own checks, the gate and fuel pass. `failed`: its own checks that did not pass.
   */
  #runCanary(failed: readonly string[]): void {
    const { install, failed: failedGate } = canary();
    const problems = [...failedGate, ...failed];
    if (problems.length > 0) return this.#refuse(problems);
    // A process that ends or is late during its canary counts as one that did not start.
    const rest = { code: null, service: "", lost: () => {} };
    const run: CellRequest = {
      ...rest,
      kind: FRAME_RUN,
      frame: () => wholeFrame(FRAME_RUN, encodeBatch(CANARY_ID, [CANARY_EVENT])),
      timeoutMs: this.#batchMs + EVENT_MS,
      done: (body) => {
        const problem = problemWith(decodeOutcomes(body, [CANARY_EVENT])[0]);
        if (problem !== null) return this.#refuse([problem]);
        this.#process?.write(frame(FRAME_UNINSTALL, CANARY_ID));
        this.#ready();
      },
    };
    this.#send({
      ...rest,
      kind: FRAME_INSTALL,
      frame: () => wholeFrame(FRAME_INSTALL, encodeInstall(install, false)),
      timeoutMs: INSTALL_MS,
      done: (body) => {
        if (decodeInstallOutcome(body).ok) this.#send(run);
        else this.#refuse(["no service can be installed"]);
      },
    });
  }

  /** The process is not used, and waiting requests fail. The next request starts another process. */
  #refuse(failed: readonly string[]): void {
    if (this.#isClosed) return;
    this.#phase = "refused";
    this.#options.onCanary?.(failed);
    const why = `its canary failed: ${failed.join(", ")}`;
    for (const request of this.#queue.splice(0)) request.lost(`the cell is not used: ${why}`, false);
    this.#process?.kill(why);
  }

  #ready(): void {
    this.#options.onCanary?.([]);
    this.#failedStarts = 0;
    this.#phase = "ready";
    if (this.#view !== null) this.#process?.write(frame(FRAME_VIEW, encodeView(this.#view)));
    // Installs come before the requests that wait.
    this.#queue.unshift(...this.services.of(this).map((service) => this.#reinstall(service)));
    this.#next();
  }

  /** Installs a service of the process before again, from its committed store. */
  #reinstall(service: InstalledService): CellRequest {
    const { request, timers } = service;
    timers.instanceEnded();
    const firstToken = takeTokens(service);
    return {
      kind: FRAME_INSTALL,
      frame: () => wholeFrame(FRAME_INSTALL, encodeInstall({ ...request, firstToken }, true)),
      timeoutMs: INSTALL_MS,
      code: codeOf(request),
      service: idHex(request.serviceId),
      done: (body) => {
        if (!decodeInstallOutcome(body).ok) this.services.delete(request.serviceId, this);
      },
      lost: () => {},
    };
  }

  #answer(kind: number, body: Uint8Array): void {
    this.#pending.answer(kind, body);
    // The callers store the writes of this reply within this tick. An install reads the store, so it waits
    // for the next tick.
    if (this.#queue[0]?.kind === FRAME_INSTALL) setImmediate(() => this.#next());
    else this.#next();
  }

  #killLate({ timeoutMs }: CellRequest): void {
    this.#isLate = true;
    this.#process?.kill(`no answer within ${timeoutMs} ms`);
  }

  #died(end: ProcessEnd): void {
    this.#process = null;
    const phase = this.#phase;
    this.#phase = "stopped";
    if (phase === "starting" && ++this.#failedStarts >= FAILED_STARTS_MAX) this.#refuseStarts(end);
    const [first, ...others] = this.#pending.clear();
    const why = `the cell died: ${end.reason}`;
    if (!this.#isClosed) this.#scheduleRestart(end);
    if (first === undefined) return;
    // The cell had not begun the other requests: they have had no effect and can be run again.
    this.#queue.unshift(...others);
    if (first.code !== null && !this.#isClosed && !end.isTooLarge) this.#quarantine.died(first.code);
    first.lost(why, this.#isLate);
    if (this.#isClosed) for (const request of others) request.lost(why, false);
  }

  #refuseStarts({ reason, stderr }: ProcessEnd): void {
    const [line] = stderr.split("\n", 1);
    this.#refuse([`it ended before it was ready: ${line === "" ? reason : `${reason}: ${line}`}`]);
    this.#phase = "stopped";
  }

  #scheduleRestart({ reason, stderr, aliveMs }: ProcessEnd): void {
    this.#restarts++;
    const restartMs = this.#backoff.schedule(aliveMs, () => this.#next());
    this.#options.log?.warn({ cell: this.#name, reason, restartMs, stderr }, "cell died");
  }
}

/** Names the code in the quarantine; without a name, each service is its own code. */
function codeOf(request: InstallRequest): string {
  return request.code ?? idHex(request.serviceId);
}

/** A frame in memory of its own, which need not be released. */
function wholeFrame(kind: number, body: Uint8Array): BatchFrame {
  return { bytes: frame(kind, body), release: () => {} };
}
