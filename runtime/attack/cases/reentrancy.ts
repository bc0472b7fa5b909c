/** Attacks on re-entrancy and phases: events within events, and imports outside their phase. */
import assert from "node:assert/strict";
import { E_PHASE, E_TOKEN, OK } from "../../../abi/abi.ts";
import { CAPABILITIES, EXPORTS } from "../../../abi/imports.ts";
import { CellHost } from "../../sandbox/cell/cell-host.ts";
import { type EventKind, LIMITS_DEFAULT, type Outcome } from "../../sandbox/contract.ts";
import { gate } from "../../sandbox/gate/gate.ts";
import { rewrite } from "../../sandbox/instrument/rewrite.ts";
import { ServiceQueue } from "../../sandbox/queue/service-queue.ts";
import { MemoryStore } from "../../storage/local/memory.ts";
import type { AttackArena, AttackCase, Trial } from "../arenas/arena.ts";
import { deliverEvent } from "../arenas/local-arena.ts";
import { service, wat } from "../kit/modules.ts";
import { importText, PROBED, validArguments } from "../kit/probes.ts";

const RESPOND = importText("prost.respond", "respond");
const KINDS: readonly EventKind[] = ["deliver", "forward", "update", "complete", "timer", "call"];
/**
 * Faults if an export is called during another one. Counts the calls, and `deliver` answers with the count.
 */
const ENTER = `(if (global.get $inside) (then unreachable)) (global.set $inside (i32.const 1))
    (global.set $calls (i32.add (global.get $calls) (i32.const 1)))`;
const LEAVE = "(global.set $inside (i32.const 0))";
const TELL_NOTHING = "(drop (call $respond (i64.load (i32.const 1152)) (i32.const 0) (i32.const 0)))";
const COUNTERS = "(global $inside (mut i32) (i32.const 0)) (global $calls (mut i32) (i32.const 0))";
const TELL = `(i32.store (i32.const 200) (global.get $calls))
  (drop (call $respond (i64.load (i32.const 1152)) (i32.const 200) (i32.const 4)))`;

/** A module with every export that events call. Each runs `body`. */
function withEveryExport(imports: string, body: string, more = ""): Uint8Array {
  const exports = [...EXPORTS.keys()].filter((name) => name !== "prost_abi_1" && name !== "deliver");
  const functions = exports.map((name) => {
    const result = EXPORTS.get(name)?.results.length === 1 ? ["(result i32)", "(i32.const 0)"] : ["", ""];
    return `(func (export "${name}") ${result[0]} ${ENTER} ${body} ${LEAVE} ${result[1]})`;
  });
  return service({
    imports: `${imports} ${RESPOND}`,
    deliver: `${ENTER} ${body} ${LEAVE} ${TELL}`,
    more: `${COUNTERS} ${functions.join(" ")} ${more}`,
  });
}

/** Calls every import once with valid arguments. */
const CALL_ALL = PROBED.map(({ type, ...probed }, i) => {
  const sound = validArguments({ type, ...probed });
  return `(drop (call $f${i} ${type.params.map((param, at) => `(${param}.const ${sound[at]})`).join(" ")}))`;
}).join(" ");
const IMPORT_ALL = PROBED.map(({ name }, i) => importText(name, `f${i}`)).join(" ");

export const CASES: readonly AttackCase[] = [
  {
    id: "RE01",
    title: "a message of a service to itself from within forward is queued, and forward is not entered again",
    stoppedBy: [1, 2, 3],
    async run(arena) {
      const trial = await start(
        arena,
        withEveryExport(
          importText("prost.route", "route"),
          "(drop (call $route (i32.const 8192) (i32.const 0) (i32.const 8) (i32.const 0) (i32.const 0)))".repeat(
            3,
          ),
        ),
      );
      const outcome = await trial.send({ kind: "forward" });
      assert(outcome.ok, outcome.ok ? "" : outcome.detail);
      assert.equal(outcome.effects.filter(({ kind }) => kind === "route").length, 3);
      // init, forward and this deliver.
      assert.equal(await calls(trial), 3);
    },
  },
  {
    id: "RE02",
    title: "no import calls an export: each event enters the guest once",
    stoppedBy: [1, 2, 3],
    async run(arena) {
      const trial = await start(arena, withEveryExport(IMPORT_ALL, CALL_ALL));
      for (const kind of KINDS) {
        const outcome = await trial.send({ kind });
        assert(outcome.ok, `${kind}: ${outcome.ok ? "" : outcome.detail}`);
      }
      // init, one of each kind, and this deliver.
      assert.equal(await calls(trial), 1 + KINDS.length + 1);
    },
  },
  {
    id: "RE03",
    title: "every import works or returns a status during the start, and an ended service has no effects",
    stoppedBy: [1, 2, 3],
    async run(arena) {
      for (const where of ["start", "init", "prost_abi_1"]) {
        const body = where === "start" ? "(func $s (call $all)) (start $s)" : "";
        const init = where === "init" ? '(func (export "init") (call $all))' : "";
        const marker = where === "prost_abi_1" ? "(call $all)" : "";
        const offered = await arena.offer(
          wat(`(module ${IMPORT_ALL} (memory (export "memory") 2)
            (func $all ${CALL_ALL})
            (func (export "prost_abi_1") (result i32) ${marker} (i32.const 1024))
            (func (export "deliver")) ${body} ${init})`),
        );
        // Without the first wall a start function runs before the glue has an instance: imports may fail, no
        // more.
        if (!arena.walls.has(1) && where === "start") continue;
        assert(offered.ok, `${where}: ${offered.ok ? "" : offered.detail}`);
        assert((await offered.trial.send()).ok);
        await offered.trial.end();
        const after = await offered.trial.send();
        assert(!after.ok && after.fault === "lost", "the service answered after its end");
      }
    },
  },
  {
    id: "RE03",
    title: "imports that a start function calls work on its own memory, never on another service's",
    stoppedBy: [1, 2, 3],
    async run(arena) {
      const holder = await start(
        arena,
        service({
          imports: RESPOND,
          deliver: `(memory.fill (i32.const 8192) (i32.const 83) (i32.const 64)) ${TELL_NOTHING}`,
        }),
      );
      assert.equal((await holder.ask(""))?.length, 0);
      const offered = await arena.offer(
        service({
          imports: `${RESPOND} ${importText("prost.store_put", "put")} ${importText("prost.store_get", "get")}
            ${importText("prost.self", "self")}`,
          deliver: `(drop (call $get (i32.const 0) (i32.const 1) (i32.const 8192) (i32.const 64)))
            (drop (call $respond (i64.load (i32.const 1152)) (i32.const 8192) (i32.const 64)))`,
          more: `(func $s (drop (call $put (i32.const 0) (i32.const 1) (i32.const 8192) (i32.const 64)))
              (drop (call $self (i32.const 8192))))
            (start $s)`,
        }),
      );
      if (offered.ok) {
        const found = await offered.trial.ask("");
        assert(!found?.includes(83), "it read another service's memory");
      }
      // The memory of the other service is unchanged.
      const kept = await holder.ask("");
      assert.equal(kept?.length, 0);
    },
  },
  {
    id: "RE04",
    title: "timers, answers and messages at the same time run one after another",
    stoppedBy: [1, 2, 3],
    async run(arena) {
      // Each event takes some time, so that others arrive during it.
      const busy = `(local.set $i (i32.const 0)) (loop $l (local.set $i (i32.add (local.get $i) (i32.const 1)))
          (br_if $l (i32.lt_u (local.get $i) (i32.const 20000))))`;
      const trial = await start(
        arena,
        service({
          imports: RESPOND,
          deliver: `(local $i i32) ${ENTER} ${busy} ${LEAVE} ${TELL}`,
          more: `${COUNTERS} ${["update", "complete", "timer", "call"]
            .map((name) => `(func (export "${name}") (local $i i32) ${ENTER} ${busy} ${LEAVE})`)
            .join(" ")}`,
        }),
      );
      const kinds: readonly EventKind[] = ["timer", "complete", "deliver", "update", "call"];
      const outcomes = await Promise.all(
        Array.from({ length: 200 }, (_, i) => trial.send({ kind: kinds[i % kinds.length] })),
      );
      for (const outcome of outcomes) assert(outcome.ok, outcome.ok ? "" : outcome.detail);
      assert.equal(await calls(trial), 201);
    },
  },
  {
    id: "RE05",
    title: "forward's functions are E_PHASE in every other event, and have no effect",
    stoppedBy: [1, 2, 3],
    async run(arena) {
      const names = ["forward_set_key", "forward_set_payload", "forward_set_next"];
      const imports = names.map((name) => importText(`prost.${name}`, name)).join(" ");
      const statuses = `(i32.store (i32.const 300) (call $forward_set_key (i32.const 0)))
        (i32.store (i32.const 304) (call $forward_set_payload (i32.const 0) (i32.const 4)))
        (i32.store (i32.const 308) (call $forward_set_next (i32.const 0)))`;
      const trial = await start(
        arena,
        service({
          imports: `${imports} ${RESPOND}`,
          deliver: `(if (i32.eqz (i32.load (i32.const 1172))) (then ${statuses}))
            (drop (call $respond (i64.load (i32.const 1152)) (i32.const 300) (i32.const 12)))`,
          forward: `${statuses} (i32.const 0)`,
          more: ["init", "update", "complete", "timer", "call"]
            .map((name) => `(func (export "${name}") ${statuses})`)
            .join(" "),
        }),
      );
      const last = async (payload: string) => {
        const answer = await trial.ask(payload);
        assert(answer !== null);
        return Array.from({ length: 3 }, (_, i) => Buffer.from(answer).readInt32LE(4 * i));
      };
      const phase = [E_PHASE, E_PHASE, E_PHASE];
      assert.deepEqual(await last("init"), phase);
      assert.deepEqual(await last(""), phase);
      const forwarded = await trial.send({ kind: "forward" });
      assert(forwarded.ok && forwarded.verdict?.key !== null);
      assert.deepEqual(await last("forward"), [OK, OK, OK]);
      for (const kind of KINDS.filter((one) => one !== "forward" && one !== "deliver")) {
        const outcome = await trial.send({ kind });
        assert(outcome.ok && outcome.verdict === null, `${kind} has a forward result`);
        assert.deepEqual(await last(kind), phase, kind);
      }
    },
  },
  {
    id: "RE06",
    title: "a second answer, in the event or later, and an answer without a request are E_TOKEN",
    stoppedBy: [1, 2, 3],
    async run(arena) {
      const answer = (token: string, at: number) =>
        `(i32.store (i32.const ${at}) (call $respond ${token} (i32.const 0) (i32.const 0)))`;
      const own = "(i64.load (i32.const 1152))";
      // Answers the previous token twice, its own token twice, and an unknown token. The next event returns
      // the statuses.
      const trial = await start(
        arena,
        service({
          imports: `${RESPOND} ${importText("prost.emit", "emit")}`,
          deliver: `${answer(`(i64.sub ${own} (i64.const 1))`, 200)} ${answer(own, 204)} ${answer(own, 208)}
            ${answer("(i64.const 424242)", 212)}
            (drop (call $emit (i32.const 200) (i32.const 16)))`,
        }),
      );
      const statuses = async (token: bigint) => {
        const outcome = await trial.send({ token });
        assert(outcome.ok);
        const emitted = outcome.effects.find(({ kind }) => kind === "emit");
        assert(emitted?.kind === "emit");
        return [0, 4, 8, 12].map((at) => Buffer.from(emitted.payload).readInt32LE(at));
      };
      assert.deepEqual(await statuses(60n), [E_TOKEN, OK, E_TOKEN, E_TOKEN]);
      assert.deepEqual(await statuses(61n), [E_TOKEN, OK, E_TOKEN, E_TOKEN]);
    },
  },
  {
    id: "RE07",
    title: "many events at once for one instance run one after another, in order",
    stoppedBy: [1, 2, 3],
    async run(arena) {
      const trial = await start(
        arena,
        service({ imports: RESPOND, more: COUNTERS, deliver: `${ENTER} ${TELL} ${LEAVE}` }),
      );
      const answers = await Promise.all(Array.from({ length: 300 }, () => calls(trial)));
      assert.deepEqual(
        answers,
        answers.map((_, i) => i + 1),
      );
    },
  },
  {
    id: "RE08",
    title: "an old version finishes its accepted events before the new one starts and reads its writes",
    isLocal: true,
    async run() {
      const runner = new CellHost({ name: "upgraded" });
      try {
        const store = new MemoryStore();
        const order: string[] = [];
        const old = serviceOf(runner, store, COUNTS_SLOWLY);
        assert((await old.start()).ok);
        const taken = Array.from({ length: 50 }, (_, i) =>
          offer(old, 1n + BigInt(i)).then((outcome) => {
            order.push("old");
            return outcome;
          }),
        );
        await old.drain();
        old.stop();
        const fresh = serviceOf(runner, store, COUNTS_SLOWLY);
        assert((await fresh.start()).ok);
        const outcome = await offer(fresh, 100n);
        order.push("new");
        for (const one of await Promise.all(taken)) assert(one.ok, "an accepted event was lost");
        assert.deepEqual(order, [...Array.from({ length: 50 }, () => "old"), "new"]);
        const answer = outcome.ok ? outcome.effects.find(({ kind }) => kind === "respond") : undefined;
        assert(
          answer?.kind === "respond" && answer.payload[0] === 51,
          "the new version lacks the old one's writes",
        );
        assert(!(await offer(old, 200n)).ok, "the old version still answers");
      } finally {
        await runner.close();
      }
    },
  },
];

/** Answers with the number of its events, from its store. */
const COUNTS_SLOWLY = service({
  deliver: `(local $i i32)
    (loop $l (local.set $i (i32.add (local.get $i) (i32.const 1))) (br_if $l (i32.lt_u (local.get $i)
      (i32.const 100000))))
    (drop (call $store_get (i32.const 0) (i32.const 1) (i32.const 100) (i32.const 1)))
    (i32.store8 (i32.const 100) (i32.add (i32.load8_u (i32.const 100)) (i32.const 1)))
    (drop (call $store_put (i32.const 0) (i32.const 1) (i32.const 100) (i32.const 1)))
    (drop (call $respond (i64.load (i32.const 1152)) (i32.const 100) (i32.const 1)))`,
});

function serviceOf(runner: CellHost, store: MemoryStore, module: Uint8Array): ServiceQueue {
  const gated = gate(module);
  assert(gated.ok);
  return new ServiceQueue({
    runner,
    store,
    space: "service/upgraded",
    install: {
      serviceId: new Uint8Array(32).fill(3),
      nodeId: new Uint8Array(32).fill(7),
      module: rewrite(gated.module, { memoryPages: 4 }),
      capabilities: CAPABILITIES,
      limits: LIMITS_DEFAULT,
      nowMs: 1_000,
      seed: 1n,
      firstToken: 1n,
    },
    onEffects: () => {},
    now: () => performance.now(),
  });
}

function offer(to: ServiceQueue, token: bigint): Promise<Outcome> {
  return new Promise((resolve) => {
    const taken = to.offer(deliverEvent({ token }), resolve);
    if (!taken) resolve({ ok: false, fuelUsed: 0, fault: "lost", detail: "not taken" });
  });
}

async function start(arena: AttackArena, module: Uint8Array): Promise<Trial> {
  const offered = await arena.offer(module);
  if (!offered.ok) throw new Error(`a valid module does not start: ${offered.detail}`);
  return offered.trial;
}

async function calls(trial: Trial): Promise<number> {
  const answer = await trial.ask("");
  assert(answer?.length === 4, "the service did not answer");
  return Buffer.from(answer).readUInt32LE();
}
