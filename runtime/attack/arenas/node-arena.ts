/**
 * An arena in a running node, reached through its control socket. The node starts a cell for the modules,
 * with its usual jail and limits, and publishes nothing.
 */
import { CAPABILITIES } from "../../../abi/imports.ts";
import type { NodeControl } from "../../control/api.ts";
import type { TrialRun } from "../../control/trial.ts";
import type { Outcome } from "../../sandbox/contract.ts";
import { GATE_LIMITS, type RefusalCode } from "../../sandbox/gate/gate.ts";
import type { EventFields } from "../../sandbox/wire/event-fields.ts";
import { echoService } from "../kit/modules.ts";
import type { AttackArena, OfferOutcome, Trial, TrialOptions, Wall } from "./arena.ts";
import { answerIn, deliverEvent } from "./local-arena.ts";
import type { MonitoredArena } from "./monitored-arena.ts";

/** Number of modules after which the arena requests a new trial, and so a new cell. */
const OFFERS_PER_TRIAL = 512;
/** Events before the first case, so that the node has allocated its buffers. */
const WARM_UP_EVENTS = 6_000;
const WARM_UP_AT_ONCE = 500;
/** A module that is longer is cut here: it is too long for the gate either way. */
const MODULE_BYTES_SENT_MAX = GATE_LIMITS.module + 1;

export class NodeArena implements AttackArena, MonitoredArena {
  readonly walls: ReadonlySet<Wall> = new Set<Wall>([1, 2, 3]);
  readonly #control: NodeControl;
  #run: TrialRun | null = null;
  #offers = 0;
  #neighbour: NodeTrial | null = null;
  #running: NodeTrial[] = [];

  private constructor(control: NodeControl) {
    this.#control = control;
  }

  /** Throws the node's error if it allows no trials. */
  static async open(control: NodeControl): Promise<NodeArena> {
    const arena = new NodeArena(control);
    await arena.#begin();
    await arena.#warmUp();
    return arena;
  }

  get arena(): AttackArena {
    return this;
  }

  async offer(
    module: Uint8Array,
    { capabilities = CAPABILITIES, limits = {} }: TrialOptions = {},
  ): Promise<OfferOutcome> {
    const run = this.#run ?? (await this.#begin());
    this.#offers++;
    const offered = await run.offer({
      module: module.subarray(0, MODULE_BYTES_SENT_MAX),
      capabilities,
      limits,
    });
    if (offered.ok) {
      const trial = new NodeTrial(run, offered.service);
      this.#running.push(trial);
      return { ok: true, trial };
    }
    const { by, code, detail } = offered;
    if (by === "start") return { ok: false, by, fault: code, detail };
    return { ok: false, by: "gate", code: code as RefusalCode, detail };
  }

  async settle(): Promise<void> {
    for (const trial of this.#running.splice(0)) trial.stop();
    if (this.#offers < OFFERS_PER_TRIAL) return;
    await this.#run?.close();
    this.#run = null;
    await this.#begin();
  }

  async neighbourMs(): Promise<number> {
    const startMs = performance.now();
    const question = `${Math.floor(startMs * 1000)}`;
    const answer = (await this.#neighbour?.ask(question)) ?? null;
    if (answer === null || Buffer.from(answer).toString() !== question)
      throw new Error("a neighbour does not answer");
    return performance.now() - startMs;
  }

  async memoryBytes(): Promise<number> {
    return (await this.#control.status()).rssBytes;
  }

  memoryBytesAtMost(): Promise<number> {
    return this.memoryBytes();
  }

  async leftovers(): Promise<readonly string[]> {
    const { overlay } = await this.#control.status();
    return overlay === "active" ? [] : [`the node has left the overlay: ${overlay}`];
  }

  async close(): Promise<void> {
    await this.#run?.close();
  }

  async #warmUp(): Promise<void> {
    const payload = new Uint8Array(1_024);
    for (let sent = 0; sent < WARM_UP_EVENTS; sent += WARM_UP_AT_ONCE)
      await Promise.all(Array.from({ length: WARM_UP_AT_ONCE }, () => this.#neighbour?.ask(payload)));
  }

  async #begin(): Promise<TrialRun> {
    const run = this.#control.trial();
    const offered = await run.offer({ module: echoService(), capabilities: CAPABILITIES, limits: {} });
    if (!offered.ok) {
      await run.close();
      throw new Error(`the node does not run a good service: ${offered.detail}`);
    }
    this.#run = run;
    this.#offers = 0;
    this.#neighbour = new NodeTrial(run, offered.service);
    return run;
  }
}

class NodeTrial implements Trial {
  readonly #run: TrialRun;
  readonly #service: number;
  #asked = 100n;

  constructor(run: TrialRun, service: number) {
    this.#run = run;
    this.#service = service;
  }

  send(fields: Partial<EventFields> = {}): Promise<Outcome> {
    return this.#run.send(this.#service, deliverEvent(fields));
  }

  async ask(payload: Uint8Array | string): Promise<Uint8Array | null> {
    const token = ++this.#asked;
    const bytes = typeof payload === "string" ? Buffer.from(payload) : payload;
    return answerIn(await this.send({ token, payload: bytes }), token);
  }

  async end(): Promise<void> {
    this.stop();
  }

  stop(): void {
    this.#run.end(this.#service);
  }
}
