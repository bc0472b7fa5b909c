/** Many upgrades of one service under constant traffic. */
import { expect } from "vitest";
import { Id } from "../../runtime/base/id.ts";
import { generateKeyPair } from "../../runtime/base/identity.ts";
import { simulate, type TestOverlay } from "../../runtime/testing/index.ts";

const NODES = 6;
export const pair = generateKeyPair();

export async function upgradeAll(overlay: TestOverlay, service: Id): Promise<void> {
  await overlay.simulation.settle(Promise.all(overlay.nodes.map(({ parts }) => parts.host.upgrade(service))));
}

/** Sends 10 messages, and 12 for each upgrade. Returns the replies in the order of the messages. */
export async function underTraffic(
  seed: number,
  module: (version: number) => Uint8Array,
  { upgrades, lossRate = 0 }: { upgrades: number; lossRate?: number },
) {
  await using overlay = await simulate({ nodes: NODES, seed, lossRate });
  const service = await overlay.publish(module(1), { publisher: pair, version: 1 });
  const key = Id.hashOf("the key");
  const root = overlay.nodes[overlay.simulation.trueRoot(key).index];
  let sent = 0;
  const answers: Promise<Uint8Array>[] = [];
  const send = (count: number) => {
    for (let i = 0; i < count; i++) {
      const id = ++sent;
      const bytes = Uint8Array.of(1, id & 255, id >> 8, 0);
      answers.push(overlay.nodes[id % NODES].request(service, key, bytes).then(({ payload }) => payload));
    }
  };
  send(10);
  await Promise.all(answers);
  for (let version = 2; version <= upgrades + 1; version++) {
    send(4);
    await overlay.publish(module(version), { publisher: pair, version });
    send(4);
    const upgraded = upgradeAll(overlay, service);
    send(4);
    await upgraded;
    expect(root.parts.host.lastUpgrade(service)).toMatchObject({ ok: true, toVersion: version });
    // A node accepts a limited number of new versions of a publisher per second.
    await overlay.simulation.runAsync(1_100);
  }
  expect(root.parts.host.packageOf(service)?.manifest.version).toBe(upgrades + 1);
  return { answers: await Promise.all(answers), sent, root, service };
}

/** The counts in the replies of the service that counts in memory. */
export function countsIn(answers: readonly Uint8Array[]): number[] {
  return answers.map((payload) => new DataView(payload.buffer, payload.byteOffset).getUint32(0, true));
}
