/**
 * A few nodes that run one service, in this process and on virtual time. Gate, rewrite and glue are the real
 * ones; overlay and storage are replaced by the simplest code with the same contract. A message is routed
 * through the node second nearest to its key.
 */
import { createHash } from "node:crypto";
import {
  E_NOT_FOUND,
  E_REFUSED,
  E_UNAVAILABLE,
  FLAG_DIRECT,
  FLAG_ROOT,
  FLAG_SOURCE,
  OK,
} from "../../abi/abi.ts";
import type { Capability } from "../../abi/imports.ts";
import { Id, isCloser } from "../../runtime/base/id.ts";
import type { Effect, EventKind, Outcome } from "../../runtime/sandbox/contract.ts";
import { LIMITS_DEFAULT } from "../../runtime/sandbox/contract.ts";
import { gate } from "../../runtime/sandbox/gate/gate.ts";
import { inspectModule } from "../../runtime/sandbox/gate/inspect.ts";
import { InlineRunner } from "../../runtime/sandbox/inline/inline-runner.ts";
import { rewrite } from "../../runtime/sandbox/instrument/rewrite.ts";
import { ServiceQueue } from "../../runtime/sandbox/queue/service-queue.ts";
import { type EventFields, eventOf } from "../../runtime/sandbox/wire/event-fields.ts";
import { packEntries } from "../../runtime/services/packed-entries.ts";
import { MemoryStore } from "../../runtime/storage/local/memory.ts";

const ZEROES = new Uint8Array(32);
const NOTHING = new Uint8Array(0);
/** An overlay that is still busy after so many steps never becomes idle, which is a bug. */
const STEPS_MAX = 200_000;

interface Reply {
  readonly status: number;
  readonly payload: Uint8Array;
  readonly hops: number;
}

/** Operations of the storage that a test can make fail. */
type StorageEffect = Extract<Effect, { kind: "storagePut" | "storageGet" | "storageRemove" | "storageList" }>;

interface Message {
  key: Id;
  payload: Uint8Array;
  readonly origin: Id;
  previous: Id;
  hops: number;
  readonly isDirect: boolean;
  readonly answer: ((reply: Reply) => void) | null;
}

interface Member {
  readonly id: Id;
  readonly service: ServiceQueue;
  readonly store: MemoryStore;
  readonly exports: ReadonlySet<string>;
  readonly effects: Effect[];
}

interface Due {
  readonly atMs: number;
  readonly run: () => Promise<void> | void;
  isOff: boolean;
}

export class FewNodes {
  readonly serviceId: Id;
  readonly members: Member[] = [];
  /** Events that faulted. */
  readonly faults: string[] = [];
  readonly logs: string[] = [];
  readonly metrics = new Map<string, number>();
  /** The fuel of the most expensive event. */
  fuelMost = 0;
  /** The highest number of storage operations of one member at a time. */
  storageAtATime = 0;
  nowMs = 1_700_000_000_000;
  /** Returns a status other than OK to make an operation fail. */
  storageFault: (effect: StorageEffect) => number = () => OK;
  readonly #records = new Map<string, Map<string, { field: Uint8Array; value: Uint8Array }>>();
  readonly #storageUnderWay = new Map<string, number>();
  readonly #soon: (() => Promise<void> | void)[] = [];
  #later: Due[] = [];
  readonly #owed = new Map<bigint, Message>();
  readonly #timers = new Map<string, Due>();
  #nextToken = 1n << 40n;
  #isRunning = false;

  private constructor(serviceId: Id) {
    this.serviceId = serviceId;
  }

  static async start(module: Uint8Array, { nodes }: { nodes: number }): Promise<FewNodes> {
    const world = new FewNodes(Id.hashOf("the service under test"));
    const { capabilities } = inspectModule(module);
    const gated = gate(module, { granted: capabilities });
    if (!gated.ok) throw new Error(gated.detail);
    for (let i = 0; i < nodes; i++) {
      await world.#join(
        Id.hashOf(`node ${i}`),
        rewrite(gated.module, { memoryPages: LIMITS_DEFAULT.memoryPages }),
        capabilities,
      );
    }
    return world;
  }

  /** The key of a name, as `Key.of` of the SDK computes it. */
  keyOf(name: string): Id {
    return Id.hashOf(this.serviceId.bytes, name);
  }

  root(key: Id): Member {
    return this.#nearest(key)[0];
  }

  /** An application at `from` sends a request to the root of `key`. E_UNAVAILABLE: no reply in time. */
  async ask(
    key: Id,
    payload: Uint8Array | string,
    from = this.members[0],
    timeoutMs = 60_000,
  ): Promise<Reply> {
    const bytes = typeof payload === "string" ? new TextEncoder().encode(payload) : payload;
    const reply = new Promise<Reply>((resolve) => this.#send(from, key, bytes, timeoutMs, resolve));
    await this.#run();
    return reply;
  }

  /** Sends a direct message to one node. */
  async sendTo(member: Member, payload: Uint8Array): Promise<void> {
    const { id } = this.members[0];
    this.#soon.push(() =>
      this.#deliver(member, {
        key: id,
        payload,
        origin: id,
        previous: id,
        hops: 1,
        isDirect: true,
        answer: null,
      }),
    );
    await this.#run();
  }

  records(key: Id): number {
    return this.#records.get(key.hex)?.size ?? 0;
  }

  async #join(id: Id, module: Uint8Array, capabilities: readonly Capability[]): Promise<void> {
    const effects: Effect[] = [];
    const store = new MemoryStore();
    const service = new ServiceQueue({
      runner: new InlineRunner(),
      store,
      space: "service",
      install: {
        serviceId: this.serviceId.bytes,
        nodeId: id.bytes,
        module,
        capabilities,
        limits: LIMITS_DEFAULT,
        nowMs: this.nowMs,
        seed: seedOf(id.hex),
        firstToken: 1n,
      },
      onEffects: (some) => effects.push(...some),
      now: () => this.nowMs,
    });
    const started = await service.start();
    if (!started.ok) throw new Error(started.detail);
    this.members.push({ id, service, store, exports: new Set(started.exports), effects });
  }

  #nearest(key: Id): Member[] {
    return [...this.members].sort((a, b) => (a === b ? 0 : isCloser(key, a.id, b.id) ? -1 : 1));
  }

  #send(
    from: Member,
    key: Id,
    payload: Uint8Array,
    timeoutMs: number,
    resolve: (reply: Reply) => void,
  ): void {
    const timeout = this.#after(timeoutMs, () =>
      resolve({ status: E_UNAVAILABLE, payload: NOTHING, hops: 0 }),
    );
    const answer = (reply: Reply) => {
      timeout.isOff = true;
      resolve(reply);
    };
    this.#soon.push(() =>
      this.#pass(from, {
        key,
        payload,
        origin: from.id,
        previous: from.id,
        hops: 0,
        isDirect: false,
        answer,
      }),
    );
  }

  async #pass(at: Member, message: Message): Promise<void> {
    const [root, relay] = this.#nearest(message.key);
    const next = at === root || at === relay || relay === undefined ? root : relay;
    if (at.exports.has("forward")) {
      const outcome = await this.#event(at, "forward", message, { next: next.id.bytes });
      if (outcome.ok && outcome.verdict?.stop === true) return;
      if (outcome.ok && outcome.verdict?.payload) message.payload = outcome.verdict.payload;
    }
    if (at === root) {
      await this.#deliver(at, message);
      return;
    }
    message.previous = at.id;
    message.hops++;
    this.#soon.push(() => this.#pass(next, message));
  }

  async #deliver(at: Member, message: Message): Promise<void> {
    const outcome = await this.#event(at, "deliver", message, {});
    if (!outcome.ok) message.answer?.({ status: E_REFUSED, payload: NOTHING, hops: message.hops });
  }

  #event(at: Member, kind: EventKind, message: Message, fields: Partial<EventFields>): Promise<Outcome> {
    const token = message.answer === null ? 0n : this.#nextToken++;
    if (token !== 0n) this.#owed.set(token, message);
    const isRoot = !message.isDirect && this.root(message.key) === at;
    return this.#run1(at, {
      kind,
      token,
      key: message.key.bytes,
      origin: message.origin.bytes,
      previous: message.previous.bytes,
      hops: message.hops,
      payload: message.payload,
      flags:
        (message.isDirect ? FLAG_DIRECT : 0) +
        (isRoot ? FLAG_ROOT : 0) +
        (message.hops === 0 && message.origin.equals(at.id) ? FLAG_SOURCE : 0),
      ...fields,
    });
  }

  async #run1(at: Member, fields: Partial<EventFields> & { kind: EventKind }): Promise<Outcome> {
    const event = eventOf({
      nowMs: this.nowMs,
      seed: seedOf(`${at.id.hex} ${this.#nextToken++}`),
      key: ZEROES,
      origin: ZEROES,
      previous: ZEROES,
      next: ZEROES,
      token: 0n,
      hops: 0,
      flags: 0,
      status: OK,
      payload: NOTHING,
      ...fields,
    });
    const outcome = await new Promise<Outcome>((resolve) => {
      if (!at.service.offer(event, resolve)) throw new Error("the service takes no events");
    });
    this.fuelMost = Math.max(this.fuelMost, outcome.fuelUsed);
    if (!outcome.ok) this.faults.push(`${event.kind}: ${outcome.fault} ${outcome.detail}`);
    for (const effect of at.effects.splice(0)) this.#do(at, effect);
    return outcome;
  }

  #do(at: Member, effect: Effect): void {
    switch (effect.kind) {
      case "respond": {
        const message = this.#owed.get(effect.token);
        this.#owed.delete(effect.token);
        message?.answer?.({ status: OK, payload: effect.payload, hops: message.hops });
        return;
      }
      case "request": {
        const answered = ({ status, payload }: Reply) => this.#complete(at, effect.token, status, payload);
        this.#send(at, new Id(effect.key), effect.payload, effect.timeoutMs, answered);
        return;
      }
      case "send": {
        const to = this.members.find(({ id }) => id.equals(new Id(effect.node)));
        if (to === undefined) return;
        const message = {
          key: to.id,
          payload: effect.payload,
          origin: at.id,
          previous: at.id,
          hops: 1,
          isDirect: true,
          answer: null,
        };
        this.#soon.push(() => this.#deliver(to, message));
        return;
      }
      case "storagePut":
      case "storageGet":
      case "storageRemove":
      case "storageList": {
        const underWay = (this.#storageUnderWay.get(at.id.hex) ?? 0) + 1;
        this.#storageUnderWay.set(at.id.hex, underWay);
        this.storageAtATime = Math.max(this.storageAtATime, underWay);
        this.#soon.push(() => {
          this.#storageUnderWay.set(at.id.hex, (this.#storageUnderWay.get(at.id.hex) ?? 0) - 1);
          const fault = this.storageFault(effect);
          const [status, payload] = fault === OK ? this.#store(effect) : [fault, NOTHING];
          this.#complete(at, effect.token, status, payload);
        });
        return;
      }
      case "timerSet": {
        const due = this.#after(effect.delayMs, async () => {
          await this.#run1(at, { kind: "timer", token: effect.token });
        });
        this.#timers.set(`${at.id.hex} ${effect.token}`, due);
        return;
      }
      case "timerCancel": {
        const due = this.#timers.get(`${at.id.hex} ${effect.token}`);
        if (due !== undefined) due.isOff = true;
        return;
      }
      case "log":
        this.logs.push(effect.text);
        return;
      case "metric":
        this.metrics.set(effect.name, (this.metrics.get(effect.name) ?? 0) + Number(effect.value));
        return;
      case "route":
      case "emit":
        throw new Error(`no service of the tests uses ${effect.kind}`);
    }
  }

  #complete(at: Member, token: bigint, status: number, payload: Uint8Array): void {
    this.#soon.push(async () => {
      await this.#run1(at, { kind: "complete", token, status, payload });
    });
  }

  #store(effect: StorageEffect): [status: number, payload: Uint8Array] {
    const key = new Id(effect.key).hex;
    const fields = this.#records.get(key) ?? new Map<string, { field: Uint8Array; value: Uint8Array }>();
    this.#records.set(key, fields);
    if (effect.kind === "storageList") {
      const sorted = [...fields].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, record]) => record);
      const entries = sorted.map(({ field, value }) => ({ key: field, value }));
      return [OK, packEntries(entries, Number.MAX_SAFE_INTEGER) ?? NOTHING];
    }
    const name = Buffer.from(effect.field).toString("hex");
    if (effect.kind === "storagePut") fields.set(name, { field: effect.field, value: effect.value });
    if (effect.kind === "storageRemove") fields.delete(name);
    if (effect.kind !== "storageGet") return [OK, NOTHING];
    const found = fields.get(name);
    return found === undefined ? [E_NOT_FOUND, NOTHING] : [OK, found.value];
  }

  #after(delayMs: number, run: () => Promise<void> | void): Due {
    const due = { atMs: this.nowMs + delayMs, run, isOff: false };
    this.#later.push(due);
    return due;
  }

  /** Runs all pending work, then the timer that is due next, at its time. */
  async #run(): Promise<void> {
    if (this.#isRunning) return;
    this.#isRunning = true;
    for (let step = 0; ; step++) {
      if (step === STEPS_MAX) throw new Error("the service never becomes idle");
      const next = this.#soon.shift();
      if (next !== undefined) {
        await next();
        continue;
      }
      this.#later = this.#later.filter(({ isOff }) => !isOff).sort((a, b) => a.atMs - b.atMs);
      const due = this.#later.shift();
      if (due === undefined) break;
      this.nowMs = due.atMs;
      await due.run();
    }
    this.#isRunning = false;
  }
}

function seedOf(text: string): bigint {
  return createHash("sha256").update(text).digest().readBigUInt64LE(0);
}
