import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { buildService } from "../../runtime/cli/build.ts";
import { gate } from "../../runtime/sandbox/gate/gate.ts";

const README = await readFile(new URL("../../services-as/README.md", import.meta.url), "utf8");
const EXAMPLES = [...README.matchAll(/^```ts\n([\s\S]*?)^```/gm)].map(([, source]) => source);

test("the page has examples", () => {
  expect(EXAMPLES.length).toBeGreaterThanOrEqual(2);
});

test.each(EXAMPLES)("example %# of services-as/README.md builds, and the gate accepts it", async (source) => {
  const folder = await mkdtemp(join(tmpdir(), "prost-example-"));
  try {
    const file = join(folder, "example.ts");
    await writeFile(file, source);
    const { module } = await buildService(file);
    expect(gate(module)).toMatchObject({ ok: true });
  } finally {
    await rm(folder, { recursive: true });
  }
});
