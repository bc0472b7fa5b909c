/**
 * The gate and the rewrite, beside the engine's validation of the same bytes; the gate on its slowest inputs; and
 * the compilers on a module at every limit of the profile.
 */
import { fileURLToPath } from "node:url";
import { COMPILERS, compileElsewhere } from "../runtime/attack/kit/compile-process.ts";
import { slowestToGate } from "../runtime/attack/kit/limits.ts";
import { buildService } from "../runtime/cli/build.ts";
import { gate } from "../runtime/sandbox/gate/gate.ts";
import { rewrite } from "../runtime/sandbox/instrument/rewrite.ts";
import { type BenchOptions, leastComputing, printTable, ratio } from "./timing.ts";

const SEARCH = fileURLToPath(new URL("../services-as/search/search.ts", import.meta.url));

/** Bytes of each hostile module that the gate checks in a round. */
const HOSTILE_BYTES = 4 * 1024 * 1024;

export async function run({ full }: BenchOptions): Promise<void> {
  const { module } = await buildService(SEARCH);
  const times = full ? 500 : 100;
  const rounds = full ? 9 : 5;
  const validateMs = leastComputing(rounds, () => {
    for (let i = 0; i < times; i++) WebAssembly.validate(module);
  });
  const gateMs = leastComputing(rounds, () => {
    for (let i = 0; i < times; i++)
      if (!gate(module).ok) throw new Error("the gate refused the search service");
  });
  const gated = gate(module);
  if (!gated.ok) throw new Error(gated.detail);
  const rewriteMs = leastComputing(rounds, () => {
    for (let i = 0; i < times; i++) rewrite(gated.module, { memoryPages: 16 });
  });
  const megabytes = (module.length * times) / 1e6;
  const row = (name: string, ms: number) => [
    name,
    ((1000 * megabytes) / ms).toFixed(0),
    ratio(ms, validateMs),
  ];
  printTable(
    [`search service, ${(module.length / 1024).toFixed(1)} KiB`, "MB/s", "against validate"],
    [
      row("WebAssembly.validate", validateMs),
      row("gate, with validate", gateMs),
      row("gate alone", gateMs - validateMs),
      row("rewrite", rewriteMs),
    ],
  );
  const grown = rewrite(gated.module, { memoryPages: 16 }).length;
  console.log(`the rewritten module is ${ratio(grown, module.length)} as long`);
  showSlowest(rounds);
  await showCompilers();
}

function showSlowest(rounds: number): void {
  const rows: string[][] = [];
  for (const [what, module] of slowestToGate()) {
    const times = Math.ceil(HOSTILE_BYTES / module.length);
    const gateAll = () => {
      for (let i = 0; i < times; i++) gate(module);
    };
    const ms = leastComputing(rounds, gateAll) / times;
    rows.push([
      what,
      (module.length / 1024).toFixed(0),
      ms.toFixed(1),
      (module.length / 1e3 / ms).toFixed(0),
    ]);
  }
  console.log("");
  printTable(["hostile input of the gate", "KiB", "ms", "MB/s"], rows);
}

async function showCompilers(): Promise<void> {
  const rows: string[][] = [];
  for (const compiler of COMPILERS) {
    const { ms, mib, bytes } = await compileElsewhere(compiler);
    rows.push([compiler, (bytes / 1024).toFixed(0), ms.toFixed(0), mib.toFixed(0)]);
  }
  console.log("");
  printTable(["at every limit, rewritten, compiled whole", "KiB", "ms", "MiB"], rows);
}
