/** Attacks in which a message causes more messages: credit and rates must end them. */
import assert from "node:assert/strict";
import { CREDIT_MAX } from "../../overlay/api.ts";
import { HOPS_MAX } from "../../overlay/packets.ts";
import { INBOX_EVENTS_MAX } from "../../sandbox/queue/inbox.ts";
import type { AttackCase } from "../arenas/arena.ts";
import { type ServiceOverlay, startServiceOverlay } from "../arenas/service-overlay.ts";
import {
  E_QUOTA,
  IMPORTS,
  KEY,
  LENGTH,
  mustEnd,
  NEW_KEY,
  ORIGIN,
  PAYLOAD,
  poke,
  ROUTE,
  STATUS,
  TOKEN,
} from "../kit/message-service.ts";
import { service } from "../kit/modules.ts";

/** A request with a payload of this many bytes to a random key. */
const request = (payloadBytes: number) => `${NEW_KEY} (drop (call $request (i32.const ${KEY})
  (i32.const ${PAYLOAD}) (i32.const ${payloadBytes}) (i32.const 1000)))`;
const REQUEST = request(1);

const times = (count: number, what: string) => `(local $i i32) (loop $again ${what}
  (br_if $again (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 1))) (i32.const ${count}))))`;

const routesTwice = () => service({ imports: IMPORTS, deliver: `${ROUTE} ${ROUTE}` });

const sent = ({ hosted }: ServiceOverlay) =>
  hosted.reduce((sum, { traffic }) => sum + traffic.messagesOut.total, 0);

export const CASES: readonly AttackCase[] = [
  {
    id: "NW01",
    title: "an event that sends 10,000 messages gets E_QUOTA after its quota",
    stoppedBy: [1],
    async run(arena) {
      const module = service({
        imports: IMPORTS,
        deliver: `(local $status i32) ${times(
          10_000,
          `(local.set $status (call $route (i32.const 0) (i32.const 0) (i32.const 1) (i32.const 0) (i32.const 0)))`,
        ).replace("(local $i i32)", "(local $i i32)")}
          (if (i32.ne (local.get $status) (i32.const ${E_QUOTA})) (then unreachable))`,
      });
      const offered = await arena.offer(module, { limits: { effectsPerEvent: 100 } });
      assert.ok(offered.ok, "the service does not start");
      const outcome = await offered.trial.send();
      assert.ok(outcome.ok, "the event did not end with E_QUOTA");
      assert.equal(outcome.effects.length, 100);
      await offered.trial.end();
    },
  },
  {
    id: "NW01",
    title: "over many events messages leave within the rate, and further requests end with a quota status",
    isLocal: true,
    async run() {
      const module = service({
        imports: IMPORTS,
        deliver: `(local $i i32) (if (i32.load (i32.const ${LENGTH}))
          (then ${times(50, request(0)).replace("(local $i i32)", "")}))`,
        more: `(func (export "complete") (if (i32.eq (i32.load (i32.const ${STATUS})) (i32.const ${E_QUOTA}))
          (then (drop (call $metric (i32.const ${KEY}) (i32.const 1) (i64.const 1))))))`,
      });
      const ring = await startServiceOverlay(module, {
        nodes: 1,
        rates: { messagesPerSecond: 20 },
        limits: { effectsPerEvent: 64 },
      });
      for (let i = 0; i < 20; i++) poke(ring);
      await ring.pass(3_000);
      const out = sent(ring);
      assert.ok(
        out >= 64 && out <= 64 + 3 * 20 + 20,
        `${out} messages left at 20 a second after a burst of 64`,
      );
      assert.equal(ring.drops("messages"), 20 * 50 - out, "not every dropped message is counted");
      const told = [...ring.hosted[0].metrics.values()].reduce((sum, value) => sum + value, 0n);
      assert.equal(told, BigInt(20 * 50 - out), "not every dropped request has ended");
    },
  },
  {
    id: "NW02",
    title: "two messages for each one, longer each time, end with their credit on all nodes",
    isLocal: true,
    async run() {
      const ring = await startServiceOverlay(routesTwice(), { nodes: 6 });
      poke(ring);
      await mustEnd(ring, CREDIT_MAX + 1);
      assert.ok(ring.drops("credit") > 0, "dropped messages are not counted");
    },
  },
  {
    id: "NW02",
    title: "two nodes that each answer a message with two direct ones stop when the credit is used up",
    isLocal: true,
    async run() {
      const back = `(drop (call $send (i32.const ${ORIGIN}) (i32.const ${PAYLOAD}) (i32.const 1)))`;
      const ring = await startServiceOverlay(service({ imports: IMPORTS, deliver: `${back} ${back}` }), {
        nodes: 2,
      });
      const [first, second] = ring.simulation.nodes;
      first.overlay.send(ring.service, second.handle, new Uint8Array(1));
      await mustEnd(ring, CREDIT_MAX + 1);
    },
  },
  {
    id: "NW02",
    title: "two requests for each one, and two more at its end, end with their credit on all nodes",
    isLocal: true,
    async run() {
      const module = service({
        imports: IMPORTS,
        deliver: `(drop (call $respond (i64.load (i32.const ${TOKEN})) (i32.const 0) (i32.const 1)))
          ${REQUEST} ${REQUEST}`,
        more: `(func (export "complete") ${REQUEST} ${REQUEST})`,
      });
      const ring = await startServiceOverlay(module, { nodes: 4 });
      poke(ring);
      // Each request causes an event at its root and one at its end, and so do the first dropped requests of
      // each message.
      await mustEnd(ring, 1 + 2 * CREDIT_MAX + 16 * (CREDIT_MAX + 1));
    },
  },
  {
    id: "NW02",
    title:
      "messages sent from timers, without a message's credit, stay within the service's own credit per second",
    isLocal: true,
    async run() {
      const timer = "(drop (call $timer_set (i32.const 0)))";
      const module = service({
        imports: IMPORTS,
        deliver: `${timer} ${timer}`,
        more: `(func (export "timer") (drop (call $timer_set (i32.const 10))) ${ROUTE} ${ROUTE})`,
      });
      const ring = await startServiceOverlay(module, { nodes: 4, rates: { creditPerSecond: 50 } });
      poke(ring);
      await ring.pass(10_000);
      const out = sent(ring);
      assert.ok(out > 50 && out <= 4 * 50 * 11 + 4, `${out} messages in ten seconds at 50 a second and node`);
    },
  },
  {
    id: "NW03",
    title:
      "a service that floods itself fills at most its inbox, and messages of other nodes are answered meanwhile",
    isLocal: true,
    async run() {
      const module = service({
        imports: IMPORTS,
        deliver: `(local $i i32) (if (i64.ne (i64.load (i32.const ${TOKEN})) (i64.const 0))
          (then (drop (call $respond (i64.load (i32.const ${TOKEN})) (i32.const 0) (i32.const 1))))
          (else (drop (call $self (i32.const ${KEY}))) ${times(
            200,
            `(drop (call $send (i32.const ${KEY}) (i32.const 0) (i32.const 1)))`,
          ).replace("(local $i i32)", "")}))`,
      });
      const ring = await startServiceOverlay(module, { nodes: 2 });
      const [self, other] = ring.simulation.nodes;
      for (let i = 0; i < 500; i++) self.overlay.send(ring.service, self.handle, new Uint8Array(1));
      let most = 0;
      let answers = 0;
      for (let i = 0; i < 20; i++) {
        other.overlay.requestNode(ring.service, self.handle, new Uint8Array(1), 2_000, ({ ok }) => {
          answers += ok ? 1 : 0;
        });
        await ring.pass(20);
        most = Math.max(most, ring.hosted[0].queue?.usage.queued ?? 0);
      }
      await ring.pass(3_000);
      assert.equal(answers, 20, "messages of another node were not answered");
      assert.ok(most <= INBOX_EVENTS_MAX, `${most} events waited`);
    },
  },
  {
    id: "NW04",
    title: "a message that gets a new key at each hop ends at the maximum of hops",
    isLocal: true,
    async run() {
      const module = service({
        imports: IMPORTS,
        forward: `${NEW_KEY} (drop (call $forward_set_key (i32.const ${KEY}))) (i32.const 0)`,
      });
      const ring = await startServiceOverlay(module, { nodes: 8 });
      poke(ring);
      await ring.pass(20_000);
      const upcalls = ring.upcalls();
      // Sometimes the new key is the node's own and the message is delivered there: so more are sent.
      for (let i = 0; i < 20; i++) poke(ring);
      await ring.pass(20_000);
      const all = ring.upcalls();
      assert.ok(all <= 21 * (HOPS_MAX + 2), `${all} events followed from 21 messages`);
      assert.ok(upcalls <= HOPS_MAX + 2, `${upcalls} events followed from one message`);
      await ring.pass(20_000);
      assert.equal(ring.upcalls(), all, "a message circulates without end");
    },
  },
];
