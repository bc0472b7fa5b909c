/** A cell that runs a compromised program, with any number of services in it. */
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import { CAPABILITIES } from "../../../abi/imports.ts";
import { CellHost, type CellHostOptions } from "../../sandbox/cell/cell-host.ts";
import { LIMITS_DEFAULT, type Outcome } from "../../sandbox/contract.ts";
import { gate } from "../../sandbox/gate/gate.ts";
import { rewrite } from "../../sandbox/instrument/rewrite.ts";
import { ServiceQueue } from "../../sandbox/queue/service-queue.ts";
import type { EventFields } from "../../sandbox/wire/event-fields.ts";
import { MemoryStore } from "../../storage/local/memory.ts";
import { answerIn, deliverEvent } from "../arenas/local-arena.ts";
import { compromisedLaunch } from "./launch-as-cell.ts";
import { countingService, echoService } from "./modules.ts";

/** Time limit of a batch. Less than a node's five seconds, so that cases of the watchdog are short. */
export const BATCH_MS = 1_000;
/** How often and at what interval a process is checked until it has ended. */
const GONE_TRIES = 200;
const GONE_MS = 25;

export interface Guest {
  readonly service: ServiceQueue;
  send(fields?: Partial<EventFields>): Promise<Outcome>;
  ask(payload: Uint8Array | string): Promise<Uint8Array | null>;
}

export class CompromisedCell {
  readonly cell: CellHost;
  /** The reasons why processes of the cell ended, in order. */
  readonly deaths: string[] = [];
  #counted = 0;
  #services = 0;

  constructor(options: Partial<CellHostOptions> = {}) {
    this.cell = new CellHost({
      name: "taken",
      launch: compromisedLaunch,
      batchMs: BATCH_MS,
      log: {
        info: () => {},
        warn: (fields, message) => {
          if (message === "cell died") this.deaths.push((fields as { reason: string }).reason);
        },
      },
      ...options,
    });
  }

  /** `code`: the id that a death of the cell is recorded for. */
  async start(module: Uint8Array, code?: string): Promise<Guest> {
    const guest = await this.offer(module, code);
    if (typeof guest === "string") assert.fail(`the service does not start: ${guest}`);
    return guest;
  }

  /** The service, or the reason why it does not start. */
  async offer(module: Uint8Array, code?: string): Promise<Guest | string> {
    const gated = gate(module);
    assert.ok(gated.ok);
    const space = `service ${this.#services++}`;
    const serviceId = new Uint8Array(32);
    serviceId.set(Buffer.from(space));
    const service = new ServiceQueue({
      runner: this.cell,
      store: new MemoryStore(),
      space,
      install: {
        serviceId,
        nodeId: new Uint8Array(32),
        module: rewrite(gated.module, { memoryPages: 2 }),
        ...(code === undefined ? {} : { code }),
        capabilities: CAPABILITIES,
        limits: LIMITS_DEFAULT,
        nowMs: 0,
        seed: 0n,
        firstToken: 1n,
      },
      onEffects: () => {},
      now: () => performance.now(),
    });
    const started = await service.start();
    if (!started.ok || !started.init.ok) return started.ok ? "its init" : started.detail;
    let token = 100n;
    const send = (fields: Partial<EventFields> = {}): Promise<Outcome> =>
      new Promise((resolve, reject) => {
        if (!service.offer(deliverEvent(fields), resolve)) reject(new Error("an event was not accepted"));
      });
    const ask = async (payload: Uint8Array | string): Promise<Uint8Array | null> => {
      const asked = ++token;
      return answerIn(await send({ token: asked, payload: Buffer.from(payload) }), asked);
    };
    return { service, send, ask };
  }

  startEcho(code?: string): Promise<Guest> {
    return this.start(echoService(), code);
  }

  /** Starts a service that counts its messages in its store. */
  async startCounter(): Promise<Guest> {
    this.#counted = 0;
    return this.start(countingService());
  }

  /**
   * Throws unless the counter continues from its last value, in any process. Resolves to the milliseconds of
   * its answer.
   */
  async mustContinue(counter: Guest): Promise<number> {
    const startMs = performance.now();
    assert.deepEqual(
      await counter.ask(""),
      Uint8Array.of(++this.#counted),
      "a neighbour's state has changed",
    );
    return performance.now() - startMs;
  }

  get pid(): number {
    return this.cell.usage().pid ?? assert.fail("the cell does not run");
  }
}

/** Throws if the process still exists after some seconds. */
export async function mustBeGone(pid: number): Promise<void> {
  for (let i = 0; i < GONE_TRIES && existsSync(`/proc/${pid}`); i++) await pause(GONE_MS);
  assert.ok(!existsSync(`/proc/${pid}`), "the process still exists");
}
