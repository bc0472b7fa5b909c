/**
 * Three processes in a row: a message of 128 bytes enters at the first, passes the second, and the third answers the first. With
 * and without a `forward` hook of a service in the second's sandbox, against the same chain of bare TLS connections.
 */
import { type ChildProcess, fork } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Id } from "../runtime/base/id.ts";
import { buildService } from "../runtime/cli/build.ts";
import type { Figures, Handle, Order } from "./chain-process.ts";
import { type BenchOptions, printTable, ratio } from "./timing.ts";

const PROCESS = fileURLToPath(new URL("./chain-process.ts", import.meta.url));
const ECHO = fileURLToPath(new URL("./echo.as.ts", import.meta.url));
const WINDOW = 256;

class Member {
  readonly #child: ChildProcess = fork(PROCESS, { stdio: ["ignore", "inherit", "inherit", "ipc"] });

  tell<Result>(order: Order): Promise<Result> {
    return new Promise((resolve, reject) => {
      const died = () => reject(new Error(`a process of the chain ended while it was told to ${order.kind}`));
      this.#child.once("exit", died);
      this.#child.once("message", (reply: { result?: Result; error?: string }) => {
        this.#child.off("exit", died);
        if (reply.error === undefined) resolve(reply.result as Result);
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

/** Processor time of the middle of the chain for each message that passes it, in µs: a node's and bare TLS's. The best of several rounds. */
export async function middleProcessorTime({
  full,
}: BenchOptions): Promise<{ nodeUs: number; bareUs: number }> {
  const size = { alone: 0, many: full ? 100_000 : 40_000, window: WINDOW };
  const rounds = full ? 10 : 5;
  const best = async (middle: Member, pass: () => Promise<unknown>) => {
    let bestUs = Number.POSITIVE_INFINITY;
    for (let round = 0; round <= rounds; round++) {
      const before = await middle.tell<number>({ kind: "processorTime" });
      await pass();
      const us = ((await middle.tell<number>({ kind: "processorTime" })) - before) / size.many;
      if (round > 0) bestUs = Math.min(bestUs, us);
    }
    return bestUs;
  };
  const bareUs = await withBareChain((first, middle) =>
    best(middle, () => first.tell<Figures>({ kind: "measureBare", ...size })),
  );
  const nodeUs = await withNodeChain(async ({ first, middle, last, by, root }) => {
    const service = await nobodys(first, last);
    return best(middle, () => first.tell<Figures>({ kind: "measure", service, by, root, ...size }));
  });
  return { nodeUs, bareUs };
}

export async function run({ full }: BenchOptions): Promise<void> {
  const size = full
    ? { alone: 5_000, many: 200_000, window: WINDOW }
    : { alone: 500, many: 20_000, window: WINDOW };
  const bare = await bareChain(size);
  const { without, withHook } = await nodeChain(size);
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
      row("nodes, nothing at the middle", without),
      row("nodes, forward hook at the middle", withHook),
    ],
  );
}

function bareChain(size: { alone: number; many: number; window: number }): Promise<Figures> {
  return withBareChain((first) => first.tell<Figures>({ kind: "measureBare", ...size }));
}

async function withBareChain<Result>(
  use: (first: Member, middle: Member) => Promise<Result>,
): Promise<Result> {
  const [first, middle, last] = [new Member(), new Member(), new Member()];
  const ports = await Promise.all(
    [first, middle, last].map((member) => member.tell<number>({ kind: "bare" })),
  );
  await first.tell({ kind: "connect", port: ports[1] });
  await middle.tell({ kind: "connect", port: ports[2] });
  await last.tell({ kind: "connect", port: ports[0] });
  try {
    return await use(first, middle);
  } finally {
    await Promise.all([first, middle, last].map((member) => member.end()));
  }
}

interface NodeChain {
  readonly first: Member;
  readonly middle: Member;
  readonly last: Member;
  readonly by: Handle;
  readonly root: Handle;
}

async function withNodeChain<Result>(use: (chain: NodeChain) => Promise<Result>): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), "prost-chain-"));
  const [first, middle, last] = [new Member(), new Member(), new Member()];
  try {
    const a = await first.tell<Handle>({ kind: "node", folder: join(folder, "a"), join: [] });
    const by = await middle.tell<Handle>({ kind: "node", folder: join(folder, "b"), join: [a.address] });
    const root = await last.tell<Handle>({ kind: "node", folder: join(folder, "c"), join: [a.address] });
    return await use({ first, middle, last, by, root });
  } finally {
    await Promise.all([first, middle, last].map((member) => member.end()));
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** A service nobody has published: messages for it pass the middle as they are. */
async function nobodys(first: Member, last: Member): Promise<string> {
  const service = Id.hashOf("no such service").hex;
  await first.tell({ kind: "native", service });
  await last.tell({ kind: "native", service });
  return service;
}

async function nodeChain(size: { alone: number; many: number; window: number }) {
  const { module } = await buildService(ECHO);
  return withNodeChain(async ({ first, middle, last, by, root }) => {
    const service = await first.tell<string>({
      kind: "publish",
      module: Buffer.from(module).toString("base64"),
      name: "chain",
    });
    const unknown = await nobodys(first, last);
    await first.tell({ kind: "native", service });
    await last.tell({ kind: "native", service });
    const measure = (id: string) => first.tell<Figures>({ kind: "measure", service: id, by, root, ...size });
    const without = await measure(unknown);
    const forwards = () => middle.tell<number | null>({ kind: "forwards", service });
    // The middle meets the service, fetches it and starts its cell; only then the hook is there.
    const few = { alone: 10, many: 10, window: 1 };
    while ((await forwards()) === null) {
      await first.tell<Figures>({ kind: "measure", service, by, root, ...few });
    }
    const before = (await forwards()) ?? 0;
    const withHook = await measure(service);
    const passed = ((await forwards()) ?? 0) - before;
    if (passed < size.alone + size.many) throw new Error(`the hook saw only ${passed} messages`);
    return { without, withHook };
  });
}
