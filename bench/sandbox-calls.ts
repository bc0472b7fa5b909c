/**
 * The cost of the three walls for a message: the bare call of the same module, then all three walls, with fuel and
 * a transaction for each message. One message at a time is also compared with a bare echo between two processes,
 * the floor of any design with a second process.
 */

import { CELL_PROFILES } from "../runtime/sandbox/cell/jail.ts";
import { gate } from "../runtime/sandbox/gate/gate.ts";
import { rewrite } from "../runtime/sandbox/instrument/rewrite.ts";
import { EchoProcess } from "./echo-process.ts";
import { BareModule } from "./sandbox-bare.ts";
import {
  cell,
  echo,
  installed,
  MEMORY_PAGES,
  messages,
  type Running,
  requireEchoed,
  run,
} from "./sandbox-traffic.ts";
import { costsOf, type Variant, type VariantCost } from "./sandbox-variants.ts";
import { type BenchOptions, printTable, ratio } from "./timing.ts";

const PAYLOADS = [64, 1_024, 16_384];
const BATCHES = [1, 64, 512];
const BARE = "bare call";
const ECHO = "bare echo between two processes";

export async function calls({ full }: BenchOptions): Promise<void> {
  const module = echo();
  const gated = gate(module);
  if (!gated.ok) throw new Error(gated.detail);
  const metered = rewrite(gated.module, { memoryPages: MEMORY_PAGES });
  const cells = CELL_PROFILES.map((profile) => cell(profile));
  const services = await Promise.all(cells.map((host) => installed(host, metered, "echo")));
  const echoes = new EchoProcess();
  for (const bytes of PAYLOADS) {
    const variants = [
      bareVariant(BARE, module, bytes),
      bareVariant("bare call, metered", metered, bytes),
      echoVariant(echoes, bytes),
    ];
    for (const [i, profile] of CELL_PROFILES.entries())
      for (const batch of BATCHES)
        variants.push(await sandboxVariant(`three walls, ${profile}`, services[i], batch, bytes));
    print(bytes, await costsOf(variants, full));
  }
  echoes.close();
  for (const host of cells) await host.close();
}

export function bareVariant(name: string, module: Uint8Array, bytes: number): Variant {
  const bare = new BareModule(module);
  const [{ payload }] = messages(1, bytes);
  const work = (count: number) => {
    for (let i = 0; i < count; i++)
      if (bare.deliver(payload).length !== bytes) throw new Error("a bare call replied with other bytes");
  };
  return { name, batch: 1, work };
}

function echoVariant(echoes: EchoProcess, bytes: number): Variant {
  const message = new Uint8Array(bytes);
  const work = async (count: number) => {
    for (let i = 0; i < count; i++) await echoes.echo(message);
  };
  return { name: ECHO, batch: 1, work };
}

export async function sandboxVariant(
  name: string,
  service: Running,
  batch: number,
  bytes: number,
): Promise<Variant> {
  const events = messages(batch, bytes);
  requireEchoed(events, await run(service, events));
  const work = async (count: number) => {
    for (let done = 0; done < count; done += batch)
      for (const outcome of await run(service, events)) if (!outcome.ok) throw new Error(outcome.detail);
  };
  return { name, batch, work };
}

function print(bytes: number, costs: readonly VariantCost[]): void {
  const nsOf = (name: string) => costs.find(({ variant }) => variant.name === name)?.ns ?? Number.NaN;
  const rows = costs.map(({ variant: { name, batch }, ns, cores }) => ({
    name,
    batch,
    ns,
    againstBare: ns / nsOf(BARE),
    againstEcho: ns / nsOf(ECHO),
    cores,
  }));
  printTable(
    [
      `${bytes} B`,
      "batch",
      "ns per message",
      "messages/s",
      "against bare call",
      "against bare echo",
      "cores",
    ],
    rows.map(({ name, batch, ns, cores }) => [
      name,
      String(batch),
      ns.toFixed(0),
      Math.round(1e9 / ns).toLocaleString("en"),
      ratio(ns, nsOf(BARE)),
      batch === 1 && !name.startsWith(BARE) ? ratio(ns, nsOf(ECHO)) : "",
      cores.toFixed(1),
    ]),
  );
  console.log(JSON.stringify({ bench: "sandbox", part: "calls", payloadBytes: bytes, rows }));
}
