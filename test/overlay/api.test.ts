/**
 * The common API against its description: Dabek, Zhao, Druschel, Kubiatowicz and Stoica, "Towards a Common
 * API for Structured Peer-to-Peer Overlays", IPTPS 2003, section 3. Each test checks one statement of the
 * paper about a call.
 */
import { beforeEach, describe, expect, test } from "vitest";
import { type Id, isBetween, isCloser, sharedPrefixDigits } from "../../runtime/base/id.ts";
import type { RankRange, Response, RoutedMessage } from "../../runtime/overlay/api.ts";
import { LEAF_SIDE } from "../../runtime/overlay/leaf-set.ts";
import { type DelayModel, uniformDelays } from "../../runtime/simulator/delays.ts";
import type { SimulatedNode } from "../../runtime/simulator/simulation.ts";
import { bytes, nextTo, SERVICE, SLOW_RETRY, startOverlay, text } from "./support.ts";

const NODES = 120;
const whole = startOverlay({ nodes: NODES, seed: 81, overlay: SLOW_RETRY });
const { simulation, recorders, deliveries } = whole;
simulation.run(60_000);
const ring = [...simulation.nodes].sort((a, b) => (a.handle.id.hex < b.handle.id.hex ? -1 : 1));

beforeEach(() => {
  deliveries.length = 0;
  for (const recorder of recorders) {
    recorder.passed.length = 0;
    recorder.onForward = () => "continue";
  }
});

/** The nodes in the order in which they would become root of the key. */
const ranked = (key: Id): readonly SimulatedNode[] =>
  [...simulation.nodes].sort((a, b) => (isCloser(key, a.handle.id, b.handle.id) ? -1 : 1));

/** A node from which the key's root is at least two hops away. */
const farFrom = (key: Id): SimulatedNode => {
  const far = simulation.nodes.find(
    ({ overlay }) =>
      overlay.localLookup(key, 1, false)[0]?.id.equals(simulation.trueRoot(key).handle.id) === false,
  );
  if (far === undefined) throw new Error("every node knows the root");
  return far;
};

/** The upcalls for the message, in the order of its route. */
const routeOf = (name: string) =>
  recorders
    .flatMap((recorder) => recorder.passed.map((pass) => ({ at: recorder.node, ...pass })))
    .filter((pass) => pass.text === name)
    .sort((a, b) => a.message.hops - b.message.hops);

describe("route", () => {
  test("delivers a message at the root of its key, from any node", () => {
    const key = simulation.randomId();
    for (const { overlay, index } of simulation.nodes) overlay.route(SERVICE, key, bytes(`from ${index}`));
    simulation.run(5_000);
    expect(new Set(deliveries.map(({ node }) => node))).toEqual(new Set([simulation.trueRoot(key).index]));
    expect(deliveries).toHaveLength(NODES);
  });

  test("takes the hint as first hop, so that the root as hint makes the route one hop long", () => {
    const key = simulation.randomId();
    const root = simulation.trueRoot(key);
    farFrom(key).overlay.route(SERVICE, key, bytes("hinted"), { hint: root.handle });
    simulation.run(5_000);
    expect(deliveries).toMatchObject([{ node: root.index, hops: 1 }]);
  });

  test("reaches the root also after a hint away from the key: the route continues from there as from any node", () => {
    const key = simulation.randomId();
    const [root, ...others] = ranked(key);
    const away = others.at(-1) as SimulatedNode;
    away.overlay.route(SERVICE, key, bytes("from there"));
    simulation.run(5_000);
    const [{ hops }] = deliveries.splice(0);
    farFrom(key).overlay.route(SERVICE, key, bytes("led there"), { hint: away.handle });
    simulation.run(5_000);
    expect(deliveries).toMatchObject([{ node: root.index, hops: hops + 1 }]);
  });

  test("without a key is a direct message to a node, of whichever keys that is the root", () => {
    const [from, to] = [simulation.nodes[3], simulation.nodes[4]];
    from.overlay.send(SERVICE, to.handle, bytes("to you"));
    simulation.run(2_000);
    expect(recorders[to.index].direct_).toContain("to you");
    expect(deliveries).toEqual([]);
  });

  test("is best effort: it returns nothing, and a message with a broken route is delivered nowhere else", () => {
    const key = simulation.randomId();
    const root = simulation.trueRoot(key);
    const short = startOverlay({ nodes: 20, seed: 82 });
    const lonely = short.simulation.trueRoot(key);
    const from = short.simulation.nodes.find((node) => node !== lonely) as SimulatedNode;
    short.simulation.network.partition(({ id }) => (id.equals(lonely.handle.id) ? 1 : 0));
    expect(from.overlay.route(SERVICE, key, bytes("lost"))).toBeUndefined();
    short.simulation.run(1_000);
    expect(short.deliveries).toEqual([]);
    expect(root.overlay.status).toBe("active");
  });
});

describe("forward", () => {
  test("is called at each node on the route, at the source first and at the root last, before deliver", () => {
    const key = simulation.randomId();
    const [source, root] = [farFrom(key), simulation.trueRoot(key)];
    const order: string[] = [];
    recorders[root.index].onForward = () => {
      order.push(`forward, ${deliveries.length} delivered`);
      return "continue";
    };
    source.overlay.route(SERVICE, key, bytes("watched"));
    simulation.run(5_000);
    const seen = routeOf("watched");
    expect(seen[0].at).toBe(source);
    expect(seen.at(-1)?.at).toBe(root);
    expect(seen.length).toBeGreaterThan(2);
    expect(seen.slice(1).map(({ at }) => at.handle.id.hex)).toEqual(
      seen.slice(0, -1).map(({ next }) => next.id.hex),
    );
    expect(order).toEqual(["forward, 0 delivered"]);
  });

  test("gets the key, the message and the next hop, which at the root is the root itself", () => {
    const key = simulation.randomId();
    const root = simulation.trueRoot(key);
    farFrom(key).overlay.route(SERVICE, key, bytes("passed"));
    simulation.run(5_000);
    for (const { message } of routeOf("passed")) expect(message.key.equals(key)).toBe(true);
    expect(routeOf("passed").at(-1)?.next.id.equals(root.handle.id)).toBe(true);
  });

  const changed = (change: (at: SimulatedNode, message: RoutedMessage) => void, key: Id) => {
    const source = farFrom(key);
    recorders[source.index].onForward = (message) => {
      // The resumed message causes no second upcall at this node.
      recorders[source.index].onForward = () => "continue";
      change(source, message);
      return "taken";
    };
    source.overlay.route(SERVICE, key, bytes("as it was"));
    simulation.run(5_000);
  };

  test("may change the key: the message reaches the root of the new key", () => {
    const [key, other] = [simulation.randomId(), simulation.randomId()];
    changed((at, message) => at.overlay.resume(message, { key: other }), key);
    expect(deliveries).toMatchObject([{ node: simulation.trueRoot(other).index, text: "as it was" }]);
    expect(deliveries[0].key.equals(other)).toBe(true);
  });

  test("may change the payload: the root gets the new one", () => {
    const key = simulation.randomId();
    changed((at, message) => at.overlay.resume(message, { payload: bytes("changed") }), key);
    expect(deliveries).toMatchObject([{ node: simulation.trueRoot(key).index, text: "changed" }]);
  });

  test("may change the next hop: the message passes that node", () => {
    const key = simulation.randomId();
    const detour = ranked(key).at(-1) as SimulatedNode;
    changed((at, message) => at.overlay.resume(message, { next: detour.handle }), key);
    expect(routeOf("as it was").map(({ at }) => at)).toContain(detour);
    expect(deliveries).toMatchObject([{ node: simulation.trueRoot(key).index }]);
  });

  test("may stop the message: it is delivered nowhere", () => {
    changed(() => {}, simulation.randomId());
    expect(deliveries).toEqual([]);
  });

  test("may stop it at the root as well, before deliver", () => {
    const key = simulation.randomId();
    recorders[simulation.trueRoot(key).index].onForward = () => "taken";
    farFrom(key).overlay.route(SERVICE, key, bytes("stopped at the end"));
    simulation.run(5_000);
    expect(routeOf("stopped at the end").at(-1)?.at).toBe(simulation.trueRoot(key));
    expect(deliveries).toEqual([]);
  });
});

describe("deliver", () => {
  test("is called once, at the root, with key and message", () => {
    const key = simulation.randomId();
    farFrom(key).overlay.route(SERVICE, key, bytes("the message"));
    simulation.run(5_000);
    expect(deliveries.map(({ node, text }) => [node, text])).toEqual([
      [simulation.trueRoot(key).index, "the message"],
    ]);
    expect(deliveries[0].key.equals(key)).toBe(true);
  });
});

describe("local_lookup", () => {
  for (const safe of [false, true])
    test(`returns at most the given number of next hops, each of which makes progress (safe: ${safe})`, () => {
      for (const { overlay, handle } of simulation.nodes) {
        const key = simulation.randomId();
        const nodes = overlay.localLookup(key, 5, safe);
        expect(nodes.length).toBeLessThanOrEqual(5);
        for (const { id } of nodes) {
          const isLonger = sharedPrefixDigits(id, key) > sharedPrefixDigits(handle.id, key);
          expect(isLonger || isCloser(key, id, handle.id)).toBe(true);
        }
        expect(overlay.localLookup(key, 0, safe)).toEqual([]);
      }
    });

  test("returns none at the root of the key", () => {
    for (const { overlay, handle } of simulation.nodes) {
      expect(overlay.localLookup(handle.id, 5, false)).toEqual([]);
      expect(overlay.localLookup(handle.id, 5, true)).toEqual([]);
    }
  });

  for (const safe of [false, true])
    test(`leads to the root in at most log16 N + 3 hops by its first results (safe: ${safe})`, () => {
      for (let i = 0; i < 100; i++) {
        const key = simulation.randomId();
        const root = simulation.trueRoot(key);
        let at = simulation.pick(simulation.nodes);
        let hops = 0;
        while (at !== root && hops < 20) {
          const [next] = at.overlay.localLookup(key, 1, safe);
          at = simulation.nodes.find(({ handle }) => handle.id.equals(next.id)) as SimulatedNode;
          hops++;
        }
        expect(hops).toBeLessThanOrEqual(Math.ceil(Math.log(NODES) / Math.log(16)) + 3);
      }
    });

  test("when safe, returns of each slot the node nearest to the point that this node's id determines", () => {
    let chosen = 0;
    for (const { overlay, handle } of simulation.nodes) {
      const inLeafSet = new Set(overlay.neighborSet(99).map(({ id }) => id.hex));
      for (let i = 0; i < 10; i++) {
        const key = simulation.randomId();
        const row = sharedPrefixDigits(handle.id, key);
        const ofSlot = (nodes: readonly { readonly id: Id }[]) =>
          nodes.filter(({ id }) => !inLeafSet.has(id.hex) && sharedPrefixDigits(id, key) > row);
        const [only, ...more] = ofSlot(overlay.localLookup(key, 99, true));
        expect(more).toEqual([]);
        if (only === undefined) continue;
        chosen++;
        const point = idWithDigit(handle.id, row, key.digit(row));
        for (const { id } of ofSlot(overlay.localLookup(key, 99, false)))
          expect(id.equals(only.id) || isCloser(point, only.id, id)).toBe(true);
      }
    }
    expect(chosen).toBeGreaterThan(100);
  });

  test("when safe, returns fewer nodes that made themselves near to all others than when not safe", () => {
    const isNear = (number: number) => number % 5 === 0;
    const delays: DelayModel = {
      ...uniformDelays(40),
      baseMs: (from, to) => (isNear(from) || isNear(to) ? 5 : 80),
    };
    const attacked = startOverlay({ nodes: 150, seed: 83, delays }).simulation;
    attacked.run(60_000);
    const near = new Set(
      attacked.nodes.filter(({ index }) => isNear(index)).map(({ handle }) => handle.id.hex),
    );
    const nearOf = (safe: boolean) =>
      attacked.nodes
        .flatMap(({ overlay }) => {
          const leaves = new Set(overlay.neighborSet(99).map(({ id }) => id.hex));
          const keys = Array.from({ length: 5 }, () => attacked.randomId());
          return keys
            .flatMap((key) => overlay.localLookup(key, 9, safe))
            .filter(({ id }) => !leaves.has(id.hex));
        })
        .filter(({ id }) => near.has(id.hex)).length;
    expect(nearOf(true)).toBeLessThan(nearOf(false));
  });
});

function idWithDigit(id: Id, row: number, digit: number): Id {
  const hex = [...id.hex];
  hex[row] = digit.toString(16);
  return nextTo(id, BigInt(`0x${hex.join("")}`) - BigInt(`0x${id.hex}`));
}

describe("neighborSet", () => {
  test("returns at most the given number of the nearest nodes on the ring, on both sides", () => {
    for (const [at, { overlay, handle }] of ring.entries()) {
      const nearest = [1, -1, 2, -2].map((step) => ring[(at + step + NODES) % NODES].handle.id.hex);
      expect(
        overlay
          .neighborSet(4)
          .map(({ id }) => id.hex)
          .sort(),
      ).toEqual(nearest.sort());
      expect(overlay.neighborSet(0)).toEqual([]);
      expect(overlay.neighborSet(999)).toHaveLength(2 * LEAF_SIDE);
      expect(overlay.neighborSet(999).some(({ id }) => id.equals(handle.id))).toBe(false);
    }
  });
});

describe("replicaSet", () => {
  test("returns the nodes in the order in which they become root of the key when those before have failed", () => {
    for (let i = 0; i < 30; i++) {
      const key = simulation.randomId();
      const expected = ranked(key)
        .slice(0, 6)
        .map(({ handle }) => handle.id.hex);
      expect(
        simulation
          .trueRoot(key)
          .overlay.replicaSet(key, 6)
          .map(({ id }) => id.hex),
      ).toEqual(expected);
    }
  });

  test("returns fewer when this node does not know as many", () => {
    const [{ overlay, handle }] = ring;
    expect(overlay.replicaSet(handle.id, 1_000)).toHaveLength(2 * LEAF_SIDE + 1);
    expect(overlay.replicaSet(handle.id, 0)).toEqual([]);
  });
});

describe("range", () => {
  const rankOf = (node: SimulatedNode, key: Id) => ranked(key).indexOf(node);
  const found = (answer: RankRange) => {
    if (!answer.ok || answer.range === null) throw new Error("no range");
    return answer.range;
  };

  test("returns keys with the node as r-root: both ends are such keys, and the keys beside them are not", () => {
    for (const [at, node] of ring.entries()) {
      for (const neighbour of [node, ring[(at + 1) % NODES], ring[(at + NODES - 2) % NODES]])
        for (const rank of [0, 1, 3]) {
          const { first, last } = found(
            node.overlay.rankRange(neighbour.handle, rank, simulation.randomId()),
          );
          for (const key of [first, last]) expect(rankOf(neighbour, key)).toBe(rank);
          for (const key of [nextTo(first, -1n), nextTo(last, 1n)])
            expect(rankOf(neighbour, key)).not.toBe(rank);
        }
      if (at >= 10) break;
    }
  });

  test("returns the range that contains the key if there is one, else the next one clockwise", () => {
    const { overlay, handle } = ring[30];
    const at = found(overlay.rankRange(handle, 2, handle.id));
    expect(isBetween(handle.id, at.first, at.last)).toBe(false);
    const inside = nextTo(at.first, 5n);
    expect(found(overlay.rankRange(handle, 2, inside))).toEqual(at);
    const other = found(overlay.rankRange(handle, 2, nextTo(at.last, 1n)));
    expect(other.first.equals(at.first)).toBe(false);
    // Between the two ranges lie the node itself and the keys with a lower rank of it.
    expect(isBetween(handle.id, other.first, at.first)).toBe(true);
  });

  test("is an error for a node that is not in the neighbor set", () => {
    expect(ring[0].overlay.rankRange(ring[NODES / 2].handle, 0, ring[0].handle.id)).toEqual({
      ok: false,
      reason: "notNeighbor",
    });
  });

  test("is unknown, not empty, when this node knows too few nodes", () => {
    expect(ring[0].overlay.rankRange(ring[LEAF_SIDE].handle, 3, ring[0].handle.id)).toEqual({
      ok: false,
      reason: "unknown",
    });
    expect(ring[0].overlay.range(ring[LEAF_SIDE].handle, 3)).toBeNull();
  });

  test("is empty when there are fewer nodes than the rank, and not for lower ranks", () => {
    const three = startOverlay({ nodes: 3, seed: 84 }).simulation;
    const [{ overlay, handle }] = three.nodes;
    expect(overlay.rankRange(handle, 3, handle.id)).toEqual({ ok: true, range: null });
    for (const rank of [0, 1, 2]) {
      const { first } = found(overlay.rankRange(handle, rank, handle.id));
      const order = [...three.nodes].sort((a, b) => (isCloser(first, a.handle.id, b.handle.id) ? -1 : 1));
      expect(order.findIndex((node) => node.handle.id.equals(handle.id))).toBe(rank);
    }
  });
});

describe("update", () => {
  test("reports each node that enters or leaves the neighbor set, and the reports add up to that set", () => {
    const small = startOverlay({ nodes: 12, seed: 85 });
    small.simulation.leave(3);
    small.simulation.crash(4);
    const newcomer = small.simulation.add();
    small.simulation.run(90_000);
    for (const { node, updates } of small.recorders) {
      if (!node.isAlive()) continue;
      const reported = new Set<string>();
      for (const { node: other, joined } of updates) {
        expect(reported.has(other.id.hex)).toBe(!joined);
        if (joined) reported.add(other.id.hex);
        else reported.delete(other.id.hex);
      }
      expect([...reported].sort()).toEqual(
        node.overlay
          .neighborSet(99)
          .map(({ id }) => id.hex)
          .sort(),
      );
      expect(node === newcomer || reported.has(newcomer.handle.id.hex)).toBe(true);
    }
  });
});

describe("besides the paper's calls", () => {
  test("a request is answered by the root, and a direct request by its node", () => {
    const key = simulation.randomId();
    const answers: string[] = [];
    const note = (response: Response) => answers.push(response.ok ? text(response.payload) : response.reason);
    const [from, to] = [farFrom(key), simulation.nodes[9]];
    from.overlay.request(SERVICE, key, bytes("to the root"), { timeoutMs: 5_000 }, note);
    from.overlay.requestNode(SERVICE, to.handle, bytes("to a node"), 5_000, note);
    simulation.run(5_000);
    expect(answers.sort()).toEqual(["answer to to the root", "direct answer to to a node"]);
  });

  test("a multicast reaches each node of a range once, also when 10 % of packets are lost and 5 % duplicated", () => {
    const lossy = startOverlay({ nodes: 60, seed: 86 });
    lossy.simulation.run(30_000);
    lossy.simulation.network.faults = { lossRate: 0.1, duplicateRate: 0.05, meanDelayMs: 40 };
    const order = [...lossy.simulation.nodes].sort((a, b) => (a.handle.id.hex < b.handle.id.hex ? -1 : 1));
    const [first, last] = [order[10].handle.id, order[45].handle.id];
    order[0].overlay.multicast(SERVICE, first, last, bytes("hear"));
    lossy.simulation.run(30_000);
    const expected = order.slice(10, 46).map(({ index }) => index);
    expect(lossy.deliveries.map(({ node }) => node).sort()).toEqual(expected.sort());
  });
});
