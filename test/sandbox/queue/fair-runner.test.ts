import { afterEach, expect, test } from "vitest";
import { countingService, service as wasm } from "../../../runtime/attack/kit/modules.ts";
import { CellHost } from "../../../runtime/sandbox/cell/cell-host.ts";
import type {
  InstallOutcome,
  InstallRequest,
  Outcome,
  Runner,
  ServiceEvent,
} from "../../../runtime/sandbox/contract.ts";
import { FairRunner } from "../../../runtime/sandbox/queue/fair-runner.ts";
import { InstalledServices } from "../../../runtime/sandbox/queue/installed-services.ts";
import { Scheduler } from "../../../runtime/sandbox/queue/scheduler.ts";
import { VirtualClock } from "../../../runtime/simulator/virtual-clock.ts";
import { event, host, installRequest } from "../support.ts";

const runners: Runner[] = [];
afterEach(async () => {
  for (const runner of runners.splice(0)) await runner.close();
});

const FINE: Outcome = { ok: true, fuelUsed: 1, writes: [], effects: [], verdict: null };

/** A cell in which an event takes as many milliseconds as the first byte of its payload says. */
class SlowCell implements Runner {
  readonly installs: InstallRequest[] = [];
  readonly uninstalled: Uint8Array[] = [];
  readonly batches: { service: number; events: number }[] = [];
  readonly #clock: VirtualClock;
  #isBusy = false;

  constructor(clock: VirtualClock) {
    this.#clock = clock;
  }

  async install(request: InstallRequest): Promise<InstallOutcome> {
    this.installs.push(request);
    return { ok: true, exports: ["deliver"], init: FINE };
  }

  uninstall(serviceId: Uint8Array): void {
    this.uninstalled.push(serviceId);
  }

  setView(): void {}

  async run(serviceId: Uint8Array, events: readonly ServiceEvent[]): Promise<readonly Outcome[]> {
    expect(this.#isBusy).toBe(false);
    this.#isBusy = true;
    this.batches.push({ service: serviceId[0], events: events.length });
    const tookMs = events.reduce((sum, { payload }) => sum + payload[0], 0);
    await new Promise<void>((resolve) => this.#clock.after(tookMs, resolve));
    this.#isBusy = false;
    return events.map(() => FINE);
  }

  usage() {
    return { pid: 7, rssBytes: 100, restarts: 1 };
  }

  async close(): Promise<void> {}
}

function setUp() {
  const clock = new VirtualClock();
  const cells: SlowCell[] = [];
  const makeCell = () => {
    const cell = new SlowCell(clock);
    cells.push(cell);
    return cell;
  };
  const scheduler = new Scheduler({ longSlicesMax: 3, later: queueMicrotask });
  const fair = new FairRunner({
    cell: makeCell(),
    makeSideCell: makeCell,
    scheduler,
    now: () => clock.now(),
  });
  const request = (name: string): InstallRequest => ({
    ...installRequest(new Uint8Array(0), name),
    readStore: () => [],
  });
  const events = (count: number, tookMs: number) =>
    Array.from({ length: count }, () => event({ payload: Uint8Array.of(tookMs) }));
  const settle = async <Value>(promise: Promise<Value>): Promise<Value> => {
    let isDone = false;
    void promise.then(() => {
      isDone = true;
    });
    for (;;) {
      await new Promise(setImmediate);
      if (isDone || !clock.step(Number.POSITIVE_INFINITY)) return promise;
    }
  };
  return { clock, cells, fair, request, events, settle };
}

test("a batch of long events is cut, so that others wait for a short timeslice only", async () => {
  const { cells, fair, request, events, settle } = setUp();
  const [a, b] = [request("a"), request("b")];
  await fair.install(a);
  await fair.install(b);
  await settle(fair.run(a.serviceId, events(1, 2)));
  expect(await settle(fair.run(a.serviceId, events(100, 2)))).toHaveLength(1);
  await settle(fair.run(b.serviceId, events(1, 0)));
  expect(await settle(fair.run(b.serviceId, events(100, 0)))).toHaveLength(100);
  expect(cells[0].batches.map((batch) => batch.events)).toEqual([1, 1, 1, 100]);
});

test("a service that takes more than its share is moved to the side cell once, and the others stay", async () => {
  const { cells, fair, request, events, settle } = setUp();
  const [hog, other] = [request("hog"), request("other")];
  await fair.install(hog);
  await fair.install(other);
  for (let i = 0; i < 20; i++) {
    await settle(fair.run(hog.serviceId, events(4, 20)));
    await settle(fair.run(other.serviceId, events(1, 0)));
  }
  expect(cells).toHaveLength(2);
  expect(fair.isInSideCell(hog.serviceId)).toBe(true);
  expect(fair.isInSideCell(other.serviceId)).toBe(false);
  expect(cells[1].installs).toHaveLength(1);
  expect(cells[1].installs[0]).toMatchObject({ isLazy: true });
  expect(cells[1].installs[0].firstToken).toBe(cells[0].installs[0].firstToken + (1n << 40n));
  expect(cells[0].uninstalled).toEqual([hog.serviceId]);
  expect(cells[1].batches.length).toBeGreaterThan(8);
  expect(fair.usage()).toEqual({ pid: 7, rssBytes: 200, restarts: 2 });
});

test("a service alone in its cell may take all of its time, and stays", async () => {
  const { cells, fair, request, events, settle } = setUp();
  const hog = request("hog");
  await fair.install(hog);
  for (let i = 0; i < 20; i++) await settle(fair.run(hog.serviceId, events(4, 20)));
  expect(cells).toHaveLength(1);
});

test("in the node's process a runner pauses now and then, however many events wait", async () => {
  const { clock, request, events, settle } = setUp();
  let pauses = 0;
  const inProcess = new FairRunner({
    cell: new SlowCell(clock),
    makeSideCell: null,
    scheduler: new Scheduler({ longSlicesMax: 3, later: queueMicrotask }),
    now: () => clock.now(),
    pause: async () => void pauses++,
  });
  const [hog, other] = [request("hog"), request("other")];
  await inProcess.install(hog);
  await inProcess.install(other);
  for (let i = 0; i < 50; i++) await settle(inProcess.run(hog.serviceId, events(1, 5)));
  expect(pauses).toBeGreaterThanOrEqual(250 / 20);
  expect(inProcess.isInSideCell(hog.serviceId)).toBe(false);
});

test("two services that are moved share the side cell, and a newer version begins in the common cell", async () => {
  const { cells, fair, request, events, settle } = setUp();
  const [one, two, quiet] = [request("1"), request("2"), request("3")];
  for (const each of [one, two, quiet]) await fair.install(each);
  const hog = async ({ serviceId }: InstallRequest) => {
    for (let i = 0; i < 20; i++) await fair.run(serviceId, events(4, 20));
  };
  await settle(Promise.all([hog(one), hog(two)]));
  expect(fair.isInSideCell(one.serviceId) && fair.isInSideCell(two.serviceId)).toBe(true);
  await fair.install(one);
  expect(fair.isInSideCell(one.serviceId)).toBe(false);
  expect(cells[1].uninstalled).toEqual([one.serviceId]);
});

test("in real cells, a service that is moved keeps its store and loses no event", async () => {
  const scheduler = new Scheduler({ longSlicesMax: 2, later: setImmediate });
  const makeCell = (services = new InstalledServices()) => new CellHost({ name: "test", services });
  const fair = new FairRunner({
    cell: makeCell(),
    makeSideCell: makeCell,
    scheduler,
    now: () => performance.now(),
  });
  runners.push(fair);
  const quiet = await host(fair, countingService(), { name: "quiet" });
  // Counts like the other service, and computes for some 20 ms before.
  const hog = await host(
    fair,
    wasm({
      deliver: `(local $i i32) (loop $again
          (br_if $again (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 1))) (i32.const 4000000))))
        (drop (call $store_get (i32.const 0) (i32.const 1) (i32.const 100) (i32.const 1)))
        (i32.store8 (i32.const 100) (i32.add (i32.load8_u (i32.const 100)) (i32.const 1)))
        (drop (call $store_put (i32.const 0) (i32.const 1) (i32.const 100) (i32.const 1)))`,
    }),
    { name: "hog" },
  );
  const outcomes = await Promise.all(Array.from({ length: 60 }, () => hog.send()));
  expect(outcomes.every(({ ok }) => ok)).toBe(true);
  expect(fair.isInSideCell(installRequest(new Uint8Array(0), "hog").serviceId)).toBe(true);
  expect(hog.store.get("service/hog", Uint8Array.of(0))).toEqual(Uint8Array.of(60));
  expect(await quiet.ask("")).toEqual(Uint8Array.of(1));
  expect(fair.isInSideCell(installRequest(new Uint8Array(0), "quiet").serviceId)).toBe(false);
});
