/**
 * The time of a message by part, each part measured alone. The rest of the whole is the isolate, the node's checks
 * of the outcomes, and the switches between two processes.
 *
 * `node --cpu-prof --no-node-snapshot --expose-gc bench/main.ts sandbox:breakdown` writes a profile of the node's
 * side. A cell may not write files. Its side is the glue, which `sandbox:forward` runs in this process: profile
 * that, with `--liftoff-only` as in a hardened cell.
 */

import { service } from "../runtime/attack/kit/modules.ts";
import type { InstallRequest } from "../runtime/sandbox/contract.ts";
import { gate } from "../runtime/sandbox/gate/gate.ts";
import { GLUE_CONSTANTS, GLUE_PARTS, SHARED_BASE } from "../runtime/sandbox/glue/constants.ts";
import { makeGlue } from "../runtime/sandbox/glue/glue.ts";
import { rewrite } from "../runtime/sandbox/instrument/rewrite.ts";
import { encodeBatch } from "../runtime/sandbox/wire/batch-frames.ts";
import { decodeOutcomes } from "../runtime/sandbox/wire/outcomes.ts";
import { encodeInstall } from "../runtime/sandbox/wire/requests.ts";
import { EchoProcess } from "./echo-process.ts";
import { bareVariant, sandboxVariant } from "./sandbox-calls.ts";
import { cell, echo, installed, MEMORY_PAGES, messages } from "./sandbox-traffic.ts";
import { costsOf, type Variant } from "./sandbox-variants.ts";
import { type BenchOptions, printTable, ratio } from "./timing.ts";

const PAYLOAD_BYTES = 64;
const BATCHES = [64, 512];
const SHARED_BYTES = 2 * 1024 * 1024;
/** Bytes beside the payload (ids, tokens, numbers, fuel): the mean of both directions. */
const BYTES_AROUND = 96;
/** Payload of the hashing service, which shows the cost of metering for a service that computes. */
const HASH_BYTES = 1_024;

/** Replies with its payload, after it has hashed each byte eight times. */
const hashing = () =>
  service({
    deliver: `(local $i i32) (local $h i32)
      (loop $again
        (local.set $h (i32.mul (i32.xor (local.get $h)
          (i32.load8_u (i32.add (i32.const 1184) (i32.rem_u (local.get $i) (i32.load (i32.const 1172))))))
            (i32.const 16777619)))
        (br_if $again (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 1))) (i32.const ${8 * HASH_BYTES}))))
      (i32.store (i32.const 100) (local.get $h))
      (drop (call $respond (i64.load (i32.const 1152)) (i32.const 1184) (i32.load (i32.const 1172))))`,
  });

export async function breakdown({ full }: BenchOptions): Promise<void> {
  const [plain, metered] = both(echo());
  const [hash, meteredHash] = both(hashing());
  const host = cell("hardened");
  const walled = await installed(host, metered, "echo");
  const echoes = new EchoProcess();
  const variants = [
    bareVariant("bare", plain, PAYLOAD_BYTES),
    bareVariant("metered", metered, PAYLOAD_BYTES),
    bareVariant("bare hash", hash, HASH_BYTES),
    bareVariant("metered hash", meteredHash, HASH_BYTES),
  ];
  for (const batch of BATCHES) {
    variants.push(...pieces(batch, walled.request));
    variants.push(crossing(`crossing ${batch}`, echoes, batch));
    variants.push(await sandboxVariant(`walls ${batch}`, walled, batch, PAYLOAD_BYTES));
  }
  const costs = new Map((await costsOf(variants, full)).map(({ variant, ns }) => [variant.name, ns]));
  echoes.close();
  await host.close();
  const of = (name: string) => costs.get(name) ?? Number.NaN;
  const rows = BATCHES.flatMap((batch) => {
    const whole = of(`walls ${batch}`);
    const parts: readonly (readonly [string, number])[] = [
      ["bare call", of("bare")],
      ["fuel", of("metered") - of("bare")],
      ["glue: mailbox, effects, transaction", of(`glue ${batch}`) - of("metered")],
      ["events to bytes", of(`encode ${batch}`)],
      ["bytes to outcomes", of(`decode ${batch}`)],
      ["crossing: a bare echo of as many bytes", of(`crossing ${batch}`)],
    ];
    const rest = parts.reduce((left, [, ns]) => left - ns, whole);
    const all = [...parts, ["the rest", rest], ["three walls, hardened", whole]] as const;
    return all.map(([name, ns]) => ({ name, batch, ns, share: ns / whole }));
  });
  printTable(
    [`${PAYLOAD_BYTES} B`, "batch", "ns per message", "share"],
    rows.map(({ name, batch, ns, share }) => [
      name,
      String(batch),
      ns.toFixed(0),
      `${(100 * share).toFixed(0)} %`,
    ]),
  );
  const hashTimes = of("metered hash") / of("bare hash");
  console.log(`fuel, for a service that computes (optimised code): ${ratio(hashTimes, 1)} the time without`);
  console.log(JSON.stringify({ bench: "sandbox", part: "breakdown", rows, meteredHash: hashTimes }));
}

/** The work of both sides for a batch, in this process. The glue shares memory with its caller, as in a cell. */
function pieces(batch: number, request: InstallRequest): readonly Variant[] {
  const glue = makeGlue(GLUE_CONSTANTS, GLUE_PARTS);
  glue.install(bufferOf(encodeInstall(request, false)));
  const events = messages(batch, PAYLOAD_BYTES);
  const [sent, answer] = [new SharedArrayBuffer(SHARED_BYTES), new SharedArrayBuffer(SHARED_BYTES)];
  glue.share(sent, answer);
  new Uint8Array(sent).set(encodeBatch(request.serviceId, events), SHARED_BASE);
  const length = glue.runShared();
  if (length < 0) throw new Error("the answer did not fit into the shared memory");
  // As read from a socket.
  const answered = Buffer.from(new Uint8Array(answer).slice(SHARED_BASE, SHARED_BASE + length).buffer);
  const variant = (name: string, once: () => unknown): Variant => ({
    name: `${name} ${batch}`,
    batch,
    work: (count) => {
      for (let done = 0; done < count; done += batch) once();
    },
  });
  return [
    variant("encode", () => encodeBatch(request.serviceId, events)),
    variant("glue", () => glue.runShared()),
    variant("decode", () => decodeOutcomes(answered, events)),
  ];
}

function bufferOf(bytes: Uint8Array): ArrayBuffer {
  return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;
}

function both(module: Uint8Array): readonly [plain: Uint8Array, metered: Uint8Array] {
  const gated = gate(module);
  if (!gated.ok) throw new Error(gated.detail);
  return [module, rewrite(gated.module, { memoryPages: MEMORY_PAGES })];
}

function crossing(name: string, echoes: EchoProcess, batch: number): Variant {
  const bytes = new Uint8Array(batch * (PAYLOAD_BYTES + BYTES_AROUND));
  const work = async (count: number) => {
    for (let done = 0; done < count; done += batch) await echoes.echo(bytes);
  };
  return { name, batch, work };
}
