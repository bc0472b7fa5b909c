import { runRecords } from "./record-run.ts";

const [from, n] = process.argv.slice(2).map(Number);
for (let s = from; s < from + n; s++) {
  const t = performance.now();
  const r = await runRecords(s);
  console.log(
    s,
    Math.round(performance.now() - t),
    r.violations,
    JSON.stringify(Object.fromEntries(r.ended)),
    r.faults,
    r.cutShort,
    r.damaged,
  );
}
