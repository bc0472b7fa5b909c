import { expect, test } from "vitest";
import type {
  Effect,
  InstallOutcome,
  InstallRequest,
  Outcome,
  Runner,
  ServiceEvent,
} from "../../runtime/sandbox/contract.ts";
import { INBOX_EVENTS_MAX, Service } from "../../runtime/sandbox/service.ts";
import type { LocalStore, LocalWrite } from "../../runtime/storage/local.ts";
import { MemoryStore } from "../../runtime/storage/memory.ts";
import { event, installRequest } from "./support.ts";

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

/** Runs batches when it is told to, with the outcomes that `answer` gives. */
class ScriptedRunner implements Runner {
  readonly batches: (readonly ServiceEvent[])[] = [];
  installs = 0;
  stores: (readonly unknown[])[] = [];
  init: Outcome = fine();
  #held: (() => void)[] | null = null;
  readonly #answer: (event: ServiceEvent) => Outcome;
  readonly #batchMax: number;

  constructor(answer: (event: ServiceEvent) => Outcome, batchMax = Number.POSITIVE_INFINITY) {
    this.#answer = answer;
    this.#batchMax = batchMax;
  }

  hold(): void {
    this.#held = [];
  }

  release(): void {
    const held = this.#held ?? [];
    this.#held = null;
    for (const go of held) go();
  }

  async install(request: InstallRequest): Promise<InstallOutcome> {
    this.installs++;
    this.stores.push(request.readStore());
    return { ok: true, exports: ["deliver"], init: this.init };
  }

  uninstall(): void {}
  setView(): void {}

  async run(_id: Uint8Array, events: readonly ServiceEvent[]): Promise<readonly Outcome[]> {
    this.batches.push(events);
    if (this.#held !== null) await new Promise<void>((resolve) => this.#held?.push(resolve));
    return events.slice(0, this.#batchMax).map(this.#answer);
  }

  usage() {
    return { pid: null, rssBytes: 0, restarts: 0 };
  }

  async close(): Promise<void> {}
}

/** Fails the writes that it is told to. */
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
  const service = new Service({
    runner,
    store,
    space: SPACE,
    install: installRequest(new Uint8Array(0)),
    onEffects,
    now: () => clock.nowMs,
  });
  return { service, clock };
}

const offered = (service: Service, fields: Partial<ServiceEvent> = {}) =>
  new Promise<Outcome | "refused">((resolve) => {
    if (!service.offer(event(fields), resolve)) resolve("refused");
  });

test("what an event has written is stored before its effects are let out, and those before it is done", async () => {
  const store = new MemoryStore();
  const order: unknown[] = [];
  const runner = new ScriptedRunner(() => fine({ writes: [{ key: KEY, value: KEY }], effects: [emit(1)] }));
  const { service } = serviceOf(runner, store, () => order.push(["effects", store.get(SPACE, KEY)]));
  await service.start();
  order.length = 0;
  await offered(service).then(() => order.push("done"));
  expect(order).toEqual([["effects", KEY], "done"]);
});

test("while a batch runs the next gathers, in the order in which events came", async () => {
  const runner = new ScriptedRunner(() => fine());
  const { service } = serviceOf(runner, new MemoryStore());
  await service.start();
  runner.hold();
  const first = offered(service, { token: 0n });
  await Promise.resolve();
  const others = [1n, 2n, 3n].map((token) => offered(service, { token }));
  runner.release();
  await Promise.all([first, ...others]);
  expect(runner.batches.map((batch) => batch.map(({ token }) => token))).toEqual([[0n], [1n, 2n, 3n]]);
});

test("events that the runner leaves for later run next, after what the others wrote is stored", async () => {
  const store = new MemoryStore();
  const done: bigint[] = [];
  const seen: (Uint8Array | null)[] = [];
  const runner = new ScriptedRunner(({ token }) => {
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

test("when its writes cannot be stored an event is lost, and the service begins again from what is stored", async () => {
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
  // `init` has run twice: timers that it sets are set again.
  expect(effects).toEqual([emit(0), emit(0), emit(1)]);
});

test("a full inbox takes no messages, but answers that the service waits for", async () => {
  const runner = new ScriptedRunner(() => fine());
  const { service } = serviceOf(runner, new MemoryStore());
  await service.start();
  runner.hold();
  const taken = Array.from({ length: INBOX_EVENTS_MAX }, () => offered(service));
  expect(await offered(service)).toBe("refused");
  const answer = offered(service, { kind: "complete" });
  runner.release();
  expect(await answer).toMatchObject({ ok: true });
  expect((await Promise.all(taken)).every((outcome) => outcome !== "refused" && outcome.ok)).toBe(true);
  expect(service.usage).toMatchObject({ upcalls: INBOX_EVENTS_MAX + 1, queued: 0, faults: 0 });
});

test("one that is stopped finishes what runs, loses what waits and takes nothing more", async () => {
  const store = new MemoryStore();
  const runner = new ScriptedRunner(() => fine({ writes: [{ key: KEY, value: KEY }] }));
  const { service } = serviceOf(runner, store);
  await service.start();
  runner.hold();
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

test("what the runner leaves for later when it is stopped is lost", async () => {
  const runner = new ScriptedRunner(() => fine(), 1);
  const { service } = serviceOf(runner, new MemoryStore());
  await service.start();
  runner.hold();
  const [first, second] = [offered(service), offered(service)];
  await Promise.resolve();
  service.stop();
  runner.release();
  expect(await first).toMatchObject({ ok: true });
  expect(await second).toMatchObject({ ok: false, fault: "lost" });
});

test("after faults in a row it rests, longer each time, until one event goes well", async () => {
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
