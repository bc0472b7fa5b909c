/** Two live nodes with one identity, as when a data folder was copied: whoever came last is who counts, and nobody else is held up. */
import { expect, test } from "vitest";
import { createOverlay } from "../../runtime/overlay/pastry-node.ts";
import { seededRandom } from "../../runtime/simulator/random.ts";
import { bytes, Recorder, SERVICE, startOverlay } from "./support.ts";

const NODES = 40;
const TWIN = 7;

/** A node of the same id at another address. Routing records carry the sequence, as the real network's do; without, both count as equally new. */
function startTwins(sequences: readonly [first: number, twin: number] | null) {
  const { simulation, deliveries } = startOverlay({ nodes: NODES, seed: 31 });
  const first = simulation.nodes[TWIN];
  const record = (sequence: number) => ({ record: { sequence, bytes: new Uint8Array(0) } });
  const handle = {
    id: first.handle.id,
    address: "elsewhere:1",
    ...(sequences === null ? {} : record(sequences[1])),
  };
  if (sequences !== null) Object.assign(first.handle, record(sequences[0]));
  const { clock } = simulation;
  const random = seededRandom(97);
  const overlay = createOverlay(handle, { clock, random, network: simulation.network.attach(handle) });
  const twin = { index: NODES, handle, overlay, clock, random, isAlive: () => true };
  overlay.register(SERVICE, new Recorder(twin, deliveries));
  overlay.join([simulation.nodes[0].handle.address], () => {});
  return { simulation, deliveries, overlay, others: simulation.nodes.filter(({ index }) => index !== TWIN) };
}

/** What becomes of a message of every other node to a key of its own, for a while. */
function lookUp({ simulation, deliveries, others }: ReturnType<typeof startTwins>) {
  const roots = new Map<string, number>();
  for (let round = 0; round < 5; round++) {
    for (const { index, overlay } of others) {
      const key = simulation.randomId();
      const name = `${round} of ${index}`;
      roots.set(name, simulation.trueRoot(key).index);
      overlay.route(SERVICE, key, bytes(name));
    }
    simulation.run(10_000);
  }
  let [right, astray, twice] = [0, 0, 0];
  for (const [name, root] of roots) {
    const nodes = deliveries.filter(({ text }) => text === name).map(({ node }) => node);
    if (nodes.length > 1) twice++;
    // For the keys of the two, either is right.
    if (nodes.some((node) => node === root || (root === TWIN && node === NODES))) right++;
    else if (nodes.length > 0) astray++;
  }
  return { sent: roots.size, right, astray, twice };
}

test.each([
  ["the newer record is the twin's", [1, 2] as const],
  ["records are as new", null],
])("lookups of all others arrive, at their roots: %s", (_, sequences) => {
  const twins = startTwins(sequences);
  const { simulation } = twins;
  simulation.run(60_000);
  const { sent, right, astray, twice } = lookUp(twins);
  expect({ right, astray, twice }).toEqual({ right: sent, astray: 0, twice: 0 });
  // Nobody is driven out by it.
  for (const { overlay } of twins.others) expect(overlay.neighborSet(99).length).toBeGreaterThanOrEqual(31);
});

test("all others hold the one with the newer record, and what the other sends is let fall", () => {
  const { simulation, others, overlay } = startTwins([1, 2]);
  simulation.run(120_000);
  expect(overlay.status).toBe("active");
  const addresses = others.flatMap(({ overlay: other }) =>
    other
      .neighborSet(99)
      .filter(({ id }) => id.equals(overlay.self.id))
      .map(({ address }) => address),
  );
  expect(addresses.length).toBeGreaterThan(20);
  expect(new Set(addresses)).toEqual(new Set(["elsewhere:1"]));
  expect(others.some(({ overlay: other }) => other.counters.dropped > 0)).toBe(true);
});

test("a twin with an older record is not let in, and the first goes on", () => {
  const twins = startTwins([2, 1]);
  const { simulation, overlay } = twins;
  simulation.run(60_000);
  const { sent, right, astray, twice } = lookUp(twins);
  expect({ right, astray, twice }).toEqual({ right: sent, astray: 0, twice: 0 });
  expect(overlay.status).toBe("joining");
});
