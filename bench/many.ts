/**
 * Many services on one node. With `--full`: 10,000 services of 20 publishers installed, 1,000 of them awake with
 * traffic; otherwise a tenth or less. A real node with real cells and a disk, in this process together with the
 * requesting applications. Publishing uses the control socket, as `prost publish` does.
 */
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { service as small } from "../runtime/attack/kit/modules.ts";
import { Id } from "../runtime/base/id.ts";
import { generateKeyPair, networkIdOf } from "../runtime/base/identity.ts";
import { silentLog } from "../runtime/base/log.ts";
import { formatBytes } from "../runtime/cli/table.ts";
import { ControlClient } from "../runtime/control/client.ts";
import { draftManifest } from "../runtime/control/publish-module.ts";
import { serviceOf } from "../runtime/deployment/manifest.ts";
import { signPublication } from "../runtime/deployment/publication.ts";
import { loadConfig, type NodeConfig } from "../runtime/node/config.ts";
import { type ProstNode, startNode } from "../runtime/node/node.ts";
import { type BenchOptions, percentile, printTable } from "./timing.ts";

interface Size {
  readonly services: number;
  readonly publishers: number;
  readonly awake: number;
  /** Number of services woken in a running cell. */
  readonly wakes: number;
  readonly trafficMs: number;
}

const SMALL: Size = { services: 400, publishers: 8, awake: 100, wakes: 100, trafficMs: 2_000 };
const FULL: Size = { services: 10_000, publishers: 20, awake: 1_000, wakes: 1_000, trafficMs: 10_000 };
/** Different modules of each publisher: services that share bytes share their compiled code. */
const MODULES = 10;
/** The node publishes this number of services at a time. */
const PUBLISHING = 4;
const FETCHING = 64;
const SLEEP_SECONDS = 5;
/** Time in which cells without awake services end, and the spare cell starts. */
const SETTLE_MS = 4_000;
const TIMEOUT_MS = 20_000;
const KEY = Id.hashOf("key");
const PAYLOAD = new Uint8Array(64).fill(7);

interface Published {
  readonly id: Id;
  readonly publisher: number;
}

export async function run({ full }: BenchOptions): Promise<void> {
  const size = full ? FULL : SMALL;
  const folder = await mkdtemp(join(tmpdir(), "prost-many-"));
  const config: NodeConfig = {
    ...loadConfig(null, { data: folder, listen: "127.0.0.1:0", log: "silent" }),
    services: { sleepAfter: SLEEP_SECONDS, awakeMax: size.awake, cellMemoryMiB: null, spareCell: true },
  };
  let node = await startNode(config, silentLog);
  try {
    const bench = new Bench(node, size);
    await bench.install();
    await bench.traffic();
    await bench.wakes();
    await bench.coldCells();
    await bench.perService();
    bench.end();
    const startMs = performance.now();
    await node.close();
    const closedMs = performance.now();
    console.log(`without a node: ${formatBytes(heapInUse())} heap in use`);
    node = await startNode(config, silentLog);
    await bench.afterRestart(node, closedMs - startMs, performance.now() - closedMs);
    bench.end();
  } finally {
    await node.close();
    await rm(folder, { recursive: true, force: true });
  }
}

class Bench {
  readonly #size: Size;
  #node: ProstNode;
  #client: ControlClient;
  #services: Published[] = [];

  constructor(node: ProstNode, size: Size) {
    this.#node = node;
    this.#size = size;
    this.#client = new ControlClient(node.socket);
  }

  end(): void {
    this.#client.close();
  }

  async install(): Promise<void> {
    const { services, publishers } = this.#size;
    await this.#say("started");
    const pairs = Array.from({ length: publishers }, () => generateKeyPair());
    const modules = pairs.map((_, p) => Array.from({ length: MODULES }, (_, m) => moduleOf(p * MODULES + m)));
    const network = networkIdOf("prost");
    const publishMs = await timed(() =>
      eachOf(services, PUBLISHING, async (i) => {
        const publisher = i % publishers;
        const pair = pairs[publisher];
        const module = modules[publisher][Math.floor(i / publishers) % MODULES];
        const manifest = draftManifest({
          module,
          pair,
          name: `service-${i}`,
          version: 1,
          capabilities: null,
        });
        await this.#client.publish({ module, manifest: signPublication(pair, network, manifest) }, () => {});
        this.#services[i] = { id: serviceOf(manifest), publisher };
      }),
    );
    await this.#say(
      `published ${services} in ${seconds(publishMs)} (${(publishMs / services).toFixed(1)} ms each)`,
    );
    const fetchMs = await timed(() => eachOf(services, FETCHING, (i) => this.#ask(this.#services[i])));
    await this.#say(`each replied once: ${seconds(fetchMs)} (${(fetchMs / services).toFixed(1)} ms each)`);
  }

  /** All services that may be awake get requests, each the next one after its reply. */
  async traffic(): Promise<void> {
    const awake = this.#services.slice(-this.#size.awake);
    await eachOf(awake.length, FETCHING, (i) => this.#ask(awake[i]));
    const delays = monitorEventLoopDelay({ resolution: 1 });
    delays.enable();
    const untilMs = performance.now() + this.#size.trafficMs;
    const tookMs: number[] = [];
    await Promise.all(
      awake.map(async (service) => {
        while (performance.now() < untilMs) tookMs.push(await this.#ask(service));
      }),
    );
    delays.disable();
    const perSecond = (1000 * tookMs.length) / this.#size.trafficMs;
    await this.#say(`${awake.length} awake, requests without pause for ${seconds(this.#size.trafficMs)}`);
    console.log(
      `  ${Math.round(perSecond).toLocaleString("en")} replies per second; ` +
        `median ${percentile(tookMs, 0.5).toFixed(1)} ms, p99 ${percentile(tookMs, 0.99).toFixed(1)} ms; ` +
        `event loop at most ${(delays.max / 1e6).toFixed(0)} ms late, ` +
        `p99 ${(delays.percentile(99) / 1e6).toFixed(1)} ms`,
    );
    await this.#cells();
    // Concurrent requests wait for a core; requests one at a time do not.
    const paced: number[] = [];
    for (let i = 0; i < this.#size.awake; i++) paced.push(await this.#ask(awake[i % awake.length]));
    printPercentiles([["awake, one request at a time", paced]]);
  }

  /** Wakes one sleeping service after another, in running cells. */
  async wakes(): Promise<void> {
    const { wakes } = this.#size;
    const tookMs: number[] = [];
    for (let i = 0; i < wakes; i++) tookMs.push(await this.#ask(this.#services[i]));
    printPercentiles([["woken, cell runs", tookMs]]);
  }

  /** Pairs of publishers whose cells have ended: the first takes the spare cell, the second starts a cell. */
  async coldCells(): Promise<void> {
    await this.#allAsleep();
    await this.#say("no requests for a while");
    const spare: number[] = [];
    const own: number[] = [];
    for (let p = 0; p + 1 < this.#size.publishers; p += 2) {
      await sleep(SETTLE_MS);
      spare.push(await this.#ask(this.#of(p, p)));
      own.push(await this.#ask(this.#of(p + 1, p)));
    }
    printPercentiles([
      ["woken, in the spare cell", spare],
      ["woken, in a new cell", own],
    ]);
  }

  /** Growth of a cell's memory when all services of its publisher wake. */
  async perService(): Promise<void> {
    await this.#allAsleep();
    const mine = this.#services.filter(({ publisher }) => publisher === 0).slice(0, this.#size.awake);
    for (const service of mine.slice(0, MODULES)) await this.#ask(service);
    const before = await this.#cellOf(mine[0]);
    await eachOf(mine.length, FETCHING, (i) => this.#ask(mine[i]));
    const after = await this.#cellOf(mine[0]);
    const each = (after.rssBytes - before.rssBytes) / (mine.length - MODULES);
    console.log(
      `  a cell with ${MODULES} services awake: ${formatBytes(before.rssBytes)}; ` +
        `with ${mine.length}: ${formatBytes(after.rssBytes)}; so ${formatBytes(each)} per idle service`,
    );
    console.log(
      JSON.stringify({ bench: "many", services: this.#size.services, idleServiceBytes: Math.round(each) }),
    );
  }

  async afterRestart(node: ProstNode, closeMs: number, startMs: number): Promise<void> {
    this.#node = node;
    this.#client = new ControlClient(node.socket);
    await this.#say(`stopped in ${seconds(closeMs)}, started again in ${seconds(startMs)}`);
    const tookMs: number[] = [];
    for (let i = 0; i < this.#size.publishers; i++) tookMs.push(await this.#ask(this.#of(i, 1)));
    for (let i = 0; i < this.#size.wakes; i++) tookMs.push(await this.#ask(this.#services[i]));
    printPercentiles([["woken after the restart", tookMs.slice(this.#size.publishers)]]);
    const listMs = await timed(() => this.#client.services());
    console.log(`  listing all over the control socket: ${listMs.toFixed(0)} ms`);
  }

  /** Milliseconds until the reply. */
  #ask({ id }: Published): Promise<number> {
    const startMs = performance.now();
    return new Promise((resolve, reject) => {
      this.#node.overlay.request(id, KEY, PAYLOAD, { timeoutMs: TIMEOUT_MS }, (response) => {
        if (response.ok) resolve(performance.now() - startMs);
        else reject(new Error(`service ${id.short} did not answer: ${response.reason}`));
      });
    });
  }

  #of(publisher: number, nth: number): Published {
    return this.#services[nth * this.#size.publishers + publisher];
  }

  async #say(what: string): Promise<void> {
    const status = await this.#client.status();
    console.log(
      `${what}\n  ${status.servicesAwake} awake, ${status.servicesAsleep} asleep; ` +
        `node process ${formatBytes(status.rssBytes)} resident, ` +
        `${formatBytes(heapInUse())} heap in use (requesting applications included)`,
    );
  }

  async #allAsleep(): Promise<void> {
    while ((await this.#client.status()).servicesAwake > 0) await sleep(250);
    await sleep(SETTLE_MS);
  }

  async #cells(): Promise<void> {
    const running = (await this.#client.services()).filter(({ cellPid }) => cellPid !== 0);
    const counts = new Map<number, number>();
    for (const { cellPid } of running) counts.set(cellPid, (counts.get(cellPid) ?? 0) + 1);
    const rows = await Promise.all(
      [...counts].map(async ([pid, services]) => ({ pid, services, ...(await memoryOf(pid)) })),
    );
    const sum = (of: (row: (typeof rows)[number]) => number) => rows.reduce((all, row) => all + of(row), 0);
    printTable(
      ["cells", "services awake", "resident", "private", "resident per service"],
      [
        ...rows
          .slice(0, 3)
          .map((row) => [
            `pid ${row.pid}`,
            String(row.services),
            formatBytes(row.rssBytes),
            formatBytes(row.privateBytes),
            formatBytes(row.rssBytes / row.services),
          ]),
        [
          `all ${rows.length}`,
          String(sum(({ services }) => services)),
          formatBytes(sum(({ rssBytes }) => rssBytes)),
          formatBytes(sum(({ privateBytes }) => privateBytes)),
          formatBytes(sum(({ rssBytes }) => rssBytes) / sum(({ services }) => services)),
        ],
      ],
    );
  }

  async #cellOf({ id }: Published): Promise<{ rssBytes: number }> {
    const found = (await this.#client.services()).find(({ serviceId }) => serviceId === id.hex);
    return memoryOf(found?.cellPid ?? 0);
  }
}

/** A small service that counts its messages in memory and replies. Different numbers give different bytes. */
function moduleOf(number: number): Uint8Array {
  return small({ more: `(func (export "number") (result i32) (i32.const ${number}))` });
}

/** Resident memory, which includes text shared with other cells; `private` is memory of this process alone. */
async function memoryOf(pid: number): Promise<{ rssBytes: number; privateBytes: number }> {
  const text = await readFile(`/proc/${pid}/smaps_rollup`, "utf8");
  const kib = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+) kB`, "m").exec(text)?.[1] ?? 0);
  return {
    rssBytes: 1024 * kib("Rss"),
    privateBytes: 1024 * (kib("Private_Dirty") + kib("Private_Clean")),
  };
}

/** Heap bytes after a garbage collection. */
function heapInUse(): number {
  setFlagsFromString("--expose-gc");
  runInNewContext("gc")();
  return process.memoryUsage().heapUsed;
}

function printPercentiles(rows: readonly (readonly [what: string, tookMs: readonly number[]])[]): void {
  const ms = (value: number) => `${value.toFixed(2)} ms`;
  printTable(
    ["first reply", "count", "median", "p90", "p99", "longest"],
    rows.map(([what, took]) => [
      what,
      String(took.length),
      ...[0.5, 0.9, 0.99, 1].map((share) => ms(percentile(took, share))),
    ]),
  );
}

/** Runs `work` for each number below `count`, `atATime` of them concurrently. */
async function eachOf(count: number, atATime: number, work: (i: number) => Promise<unknown>): Promise<void> {
  let next = 0;
  const lane = async () => {
    while (next < count) await work(next++);
  };
  await Promise.all(Array.from({ length: Math.min(atATime, count) }, lane));
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startMs = performance.now();
  await work();
  return performance.now() - startMs;
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}
