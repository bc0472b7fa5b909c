/** A cell that was taken over, with a service of its own, a good one beside it, and a good cell elsewhere: what cases are made in. */
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
import { takenLaunch } from "./launch-as-cell.ts";
import { countingService, echoService } from "./modules.ts";

/** Instead of a node's five seconds for a batch: the watchdog's time is what is looked at, not how long it is. */
export const PATIENCE_MS = 1_000;
/** For processes and descriptors to be gone. */
const GONE_TRIES = 200;
const GONE_MS = 25;

export interface Guest {
  readonly service: ServiceQueue;
  send(fields?: Partial<EventFields>): Promise<Outcome>;
  ask(payload: Uint8Array | string): Promise<Uint8Array | null>;
}

export class Taken {
  readonly cell: CellHost;
  /** Why processes of the cell ended, one after the other. */
  readonly deaths: string[] = [];
  #counted = 0;
  #services = 0;

  constructor(options: Partial<CellHostOptions> = {}) {
    this.cell = new CellHost({
      name: "taken",
      launch: takenLaunch,
      batchMs: PATIENCE_MS,
      log: {
        info: () => {},
        warn: (fields, message) => {
          if (message === "cell died") this.deaths.push((fields as { reason: string }).reason);
        },
      },
      ...options,
    });
  }

  /** `code`: its name where it is blamed. */
  async start(module: Uint8Array, code?: string): Promise<Guest> {
    const guest = await this.offer(module, code);
    if (typeof guest === "string") assert.fail(`it does not start: ${guest}`);
    return guest;
  }

  /** The service, or why it does not start. */
  async offer(module: Uint8Array, code?: string): Promise<Guest | string> {
    const verdict = gate(module);
    assert.ok(verdict.ok);
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
        module: rewrite(verdict.module, { memoryPages: 2 }),
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
        if (!service.offer(deliverEvent(fields), resolve)) reject(new Error("an event was not taken"));
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

  /** Counts in its store how often it was asked. */
  async startCounter(): Promise<Guest> {
    this.#counted = 0;
    return this.start(countingService());
  }

  /** The counter goes on from what it had, in whatever process; the milliseconds that it took to answer. */
  async mustGoOn(counter: Guest): Promise<number> {
    const startMs = performance.now();
    assert.deepEqual(await counter.ask(""), Uint8Array.of(++this.#counted), "a neighbour's state is another");
    return performance.now() - startMs;
  }

  get pid(): number {
    return this.cell.usage().pid ?? assert.fail("the cell does not run");
  }
}

/** Throws when the process is still there after a while. */
export async function mustBeGone(pid: number): Promise<void> {
  for (let i = 0; i < GONE_TRIES && existsSync(`/proc/${pid}`); i++) await pause(GONE_MS);
  assert.ok(!existsSync(`/proc/${pid}`), "the process is still there");
}
