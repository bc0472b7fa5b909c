/**
 * A program: measures the gate with each of its slowest modules, in multiples of the time to read their
 * bytes, and prints JSON. It is a process of its own, since test runners rewrite the code in theirs.
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
