/**
 * Attacks with forged, replayed and too many messages, and on queues and searches. Most run on a small
 * simulated overlay (service-overlay.ts), with an attacker that has its own link and sends any bytes.
 */
import assert from "node:assert/strict";
import { EventEmitter } from "node:events";
import type { TLSSocket } from "node:tls";
import { PAYLOAD_BYTES_MAX } from "../../../abi/abi.ts";
import { Id } from "../../base/id.ts";
import { networkIdOf } from "../../base/identity.ts";
import type { NodeHandle } from "../../base/node-handle.ts";
import { Installer } from "../../deployment/installer.ts";
import { manifestRecord } from "../../deployment/kinds.ts";
import { POLICY_DEFAULT } from "../../deployment/policy.ts";
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
import { RecordHolders, recordOf } from "../arenas/record-holders.ts";
import { type ServiceOverlay, startServiceOverlay } from "../arenas/service-overlay.ts";
import { IMPORTS, mustEnd, ORIGIN, ROUTE, TOKEN } from "../kit/message-service.ts";
import { service } from "../kit/modules.ts";

/** A node of the attacker outside the overlay. Nodes accept its packets like any other's. */
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

const network = networkIdOf("attack");

export const CASES: readonly AttackCase[] = [
  {
    id: "NW05",
    title:
      "forged hop counts are dropped, forged credit counts up to the maximum, and the sender is the node of the link",
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
      // The packet names no sender; the answer shows the sender that the service saw.
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
      attacker.send(routed(ring, { sequence: 4 }));
      await mustEnd(ring, CREDIT_MAX + 3);
    },
  },
  {
    id: "NW06",
    title: "a replayed message, also as another attempt, is delivered once",
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
      "the length of a frame is checked before memory is allocated, and no payload over the limit reaches a service",
    isLocal: true,
    async run() {
      for (const length of [FRAME_BYTES_MAX + 1, 0x7fffffff, 0xffffffff]) {
        const head = Buffer.alloc(4);
        head.writeUInt32BE(length);
        assert.equal(
          new FrameReader().push(head, () => {}),
          false,
          `the reader waits for a frame of ${length} bytes`,
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
        `${grown} bytes are allocated for ${readers.length} frames with a header only`,
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
    title: "100,000 messages of one node leave room for those of another, which wait for one round only",
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
      // One event for all, so that the memory afterwards is that of the inbox and not that of the events.
      const flood = event(1);
      for (let i = 0; i < 100_000; i++) if (inbox.push({ ...flood })) taken++;
      assert.equal(taken, INBOX_EVENTS_MAX / 2);
      assert.ok(inbox.push(event(2)), "there was no room for a message of another node");
      const first = inbox.take(16, 1_000);
      assert.ok(
        first.some(({ event: { previous } }) => previous[0] === 2),
        "the message waits for the whole flood",
      );
    },
  },
  {
    id: "NW09",
    title: "messages for an unpublished service start one search for it, and searches are bounded",
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
    id: "NW14",
    title: "a peer that reads nothing fills a bounded queue, and is disconnected",
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
      assert.ok(taken <= QUEUE_BYTES_MAX, `${taken} bytes are queued for a peer that reads nothing`);
      while (clock.step(60_000));
      assert.deepEqual(ends, ["stalled"]);
      assert.ok(socket.isDestroyed);
      assert.equal(link.send(packet), false);
    },
  },
  {
    id: "NW15",
    title:
      "nodes with ids generated beside a manifest's key do not hide the newest manifest from a quorum read",
    isLocal: true,
    async run() {
      const holders = new RecordHolders(40, 15);
      const by = newPublisher();
      const more = ["", '(func (export "init"))'];
      const [old, next] = more.map((one, i) => release({ by, version: i + 1, module: simpleService(one) }));
      const name = manifestRecord(next.service);
      await holders.publish(old, next);
      const { simulation } = holders;
      // Nearer to the key than any random id: the root, and one on each side.
      for (const last of [name.key.bytes[31], name.key.bytes[31] ^ 1, name.key.bytes[31] ^ 2]) {
        const node = simulation.add(new Id(Uint8Array.from([...name.key.bytes.subarray(0, 31), last])));
        await simulation.runUntilAsync(() => node.overlay.status === "active", 30_000);
        holders.answerAlways(node, recordOf(name, old.record));
      }
      await simulation.runAsync(30_000);
      const reader = holders.farthestNode(name.key);
      const alone = await simulation.settle(holders.storages[reader].get(name));
      assert.deepEqual(
        alone.ok ? alone.record.value : null,
        old.record,
        "the attackers are not the nearest nodes",
      );
      const several = await simulation.settle(holders.quorumReaders[reader].get(name));
      assert.ok(several.ok, "no node had the record");
      assert.deepEqual(several.record.value, next.record);
    },
  },
];

/** A socket to a peer that reads nothing. */
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
