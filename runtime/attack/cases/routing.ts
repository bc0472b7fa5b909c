/**
 * Attacks with messages: amplification, floods, forged and replayed packets, hostile encodings, peers that do not read. Most are
 * made on a small overlay on virtual time (arena.ts), with an attacker that has a link of its own and sends what bytes it likes.
 */
import assert from "node:assert/strict";
import { EventEmitter } from "node:events";
import type { TLSSocket } from "node:tls";
import { PAYLOAD_BYTES_MAX } from "../../../abi/abi.ts";
import { Id } from "../../base/id.ts";
import { generateKeyPair, networkIdOf } from "../../base/identity.ts";
import type { NodeHandle } from "../../base/node-handle.ts";
import { Installer } from "../../deployment/installer.ts";
import { manifestRecord } from "../../deployment/kinds.ts";
import { MANIFEST_BYTES_MAX, makeManifest, serviceOf } from "../../deployment/manifest.ts";
import { POLICY_DEFAULT } from "../../deployment/policy.ts";
import { openPublication, signPublication } from "../../deployment/publication.ts";
import { soleRootId } from "../../deployment/root.ts";
import { CREDIT_MAX } from "../../overlay/api.ts";
import { encodePacket } from "../../overlay/packet-codec/encode.ts";
import { HOPS_MAX, MESSAGE_ID_BYTES, type Packet, type RoutePacket } from "../../overlay/packets.ts";
import type { ServiceEvent } from "../../sandbox/contract.ts";
import { INBOX_EVENTS_MAX, Inbox } from "../../sandbox/queue/inbox.ts";
import { VirtualClock } from "../../simulator/virtual-clock.ts";
import { MemoryStore } from "../../storage/local/memory.ts";
import type { ReplicatedStorage } from "../../storage/record.ts";
import { FRAME_BYTES_MAX, FrameReader } from "../../transport/frames.ts";
import { Link, type LinkEnd, QUEUE_BYTES_MAX } from "../../transport/link.ts";
import { TLS_LIMITS } from "../../transport/tls-limits.ts";
import type { AttackCase } from "../arenas/arena.ts";
import { newPublisher, release, simpleService } from "../arenas/publisher-arena.ts";
import { recordOf as heldRecord, RecordHolders } from "../arenas/record-holders.ts";
import { type ServiceOverlay, startServiceOverlay } from "../arenas/service-overlay.ts";
import { service } from "../kit/modules.ts";

/** Where things stand in the mailbox of modules.ts. */
const MAILBOX = 1024;
const ORIGIN = MAILBOX + 32;
const TOKEN = MAILBOX + 128;
const STATUS = MAILBOX + 144;
const LENGTH = MAILBOX + 148;
const PAYLOAD = MAILBOX + 160;
const KEY = 512;
const E_QUOTA = -6;

const IMPORTS = `
  (import "prost" "respond" (func $respond (param i64 i32 i32) (result i32)))
  (import "prost" "route" (func $route (param i32 i32 i32 i32 i32) (result i32)))
  (import "prost" "send" (func $send (param i32 i32 i32) (result i32)))
  (import "prost" "request" (func $request (param i32 i32 i32 i32) (result i64)))
  (import "prost" "forward_set_key" (func $forward_set_key (param i32) (result i32)))
  (import "prost" "timer_set" (func $timer_set (param i32) (result i64)))
  (import "prost" "random" (func $random (result i64)))
  (import "prost" "self" (func $self (param i32) (result i32)))
  (import "prost" "metric" (func $metric (param i32 i32 i64) (result i32)))`;
/** A key from anywhere on the ring. */
const NEW_KEY = `(i64.store (i32.const ${KEY}) (call $random))`;
/** On with the payload, a little longer. */
const ROUTE = `${NEW_KEY} (drop (call $route (i32.const ${KEY}) (i32.const ${PAYLOAD})
  (i32.add (i32.load (i32.const ${LENGTH})) (i32.const 1)) (i32.const 0) (i32.const 0)))`;
const REQUEST = `${NEW_KEY} (drop (call $request (i32.const ${KEY}) (i32.const ${PAYLOAD}) (i32.const 1) (i32.const 1000)))`;
const times = (count: number, what: string) => `(local $i i32) (loop $again ${what}
  (br_if $again (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 1))) (i32.const ${count}))))`;
const routesTwice = () => service({ imports: IMPORTS, deliver: `${ROUTE} ${ROUTE}` });

/** An application at the first node sends one message. */
function poke({ simulation, service: id }: ServiceOverlay, bytes = 1): void {
  simulation.nodes[0].overlay.route(id, Id.hashOf("poke"), new Uint8Array(bytes));
}

const sent = ({ hosted }: ServiceOverlay) =>
  hosted.reduce((sum, { traffic }) => sum + traffic.messagesOut.total, 0);

/** A node of the attacker's own: nobody lets it in, and its packets are taken as any node's are. */
function attackerOf({ simulation }: ServiceOverlay): {
  send(packet: Uint8Array): void;
  received: Packet[];
  handle: NodeHandle;
} {
  const handle = { id: Id.hashOf("attacker"), address: "attacker:1" };
  const network = simulation.network.attach(handle);
  const received: Packet[] = [];
  network.onPacket((_from, packet) => {
    if (packet !== null) received.push(packet);
  });
  return { handle, received, send: (packet) => network.sendBytes(simulation.nodes[0].handle, packet) };
}

function routed(ring: ServiceOverlay, over: Partial<RoutePacket> = {}): Uint8Array {
  return encodePacket({
    kind: "route",
    sequence: 1,
    hops: 1,
    attempt: 0,
    mode: "tree",
    credit: 0xffff,
    serviceVersion: 0,
    service: ring.service,
    key: ring.simulation.nodes[0].handle.id,
    messageId: new Uint8Array(MESSAGE_ID_BYTES).fill(1),
    requestId: 0,
    origin: { id: Id.hashOf("attacker"), address: "attacker:1" },
    payload: new Uint8Array(1),
    ...over,
  });
}

async function mustEnd(ring: ServiceOverlay, eventsMax: number): Promise<void> {
  await ring.pass(30_000);
  const upcalls = ring.upcalls();
  assert.ok(upcalls > 100, `it should have amplified, and had ${upcalls} events`);
  assert.ok(upcalls <= eventsMax, `${upcalls} events followed from one message; at most ${eventsMax} may`);
  await ring.pass(30_000);
  assert.equal(ring.upcalls(), upcalls, "it goes on without end");
}

const network = networkIdOf("attack");

/** A signed manifest that is taken, to be spoilt. */
function goodEnvelope(): Uint8Array {
  const pair = generateKeyPair();
  const module = new Uint8Array(100).fill(1);
  const manifest = makeManifest({
    rootId: soleRootId(pair.publicKey),
    name: "good",
    version: 1,
    capabilities: ["message"],
    module,
    createdMs: 1,
  });
  const envelope = signPublication(pair, network, manifest);
  assert.ok(openPublication(envelope, network).ok);
  return envelope;
}

function mustRefuse(bytes: Uint8Array, what: string): void {
  const opened = openPublication(bytes, network);
  assert.equal(opened.ok, false, `taken as a manifest: ${what}`);
}

const bytesOf = (...parts: readonly (number | Uint8Array)[]): Uint8Array =>
  Uint8Array.from(Buffer.concat(parts.map((part) => (typeof part === "number" ? Buffer.of(part) : part))));

export const CASES: readonly AttackCase[] = [
  {
    id: "NW01",
    title: "an event that sends 10,000 messages is told of its quota after as many as it may send",
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
      assert.ok(outcome.ok, "it was not told of its quota");
      assert.equal(outcome.effects.length, 100);
      await offered.trial.end();
    },
  },
  {
    id: "NW01",
    title:
      "over many events no more messages leave than the rate allows, and requests beyond it end with a quota status",
    isLocal: true,
    async run() {
      const module = service({
        imports: IMPORTS,
        deliver:
          `(if (i32.load (i32.const ${LENGTH})) (then ${times(50, REQUEST.replace("(i32.const 1) (i32.const 1000)", "(i32.const 0) (i32.const 1000)")).replace("(local $i i32)", "")}))`.replace(
            "(if ",
            "(local $i i32) (if ",
          ),
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
      assert.equal(ring.drops("messages"), 20 * 50 - out, "not every message that was let fall is counted");
      const told = [...ring.hosted[0].metrics.values()].reduce((sum, value) => sum + value, 0n);
      assert.equal(told, BigInt(20 * 50 - out), "not every request that was let fall has ended");
    },
  },
  {
    id: "NW02",
    title: "two messages for each one, longer each time, die out over all nodes",
    isLocal: true,
    async run() {
      const ring = await startServiceOverlay(routesTwice(), { nodes: 6 });
      poke(ring);
      await mustEnd(ring, CREDIT_MAX + 1);
      assert.ok(ring.drops("credit") > 0, "what was let fall is not counted");
    },
  },
  {
    id: "NW02",
    title: "two nodes that answer each message with two straight to the sender die out",
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
    title: "two requests for each one, and two more when it has ended, die out over all nodes",
    isLocal: true,
    async run() {
      const module = service({
        imports: IMPORTS,
        deliver: `(drop (call $respond (i64.load (i32.const ${TOKEN})) (i32.const 0) (i32.const 1))) ${REQUEST} ${REQUEST}`,
        more: `(func (export "complete") ${REQUEST} ${REQUEST})`,
      });
      const ring = await startServiceOverlay(module, { nodes: 4 });
      poke(ring);
      // Each request is an event where it arrives and one where it ends; so are the first of those that are let fall, for each message.
      await mustEnd(ring, 1 + 2 * CREDIT_MAX + 16 * (CREDIT_MAX + 1));
    },
  },
  {
    id: "NW02",
    title:
      "messages sent from timers, to be free of what the message was worth, keep to the service's own credit a second",
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
      "a service that floods itself fills no more than its inbox, and others' messages are answered meanwhile",
    isLocal: true,
    async run() {
      const module = service({
        imports: IMPORTS,
        deliver: `(local $i i32) (if (i64.ne (i64.load (i32.const ${TOKEN})) (i64.const 0))
          (then (drop (call $respond (i64.load (i32.const ${TOKEN})) (i32.const 0) (i32.const 1))))
          (else (drop (call $self (i32.const ${KEY}))) ${times(200, `(drop (call $send (i32.const ${KEY}) (i32.const 0) (i32.const 1)))`).replace("(local $i i32)", "")}))`,
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
    title: "a message whose key is changed at each hop ends after as many hops as a message may take",
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
      // Now and then the new key is the node's own, and the message is delivered there: then another is sent.
      for (let i = 0; i < 20; i++) poke(ring);
      await ring.pass(20_000);
      const all = ring.upcalls();
      assert.ok(all <= 21 * (HOPS_MAX + 2), `${all} events followed from 21 messages`);
      assert.ok(upcalls <= HOPS_MAX + 2, `${upcalls} events followed from one message`);
      await ring.pass(20_000);
      assert.equal(ring.upcalls(), all, "a message goes round without end");
    },
  },
  {
    id: "NW05",
    title:
      "a forged number of hops is dropped, forged credit is worth no more than anybody's, and the sender is the link's node",
    isLocal: true,
    async run() {
      const module = service({
        imports: IMPORTS,
        deliver: `(drop (call $respond (i64.load (i32.const ${TOKEN})) (i32.const ${ORIGIN}) (i32.const 32)))
          (if (i64.eqz (i64.load (i32.const ${TOKEN}))) (then ${ROUTE} ${ROUTE}))`,
      });
      const ring = await startServiceOverlay(module, { nodes: 4 });
      const attacker = attackerOf(ring);
      const malformed = () => ring.simulation.nodes[0].overlay.counters.malformed;
      const before = malformed();
      attacker.send(routed(ring, { hops: HOPS_MAX + 1 }));
      attacker.send(routed(ring, { hops: 255, sequence: 2 }));
      await ring.pass(1_000);
      assert.equal(malformed(), before + 2);
      assert.equal(ring.upcalls(), 0);
      // Says nothing of who sends it; the answer says whom the service took it from.
      attacker.send(
        encodePacket({
          kind: "direct",
          sequence: 3,
          credit: 0xffff,
          serviceVersion: 0,
          service: ring.service,
          requestId: 7,
          payload: new Uint8Array(1),
        }),
      );
      await ring.pass(1_000);
      const answer = attacker.received.find((packet) => packet.kind === "response");
      assert.ok(answer?.kind === "response" && new Id(answer.payload).equals(attacker.handle.id));
      // Far away from all nodes but one, so that the first is not the one that delivers it for nothing.
      attacker.send(routed(ring, { sequence: 4 }));
      await mustEnd(ring, CREDIT_MAX + 3);
    },
  },
  {
    id: "NW06",
    title: "a message that is replayed, also as another attempt of itself, is delivered once",
    isLocal: true,
    async run() {
      const ring = await startServiceOverlay(service({ imports: IMPORTS, deliver: "" }), { nodes: 4 });
      const attacker = attackerOf(ring);
      for (let i = 0; i < 100; i++) attacker.send(routed(ring, { sequence: 1 }));
      for (let i = 0; i < 100; i++) attacker.send(routed(ring, { sequence: 2 + i, attempt: i }));
      await ring.pass(5_000);
      assert.equal(ring.upcalls(), 1);
      const direct = {
        kind: "direct",
        sequence: 200,
        credit: 1,
        serviceVersion: 0,
        service: ring.service,
        requestId: 0,
      } as const;
      for (let i = 0; i < 100; i++) attacker.send(encodePacket({ ...direct, payload: new Uint8Array(1) }));
      await ring.pass(5_000);
      assert.equal(ring.upcalls(), 2);
    },
  },
  {
    id: "NW07",
    title:
      "a frame's length is checked before memory is taken for it, and no payload over the limit reaches a service",
    isLocal: true,
    async run() {
      for (const length of [FRAME_BYTES_MAX + 1, 0x7fffffff, 0xffffffff]) {
        const head = Buffer.alloc(4);
        head.writeUInt32BE(length);
        assert.equal(
          new FrameReader().push(head, () => {}),
          false,
          `a frame of ${length} bytes is waited for`,
        );
      }
      const head = Buffer.alloc(5);
      head.writeUInt32BE(FRAME_BYTES_MAX);
      const before = process.memoryUsage().arrayBuffers;
      const readers = Array.from({ length: 100 }, () => {
        const reader = new FrameReader();
        assert.ok(reader.push(head, () => {}));
        return reader;
      });
      const grown = process.memoryUsage().arrayBuffers - before;
      assert.ok(
        grown < 16 * 1024 * 1024,
        `${grown} bytes were taken for ${readers.length} frames that only began`,
      );

      const ring = await startServiceOverlay(service({ imports: IMPORTS, deliver: "" }), { nodes: 1 });
      const [{ overlay, handle }] = ring.simulation.nodes;
      overlay.route(ring.service, handle.id, new Uint8Array(PAYLOAD_BYTES_MAX));
      await ring.pass(100);
      assert.equal(ring.upcalls(), 1);
      overlay.route(ring.service, handle.id, new Uint8Array(PAYLOAD_BYTES_MAX + 1));
      await ring.pass(100);
      assert.equal(ring.upcalls(), 1);
      assert.equal(ring.drops("large"), 1);
    },
  },
  {
    id: "NW08",
    title:
      "a hundred thousand messages of one node leave room for those of another, which wait for a turn only",
    isLocal: true,
    run() {
      const event = (sender: number): { event: ServiceEvent } => ({
        event: {
          kind: "deliver",
          nowMs: 0,
          seed: 0n,
          key: new Uint8Array(32),
          origin: new Uint8Array(32).fill(sender),
          previous: new Uint8Array(32).fill(sender),
          next: new Uint8Array(32),
          token: 0n,
          hops: 1,
          flags: 0,
          payload: new Uint8Array(1),
        },
      });
      const inbox = new Inbox();
      let taken = 0;
      // One for all, so that what is looked at afterwards is the inbox's memory and not that of making messages.
      const flood = event(1);
      for (let i = 0; i < 100_000; i++) if (inbox.push({ ...flood })) taken++;
      assert.equal(taken, INBOX_EVENTS_MAX / 2);
      assert.ok(inbox.push(event(2)), "there was no room for another node's");
      const first = inbox.take(16, 1_000);
      assert.ok(
        first.some(({ event: { previous } }) => previous[0] === 2),
        "it waits for all of the flood",
      );
    },
  },
  {
    id: "NW09",
    title:
      "messages for a service that nobody has published start one search for it, and searches are bounded",
    isLocal: true,
    async run() {
      let searches = 0;
      let underWay = 0;
      let most = 0;
      const storage = {
        get: async () => {
          searches++;
          most = Math.max(most, ++underWay);
          await new Promise((resolve) => setImmediate(resolve));
          underWay--;
          return { ok: false, reason: "none" };
        },
      } as unknown as ReplicatedStorage;
      const installer = new Installer({
        storage,
        store: new MemoryStore(),
        networkId: network,
        policy: POLICY_DEFAULT,
        clock: new VirtualClock(),
        wallClock: () => 0,
      });
      const unknown = Id.hashOf("unknown");
      const outcomes = await Promise.all(Array.from({ length: 10_000 }, () => installer.fetch(unknown)));
      assert.ok(outcomes.every((outcome) => !outcome.ok && outcome.reason === "none"));
      assert.equal(searches, 1, "several searches for one service");
      const many = await Promise.all(
        Array.from({ length: 10_000 }, (_, i) => installer.fetch(Id.hashOf(`unknown ${i}`))),
      );
      assert.ok(most <= 256, `${most} searches at a time`);
      assert.ok(many.some((outcome) => !outcome.ok && outcome.reason === "overloaded"));
    },
  },
  {
    id: "NW10",
    title:
      "protobuf that is nested deep, of bad wire types, of field zero or with over-long numbers is no manifest",
    isLocal: true,
    run() {
      const deep = new Uint8Array(MANIFEST_BYTES_MAX).fill(0x0b);
      mustRefuse(deep, "groups within groups");
      mustRefuse(new Uint8Array(20_000).fill(0x0b), "20,000 groups");
      for (let wireType = 3; wireType < 8; wireType++)
        for (const field of [1, 2, 3, 4, 100])
          mustRefuse(bytesOf(((field << 3) & 0xff) | wireType, 0), `wire type ${wireType}`);
      mustRefuse(bytesOf(0x00, 0x01), "field 0");
      mustRefuse(bytesOf(0x08, new Uint8Array(11).fill(0xff), 0x01), "an over-long number");
      mustRefuse(bytesOf(0x0a, new Uint8Array(4).fill(0xff), 0x07), "a length of 2 GB");
      for (let length = 0; length < 64; length++)
        mustRefuse(goodEnvelope().subarray(0, length), `cut at ${length}`);
    },
  },
  {
    id: "NW11",
    title: "names of prototypes in protobuf change no prototype",
    isLocal: true,
    run() {
      for (const name of ["__proto__", "constructor", "prototype"]) {
        const text = new TextEncoder().encode(name);
        for (let field = 1; field < 16; field++) {
          const entry = bytesOf(0x0a, text.length, text, 0x12, 1, 0x31);
          mustRefuse(bytesOf((field << 3) | 2, entry.length, entry), `an entry named ${name}`);
          mustRefuse(bytesOf((field << 3) | 2, text.length, text), `a field of ${name}`);
        }
      }
      assert.deepEqual(Object.keys(Object.prototype), []);
      assert.equal(({} as Record<string, unknown>)["1"], undefined);
    },
  },
  {
    id: "NW12",
    title: "a packed list of a million entries is refused before it is read",
    isLocal: true,
    run() {
      const packed = bytesOf(0x3a, 0x80, 0x80, 0x40, new Uint8Array(1_048_576));
      const before = process.memoryUsage().heapUsed;
      mustRefuse(packed, "a list of a million entries");
      assert.ok(process.memoryUsage().heapUsed - before < 8 * 1024 * 1024, "it was read all the same");
    },
  },
  {
    id: "NW13",
    title: "a manifest encoded in any other than the one way is refused, though it says the same",
    isLocal: true,
    run() {
      const good = goodEnvelope();
      const opened = openPublication(good, network);
      assert.ok(opened.ok && serviceOf(opened.manifest) !== null);
      mustRefuse(bytesOf(good, good), "every field twice");
      mustRefuse(bytesOf(good, 0x78, 0x01), "a field that is not known");
      assert.equal(good[0], 0x0a);
      mustRefuse(bytesOf(0x8a, 0x00, good.subarray(1)), "a tag longer than it needs to be");
      mustRefuse(
        bytesOf(0x0a, good[1] | 0x80, 0x00, good.subarray(2)),
        "a length longer than it needs to be",
      );
      mustRefuse(
        bytesOf(good.subarray(2 + good[1]), good.subarray(0, 2 + good[1])),
        "fields in another order",
      );
    },
  },
  {
    id: "NW14",
    title: "a peer that reads nothing holds up a bounded queue, and is given up",
    isLocal: true,
    async run() {
      const clock = new VirtualClock();
      const ends: LinkEnd[] = [];
      const socket = new SilentSocket();
      const link = new Link(
        { id: Id.hashOf("peer"), address: "peer:1" },
        "out",
        socket as unknown as TLSSocket,
        new FrameReader(),
        clock,
        { ...TLS_LIMITS, stallMs: 10_000, lingerMs: 1_000 },
        { packet: () => {}, ended: (_link, how) => ends.push(how) },
      );
      const packet = new Uint8Array(64 * 1024);
      let taken = 0;
      for (let i = 0; i < 1_000; i++) {
        if (link.send(packet)) taken += packet.length;
        if (i % 10 === 0) await new Promise((resolve) => setImmediate(resolve));
      }
      assert.ok(taken <= QUEUE_BYTES_MAX, `${taken} bytes wait for a peer that reads nothing`);
      while (clock.step(60_000));
      assert.deepEqual(ends, ["stalled"]);
      assert.ok(socket.isDestroyed);
      assert.equal(link.send(packet), false);
    },
  },
  {
    id: "NW15",
    title:
      "nodes whose ids were made to lie beside a manifest's key, the root among them, do not hide the newest from who reads it at several ranks",
    isLocal: true,
    async run() {
      const holders = new RecordHolders(40, 15);
      const by = newPublisher();
      const more = ["", '(func (export "init"))'];
      const [old, next] = more.map((one, i) => release({ by, version: i + 1, module: simpleService(one) }));
      const name = manifestRecord(next.service);
      await holders.publish(old, next);
      const { simulation } = holders;
      // Nearer to the key than anybody is by chance: the root, and one to each side.
      for (const last of [name.key.bytes[31], name.key.bytes[31] ^ 1, name.key.bytes[31] ^ 2]) {
        const node = simulation.add(new Id(Uint8Array.from([...name.key.bytes.subarray(0, 31), last])));
        await simulation.runUntilAsync(() => node.overlay.status === "active", 30_000);
        holders.answerAlways(node, heldRecord(name, old.record));
      }
      await simulation.runAsync(30_000);
      const reader = holders.farthestNode(name.key);
      const alone = await simulation.settle(holders.storages[reader].get(name));
      assert.deepEqual(
        alone.ok ? alone.record.value : null,
        old.record,
        "the attackers are not where they should be",
      );
      const several = await simulation.settle(holders.quorumReaders[reader].get(name));
      assert.ok(several.ok, "nobody had it");
      assert.deepEqual(several.record.value, next.record);
    },
  },
];

/** A socket whose other end takes nothing. */
class SilentSocket extends EventEmitter {
  writableLength = 0;
  isDestroyed = false;
  write(bytes: Uint8Array): boolean {
    this.writableLength += bytes.length;
    return false;
  }
  end(): void {}
  destroy(): void {
    this.isDestroyed = true;
  }
}
