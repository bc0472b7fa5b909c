/** Attacks with tokens and capabilities that a service does not have. */
import assert from "node:assert/strict";
import { E_QUOTA, E_TOKEN, OK, TIMERS_MAX } from "../../../abi/abi.ts";
import { CAPABILITIES, IMPORTS } from "../../../abi/imports.ts";
import type { Outcome } from "../../sandbox/contract.ts";
import type { AttackArena, AttackCase, Trial, TrialOptions } from "../arenas/arena.ts";
import { service } from "../kit/modules.ts";
import { importText } from "../kit/probes.ts";

/**
 * The payload is a token (8 bytes). The service answers it, and answers the event's own token with the
 * status.
 */
const ANSWERS_ANY = service({
  imports: importText("prost.respond", "respond"),
  deliver: `(i32.store (i32.const 200) (call $respond (i64.load (i32.const 1184)) (i32.const 0) (i32.const 0)))
    (drop (call $respond (i64.load (i32.const 1152)) (i32.const 200) (i32.const 4)))`,
});
/**
 * The payload is the token of a timer to cancel, or 0 to set one. Answers with the status or the token, 8
 * bytes.
 */
const TIMERS = service({
  imports: `${importText("prost.timer_set", "set")} ${importText("prost.timer_cancel", "cancel")}
    ${importText("prost.respond", "respond")}`,
  deliver: `(i64.store (i32.const 200) (if (result i64) (i64.eqz (i64.load (i32.const 1184)))
      (then (call $set (i32.const 1000)))
      (else (i64.extend_i32_s (call $cancel (i64.load (i32.const 1184)))))))
    (drop (call $respond (i64.load (i32.const 1152)) (i32.const 200) (i32.const 8)))`,
  more: '(func (export "timer"))',
});
/** The same, but a message without a payload gets no answer in its event. */
const ANSWERS_IF_ASKED = service({
  imports: importText("prost.respond", "respond"),
  deliver: `(if (i32.load (i32.const 1172)) (then
    (i32.store (i32.const 200) (call $respond (i64.load (i32.const 1184)) (i32.const 0) (i32.const 0)))
    (drop (call $respond (i64.load (i32.const 1152)) (i32.const 200) (i32.const 4)))))`,
});
/** Accepts messages and answers none. */
const KEEPS_QUIET = service({ imports: "", deliver: "" });

export const CASES: readonly AttackCase[] = [
  {
    id: "HF01",
    title: "tokens that were never issued are E_TOKEN",
    stoppedBy: [1, 2, 3],
    async run(arena) {
      const answering = await start(arena, ANSWERS_ANY);
      const timers = await start(arena, TIMERS);
      const set = await askNumber(timers, 0n);
      assert(set > 0n);
      const forged = [
        -1n,
        1n,
        2n,
        2n ** 31n,
        2n ** 32n,
        -(2n ** 31n),
        2n ** 53n,
        2n ** 63n - 1n,
        0x1234_5678_9abcn,
      ];
      for (const token of forged) {
        assert.equal(await askStatus(answering, token, 1_000_000n), E_TOKEN, `a message's token ${token}`);
        if (token === set) continue;
        assert.equal(await askNumber(timers, token), BigInt(E_TOKEN), `a timer's token ${token}`);
      }
      for (const near of [set + 1n, set - 1n, set + 2n ** 32n, -set]) {
        if (near !== 0n)
          assert.equal(await askNumber(timers, near), BigInt(E_TOKEN), `next to a timer's token`);
      }
      assert.equal(await askStatus(answering, 0n, 1_000_001n), E_TOKEN, "the token of no message");
    },
  },
  {
    id: "HF02",
    title: "tokens of answered messages and of timers that have ended are E_TOKEN",
    stoppedBy: [1, 2, 3],
    async run(arena) {
      const answering = await start(arena, ANSWERS_ANY);
      // The event's own token is answered first, without payload, so that its status cannot be returned.
      const own = await send(answering, 500n, 500n);
      assert(own.ok && own.effects.filter(({ kind }) => kind === "respond").length === 1, "answered twice");
      assert.equal(await askStatus(answering, 500n, 501n), E_TOKEN, "answered in an earlier event");
      // A message that is answered in a later event, and then once more.
      const quiet = await start(arena, ANSWERS_IF_ASKED);
      assert((await quiet.send({ token: 510n })).ok);
      assert.equal(await askStatus(quiet, 510n, 511n), OK, "a late answer");
      assert.equal(await askStatus(quiet, 510n, 512n), E_TOKEN, "answered late, and again");
      const timers = await start(arena, TIMERS);
      const first = await askNumber(timers, 0n);
      const second = await askNumber(timers, 0n);
      assert.equal(await askNumber(timers, first), BigInt(OK));
      assert.equal(await askNumber(timers, first), BigInt(E_TOKEN), "ended before");
      const due = await timers.send({ kind: "timer", token: second });
      assert(due.ok);
      assert.equal(await askNumber(timers, second), BigInt(E_TOKEN), "was due before");
    },
  },
  {
    id: "HF02",
    title: "tokens of a message with a fault, or that forward let continue, are E_TOKEN",
    stoppedBy: [1, 2, 3],
    async run(arena) {
      const trial = await start(
        arena,
        service({
          imports: importText("prost.respond", "respond"),
          forward: "(i32.const 0)",
          deliver: `(if (i32.eqz (i32.load (i32.const 1172))) (then unreachable))
            (i32.store (i32.const 200) (call $respond (i64.load (i32.const 1184)) (i32.const 0) (i32.const 0)))
            (drop (call $respond (i64.load (i32.const 1152)) (i32.const 200) (i32.const 4)))`,
        }),
      );
      assert(!(await trial.send({ token: 700n })).ok);
      assert.equal(await askStatus(trial, 700n, 701n), E_TOKEN, "of an event that faulted");
      assert((await trial.send({ kind: "forward", token: 702n })).ok);
      assert.equal(await askStatus(trial, 702n, 703n), E_TOKEN, "of a message that continued");
    },
  },
  {
    id: "HF03",
    title: "tokens of another service of the same cell are E_TOKEN",
    stoppedBy: [1, 2, 3],
    async run(arena) {
      const quiet = await start(arena, KEEPS_QUIET);
      const answering = await start(arena, ANSWERS_ANY);
      assert((await quiet.send({ token: 900n })).ok);
      assert.equal(await askStatus(answering, 900n, 901n), E_TOKEN);
      const one = await start(arena, TIMERS);
      const other = await start(arena, TIMERS);
      const token = await askNumber(one, 0n);
      assert.equal(
        await askNumber(other, token),
        BigInt(E_TOKEN),
        "the timer of another service was cancelled",
      );
      assert.equal(await askNumber(one, token), BigInt(OK), "its own timer did not exist");
    },
  },
  {
    id: "HF04",
    title: "timers, unanswered messages and effects are bounded, and a released one can be used again",
    stoppedBy: [1, 2, 3],
    async run(arena) {
      const timers = await start(arena, TIMERS);
      const set: bigint[] = [];
      for (let i = 0; i < TIMERS_MAX; i++) set.push(await askNumber(timers, 0n));
      assert(set.every((token) => token > 0n));
      assert.equal(await askNumber(timers, 0n), BigInt(E_QUOTA), "one timer too many");
      assert.equal(await askNumber(timers, set[0]), BigInt(OK));
      assert((await askNumber(timers, 0n)) > 0n, "room for one more");
      // As many timers set and cancelled in one event as its fuel and effects allow: never over the maximum.
      const churning = await start(
        arena,
        service({
          imports: `${importText("prost.timer_set", "set")} ${importText("prost.respond", "respond")}`,
          deliver: `(local $i i32) (loop $again
              (if (i64.gt_s (call $set (i32.const 1000)) (i64.const 0)) (then (i32.store (i32.const 200)
                (i32.add (i32.load (i32.const 200)) (i32.const 1)))))
              (local.set $i (i32.add (local.get $i) (i32.const 1)))
              (br_if $again (i32.lt_u (local.get $i) (i32.const 1000))))
            (drop (call $respond (i64.load (i32.const 1152)) (i32.const 200) (i32.const 4)))`,
        }),
      );
      assert.equal(Buffer.from((await churning.ask("")) ?? []).readUInt32LE(), TIMERS_MAX);
      // Messages without an answer: the oldest are dropped.
      const quiet = await start(arena, ANSWERS_IF_ASKED);
      const tokens = Array.from({ length: 6_000 }, (_, i) => 10_000n + BigInt(i));
      for (let at = 0; at < tokens.length; at += 500)
        await Promise.all(tokens.slice(at, at + 500).map((token) => quiet.send({ token })));
      assert.equal(await askStatus(quiet, tokens[0], 50_000n), E_TOKEN, "the oldest message is still known");
      assert.equal(await askStatus(quiet, tokens[5_999], 50_001n), OK, "the newest message was dropped");
    },
  },
  {
    id: "HF05",
    title: "an import outside the granted capabilities does not link, for every import",
    stoppedBy: [1, 2, 3],
    async run(arena) {
      for (const [name, { capability, params }] of IMPORTS) {
        if (capability === null) continue;
        const others = CAPABILITIES.filter((one) => one !== capability);
        const given = params.map((type) => `(${type}.const 0)`).join(" ");
        const module = service({
          imports: importText(name, "denied"),
          deliver: `(drop (call $denied ${given}))`,
        });
        const offered = await arena.offer(module, { capabilities: others });
        assert(!offered.ok, `${name} linked without ${capability}`);
        if (arena.walls.has(1))
          assert(offered.by === "gate" && offered.code === "capability", offered.detail);
        const granted = await arena.offer(module, { capabilities: [capability] });
        assert(granted.ok, `${name} did not link with ${capability}`);
        await granted.trial.end();
      }
    },
  },
];

async function start(arena: AttackArena, module: Uint8Array, options: TrialOptions = {}): Promise<Trial> {
  const offered = await arena.offer(module, options);
  if (!offered.ok) throw new Error(`a valid module does not start: ${offered.detail}`);
  return offered.trial;
}

function bytesOf(number: bigint): Uint8Array {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigInt64(0, BigInt.asIntN(64, number), true);
  return bytes;
}

function send(trial: Trial, payload: bigint, token: bigint): Promise<Outcome> {
  return trial.send({ token, payload: bytesOf(payload) });
}

async function askStatus(trial: Trial, payload: bigint, token: bigint): Promise<number> {
  const outcome = await send(trial, payload, token);
  assert(outcome.ok, outcome.ok ? "" : outcome.detail);
  const answer = outcome.effects.findLast((effect) => effect.kind === "respond" && effect.token === token);
  assert(answer?.kind === "respond" && answer.payload.length === 4, "the service did not answer");
  return Buffer.from(answer.payload).readInt32LE();
}

async function askNumber(trial: Trial, payload: bigint): Promise<bigint> {
  const answer = await trial.ask(bytesOf(payload));
  assert(answer?.length === 8, "the service did not answer");
  return Buffer.from(answer).readBigInt64LE();
}
