/** The gate and the rewrite, against the engine's own validation of the same bytes. */
import { fileURLToPath } from "node:url";
import { buildService } from "../runtime/cli/build.ts";
import { gate } from "../runtime/sandbox/gate.ts";
import { rewrite } from "../runtime/sandbox/rewrite.ts";
import { type BenchOptions, bestOf, printTable, ratio } from "./timing.ts";

const SEARCH = fileURLToPath(new URL("../services-as/search/search.ts", import.meta.url));

export async function run({ full }: BenchOptions): Promise<void> {
  const { module } = await buildService(SEARCH);
  const times = full ? 500 : 100;
  const rounds = full ? 9 : 5;
  const validateMs = await bestOf(rounds, () => {
    for (let i = 0; i < times; i++) WebAssembly.validate(module);
  });
  const gateMs = await bestOf(rounds, () => {
    for (let i = 0; i < times; i++) if (!gate(module).ok) throw new Error("refused");
  });
  const verdict = gate(module);
  if (!verdict.ok) throw new Error(verdict.detail);
  const rewriteMs = await bestOf(rounds, () => {
    for (let i = 0; i < times; i++) rewrite(verdict.module, { memoryPages: 16 });
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
  const grown = rewrite(verdict.module, { memoryPages: 16 }).length;
  console.log(`the rewritten module is ${ratio(grown, module.length)} as long`);
}
