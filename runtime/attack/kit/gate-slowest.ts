/**
 * A program: what the gate takes for each of the modules that are slowest for it, as a number of times of reading their bytes, and prints
 * that as JSON. A process of its own, since test runners rewrite the code of theirs.
 */
import { gate } from "../../sandbox/gate/gate.ts";
import { slowestToGate } from "./limits.ts";
import { timesAsLongAsReading } from "./relative-time.ts";

export interface Gated {
  readonly what: string;
  readonly bytes: number;
  readonly readings: number;
}

if (import.meta.main) {
  const enough = Number(process.argv[2]);
  const gated = slowestToGate().map(([what, module]): Gated => {
    const readings = timesAsLongAsReading(module, () => gate(module), enough);
    return { what, bytes: module.length, readings };
  });
  console.log(JSON.stringify(gated));
}
