import { expect, test } from "vitest";
import type {
  Effect,
  InstallOutcome,
  InstallRequest,
  Outcome,
  Runner,
  ServiceEvent,
} from "../../../runtime/sandbox/contract.ts";
import { LIMITS_DEFAULT } from "../../../runtime/sandbox/contract.ts";
import { INBOX_EVENTS_MAX } from "../../../runtime/sandbox/queue/inbox.ts";
import { Quota, RATES_DEFAULT, type ServiceRates } from "../../../runtime/sandbox/queue/quota.ts";
import { ServiceQueue } from "../../../runtime/sandbox/queue/service-queue.ts";
import { type EventFields, fieldsOf } from "../../../runtime/sandbox/wire/event-fields.ts";
import { VirtualClock } from "../../../runtime/simulator/virtual-clock.ts";
import type { LocalStore, LocalWrite } from "../../../runtime/storage/local/local-store.ts";
import { MemoryStore } from "../../../runtime/storage/local/memory.ts";
import { event, installRequest } from "../support.ts";

const SPACE = "service/test";
const KEY = Uint8Array.of(1);
const emit = (...payload: number[]): Effect => ({ kind: "emit", payload: Uint8Array.from(payload) });
const fine = (over: Partial<Extract<Outcome, { ok: true }>> = {}): Outcome => ({
  ok: true,
  fuelUsed: 10,
  writes: [],
  effects: [],
  verdict: null,
  ...over,
});
const TRAP = { ok: false, fuelUsed: 1, fault: "trap", detail: "unreachable" } as const;

/** Runs batches with the outcomes that `answer` gives; between `pause` and `release` they wait. */
class ScriptedRunner implements Runner {
  readonly batches: (readonly ServiceEvent[])[] = [];
  installs = 0;
  stores: (readonly unknown[])[] = [];
  init: Outcome = fine();
  #waiting: (() => void)[] | null = null;
  readonly #answer: (event: ServiceEvent) => Outcome;
  readonly #batchMax: number;

  constructor(answer: (event: ServiceEvent) => Outcome, batchMax = Number.POSITIVE_INFINITY) {
    this.#answer = answer;
    this.#batchMax = batchMax;
  }

  pause(): void {
    this.#waiting = [];
  }

  release(): void {
    const waiting = this.#waiting ?? [];
    this.#waiting = null;
    for (const go of waiting) go();
  }

  async install(request: InstallRequest): Promise<InstallOutcome> {
    this.installs++;
    this.stores.push(request.readStore({ isLazy: false, firstToken: 1n }));
    return { ok: true, exports: ["deliver"], init: this.init };
  }

  uninstall(): void {}
  setView(): void {}

  async run(_id: Uint8Array, events: readonly ServiceEvent[]): Promise<readonly Outcome[]> {
    this.batches.push(events);
    if (this.#waiting !== null) await new Promise<void>((resolve) => this.#waiting?.push(resolve));
    return events.slice(0, this.#batchMax).map(this.#answer);
  }

  usage() {
    return { pid: null, rssBytes: 0, restarts: 0 };
  }

  async close(): Promise<void> {}
}

/** Writes fail while `fails` is true. */
class FailingStore extends MemoryStore {
  fails = false;
  override async write(batch: readonly LocalWrite[]): Promise<void> {
    if (this.fails) throw new Error("the disk is full");
    await super.write(batch);
  }
}

function serviceOf(
  runner: Runner,
  store: LocalStore,
  onEffects: (effects: readonly Effect[]) => void = () => {},
) {
  const clock = { nowMs: 0 };
  const service = new ServiceQueue({
    runner,
    store,
    space: SPACE,
    install: installRequest(new Uint8Array(0)),
    onEffects,
    now: () => clock.nowMs,
  });
  return { service, clock };
}

const offered = (service: ServiceQueue, fields: Partial<EventFields> = {}) =>
  new Promise<Outcome | "refused">((resolve) => {
    if (!service.offer(event(fields), resolve)) resolve("refused");
  });

test("the writes of an event are stored before its effects take place, and these before it is done", async () => {
  const store = new MemoryStore();
  const order: unknown[] = [];
  const runner = new ScriptedRunner(() => fine({ writes: [{ key: KEY, value: KEY }], effects: [emit(1)] }));
  const { service } = serviceOf(runner, store, () => order.push(["effects", store.get(SPACE, KEY)]));
  await service.start();
  order.length = 0;
  await offered(service).then(() => order.push("done"));
  expect(order).toEqual([["effects", KEY], "done"]);
});

test("while a batch runs the next one gathers, in the order of arrival", async () => {
  const runner = new ScriptedRunner(() => fine());
  const { service } = serviceOf(runner, new MemoryStore());
  await service.start();
  runner.pause();
  const first = offered(service, { token: 0n });
  await Promise.resolve();
  const others = [1n, 2n, 3n].map((token) => offered(service, { token }));
  runner.release();
  await Promise.all([first, ...others]);
  expect(runner.batches.map((batch) => batch.map((one) => fieldsOf(one).token))).toEqual([
    [0n],
    [1n, 2n, 3n],
  ]);
});

test("events that the runner leaves run next, after the writes of the others are stored", async () => {
  const store = new MemoryStore();
  const done: bigint[] = [];
  const seen: (Uint8Array | null)[] = [];
  const runner = new ScriptedRunner((one) => {
    const { token } = fieldsOf(one);
    seen.push(store.get(SPACE, KEY));
    return fine({ writes: [{ key: KEY, value: Uint8Array.of(Number(token)) }] });
  }, 1);
  const { service } = serviceOf(runner, store);
  await service.start();
  await Promise.all([1n, 2n, 3n].map((token) => offered(service, { token }).then(() => done.push(token))));
  expect(done).toEqual([1n, 2n, 3n]);
  expect(seen).toEqual([null, Uint8Array.of(1), Uint8Array.of(2)]);
  expect(service.usage.queued).toBe(0);
});

test("an event is lost if its writes cannot be stored, and the service restarts from its store", async () => {
  const store = new FailingStore();
  const effects: Effect[] = [];
  const runner = new ScriptedRunner(() => fine({ writes: [{ key: KEY, value: KEY }], effects: [emit(1)] }));
  const { service } = serviceOf(runner, store, (some) => effects.push(...some));
  runner.init = fine({ effects: [emit(0)] });
  await service.start();
  store.fails = true;
  expect(await offered(service)).toMatchObject({ ok: false, fault: "lost" });
  store.fails = false;
  expect(await offered(service)).toMatchObject({ ok: true });
  expect(runner.installs).toBe(2);
  expect(runner.stores).toEqual([[], []]);
  // `init` has run twice, so its timers are set again.
  expect(effects).toEqual([emit(0), emit(0), emit(1)]);
});

test("a full inbox refuses messages, but queues completions", async () => {
  const runner = new ScriptedRunner(() => fine());
  const { service } = serviceOf(runner, new MemoryStore());
  await service.start();
  runner.pause();
  // One sender may use half of the free room.
  const taken = Array.from({ length: INBOX_EVENTS_MAX / 2 }, () => offered(service));
  expect(await offered(service)).toBe("refused");
  const answer = offered(service, { kind: "complete" });
  runner.release();
  expect(await answer).toMatchObject({ ok: true });
  expect((await Promise.all(taken)).every((outcome) => outcome !== "refused" && outcome.ok)).toBe(true);
  expect(service.usage).toMatchObject({ upcalls: INBOX_EVENTS_MAX / 2 + 1, queued: 0, faults: 0 });
});

test("a stopped service finishes the batch that runs, loses waiting events and refuses new ones", async () => {
  const store = new MemoryStore();
  const runner = new ScriptedRunner(() => fine({ writes: [{ key: KEY, value: KEY }] }));
  const { service } = serviceOf(runner, store);
  await service.start();
  runner.pause();
  const running = offered(service);
  await Promise.resolve();
  const waiting = offered(service);
  service.stop();
  expect(await waiting).toMatchObject({ ok: false, fault: "lost" });
  expect(await offered(service)).toBe("refused");
  const drained = service.drain();
  runner.release();
  await drained;
  expect(await running).toMatchObject({ ok: true });
  expect(store.get(SPACE, KEY)).toEqual(KEY);
});

test("events that the runner leaves after a stop are lost", async () => {
  const runner = new ScriptedRunner(() => fine(), 1);
  const { service } = serviceOf(runner, new MemoryStore());
  await service.start();
  runner.pause();
  const [first, second] = [offered(service), offered(service)];
  await Promise.resolve();
  service.stop();
  runner.release();
  expect(await first).toMatchObject({ ok: true });
  expect(await second).toMatchObject({ ok: false, fault: "lost" });
});

test("after faults in a row a service rests, longer each time, until one event succeeds", async () => {
  let outcome: Outcome = TRAP;
  const { service, clock } = serviceOf(new ScriptedRunner(() => outcome), new MemoryStore());
  await service.start();
  const restMs = async () => {
    while ((await offered(service)) !== "refused");
    const from = clock.nowMs;
    while (!service.offer(event(), () => {})) clock.nowMs += 10;
    return clock.nowMs - from;
  };
  const first = await restMs();
  const second = await restMs();
  expect(second).toBeGreaterThan(first);
  outcome = fine();
  clock.nowMs += 100_000;
  await offered(service);
  outcome = TRAP;
  expect(await restMs()).toBe(first);
  expect(service.usage.lastFault).toContain("unreachable");
});

/** A service with a quota, on virtual time. */
async function paced(rates: Partial<ServiceRates>, outcome: Outcome) {
  const clock = new VirtualClock();
  const now = () => clock.now();
  const quota = new Quota({ ...RATES_DEFAULT, ...rates }, LIMITS_DEFAULT, now);
  const service = new ServiceQueue({
    runner: new ScriptedRunner(() => outcome),
    store: new MemoryStore(),
    space: SPACE,
    install: installRequest(new Uint8Array(0)),
    onEffects: () => {},
    now,
    pace: { quota, after: (delayMs, callback) => clock.after(delayMs, callback) },
  });
  await service.start();
  const run = async (ms: number) => {
    const untilMs = clock.now() + ms;
    do await new Promise(setImmediate);
    while (clock.step(untilMs));
    clock.advanceTo(untilMs);
  };
  return { service, quota, run };
}

test("a service that has used up its fuel waits for more, and gets as much as its rate", async () => {
  const { service, run } = await paced({ fuelPerSecond: 1_000 }, fine({ fuelUsed: 100 }));
  for (let i = 0; i < 200; i++) void offered(service);
  await run(0);
  expect(service.usage).toMatchObject({ isThrottled: true });
  const burst = service.usage.upcalls;
  expect(burst).toBeGreaterThanOrEqual(10);
  await run(10_000);
  // The fuel of one second at once, of ten seconds since, and the overdraft of the last batch.
  expect(service.usage.upcalls).toBeGreaterThan(100);
  expect(service.usage.upcalls).toBeLessThanOrEqual(burst + 100 + 1);
  await run(10_000);
  expect(service.usage).toMatchObject({ upcalls: 200, isThrottled: false, queued: 0 });
  expect(service.usage.fuel.total).toBe(200 * 100 + 10);
  expect(service.usage.events.total).toBe(200);
});

test("events that fault use fuel like others", async () => {
  const { service, run } = await paced({ fuelPerSecond: 1_000 }, { ...TRAP, fuelUsed: 900 });
  for (let i = 0; i < 5; i++) void offered(service);
  await run(0);
  void offered(service);
  // Five events have overdrawn the fuel of a second by that of three and a half seconds.
  await run(3_000);
  expect(service.usage).toMatchObject({ upcalls: 5, isThrottled: true });
  await run(1_000);
  expect(service.usage).toMatchObject({ upcalls: 6 });
});

test("a service that writes more than its rate waits, for small entries too", async () => {
  const write = { key: KEY, value: KEY };
  const { service, run } = await paced({ storeBytesPerSecond: 1_000 }, fine({ writes: [write, write] }));
  const done: unknown[] = [];
  for (let i = 0; i < 400; i++) void offered(service).then((outcome) => done.push(outcome));
  await run(0);
  const first = done.length;
  await run(1_000);
  // The first batch has used the small entries of many seconds.
  expect(first).toBeLessThan(200);
  expect(done.length).toBe(first);
});

test("a stopped service no longer waits for fuel", async () => {
  const { service, run } = await paced({ fuelPerSecond: 1_000 }, fine({ fuelUsed: 1_000_000 }));
  const outcomes: (Outcome | "refused")[] = [];
  const push = (outcome: Outcome | "refused") => void outcomes.push(outcome);
  void offered(service).then(push);
  await run(0);
  void offered(service).then(push);
  await run(5_000);
  expect(service.usage.isThrottled).toBe(true);
  const drained = service.drain();
  service.stop();
  await drained;
  expect(outcomes).toMatchObject([{ ok: true }, { ok: false, fault: "lost" }]);
});

test("a service that faults on everything for long is put in quarantine, and tried again afterwards", async () => {
  const { service, quota, run } = await paced({}, TRAP);
  for (let i = 0; i < 3_000 && !service.usage.isQuarantined; i++) {
    for (let n = 0; n < 10; n++) void offered(service);
    await run(100);
  }
  expect(service.usage.isQuarantined).toBe(true);
  expect(service.usage.restMs).toBeGreaterThan(500_000);
  expect(await offered(service)).toBe("refused");
  expect(quota.drops.resting).toBeGreaterThan(100);
  await run(service.usage.restMs);
  expect(await offered(service)).toMatchObject({ ok: false, fault: "trap" });
});
