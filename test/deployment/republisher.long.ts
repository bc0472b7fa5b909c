/**
 * Days without the publisher: nodes leave and join, and each new node can still start the service. Wall
 * clocks pass all of this time; the nodes run through five minutes of each three hours, in which one node
 * leaves and one joins.
 */
import { expect, test } from "vitest";
import { echoService } from "../../runtime/attack/kit/modules.ts";
import { Id } from "../../runtime/base/id.ts";
import { simulate } from "../../runtime/testing/index.ts";
import { numberFromEnvironment } from "../settings.ts";

const HOUR_MS = 3_600_000;
const LIVED_MS = 300_000;
const DAYS = numberFromEnvironment("PROST_DAYS", 5);
const SEED = numberFromEnvironment("PROST_SEED", 94);

test(`while nodes leave and join every three hours for ${DAYS} days, each new node starts the service`, async () => {
  const began = performance.now();
  await using overlay = await simulate({ nodes: 12, seed: SEED, republishMs: 2 * LIVED_MS });
  const { simulation, nodes } = overlay;
  const service = await overlay.publish(echoService());
  await simulation.settle(Promise.all(nodes.slice(0, 4).map(({ parts }) => parts.host.ensure(service))));
  let replaced = 0;
  for (let hour = 3; hour <= 24 * DAYS; hour += 3) {
    await simulation.runAsync(LIVED_MS);
    overlay.skipWallClock(3 * HOUR_MS - LIVED_MS);
    simulation.crash(simulation.pick(simulation.alive()).index);
    const newcomer = simulation.add();
    await simulation.runUntilAsync(() => newcomer.overlay.status === "active", 60_000);
    const node = nodes[newcomer.index];
    expect(await simulation.settle(node.parts.host.ensure(service)), `hour ${hour}, seed ${SEED}`).toEqual({
      ok: true,
    });
    expect((await node.request(service, Id.hashOf(`key ${hour}`), "still")).text).toBe("still");
    replaced++;
  }
  const seconds = Math.round((performance.now() - began) / 1000);
  console.log(`seed ${SEED}: ${DAYS} days, ${replaced} nodes replaced, ${seconds} s`);
}, 3_600_000);
