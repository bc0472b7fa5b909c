/** Attacks in which the process of a cell is stuck, stops or dies, and the node must act. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import { CAPABILITIES } from "../../../abi/imports.ts";
import { CellHost } from "../../sandbox/cell/cell-host.ts";
import { Quarantine } from "../../sandbox/cell/quarantine.ts";
import { LIMITS_DEFAULT } from "../../sandbox/contract.ts";
import type { AttackCase } from "../arenas/arena.ts";
import { deliverEvent } from "../arenas/local-arena.ts";
import { type Command, command } from "../kit/command.ts";
import { BATCH_MS, CompromisedCell, mustBeGone } from "../kit/compromised-cell.ts";
import { bulkFillLoop, echoService } from "../kit/modules.ts";
import { ungated } from "../kit/ungated.ts";

/** Time of the watchdog: the limit of a batch and of one event. */
const BUDGET_MS = BATCH_MS + 500;
const TRIES = 3;
/** Time in which other services must answer again, besides the start of a cell. */
const BACK_MS = 1_000;

/** Neither gated nor rewritten, so that only the watchdog ends it. */
const UNGATED = {
  serviceId: new Uint8Array(32).fill(1),
  nodeId: new Uint8Array(32),
  module: ungated(bulkFillLoop()),
  capabilities: CAPABILITIES,
  limits: LIMITS_DEFAULT,
  readStore: () => [],
  nowMs: 0,
  seed: 0n,
  firstToken: 1n,
};

export const CASES: readonly AttackCase[] = [
  {
    id: "EL13",
    title: "a stuck process is killed within twice the time limit of a batch, and its services continue",
    isLocal: true,
    async run() {
      const compromised = new CompromisedCell();
      try {
        const counter = await compromised.startCounter();
        const stuck = await compromised.startEcho();
        await compromised.mustContinue(counter);
        const { pid } = compromised;
        const startMs = performance.now();
        const outcome = await stuck.send({ payload: command("spin") });
        const ms = performance.now() - startMs;
        assert.ok(!outcome.ok && outcome.fault === "lost", "another outcome");
        assert.match(outcome.detail, /no answer within/);
        assert.ok(ms < 2 * BUDGET_MS, `the process was killed after ${Math.round(ms)} ms`);
        await mustBeGone(pid);
        await compromised.mustContinue(counter);
      } finally {
        await compromised.cell.close();
      }
    },
  },
  {
    id: "EL14",
    title: "a cell that is closed during an endless, uninterruptible fill leaves no process",
    isLocal: true,
    async run() {
      const cell = new CellHost({ name: "busy" });
      try {
        const installed = await cell.install(UNGATED);
        assert.ok(installed.ok, installed.ok ? "" : installed.detail);
        const { pid } = cell.usage();
        assert.ok(pid !== null);
        const lost = cell.run(UNGATED.serviceId, [deliverEvent({})]);
        await busy(pid);
        await cell.close();
        const [outcome] = await lost;
        assert.ok(!outcome.ok && outcome.fault === "lost");
        await mustBeGone(pid);
      } finally {
        await cell.close();
      }
    },
  },
  {
    id: "EL15",
    title:
      "a process that aborts, crashes, exits or stops is detected, its pending events fail, and its services continue",
    isLocal: true,
    async run() {
      const startMs = await startOfCell();
      for (const [what, bytes] of [["abort"], ["segv"], ["exit", [0]], ["exit", [1]], ["stop"]] as readonly [
        Command,
        (readonly number[])?,
      ][]) {
        const compromised = new CompromisedCell();
        try {
          const counter = await compromised.startCounter();
          const dying = await compromised.startEcho();
          await compromised.mustContinue(counter);
          const { pid } = compromised;
          const sinceMs = performance.now();
          const both = await Promise.all([
            dying.send({ payload: command(what, bytes) }),
            // A later event in the queue of the cell: it has not run yet, and runs in the next process.
            compromised.mustContinue(counter),
          ]);
          assert.ok(!both[0].ok && both[0].fault === "lost", `${what}: another outcome`);
          const ms = performance.now() - sinceMs;
          // Only the watchdog detects a stopped process.
          const limitMs = what === "stop" ? 2 * BUDGET_MS : BUDGET_MS;
          assert.ok(ms < limitMs + BACK_MS + startMs, `${what}: detected after ${Math.round(ms)} ms`);
          await mustBeGone(pid);
          assert.equal(compromised.cell.usage().restarts, 1, what);
        } finally {
          await compromised.cell.close();
        }
      }
    },
  },
  {
    id: "EL16",
    title:
      "code that killed its cell three times is in quarantine under every name, and other services are back at once",
    isLocal: true,
    async run() {
      const quarantine = new Quarantine(() => performance.now());
      const compromised = new CompromisedCell({ quarantine });
      try {
        const counter = await compromised.startCounter();
        const deadly = await compromised.startEcho("publisher/hash");
        let backMs = Number.POSITIVE_INFINITY;
        for (let death = 0; death < TRIES; death++) {
          assert.equal(quarantine.stateOf("publisher/hash"), null, "the code was in quarantine too early");
          assert.ok(!(await deadly.send({ payload: command("abort") })).ok);
          backMs = Math.min(backMs, await compromised.mustContinue(counter));
        }
        const startMs = await startOfCell();
        assert.ok(backMs < BACK_MS + startMs, `the other services were back after ${Math.round(backMs)} ms`);
        const { pid } = compromised;
        const refused = await deadly.send({ payload: command("abort") });
        assert.ok(!refused.ok && refused.detail.includes("in quarantine"), "the code ran again");
        const renamed = await compromised.offer(echoService(), "publisher/hash");
        assert.ok(
          typeof renamed === "string" && renamed.includes("in quarantine"),
          "the code runs under another name",
        );
        assert.ok(typeof (await compromised.offer(echoService(), "publisher/other")) === "object");
        await compromised.mustContinue(counter);
        assert.equal(compromised.pid, pid, "the cell has died again");
      } finally {
        await compromised.cell.close();
      }
    },
  },
];

/** Resolves when the cell has used a tenth of a second of processor time: only the attack takes that long. */
async function busy(pid: number): Promise<void> {
  const ticks = () => Number(readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1].split(" ")[11]);
  const before = ticks();
  while (ticks() < before + 10) await pause(20);
}

/** Milliseconds until a new cell answers, on this machine under its present load. */
async function startOfCell(): Promise<number> {
  const compromised = new CompromisedCell();
  try {
    const startMs = performance.now();
    await (await compromised.startEcho()).ask("x");
    return performance.now() - startMs;
  } finally {
    await compromised.cell.close();
  }
}
