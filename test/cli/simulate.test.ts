import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import type { RunResult } from "../../runtime/simulator/run.ts";

const PROST = fileURLToPath(new URL("../../bin/prost.js", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "prost-simulate-"));
const SMALL = ["--nodes", "80", "--minutes", "3", "--warm-up-min", "1", "--lookups-per-node-s", "0.1"];

function simulate(
  ...args: string[]
): Promise<{ readonly code: number; readonly stdout: string; readonly stderr: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, [PROST, "simulate", ...args], { cwd: folder }, (error, stdout, stderr) =>
      resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr }),
    );
  });
}

type Figures = RunResult & { readonly wallS: number; readonly peakMemoryBytes: number };

test("--json prints one object, the same for the same seed but for time and memory, and another for another seed", async () => {
  const options = [...SMALL, "--loss", "0.01", "--session-mean-min", "30", "--json"];
  const runs = await Promise.all(["7", "7", "8"].map((seed) => simulate(...options, "--seed", seed)));
  expect(runs.map(({ code, stderr }) => ({ code, stderr }))).toEqual(Array(3).fill({ code: 0, stderr: "" }));
  const [first, again, other] = runs.map(({ stdout }) => {
    const { wallS, peakMemoryBytes, ...rest } = JSON.parse(stdout) as Figures;
    expect(wallS).toBeGreaterThan(0);
    expect(peakMemoryBytes).toBeGreaterThan(1_000_000);
    return rest;
  });
  expect(again).toEqual(first);
  expect(other.traceHash).not.toBe(first.traceHash);
  expect(first).toMatchObject({ seed: 7, incorrect: 0, twice: 0, churn: "poisson", delays: "synthetic" });
  expect(first.nodes).toBeGreaterThan(60);
  expect(first.lookups).toBeGreaterThan(1_000);
  expect(first.hops.distribution.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 3);
  expect(first.control.messagesPerNodeS).toBeGreaterThan(0);
  expect(first.control.byKind.heartbeat?.bytesPerNodeS).toBeGreaterThan(0);
});

test("without it there is a table, and --plot writes a picture of the measured minutes", async () => {
  const { code, stdout } = await simulate(...SMALL, "--mass-failure", "1:0.2", "--plot", "run.svg");
  expect(code).toBe(0);
  for (const row of ["lookups", "delivered at a wrong node", "delay / direct delay", "upkeep", "took"])
    expect(stdout).toContain(`\n${row} `);
  const svg = readFileSync(join(folder, "run.svg"), "utf8");
  expect(svg).toMatch(/^<svg .*<\/svg>\n$/s);
  expect(svg.match(/<path d="M[^"]+"/g)).toHaveLength(4);
});

test("every fault and trouble can be asked for, all of them at once", async () => {
  const { code, stdout, stderr } = await simulate(
    ...SMALL,
    ...["--duplicate", "0.01", "--late", "0.02", "--asymmetric", "0.002", "--non-transitive", "0.002"],
    ...["--slow", "0.02", "--clock-drift", "0.01", "--clean-leave", "0.5", "--strict", "0.1"],
    ...["--partition", "1:0.2", "--mass-failure", "2:0.1", "--crowd", "0:20", "--json"],
  );
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  const figures = JSON.parse(stdout) as Figures;
  expect(figures.joinMs.joins).toBeGreaterThanOrEqual(20);
  expect(figures.control.byKind.leaseRequest?.messagesPerNodeS).toBeGreaterThan(0);
  expect(figures.delivered / figures.lookups).toBeGreaterThan(0.5);
});

describe("what is wrong is told in a line, with exit code 2", () => {
  test.each([
    [["--nodes", "one"], /--nodes .* must be a whole number/],
    [["--loss", "1.5"], /--loss .* must be a share from 0 to 1/],
    [["--churn", "daily"], /--churn .* Allowed choices are poisson, gnutella, overnet, none/],
    [["--crowd", "5"], /--crowd .* must be MINUTE:VALUE/],
    [["--delays", "nowhere.bin"], /the delays in nowhere\.bin cannot be read/],
    [["--plot", "nowhere/run.svg"], /the chart cannot be written to nowhere\/run\.svg/],
    [["--colour", "red"], /unknown option '--colour'/],
  ])("%j", async (args, message) => {
    const { code, stdout, stderr } = await simulate(...args, "--json");
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toMatch(message);
  });
});
