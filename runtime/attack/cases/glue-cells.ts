/** What a process that was taken over says to the node: frames of every wrong kind, without end, in the words of Node's own channel. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { cellLaunch } from "../../sandbox/cell/jail.ts";
import {
  FRAME_BYTES_MAX,
  FRAME_INSTALL,
  FRAME_MEMORY,
  FRAME_READY,
  FRAME_RUN,
  frame,
} from "../../sandbox/wire/frames.ts";
import type { AttackCase } from "../arenas/arena.ts";
import { type Command, command } from "../kit/command.ts";
import { CompromisedCell, type Guest, mustBeGone } from "../kit/compromised-cell.ts";

const RUNTIME = fileURLToPath(new URL("../..", import.meta.url));
/** By which the node's memory may have grown while a cell floods it. */
const GROWTH_BYTES_MAX = 96 * 1024 * 1024;
/** What the node is to say of a cell that it has killed for what it sent. */
const FOR_WHAT_IT_SENT = /protocol violation/;
const FOR_SILENCE = /no answer within/;
/** Whether it comes to the end of the frame first, or to that of the node's patience. */
const FOR_SENT_OR_SILENCE = /protocol violation|no answer within/;

const header = (length: number, kind: number) => {
  const bytes = Buffer.alloc(5);
  bytes.writeUInt32LE(length, 0);
  bytes[4] = kind;
  return bytes;
};
const u32 = (value: number) => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value, 0);
  return bytes;
};
/** One outcome: it went well, used no fuel, wrote nothing, asked for nothing. */
const well = (...more: readonly Uint8Array[]) => Buffer.concat([u32(1), ...more]);

/** What is sent instead of an answer for one event, and why the cell is killed then. */
const SENT: readonly (readonly [what: string, command: Command, bytes: Uint8Array, why: RegExp])[] = [
  ["a frame of 4 GiB", "write", header(0xffff_ffff, FRAME_RUN), FOR_WHAT_IT_SENT],
  ["a frame one byte over the most", "write", header(FRAME_BYTES_MAX + 1, FRAME_RUN), FOR_WHAT_IT_SENT],
  ["a frame of no kind there is", "write", frame(99, new Uint8Array(4)), FOR_WHAT_IT_SENT],
  ["that it is ready, once more", "write", frame(FRAME_READY, new Uint8Array(0)), FOR_WHAT_IT_SENT],
  ["the answer to an installation", "write", frame(FRAME_INSTALL, Uint8Array.of(1, 0, 0)), FOR_WHAT_IT_SENT],
  ["a memory that nobody asked for", "write", frame(FRAME_MEMORY, Uint8Array.of(0)), FOR_WHAT_IT_SENT],
  ["an answer of no bytes", "write", frame(FRAME_RUN, new Uint8Array(0)), FOR_WHAT_IT_SENT],
  ["outcomes for none of its events", "write", frame(FRAME_RUN, u32(0)), FOR_WHAT_IT_SENT],
  ["outcomes for two events", "write", frame(FRAME_RUN, u32(2)), FOR_WHAT_IT_SENT],
  ["four thousand million outcomes", "write", frame(FRAME_RUN, u32(0xffff_ffff)), FOR_WHAT_IT_SENT],
  ["an outcome that is cut short", "write", frame(FRAME_RUN, well()), FOR_WHAT_IT_SENT],
  ["an outcome of rubbish", "write", frame(FRAME_RUN, well(Buffer.alloc(400, 0xa5))), FOR_WHAT_IT_SENT],
  ["a frame that ends before its length", "write", header(1_000, FRAME_RUN), FOR_SILENCE],
  ["half a header", "write", header(4, FRAME_RUN).subarray(0, 3), FOR_SILENCE],
  [
    "the largest frame byte by byte",
    "drip",
    Buffer.concat([header(FRAME_BYTES_MAX, FRAME_RUN), u32(0)]),
    FOR_SILENCE,
  ],
  ["header after header", "flood", header(0, FRAME_RUN), FOR_WHAT_IT_SENT],
  // {"cmd":"NODE_HANDLE",…}: what Node's own channel would take for the passing of a socket.
  [
    "a message of Node's own channel",
    "write",
    Buffer.from('{"cmd":"NODE_HANDLE","type":"net.Socket","msg":{}}\n'),
    FOR_WHAT_IT_SENT,
  ],
];

/** Of these, in the short form. */
const QUICK = new Set([
  "a frame of 4 GiB",
  "a frame of no kind there is",
  "outcomes for two events",
  "an outcome of rubbish",
  "a message of Node's own channel",
]);

export const CASES: readonly AttackCase[] = [
  {
    id: "GL14",
    title: "frames of a wrong length, kind or order kill the cell that sent them, and its services go on",
    isLocal: true,
    run: () => sendAll(SENT.filter(([what]) => QUICK.has(what))),
  },
  {
    id: "GL14",
    title:
      "frames of every wrong length, kind, order and pace kill the cell that sent them, and its services go on",
    isLocal: true,
    isLong: true,
    run: () => sendAll(SENT),
  },
  {
    id: "GL15",
    title: "output without end is no more than a bound to the node, which kills the cell for it",
    isLocal: true,
    async run() {
      // A frame of the largest size has begun, and goes on; errors for a human to read.
      const begun = Buffer.concat([header(FRAME_BYTES_MAX, FRAME_RUN), Buffer.alloc(60_000)]);
      for (const [what, ordered, why] of [
        ["a frame that never ends", command("flood", begun.subarray(0, 4_000)), FOR_SENT_OR_SILENCE],
        ["errors", command("errors"), /more than \d+ bytes of errors/],
      ] as const) {
        const taken = new CompromisedCell();
        const before = process.memoryUsage.rss();
        let most = before;
        const look = setInterval(() => (most = Math.max(most, process.memoryUsage.rss())), 5);
        try {
          const counter = await taken.startCounter();
          const hostile = await taken.startEcho();
          const outcome = await hostile.send({ payload: ordered });
          assert.ok(!outcome.ok, `${what}: it was taken for an answer`);
          assert.match(outcome.detail, why, what);
          await taken.mustContinue(counter);
          assert.ok(most - before < GROWTH_BYTES_MAX, `${what}: the node's memory grew by ${most - before}`);
        } finally {
          clearInterval(look);
          await taken.cell.close();
        }
      }
    },
  },
  {
    id: "GL16",
    title: "no part of the node opens Node's channel to a process, and a cell speaks over a plain socket",
    isLocal: true,
    async run() {
      const files = readdirSync(RUNTIME, { recursive: true, encoding: "utf8" }).filter((name) =>
        name.endsWith(extname(import.meta.filename)),
      );
      for (const file of files.filter((name) => !/^(attack|gen)\//.test(name))) {
        const text = readFileSync(join(RUNTIME, file), "utf8");
        assert.doesNotMatch(text, /\bfork\(|["']ipc["']|serialization:/, file);
      }
      const taken = new CompromisedCell({ launch: () => cellLaunch() });
      try {
        const guest: Guest = await taken.startEcho();
        await guest.ask("x");
        const environment = readFileSync(`/proc/${taken.pid}/environ`, "utf8");
        assert.doesNotMatch(environment, /NODE_CHANNEL/);
      } finally {
        await taken.cell.close();
      }
    },
  },
];

async function sendAll(sent: typeof SENT): Promise<void> {
  for (const [what, how, bytes, why] of sent) {
    // A cell that has died often waits ever longer: a new one each time.
    const taken = new CompromisedCell();
    try {
      const counter = await taken.startCounter();
      const hostile = await taken.startEcho();
      await taken.mustContinue(counter);
      const { pid } = taken;
      const outcome = await hostile.send({ payload: command(how, bytes) });
      assert.ok(!outcome.ok && outcome.fault === "lost", `${what}: it was taken for an answer`);
      assert.match(outcome.detail, why, what);
      await mustBeGone(pid);
      await taken.mustContinue(counter);
    } finally {
      await taken.cell.close();
    }
  }
}
