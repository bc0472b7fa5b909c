import fc from "fast-check";
import { beforeEach, expect, test } from "vitest";
import { Id } from "../../runtime/base/id.ts";
import type { NodeHandle } from "../../runtime/base/node-handle.ts";
import { type HopOptions, Hops } from "../../runtime/overlay/hops.ts";
import { Peer } from "../../runtime/overlay/peer.ts";
import { Recent, RecentNumbers } from "../../runtime/overlay/recent.ts";
import { Requests } from "../../runtime/overlay/requests.ts";
import { seededRandom } from "../../runtime/simulator/random.ts";
import { VirtualClock } from "../../runtime/simulator/virtual-clock.ts";

const OPTIONS: HopOptions = { rtoMinMs: 100, rtoMaxMs: 2_000, rtoInitialMs: 1_000 };
const HANDLE: NodeHandle = { id: Id.hashOf("peer"), address: "peer:1" };
let PEER: Peer;
let STRANGER: Peer;
beforeEach(() => {
  PEER = new Peer(HANDLE, 0);
  STRANGER = new Peer({ id: Id.hashOf("stranger"), address: "stranger:1" }, 1);
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
  /** Sends a packet that is acknowledged after so long. */
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
  // One that was measured once is taken to vary by an eighth.
  expect(hops.timeoutMs(PEER)).toBe(300);
  for (let i = 0; i < 100; i++) roundTrip(200);
  expect(hops.timeoutMs(PEER)).toBeLessThan(210);
  for (let i = 0; i < 100; i++) roundTrip(10);
  expect(hops.timeoutMs(PEER)).toBe(OPTIONS.rtoMinMs);
});

test("an acknowledgement of a retransmission tells nothing of the round trip", () => {
  const { hops, roundTrip } = start();
  roundTrip(300, false);
  expect(hops.timeoutMs(PEER)).toBe(OPTIONS.rtoInitialMs);
});

test("an acknowledgement that comes too late tells how far its node is, unless the packet was sent again or it stood still", () => {
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
  hops.acknowledge(STRANGER, sequences[3]);
  expect(PEER.roundTripMs).toBe(Number.POSITIVE_INFINITY);
  hops.acknowledge(PEER, sequences[3]);
  expect(PEER.roundTripMs).toBe(700);
  hops.acknowledge(PEER, sequences[3]);
  expect(PEER.deviationMs).toBe(700 / 8);
});

test("only who was sent a packet can acknowledge it, and only once", () => {
  const { hops, sequences, pass } = start();
  const heard: string[] = [];
  const note = (what: string) => () => heard.push(what);
  hops.send(
    PEER,
    { kind: "ping", sequence: 0 },
    { isFirst: true, waitMs: hops.timeoutMs(PEER) },
    note("acknowledged"),
    note("overdue"),
  );
  hops.acknowledge(STRANGER, sequences[0]);
  expect(heard).toEqual([]);
  hops.acknowledge(PEER, sequences[0]);
  hops.acknowledge(PEER, sequences[0]);
  pass(10_000);
  expect(heard).toEqual(["acknowledged"]);
});

test("a broken link makes messages overdue that may go another way, and a death all", () => {
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
  hops.linkBroke(STRANGER);
  expect(overdue).toEqual([]);
  hops.linkBroke(PEER);
  expect(overdue).toEqual(["message"]);
  hops.failed(PEER);
  expect(overdue).toEqual(["message", "probe"]);
});

test("a packet that is sent again is another one: the network may still hold the first", () => {
  const { hops, sequences } = start();
  const packet = { kind: "ping", sequence: 0 } as const;
  const isFirst = true;
  hops.send(PEER, packet, { isFirst, waitMs: hops.timeoutMs(PEER) }, NOTHING, NOTHING);
  const before = { ...packet };
  hops.send(STRANGER, packet, { isFirst, waitMs: hops.timeoutMs(PEER) }, NOTHING, NOTHING);
  expect(packet).toEqual(before);
  expect(new Set(sequences).size).toBe(2);
});

test("what was seen is remembered for the time promised, and no more than the bound", () => {
  const clock = new VirtualClock();
  const recent = new Recent(clock, 1_000, 10);
  expect(recent.add("a")).toBe(true);
  clock.advanceTo(1_000);
  expect(recent.add("a")).toBe(false);
  clock.advanceTo(5_000);
  recent.add("b");
  clock.advanceTo(10_000);
  expect(recent.add("c")).toBe(true);
  expect(recent.add("a")).toBe(true);
  for (let i = 0; i < 100; i++) recent.add(`${i}`);
  const kept = Array.from({ length: 100 }, (_, i) => recent.has(`${i}`)).filter(Boolean).length;
  expect(kept).toBeLessThanOrEqual(20);
  expect(recent.has("99")).toBe(true);
});

test("of numbers as of other things: each is new once in the time promised, whoever else gives it", () => {
  const added = fc.tuple(
    fc.integer({ min: 0, max: 2 }),
    fc.oneof(fc.integer({ min: 0, max: 70 }), fc.integer({ min: 0xffff_ffc0, max: 0xffff_ffff })),
    fc.integer({ min: 0, max: 300 }),
  );
  fc.assert(
    fc.property(fc.array(added, { maxLength: 200 }), (all) => {
      const clock = new VirtualClock();
      const numbers = new RecentNumbers(clock, 1_000, 100);
      const recent = new Recent<string>(clock, 1_000, 1_000);
      for (const [giver, number, laterMs] of all) {
        clock.advanceTo(clock.now() + laterMs);
        expect(numbers.add(giver, number)).toBe(recent.add(`${giver} ${number}`));
      }
    }),
  );
});

test("no more groups of numbers are kept than the bound", () => {
  const numbers = new RecentNumbers(new VirtualClock(), 1_000, 10);
  for (let i = 0; i < 1_000; i++) numbers.add(i % 3, 32 * i);
  expect(numbers.size).toBeLessThanOrEqual(20);
  expect(numbers.add(999 % 3, 32 * 999)).toBe(false);
});

test("requests beyond the bound fail as overloaded at once, and all that wait end when the node leaves", () => {
  const requests = new Requests(new VirtualClock(), seededRandom(2));
  const endings = new Map<string, number>();
  const count = 20_000;
  for (let i = 0; i < count; i++) {
    requests.add(
      1_000,
      (response) => {
        const name = response.ok ? "ok" : response.reason;
        endings.set(name, (endings.get(name) ?? 0) + 1);
      },
      NOTHING,
    );
  }
  const overloaded = endings.get("overloaded") ?? 0;
  expect(overloaded).toBeGreaterThan(0);
  expect(endings.size).toBe(1);
  requests.close();
  expect(endings.get("timeout")).toBe(count - overloaded);
});

test("an answer to another number than was asked under ends nothing", () => {
  const requests = new Requests(new VirtualClock(), seededRandom(3));
  const endings: boolean[] = [];
  const asked: number[] = [];
  const note = (response: { readonly ok: boolean }) => endings.push(response.ok);
  requests.add(1_000, note, (requestId) => asked.push(requestId));
  const answer = {
    kind: "response",
    sequence: 0,
    hops: 1,
    refused: false,
    payload: new Uint8Array(0),
  } as const;
  requests.answered(HANDLE, { ...answer, requestId: asked[0] + 1 });
  expect(endings).toEqual([]);
  requests.answered(HANDLE, { ...answer, requestId: asked[0] });
  requests.answered(HANDLE, { ...answer, requestId: asked[0] });
  expect(endings).toEqual([true]);
});
