/** Loops, recursion and time, where a process is stuck, stopped, or dies: what the node's side of a cell does then. */
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

/** Of the watchdog: a batch's patience and one event's. */
const BUDGET_MS = BATCH_MS + 500;
const TRIES = 3;
/** The others are to be back within this, beside the time that starting a cell takes. */
const BACK_MS = 1_000;

/** Neither gated nor rewritten, so that nothing of its own ends it. */
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
    title:
      "a process that is stuck is killed within twice the time that a batch may take, and its services go on",
    isLocal: true,
    async run() {
      const taken = new CompromisedCell();
      try {
        const counter = await taken.startCounter();
        const stuck = await taken.startEcho();
        await taken.mustContinue(counter);
        const { pid } = taken;
        const startMs = performance.now();
        const outcome = await stuck.send({ payload: command("spin") });
        const ms = performance.now() - startMs;
        assert.ok(!outcome.ok && outcome.fault === "lost", "it ended otherwise");
        assert.match(outcome.detail, /no answer within/);
        assert.ok(ms < 2 * BUDGET_MS, `it was killed after ${Math.round(ms)} ms`);
        await mustBeGone(pid);
        await taken.mustContinue(counter);
      } finally {
        await taken.cell.close();
      }
    },
  },
  {
    id: "EL14",
    title: "a cell that is closed while it is in an endless fill that nothing interrupts leaves no process",
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
      "a process that aborts, crashes, exits or stops itself is noticed, who waits is told, and its services go on",
    isLocal: true,
    async run() {
      const startMs = await startOfCell();
      for (const [what, bytes] of [["abort"], ["segv"], ["exit", [0]], ["exit", [1]], ["stop"]] as readonly [
        Command,
        (readonly number[])?,
      ][]) {
        const taken = new CompromisedCell();
        try {
          const counter = await taken.startCounter();
          const dying = await taken.startEcho();
          await taken.mustContinue(counter);
          const { pid } = taken;
          const sinceMs = performance.now();
          const both = await Promise.all([
            dying.send({ payload: command(what, bytes) }),
            // Behind it in the cell: it has done nothing yet, and runs in the next process.
            taken.mustContinue(counter),
          ]);
          assert.ok(!both[0].ok && both[0].fault === "lost", `${what}: it ended otherwise`);
          const ms = performance.now() - sinceMs;
          // Who has stopped says nothing: that takes the watchdog.
          const patienceMs = what === "stop" ? 2 * BUDGET_MS : BUDGET_MS;
          assert.ok(ms < patienceMs + BACK_MS + startMs, `${what}: noticed after ${Math.round(ms)} ms`);
          await mustBeGone(pid);
          assert.equal(taken.cell.usage().restarts, 1, what);
        } finally {
          await taken.cell.close();
        }
      }
    },
  },
  {
    id: "EL16",
    title:
      "code that its cell has died of three times is set aside by its hash, under another name as well; the others are back at once each time",
    isLocal: true,
    async run() {
      const quarantine = new Quarantine(() => performance.now());
      const taken = new CompromisedCell({ quarantine });
      try {
        const counter = await taken.startCounter();
        const deadly = await taken.startEcho("publisher/hash");
        let backMs = Number.POSITIVE_INFINITY;
        for (let death = 0; death < TRIES; death++) {
          assert.equal(quarantine.stateOf("publisher/hash"), null, "it was set aside too early");
          assert.ok(!(await deadly.send({ payload: command("abort") })).ok);
          backMs = Math.min(backMs, await taken.mustContinue(counter));
        }
        const startMs = await startOfCell();
        assert.ok(backMs < BACK_MS + startMs, `the others were back after ${Math.round(backMs)} ms`);
        const { pid } = taken;
        const refused = await deadly.send({ payload: command("abort") });
        assert.ok(!refused.ok && refused.detail.includes("in quarantine"), "it was run again");
        const renamed = await taken.offer(echoService(), "publisher/hash");
        assert.ok(
          typeof renamed === "string" && renamed.includes("in quarantine"),
          "it runs under another name",
        );
        assert.ok(typeof (await taken.offer(echoService(), "publisher/other")) === "object");
        await taken.mustContinue(counter);
        assert.equal(taken.pid, pid, "the cell has died once more");
      } finally {
        await taken.cell.close();
      }
    },
  },
];

/** Resolves when it has worked by itself for a tenth of a second: nothing but what it was given takes it so long. */
async function busy(pid: number): Promise<void> {
  const ticks = () => Number(readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1].split(" ")[11]);
  const before = ticks();
  while (ticks() < before + 10) await pause(20);
}

/** How long it takes here and now until a cell that was just started answers. */
async function startOfCell(): Promise<number> {
  const taken = new CompromisedCell();
  try {
    const startMs = performance.now();
    await (await taken.startEcho()).ask("x");
    return performance.now() - startMs;
  } finally {
    await taken.cell.close();
  }
}
