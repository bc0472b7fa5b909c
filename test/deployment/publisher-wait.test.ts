/** Publishing that waits until every replica is stored. */
import { expect, test } from "vitest";
import { echoService } from "../../runtime/attack/kit/modules.ts";
import { generateKeyPair } from "../../runtime/base/identity.ts";
import { manifestRecord } from "../../runtime/deployment/kinds.ts";
import { makeManifest, serviceOf } from "../../runtime/deployment/manifest.ts";
import { signPublication } from "../../runtime/deployment/publication.ts";
import { type PublishProgress, publish } from "../../runtime/deployment/publisher.ts";
import { soleRootId } from "../../runtime/deployment/root.ts";
import { NETWORK_ID, simulate, type TestOverlay } from "../../runtime/testing/index.ts";

const COPIES = 8;
const module = echoService();
const pair = generateKeyPair();
const manifest = makeManifest({
  rootId: soleRootId(pair.publicKey),
  name: "held",
  version: 1,
  capabilities: ["message", "store"],
  module,
  createdMs: 0,
});

async function publishAndWait({ nodes, simulation }: TestOverlay): Promise<PublishProgress[]> {
  const reports: PublishProgress[] = [];
  const [{ simulated, parts }] = nodes;
  await simulation.settle(
    publish({
      storage: parts.storage,
      networkId: NETWORK_ID,
      module,
      manifestEnvelope: signPublication(pair, NETWORK_ID, manifest),
      onProgress: (progress) => reports.push(progress),
      clock: simulated.clock,
      replicaCounter: parts.deployment.replicaCounter,
    }),
    200_000,
  );
  return reports;
}

test("publishing ends when all eight replicas of manifest and chunks are on disk", async () => {
  await using overlay = await simulate({ nodes: 20, seed: 71, lossRate: 0.05 });
  const reports = await publishAndWait(overlay);
  expect(reports.at(-1)?.stage).toBe("done");
  expect(reports.findLast(({ stage }) => stage === "held")?.copies).toEqual([
    { what: "chunk 1", held: COPIES, of: COPIES },
    { what: "manifest", held: COPIES, of: COPIES },
  ]);
  const holding = overlay.nodes.filter(
    ({ parts }) => parts.storage.peek(manifestRecord(serviceOf(manifest))) !== null,
  );
  expect(holding.length).toBe(COPIES);
});

test("with fewer nodes than replicas, every node stores the records", async () => {
  await using overlay = await simulate({ nodes: 3, seed: 72 });
  const reports = await publishAndWait(overlay);
  expect(reports.findLast(({ stage }) => stage === "held")?.copies).toMatchObject([
    { held: 3, of: 3 },
    { held: 3, of: 3 },
  ]);
});

test("a replica that cannot be written is noticed, and the error names the record", async () => {
  await using overlay = await simulate({ nodes: 20, seed: 73 });
  const key = manifestRecord(serviceOf(manifest)).key;
  const [, second] = overlay.simulation.trueRoot(key).overlay.replicaSet(key, 2);
  const broken = overlay.nodes.find(({ simulated }) => simulated.handle.id.equals(second.id));
  expect(broken).toBeDefined();
  if (broken !== undefined) broken.store.write = () => Promise.reject(new Error("no space left"));
  await expect(publishAndWait(overlay)).rejects.toMatchObject({
    code: "UNAVAILABLE",
    message: expect.stringMatching(/manifest is on 7 of 8|chunk 1 is on 7 of 8/),
  });
});
