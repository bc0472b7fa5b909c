import { expect, test } from "vitest";
import type {
  InstallOutcome,
  InstallRequest,
  Outcome,
  ServiceEvent,
} from "../../../runtime/sandbox/contract.ts";
import { InlineRunner } from "../../../runtime/sandbox/inline/inline-runner.ts";
import { ServiceQueue, type UpgradePlan } from "../../../runtime/sandbox/queue/service-queue.ts";
import { MemoryStore } from "../../../runtime/storage/local/memory.ts";
import { inStore } from "../../services/upgrade-modules.ts";
import { event, installRequest, ready } from "../support.ts";

const SPACE = "service/test";
const ANSWER = 100;

/** Loses its cell `losses` times while the given module starts. */
class FragileRunner extends InlineRunner {
  losses = 0;
  module: Uint8Array = new Uint8Array(0);

  override async install(request: InstallRequest): Promise<InstallOutcome> {
    if (request.module === this.module && this.losses-- > 0)
      return { ok: false, fault: "lost", detail: "its cell died" };
    return super.install(request);
  }
}

async function started(store = new MemoryStore()) {
  const runner = new FragileRunner();
  const modules = [ready(inStore(1)), ready(inStore(2))];
  const install = (version: number) => installRequest(modules[version - 1]);
  const service = new ServiceQueue({
    runner,
    store,
    space: SPACE,
    install: install(1),
    onEffects: () => {},
    now: () => 0,
  });
  expect((await service.start()).ok).toBe(true);
  const send = (id: number): Promise<Outcome> =>
    new Promise((resolve) => {
      const taken = service.offer(message(id), resolve);
      expect(taken).toBe(true);
    });
  const done: boolean[] = [];
  const plan: UpgradePlan = {
    install: { ...install(2), firstToken: 1_000n },
    takesSnapshot: false,
    event: { ...event(), kind: "snapshot", token: 9n, version: 1 },
    owed: () => [],
    settled: async () => {},
    done: (_exports, hasRestored) => done.push(hasRestored),
  };
  runner.module = modules[1];
  return { service, runner, store, send, plan, done };
}

function message(id: number): ServiceEvent {
  return event({ kind: "deliver", token: BigInt(id), payload: Uint8Array.of(id, 0, 0, 0) });
}

/** How often the service has seen the message, by its response. */
function seen(outcome: Outcome): number {
  if (!outcome.ok) throw new Error(outcome.detail);
  const [answer] = outcome.effects;
  return answer.kind === "respond" ? answer.payload[0] : ANSWER;
}

test("a new version starts although its cell dies once meanwhile", async () => {
  const { service, runner, send, plan, done } = await started();
  runner.losses = 1;
  const upgraded = service.upgrade(plan);
  const meanwhile = [send(1), send(2)];
  expect(await upgraded).toMatchObject({ ok: true, hasRestored: false });
  expect(done).toEqual([false]);
  expect((await Promise.all(meanwhile)).map(seen)).toEqual([1, 1]);
  expect(seen(await send(1))).toBe(2);
});

test("when the cell dies twice the old version continues, and runs each waiting event once and in order", async () => {
  const { service, runner, send, plan, done } = await started();
  runner.losses = 2;
  const upgraded = service.upgrade(plan);
  const order: number[] = [];
  const meanwhile = [3, 4, 5].map((id) => send(id).then((outcome) => order.push(seen(outcome) * 10 + id)));
  expect(await upgraded).toMatchObject({ ok: false, fault: "lost", detail: "its cell died" });
  await Promise.all(meanwhile);
  expect(order).toEqual([13, 14, 15]);
  expect(done).toEqual([]);
  expect(seen(await send(3))).toBe(2);
});

test("when the first writes of the new version fail the old version continues", async () => {
  const store = new MemoryStore();
  const { service, send, plan } = await started(store);
  expect(seen(await send(7))).toBe(1);
  const write = store.write.bind(store);
  const writing = ready(withInitThatWrites());
  store.write = () => Promise.reject(new Error("no space left"));
  const outcome = await service.upgrade({
    ...plan,
    install: { ...installRequest(writing), firstToken: 1_000n },
  });
  expect(outcome).toMatchObject({ ok: false, detail: "its store could not be written" });
  store.write = write;
  expect(seen(await send(7))).toBe(2);
});

test("a service has one upgrade at a time, and none once it is stopped", async () => {
  const { service, plan } = await started();
  const first = service.upgrade(plan);
  expect(await service.upgrade(plan)).toMatchObject({ ok: false });
  expect(await first).toMatchObject({ ok: true });
  service.stop();
  expect(await service.upgrade(plan)).toMatchObject({ ok: false });
});

function withInitThatWrites(): Uint8Array {
  return inStore(
    2,
    `(func (export "init") (drop (call $store_put (i32.const 0) (i32.const 1) (i32.const 0) (i32.const 1))))`,
  );
}
