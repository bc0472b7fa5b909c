/**
 * Duplicate identity: two live nodes with one key, as after copying a data folder. The node with the newer
 * record counts, and other nodes are not disturbed.
 */
import { expect, test } from "vitest";
import { createOverlay } from "../../runtime/overlay/pastry-node.ts";
import { seededRandom } from "../../runtime/simulator/random.ts";
import { bytes, Recorder, SERVICE, startOverlay } from "./support.ts";

const NODES = 40;
const DUPLICATED = 7;

/**
 * Starts a duplicate of one node at another address. Records have a sequence as on the real network; without
 * records both count as equally new.
 */
function startDuplicate(sequences: readonly [first: number, second: number] | null) {
  const { simulation, deliveries } = startOverlay({ nodes: NODES, seed: 31 });
  const first = simulation.nodes[DUPLICATED];
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
  const duplicate = { index: NODES, handle, overlay, clock, random, isAlive: () => true };
  overlay.register(SERVICE, new Recorder(duplicate, deliveries));
  overlay.join([simulation.nodes[0].handle.address], () => {});
  return {
    simulation,
    deliveries,
    overlay,
    others: simulation.nodes.filter(({ index }) => index !== DUPLICATED),
  };
}

/**
 * Every other node sends messages to random keys for a while. Counts those delivered at their roots,
 * elsewhere, and twice.
 */
function lookUp({ simulation, deliveries, others }: ReturnType<typeof startDuplicate>) {
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
    // For keys of the duplicated node, either node is right.
    if (nodes.some((node) => node === root || (root === DUPLICATED && node === NODES))) right++;
    else if (nodes.length > 0) astray++;
  }
  return { sent: roots.size, right, astray, twice };
}

test.each([
  ["the duplicate has the newer record", [1, 2] as const],
  ["both records are equally new", null],
])("lookups of all other nodes reach their roots when %s", (_, sequences) => {
  const duplicate = startDuplicate(sequences);
  const { simulation } = duplicate;
  simulation.run(60_000);
  const { sent, right, astray, twice } = lookUp(duplicate);
  expect({ right, astray, twice }).toEqual({ right: sent, astray: 0, twice: 0 });
  // No node is driven out of a leaf set.
  for (const { overlay } of duplicate.others)
    expect(overlay.neighborSet(99).length).toBeGreaterThanOrEqual(31);
});

test("all other nodes know the address of the newer record, and drop packets from the other one", () => {
  const { simulation, others, overlay } = startDuplicate([1, 2]);
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

test("a duplicate with an older record is not let in, and the first node is not disturbed", () => {
  const duplicate = startDuplicate([2, 1]);
  const { simulation, overlay } = duplicate;
  simulation.run(60_000);
  const { sent, right, astray, twice } = lookUp(duplicate);
  expect({ right, astray, twice }).toEqual({ right: sent, astray: 0, twice: 0 });
  expect(overlay.status).toBe("joining");
});
