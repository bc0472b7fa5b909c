import { beforeEach, expect, test } from "vitest";
import { Id } from "../../runtime/base/id.ts";
import type { NodeHandle } from "../../runtime/base/node-handle.ts";
import { type HopOptions, Hops } from "../../runtime/overlay/hops.ts";
import { Peer } from "../../runtime/overlay/peer.ts";
import { seededRandom } from "../../runtime/simulator/random.ts";
import { VirtualClock } from "../../runtime/simulator/virtual-clock.ts";

const OPTIONS: HopOptions = { rtoMinMs: 100, rtoMaxMs: 2_000, rtoInitialMs: 1_000 };
const HANDLE: NodeHandle = { id: Id.hashOf("peer"), address: "peer:1" };
let PEER: Peer;
let OTHER: Peer;
beforeEach(() => {
  PEER = new Peer(HANDLE, 0);
  OTHER = new Peer({ id: Id.hashOf("other"), address: "other:1" }, 1);
});
const NOTHING = () => {};

function start() {
  const clock = new VirtualClock();
  const sequences: number[] = [];
  const hops = new Hops(
    {
      clock,
      random: seededRandom(1),
      network: {
        address: "self:1",
        send: (_to, packet) => {
          if (packet.kind === "ping") sequences.push(packet.sequence);
          return true;
        },
        resolve: NOTHING,
        onPacket: NOTHING,
        onUnreachable: NOTHING,
        forget: NOTHING,
      },
    },
    OPTIONS,
  );
  const pass = (ms: number) => {
    const untilMs = clock.now() + ms;
    while (clock.step(untilMs));
    clock.advanceTo(untilMs);
  };
  /** Sends a packet that is acknowledged after `ms`. */
  const roundTrip = (ms: number, isFirst = true) => {
    hops.send(
      PEER,
      { kind: "ping", sequence: 0 },
      { isFirst, waitMs: hops.timeoutMs(PEER) },
      NOTHING,
      NOTHING,
    );
    pass(ms);
    hops.acknowledge(PEER, sequences[sequences.length - 1]);
  };
  return { clock, hops, sequences, pass, roundTrip };
}

test("the timeout follows the measured round trips, between its bounds", () => {
  const { hops, roundTrip } = start();
  expect(hops.timeoutMs(PEER)).toBe(OPTIONS.rtoInitialMs);
  roundTrip(200);
  // After one measurement the assumed deviation is one eighth.
  expect(hops.timeoutMs(PEER)).toBe(300);
  for (let i = 0; i < 100; i++) roundTrip(200);
  expect(hops.timeoutMs(PEER)).toBeLessThan(210);
  for (let i = 0; i < 100; i++) roundTrip(10);
  expect(hops.timeoutMs(PEER)).toBe(OPTIONS.rtoMinMs);
});

test("an acknowledgement of a retransmission does not measure the round trip", () => {
  const { hops, roundTrip } = start();
  roundTrip(300, false);
  expect(hops.timeoutMs(PEER)).toBe(OPTIONS.rtoInitialMs);
});

test("a late acknowledgement measures the round trip, unless the packet was sent again or the node was paused", () => {
  const { hops, sequences, pass } = start();
  const send = (options: { isFirst: boolean; sequence?: number }) =>
    hops.send(PEER, { kind: "ping", sequence: 0 }, { waitMs: 100, ...options }, NOTHING, NOTHING);
  send({ isFirst: true });
  pass(OPTIONS.rtoMaxMs + 1);
  hops.acknowledge(PEER, sequences[0]);
  send({ isFirst: true });
  pass(101);
  send({ isFirst: false, sequence: sequences[1] });
  pass(101);
  hops.acknowledge(PEER, sequences[1]);
  expect(PEER.roundTripMs).toBe(Number.POSITIVE_INFINITY);
  send({ isFirst: true });
  pass(700);
  hops.acknowledge(OTHER, sequences[3]);
  expect(PEER.roundTripMs).toBe(Number.POSITIVE_INFINITY);
  hops.acknowledge(PEER, sequences[3]);
  expect(PEER.roundTripMs).toBe(700);
  hops.acknowledge(PEER, sequences[3]);
  expect(PEER.deviationMs).toBe(700 / 8);
});

test("only the receiver of a packet can acknowledge it, and only once", () => {
  const { hops, sequences, pass } = start();
  const events: string[] = [];
  const note = (name: string) => () => events.push(name);
  hops.send(
    PEER,
    { kind: "ping", sequence: 0 },
    { isFirst: true, waitMs: hops.timeoutMs(PEER) },
    note("acknowledged"),
    note("overdue"),
  );
  hops.acknowledge(OTHER, sequences[0]);
  expect(events).toEqual([]);
  hops.acknowledge(PEER, sequences[0]);
  hops.acknowledge(PEER, sequences[0]);
  pass(10_000);
  expect(events).toEqual(["acknowledged"]);
});

test("a broken link makes routed messages overdue, a failure of the node all its packets", () => {
  const { hops } = start();
  const overdue: string[] = [];
  const send = (name: string, isRouted: boolean) =>
    hops.send(
      PEER,
      { kind: "ping", sequence: 0 },
      { isFirst: true, waitMs: hops.timeoutMs(PEER), isRouted },
      NOTHING,
      () => overdue.push(name),
    );
  send("message", true);
  send("probe", false);
  hops.linkBroke(OTHER);
  expect(overdue).toEqual([]);
  hops.linkBroke(PEER);
  expect(overdue).toEqual(["message"]);
  hops.failed(PEER);
  expect(overdue).toEqual(["message", "probe"]);
});

test("a packet that is sent again is a new object, since the network may still queue the first", () => {
  const { hops, sequences } = start();
  const packet = { kind: "ping", sequence: 0 } as const;
  const isFirst = true;
  hops.send(PEER, packet, { isFirst, waitMs: hops.timeoutMs(PEER) }, NOTHING, NOTHING);
  const before = { ...packet };
  hops.send(OTHER, packet, { isFirst, waitMs: hops.timeoutMs(PEER) }, NOTHING, NOTHING);
  expect(packet).toEqual(before);
  expect(new Set(sequences).size).toBe(2);
});
