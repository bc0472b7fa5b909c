import { EventEmitter } from "node:events";
import type { TLSSocket } from "node:tls";
import { expect, test } from "vitest";
import { Id } from "../../runtime/base/id.ts";
import { VirtualClock } from "../../runtime/simulator/virtual-clock.ts";
import { FrameReader, joinFrames } from "../../runtime/transport/frames.ts";
import { Link, type LinkEnd } from "../../runtime/transport/link.ts";
import { TLS_LIMITS } from "../../runtime/transport/tls-limits.ts";

/** A connection with the test at its other end. While it is paused, data waits as in a kernel's buffer. */
class FakeSocket extends EventEmitter {
  readonly writableLength = 0;
  isDestroyed = false;
  #isHeld = false;
  #waiting: Buffer[] = [];

  say(chunk: Buffer): void {
    this.#waiting.push(chunk);
    this.#flow();
  }

  pause(): void {
    this.#isHeld = true;
  }

  resume(): void {
    this.#isHeld = false;
    this.#flow();
  }

  destroy(): void {
    this.isDestroyed = true;
    this.#waiting = [];
  }

  #flow(): void {
    for (let next = this.#waiting[0]; next !== undefined && !this.#isHeld; next = this.#waiting[0]) {
      this.#waiting.shift();
      this.emit("data", next);
    }
  }
}

function openLink(limits: { packetsPerSecond: number; bytesPerSecond: number; floodMs: number }) {
  const clock = new VirtualClock();
  const socket = new FakeSocket();
  const ends: LinkEnd[] = [];
  let received = 0;
  const link = new Link(
    { id: Id.hashOf("peer"), address: "peer:1" },
    "in",
    socket as unknown as TLSSocket,
    new FrameReader(),
    clock,
    { ...TLS_LIMITS, ...limits },
    { packet: () => received++, ended: (_link, how) => ends.push(how) },
  );
  const run = (ms: number) => {
    const untilMs = clock.now() + ms;
    while (clock.step(untilMs));
    clock.advanceTo(untilMs);
  };
  return { link, socket, ends, run, received: () => received };
}

const PACKET = joinFrames([new Uint8Array(100)], 100);
const LIMITS = { packetsPerSecond: 10, bytesPerSecond: 1_000_000, floodMs: 5_000 };

test("a peer over its rate limit is read at the limit, and nothing is lost", () => {
  const { socket, ends, run, received } = openLink(LIMITS);
  for (let i = 0; i < 35; i++) socket.say(PACKET);
  expect(received()).toBe(10);
  run(999);
  expect(received()).toBe(10);
  run(1);
  expect(received()).toBe(20);
  run(3_000);
  expect(received()).toBe(35);
  expect(ends).toEqual([]);
});

test("the rate limit counts bytes as well as packets", () => {
  const { socket, run, received } = openLink({ ...LIMITS, bytesPerSecond: 3 * PACKET.length });
  for (let i = 0; i < 6; i++) socket.say(PACKET);
  expect(received()).toBe(3);
  run(1_000);
  expect(received()).toBe(6);
});

test("a peer that stays over its limit is disconnected, a peer that pauses for a second is not", () => {
  const flooding = openLink(LIMITS);
  for (let i = 0; i < 1_000; i++) flooding.socket.say(PACKET);
  flooding.run(6_000);
  expect(flooding.ends).toEqual(["flood"]);
  expect(flooding.socket.isDestroyed).toBe(true);
  expect(flooding.received()).toBeLessThanOrEqual(60);

  const busy = openLink(LIMITS);
  for (let minute = 0; minute < 10; minute++) {
    for (let i = 0; i < 30; i++) busy.socket.say(PACKET);
    busy.run(3_500);
    busy.socket.say(PACKET);
    busy.run(1_500);
  }
  expect(busy.ends).toEqual([]);
  expect(busy.received()).toBe(310);
});
