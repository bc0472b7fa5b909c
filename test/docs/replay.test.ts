/**
 * The commands of docs/replay.md print the samples of the page. After a change of their output,
 * PROST_UPDATE_DOCS=1 writes the new samples into the page.
 */
import { type ChildProcessWithoutNullStreams, execFile, spawn } from "node:child_process";
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, expect, test } from "vitest";

const PROST = fileURLToPath(new URL("../../bin/prost.js", import.meta.url));
const PAGE = new URL("../../docs/replay.md", import.meta.url);
const page = readFileSync(PAGE, "utf8");
const folder = mkdtempSync(join(tmpdir(), "prost-docs-"));
const background: ReturnType<typeof spawn>[] = [];
afterAll(() => {
  for (const child of background) child.kill("SIGKILL");
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});

const environment = {
  ...process.env,
  PATH: `${folder}:${process.env.PATH}`,
  PROST_SOCKET: "n1/control.sock",
};

/** A block of commands, and the sample of their output after it; undefined: the page shows none. */
const BLOCKS = /^```sh\n(?<commands>.*?)^```\n(?:\n```\n(?<sample>.*?)^```)?/gms;

/** Resolves when a command that keeps running has started its work. */
function hasStarted(child: ChildProcessWithoutNullStreams): Promise<void> {
  return new Promise((resolve) => {
    const look = (text: Buffer) => {
      if (/control socket|prost: recording/.test(text.toString())) resolve();
    };
    child.stdout.on("data", look);
    child.stderr.on("data", look);
  });
}

/** The output of a block of commands, of both streams. */
function run(commands: string): Promise<string> {
  return new Promise((resolve) => {
    execFile("sh", ["-c", commands], { cwd: folder, env: environment }, (_error, stdout, stderr) =>
      resolve(stdout + stderr),
    );
  });
}

async function runInBackground(line: string): Promise<void> {
  const [command, ...args] = line.trim().split(" ");
  const child = spawn(join(folder, command), args, { cwd: folder, env: environment });
  background.push(child);
  await hasStarted(child);
}

/**
 * Without the parts that differ from run to run: keys are random, and ids, hashes and the memory follow from
 * them.
 */
function masked(output: string): string {
  return output
    .replaceAll(/^[0-9a-f]{8} {2}[0-9a-f]{2} .*$/gm, "(a line of memory)")
    .replaceAll(/\b(0x)?[0-9a-f]{8,}\b/g, "(hex)")
    .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, "(time)");
}

test("the commands of the walkthrough print the samples of the page", async () => {
  writeFileSync(join(folder, "prost"), `#!/bin/sh\nexec "${process.execPath}" "${PROST}" "$@"\n`);
  chmodSync(join(folder, "prost"), 0o755);
  for (const [, name, source] of page.matchAll(/^```ts file=(\S+)\n(.*?)^```/gms))
    writeFileSync(join(folder, name), source);
  const outputs: string[] = [];
  const samples: string[] = [];
  for (const { groups } of page.matchAll(BLOCKS)) {
    const { commands = "", sample } = groups ?? {};
    if (/^prost (node|record) /.test(commands)) await runInBackground(commands);
    else if (sample === undefined) expect(await run(commands)).toContain("highest bid: 20\n");
    else {
      outputs.push(await run(commands));
      samples.push(sample);
    }
  }
  expect(outputs).toHaveLength(4);
  if (process.env.PROST_UPDATE_DOCS === "1") writeFileSync(PAGE, pageWith(outputs));
  else expect(outputs.map(masked)).toEqual(samples.map(masked));
});

/** The page with the outputs in the place of its samples. */
function pageWith(outputs: readonly string[]): string {
  let next = 0;
  return page.replaceAll(BLOCKS, (block: string, _commands: string, sample: string | undefined) =>
    sample === undefined ? block : `${block.slice(0, -(sample.length + 3))}${outputs[next++]}\`\`\``,
  );
}
