/** The contract of the interface Network (overlay/environment.ts), as tests that each implementation runs. */
import { afterEach, describe, expect, test } from "vitest";
import { Id } from "../../runtime/base/id.ts";
import type { NodeHandle } from "../../runtime/base/node-handle.ts";
import type { Network } from "../../runtime/overlay/environment.ts";
import type { Packet } from "../../runtime/overlay/packets.ts";

/** A node on the network under test. */
interface NetworkNode {
  readonly handle: NodeHandle;
  readonly network: Network;
  /** Ends the node without a notice to the others. */
  end(): Promise<void> | void;
}

/** A network under test, with its own clock. */
interface TestNetwork {
  add(): Promise<NetworkNode>;
  /** Lets time pass until the condition holds. */
  until(condition: () => boolean): Promise<void>;
}

interface Received {
  readonly from: NodeHandle;
  readonly packet: Packet | null;
}

const PING: Packet = { kind: "ping", sequence: 7 };
const PAYLOAD = Uint8Array.from({ length: 40_000 }, (_, i) => i % 251);

export function testNetworkCompliance(name: string, make: () => TestNetwork): void {
  describe(`${name} complies with Network`, () => {
    const ends: (() => Promise<void> | void)[] = [];
    afterEach(async () => {
      for (const end of ends.splice(0)) await end();
    });

    async function nodes(count: number) {
      const test = make();
      const made = [];
      for (let i = 0; i < count; i++) {
        const node = await test.add();
        ends.push(() => node.end());
        const received: Received[] = [];
        const unreachable: NodeHandle[] = [];
        node.network.onPacket((from, packet) => received.push({ from, packet }));
        node.network.onUnreachable((other) => unreachable.push(other));
        made.push({ ...node, received, unreachable });
      }
      return { test, made };
    }

    test("a packet arrives unchanged, from its sender, without a link before", async () => {
      const { test, made } = await nodes(2);
      const [a, b] = made;
      expect(a.network.send(b.handle, PING)).toBe(true);
      await test.until(() => b.received.length > 0);
      expect(b.received).toHaveLength(1);
      expect(b.received[0].packet).toEqual(PING);
      expect(b.received[0].from.id.equals(a.handle.id)).toBe(true);
      expect(b.received[0].from.address).toBe(a.network.address);
    });

    test("a large payload arrives whole, and both directions work at a time", async () => {
      const { test, made } = await nodes(2);
      const [a, b] = made;
      const service = Id.hashOf("service");
      const direct: Packet = {
        kind: "direct",
        sequence: 1,
        credit: 3,
        service,
        serviceVersion: 2,
        requestId: 9,
        payload: PAYLOAD,
      };
      a.network.send(b.handle, direct);
      b.network.send(a.handle, PING);
      await test.until(() => a.received.length > 0 && b.received.length > 0);
      const packet = b.received[0].packet;
      if (packet?.kind !== "direct") throw new Error(`a ${packet?.kind} packet arrived`);
      expect(Buffer.from(packet.payload).equals(PAYLOAD)).toBe(true);
      expect(packet.service.equals(service)).toBe(true);
      expect(packet).toMatchObject({ sequence: 1, credit: 3, serviceVersion: 2, requestId: 9 });
      expect(a.received[0].packet).toEqual(PING);
    });

    test("a packet goes to the node that is named and to no other", async () => {
      const { test, made } = await nodes(3);
      const [a, b, c] = made;
      a.network.send(b.handle, PING);
      await test.until(() => b.received.length > 0);
      expect(c.received).toEqual([]);
      expect(a.received).toEqual([]);
    });

    test("resolve finds the node at an address, and null at an address without a node", async () => {
      const { test, made } = await nodes(2);
      const [a, b] = made;
      const found: (NodeHandle | null)[] = [];
      a.network.resolve(b.network.address, (handle) => found.push(handle));
      await test.until(() => found.length === 1);
      expect(found[0]?.id.equals(b.handle.id)).toBe(true);
      await b.end();
      a.network.resolve(b.network.address, (handle) => found.push(handle));
      await test.until(() => found.length === 2);
      expect(found[1]).toBeNull();
    });

    test("the end of a node is reported to a node that has a link to it", async () => {
      const { test, made } = await nodes(2);
      const [a, b] = made;
      a.network.send(b.handle, PING);
      await test.until(() => b.received.length > 0);
      await b.end();
      await test.until(() => a.unreachable.length > 0);
      expect(a.unreachable[0].id.equals(b.handle.id)).toBe(true);
    });

    test("after forget, a packet opens a link again", async () => {
      const { test, made } = await nodes(2);
      const [a, b] = made;
      a.network.send(b.handle, PING);
      await test.until(() => b.received.length > 0);
      a.network.forget(b.handle);
      a.network.send(b.handle, { kind: "ping", sequence: 8 });
      await test.until(() => b.received.length > 1);
      expect(b.received[1].packet).toEqual({ kind: "ping", sequence: 8 });
    });
  });
}
