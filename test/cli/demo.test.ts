/** The main job, as `npm run demo` does it, on few documents. */
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";

const PROST = fileURLToPath(new URL("../../bin/prost.js", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "prost-demo-"));
const docs = join(folder, "docs");

beforeAll(() => {
  writeFileSync(join(folder, "ignored.txt"), "not Markdown");
  const words = [
    "overlay",
    "ring",
    "route",
    "leaf",
    "table",
    "service",
    "module",
    "fuel",
    "cell",
    "gate",
    "record",
    "copy",
  ];
  for (let i = 0; i < 40; i++) {
    const own = Array.from({ length: 30 }, (_, j) => words[(i * 7 + j * (1 + (i % 5))) % words.length]);
    writeFileSync(join(folder, `doc-${i}.md`), `# Document ${i}\n\n${own.join(" ")} only${i}\n`);
  }
});
afterAll(() => rmSync(folder, { recursive: true }));

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function demo(args: readonly string[], onStart: (child: ChildProcess) => void = () => {}): Promise<Ended> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [PROST, "demo", ...args], {
      env: { ...process.env, TMPDIR: folder },
    });
    let [stdout, stderr] = ["", ""];
    child.stdout.on("data", (chunk) => {
      stdout += chunk;
    });
    child.stderr.on("data", (chunk) => {
      stderr += chunk;
    });
    child.on("close", (code) => resolve({ code, stdout, stderr }));
    onStart(child);
  });
}

/** Command lines of all processes that name the folder: the demo's nodes keep their data there. */
function processesOf(path: string): string[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        return [readFileSync(`/proc/${pid}/cmdline`, "utf8")];
      } catch {
        return [];
      }
    })
    .filter((line) => line.includes(path) && line.includes("--listen"));
}

test("eight nodes find every document again, though one is killed while they are indexed", async () => {
  const { code, stdout, stderr } = await demo([
    "--json",
    "--docs",
    folder,
    "--kill-one",
    "--query",
    "overlay ring only7",
    "--query",
    "fuel",
  ]);
  expect(stderr).toBe("");
  const summary = JSON.parse(stdout);
  expect(summary).toMatchObject({
    documents: 40,
    killed: expect.any(Number),
    check: { ok: true, documentsFound: 40, queries: 2, queriesRight: 2, termsWrong: 0 },
  });
  expect(summary.queries[0].hits[0].name).toBe("doc-7.md");
  const living = summary.nodes.filter(({ alive }: { alive: boolean }) => alive);
  expect(living).toHaveLength(7);
  for (const node of living)
    expect(node).toMatchObject({
      faults: 0,
      cellPid: expect.any(Number),
      codeFrom: expect.stringContaining("node"),
    });
  expect(code).toBe(0);
  expect(processesOf(folder)).toEqual([]);
});

test("people see progress, answers, a table of the nodes, and whether all is well; one node is enough", async () => {
  const { code, stdout, stderr } = await demo(["--nodes", "2", "--docs", folder, "--query", "gate"]);
  expect(code).toBe(0);
  expect(stderr).toContain("starting nodes");
  expect(stdout).toContain("? gate");
  expect(stdout).toContain("cell memory");
  expect(stdout).toContain("✓ all 40 documents were indexed and found again");
});

test("Ctrl-C leaves no process behind", async () => {
  const { code } = await demo(["--docs", folder], (child) => {
    child.stderr?.on("data", (chunk) => {
      if (String(chunk).includes("indexing")) child.kill("SIGINT");
    });
  });
  expect(code).toBe(130);
  await expect.poll(() => processesOf(folder), { timeout: 10_000 }).toEqual([]);
});

test("a folder that is not there, or holds nothing, is said before anything is started", async () => {
  const missing = await demo(["--docs", docs]);
  expect([missing.code, missing.stderr]).toEqual([3, expect.stringContaining(docs)]);
});
