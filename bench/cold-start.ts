/**
 * A cold start: the first message for a service at a node without its code. Two real nodes in this process, over
 * TLS, with cells in their own processes and stores on disk. The sender runs the service; the receiver downloads
 * manifest and code from it. Each service has its own module of 64 KiB; the cell of its publisher already runs.
 * The time of a message to the running service is subtracted, and the time of a round trip with the same bytes:
 * the rest is work.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Id } from "../runtime/base/id.ts";
import { generateKeyPair, networkIdOf } from "../runtime/base/identity.ts";
import { silentLog } from "../runtime/base/log.ts";
import type { NodeHandle } from "../runtime/base/node-handle.ts";
import { ControlClient } from "../runtime/control/client.ts";
import { draftManifest } from "../runtime/control/publish-module.ts";
import { CHUNK_BYTES, chunksOf, sha256 } from "../runtime/deployment/chunks.ts";
import { CODE_SERVICE } from "../runtime/deployment/code-exchange.ts";
import { serviceOf } from "../runtime/deployment/manifest.ts";
import { merklePath, merkleRoot, verifyChunk } from "../runtime/deployment/merkle.ts";
import { openPublication, signPublication } from "../runtime/deployment/publication.ts";
import { loadConfig } from "../runtime/node/config.ts";
import { type ProstNode, startNode } from "../runtime/node/node.ts";
import { gate } from "../runtime/sandbox/gate/gate.ts";
import { rewrite } from "../runtime/sandbox/instrument/rewrite.ts";
import { openLmdbStore } from "../runtime/storage/local/lmdb.ts";
import type { LocalStore } from "../runtime/storage/local/local-store.ts";
import { BareModule } from "./sandbox-bare.ts";
import { generatedModule } from "./sandbox-module.ts";
import { type BenchOptions, percentile, printTable, ratio } from "./timing.ts";

const TARGET_MS = 15;
/** With this number of functions a module is slightly smaller than one chunk. */
const FUNCTIONS = 196;
const TIMEOUT_MS = 20_000;
const WARM = 9;
const TRIPS = 2;
/**
 * Pause before a cold start: the publication is on both disks by then, and the sender's limit on code downloads
 * allows another one.
 */
const PAUSE_MS = 200;
const PAYLOAD = new Uint8Array(64).fill(7);
const OFFER = 1;
const NETWORK = networkIdOf("prost");

interface Sample {
  readonly coldMs: number;
  /** Round trip of a message to the running service. */
  readonly warmMs: number;
  /** Round trip of a request for manifest and code. */
  readonly tripMs: number;
  readonly verifyMs: number;
  readonly gateMs: number;
  readonly rewriteMs: number;
  /** Compile, instantiate and call the same module without any isolation. */
  readonly bareMs: number;
  /** One small durable write, as that of the version seen: the service sends nothing before it. */
  readonly diskMs: number;
}

export async function run({ full }: BenchOptions): Promise<void> {
  const count = full ? 100 : 25;
  const folder = await mkdtemp(join(tmpdir(), "prost-cold-"));
  const start = (name: string, join_: string[]) =>
    startNode(
      loadConfig(null, { data: join(folder, name), listen: "127.0.0.1:0", log: "silent", join: join_ }),
      silentLog,
    );
  const sender = await start("sender", []);
  const receiver = await start("receiver", [sender.address]);
  const client = new ControlClient(sender.socket);
  const disk = await openLmdbStore(join(folder, "floor"));
  try {
    const samples: Sample[] = [];
    const pair = generateKeyPair();
    let seed = Math.floor(performance.timeOrigin);
    // The first ones start the cells and warm the caches.
    for (let i = -3; i < count; i++) {
      const sample = await coldStart(
        sender,
        receiver,
        client,
        pair,
        generatedModule(seed++, { count: FUNCTIONS, justAnswers: true }),
        disk,
        i + 3,
      );
      if (i >= 0) samples.push(sample);
    }
    report(samples);
  } finally {
    client.close();
    await disk.close();
    await receiver.close();
    await sender.close();
    await rm(folder, { recursive: true, force: true });
  }
}

async function coldStart(
  sender: ProstNode,
  receiver: ProstNode,
  client: ControlClient,
  pair: ReturnType<typeof generateKeyPair>,
  module: Uint8Array,
  disk: LocalStore,
  number: number,
): Promise<Sample> {
  const manifest = draftManifest({ module, pair, name: `service-${number}`, version: 1, capabilities: null });
  const envelope = signPublication(pair, NETWORK, manifest);
  const service = serviceOf(manifest);
  await client.publish({ module, manifest: envelope }, () => {});
  const here = Id.fromHex(sender.nodeId);
  await ask(sender, service, here);
  await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  const key = Id.fromHex(receiver.nodeId);
  const coldMs = await ask(sender, service, key);
  const warm: number[] = [];
  const trips: number[] = [];
  for (let i = 0; i < WARM; i++) {
    warm.push(await ask(sender, service, key));
    if (i < TRIPS) trips.push(await offer(receiver, sender.overlay.self, service));
  }
  const diskSinceMs = performance.now();
  await disk.write([{ space: "floor", key: service.bytes, value: new Uint8Array(8) }]);
  const diskMs = performance.now() - diskSinceMs;
  const [, verifyMs] = timed(() => {
    if (!openPublication(envelope, NETWORK).ok) throw new Error("the manifest is not valid");
    const root = merkleRoot(manifest.chunkHashes, module.length);
    for (const [index, chunk] of chunksOf(module).entries()) {
      const place = { index, moduleBytes: module.length };
      if (!verifyChunk(root, place, chunk, merklePath(manifest.chunkHashes, place)))
        throw new Error("the chunk is not valid");
    }
    sha256(module);
  });
  const [gated, gateMs] = timed(() => gate(module, { granted: manifest.capabilities }));
  if (!gated.ok) throw new Error(gated.detail);
  const [, rewriteMs] = timed(() => rewrite(gated.module, { memoryPages: manifest.limits.memoryPages }));
  const [, bareMs] = timed(() => new BareModule(module).deliver(PAYLOAD));
  return {
    coldMs,
    warmMs: percentile(warm, 0.5),
    tripMs: Math.min(...trips),
    verifyMs,
    gateMs,
    rewriteMs,
    bareMs,
    diskMs,
  };
}

function ask(from: ProstNode, service: Id, key: Id): Promise<number> {
  const startMs = performance.now();
  return new Promise((resolve, reject) => {
    from.overlay.request(service, key, PAYLOAD, { timeoutMs: TIMEOUT_MS }, (response) => {
      if (response.ok) resolve(performance.now() - startMs);
      else reject(new Error(`service ${service.short} did not answer: ${response.reason}`));
    });
  });
}

function offer(from: ProstNode, to: NodeHandle, service: Id): Promise<number> {
  const startMs = performance.now();
  const request = Uint8Array.of(OFFER, ...service.bytes);
  return new Promise((resolve, reject) => {
    from.overlay.requestNode(CODE_SERVICE, to, request, TIMEOUT_MS, (response) => {
      if (response.ok) resolve(performance.now() - startMs);
      else reject(new Error(`the request for the code got no reply: ${response.reason}`));
    });
  });
}

function timed<Value>(work: () => Value): [Value, number] {
  const startMs = performance.now();
  const value = work();
  return [value, performance.now() - startMs];
}

function report(samples: readonly Sample[]): void {
  const work = samples.map(({ coldMs, warmMs, tripMs }) => coldMs - warmMs - tripMs);
  const bare = samples.map(({ bareMs }) => bareMs);
  const floor = percentile(bare, 0.5);
  const rest = samples.map((one, i) => work[i] - one.verifyMs - one.gateMs - one.rewriteMs);
  const row = (what: string, values: readonly number[]) => [
    what,
    ...[0, 0.5, 0.95].map((share) => percentile(values, share).toFixed(2)),
    ratio(percentile(values, 0.5), floor),
  ];
  printTable(
    [
      `${samples.length} services of just under ${CHUNK_BYTES / 1024} KiB`,
      "best ms",
      "median ms",
      "p95 ms",
      "median against bare",
    ],
    [
      row("compile, instantiate and call, without isolation", bare),
      row(
        "first message to its reply",
        samples.map(({ coldMs }) => coldMs),
      ),
      row(
        "  message to the running service",
        samples.map(({ warmMs }) => warmMs),
      ),
      row(
        "  one round trip: manifest and code",
        samples.map(({ tripMs }) => tripMs),
      ),
      row(
        "one small write to the disk",
        samples.map(({ diskMs }) => diskMs),
      ),
      row("  work", work),
      row(
        "    signature, hashes, Merkle path",
        samples.map(({ verifyMs }) => verifyMs),
      ),
      row(
        "    gate",
        samples.map(({ gateMs }) => gateMs),
      ),
      row(
        "    rewrite",
        samples.map(({ rewriteMs }) => rewriteMs),
      ),
      row("    disk, and in the cell: compile, init", rest),
    ],
  );
  const median = percentile(work, 0.5);
  console.log(
    `${median <= TARGET_MS ? "Within" : "Not within"} the target of one round trip and ${TARGET_MS} ms of work: ` +
      `${median.toFixed(1)} ms.`,
  );
  console.log(
    JSON.stringify({
      bench: "cold-start",
      services: samples.length,
      workMs: Number(median.toFixed(2)),
      bareMs: Number(floor.toFixed(2)),
    }),
  );
}
