/**
 * A chain of three processes: a message of 128 bytes goes from the first through the second to the third, which
 * replies to the first. Measured with and without a `forward` hook of a service in the sandbox of the second
 * process, beside the same chain of bare TLS connections.
 */
import { type ChildProcess, fork } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Id } from "../runtime/base/id.ts";
import { buildService } from "../runtime/cli/build.ts";
import type { Figures, Handle, Order } from "./chain-process.ts";
import { type BenchOptions, MachineBusy, printTable, ratio } from "./timing.ts";

const PROCESS = fileURLToPath(new URL("./chain-process.ts", import.meta.url));
const ECHO = fileURLToPath(new URL("./echo.as.ts", import.meta.url));
/** Messages under way at a time. */
const WINDOW = 256;
/** Attempts of a measurement whose messages take other routes. */
const ATTEMPTS = 3;

/** The parent's side of one process of the chain. */
class ChainProcess {
  readonly #child: ChildProcess = fork(PROCESS, { stdio: ["ignore", "inherit", "inherit", "ipc"] });

  /** Rejects with MachineBusy if the messages of a measurement took other routes. */
  call<Result>(order: Order): Promise<Result> {
    return new Promise((resolve, reject) => {
      const died = () => reject(new Error(`a process of the chain ended during ${order.kind}`));
      this.#child.once("exit", died);
      this.#child.once("message", (reply: { result?: Result; error?: string; isOffRoute?: boolean }) => {
        this.#child.off("exit", died);
        if (reply.error === undefined) resolve(reply.result as Result);
        else if (reply.isOffRoute === true) reject(new MachineBusy(reply.error));
        else reject(new Error(reply.error));
      });
      this.#child.send(order);
    });
  }

  end(): Promise<void> {
    return new Promise((resolve) => {
      if (this.#child.exitCode !== null || !this.#child.connected) return resolve();
      this.#child.once("exit", () => resolve());
      this.#child.disconnect();
    });
  }
}

/**
 * Processor time of the middle process for each message, in µs: as a node, and as a bare TLS server. The best of
 * several rounds.
 */
export async function middleProcessorTime({
  full,
}: BenchOptions): Promise<{ nodeUs: number; bareUs: number }> {
  const size = { alone: 0, many: full ? 100_000 : 40_000, window: WINDOW };
  const rounds = full ? 10 : 5;
  const best = async (middle: ChainProcess, pass: () => Promise<unknown>) => {
    let bestUs = Number.POSITIVE_INFINITY;
    for (let round = 0; round <= rounds; round++) {
      const before = await middle.call<number>({ kind: "processorTime" });
      await pass();
      const us = ((await middle.call<number>({ kind: "processorTime" })) - before) / size.many;
      if (round > 0) bestUs = Math.min(bestUs, us);
    }
    return bestUs;
  };
  const bareUs = await withBareChain((first, middle) =>
    best(middle, () => first.call<Figures>({ kind: "measureBare", ...size })),
  );
  const nodeUs = await retried(() =>
    withNodeChain(async ({ first, middle, last, by, root }) => {
      const service = await unpublishedService(first, last);
      return best(middle, () => first.call<Figures>({ kind: "measure", service, by, root, ...size }));
    }),
  );
  return { nodeUs, bareUs };
}

/** A busy machine delays the middle node, and the first node then routes around it: a new chain is tried. */
async function retried<Value>(measure: () => Promise<Value>): Promise<Value> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await measure();
    } catch (error) {
      if (!(error instanceof MachineBusy)) throw error;
      if (attempt === ATTEMPTS)
        throw new MachineBusy(
          `${error.message}, in ${ATTEMPTS} attempts: the machine is too busy. Run it again on an idle machine.`,
        );
    }
  }
}

export async function run({ full }: BenchOptions): Promise<void> {
  const size = full
    ? { alone: 5_000, many: 200_000, window: WINDOW }
    : { alone: 500, many: 20_000, window: WINDOW };
  const bare = await bareChain(size);
  const { without, withHook } = await retried(() => nodeChain(size));
  const row = (name: string, figures: Figures) => [
    name,
    figures.medianUs.toFixed(0),
    figures.p99Us.toFixed(0),
    ratio(figures.medianUs, bare.medianUs),
    figures.perSecond.toFixed(0),
    ratio(bare.perSecond, figures.perSecond),
  ];
  printTable(
    ["chain of three processes", "median µs", "p99 µs", "against bare", "messages/s", "cost against bare"],
    [
      row("bare TLS", bare),
      row("nodes, no service at the middle", without),
      row("nodes, forward hook at the middle", withHook),
    ],
  );
}

function bareChain(size: { alone: number; many: number; window: number }): Promise<Figures> {
  return withBareChain((first) => first.call<Figures>({ kind: "measureBare", ...size }));
}

async function withBareChain<Result>(
  use: (first: ChainProcess, middle: ChainProcess) => Promise<Result>,
): Promise<Result> {
  const [first, middle, last] = [new ChainProcess(), new ChainProcess(), new ChainProcess()];
  const ports = await Promise.all(
    [first, middle, last].map((member) => member.call<number>({ kind: "bare" })),
  );
  await first.call({ kind: "connect", port: ports[1] });
  await middle.call({ kind: "connect", port: ports[2] });
  await last.call({ kind: "connect", port: ports[0] });
  try {
    return await use(first, middle);
  } finally {
    await Promise.all([first, middle, last].map((member) => member.end()));
  }
}

interface NodeChain {
  readonly first: ChainProcess;
  readonly middle: ChainProcess;
  readonly last: ChainProcess;
  readonly by: Handle;
  readonly root: Handle;
}

async function withNodeChain<Result>(use: (chain: NodeChain) => Promise<Result>): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), "prost-chain-"));
  const [first, middle, last] = [new ChainProcess(), new ChainProcess(), new ChainProcess()];
  try {
    const a = await first.call<Handle>({ kind: "node", folder: join(folder, "a"), join: [] });
    const by = await middle.call<Handle>({ kind: "node", folder: join(folder, "b"), join: [a.address] });
    const root = await last.call<Handle>({ kind: "node", folder: join(folder, "c"), join: [a.address] });
    return await use({ first, middle, last, by, root });
  } finally {
    await Promise.all([first, middle, last].map((member) => member.end()));
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** The id of a service that is not published: the middle forwards its messages without a hook. */
async function unpublishedService(first: ChainProcess, last: ChainProcess): Promise<string> {
  const service = Id.hashOf("no such service").hex;
  await first.call({ kind: "native", service });
  await last.call({ kind: "native", service });
  return service;
}

async function nodeChain(size: { alone: number; many: number; window: number }) {
  const { module } = await buildService(ECHO);
  return withNodeChain(async ({ first, middle, last, by, root }) => {
    const service = await first.call<string>({
      kind: "publish",
      module: Buffer.from(module).toString("base64"),
      name: "chain",
    });
    const unknown = await unpublishedService(first, last);
    await first.call({ kind: "native", service });
    await last.call({ kind: "native", service });
    const measure = (id: string) => first.call<Figures>({ kind: "measure", service: id, by, root, ...size });
    const without = await measure(unknown);
    const forwards = () => middle.call<number | null>({ kind: "forwards", service });
    // With the first messages the middle downloads the service and starts its cell. The hook runs afterwards.
    const few = { alone: 10, many: 10, window: 1 };
    while ((await forwards()) === null) {
      await first.call<Figures>({ kind: "measure", service, by, root, ...few });
    }
    const before = (await forwards()) ?? 0;
    const withHook = await measure(service);
    const passed = ((await forwards()) ?? 0) - before;
    if (passed < size.alone + size.many) throw new Error(`only ${passed} messages passed the forward hook`);
    return { without, withHook };
  });
}
