/**
 * A compromised process sends the node frames of every wrong kind, endless output, and messages of Node's own
 * channel.
 */
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
/** Growth of the node's memory that a flooding cell may cause. */
const GROWTH_BYTES_MAX = 96 * 1024 * 1024;
/** The node's reason for killing a cell that sent a wrong frame. */
const FOR_WRONG_FRAME = /protocol violation/;
const FOR_SILENCE = /no answer within/;
/** Either reason: the frame may end before or after the node's time limit. */
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
/** An encoded successful outcome without fuel, writes and effects. */
const well = (...more: readonly Uint8Array[]) => Buffer.concat([u32(1), ...more]);

/** Bytes that the cell sends instead of the answer to one event, and the reason of its death. */
const SENT: readonly (readonly [what: string, command: Command, bytes: Uint8Array, why: RegExp])[] = [
  ["a frame of 4 GiB", "write", header(0xffff_ffff, FRAME_RUN), FOR_WRONG_FRAME],
  ["a frame one byte over the limit", "write", header(FRAME_BYTES_MAX + 1, FRAME_RUN), FOR_WRONG_FRAME],
  ["a frame of an unknown kind", "write", frame(99, new Uint8Array(4)), FOR_WRONG_FRAME],
  ["a second ready frame", "write", frame(FRAME_READY, new Uint8Array(0)), FOR_WRONG_FRAME],
  ["the answer to an installation", "write", frame(FRAME_INSTALL, Uint8Array.of(1, 0, 0)), FOR_WRONG_FRAME],
  ["a memory that was not requested", "write", frame(FRAME_MEMORY, Uint8Array.of(0)), FOR_WRONG_FRAME],
  ["an empty answer", "write", frame(FRAME_RUN, new Uint8Array(0)), FOR_WRONG_FRAME],
  ["outcomes for none of its events", "write", frame(FRAME_RUN, u32(0)), FOR_WRONG_FRAME],
  ["outcomes for two events", "write", frame(FRAME_RUN, u32(2)), FOR_WRONG_FRAME],
  ["4,294,967,295 outcomes", "write", frame(FRAME_RUN, u32(0xffff_ffff)), FOR_WRONG_FRAME],
  ["a truncated outcome", "write", frame(FRAME_RUN, well()), FOR_WRONG_FRAME],
  ["an outcome of garbage", "write", frame(FRAME_RUN, well(Buffer.alloc(400, 0xa5))), FOR_WRONG_FRAME],
  ["a frame that ends before its length", "write", header(1_000, FRAME_RUN), FOR_SILENCE],
  ["half a header", "write", header(4, FRAME_RUN).subarray(0, 3), FOR_SILENCE],
  [
    "the largest frame byte by byte",
    "drip",
    Buffer.concat([header(FRAME_BYTES_MAX, FRAME_RUN), u32(0)]),
    FOR_SILENCE,
  ],
  ["header after header", "flood", header(0, FRAME_RUN), FOR_WRONG_FRAME],
  // {"cmd":"NODE_HANDLE",…}: passes a socket on Node's own channel.
  [
    "a message of Node's own channel",
    "write",
    Buffer.from('{"cmd":"NODE_HANDLE","type":"net.Socket","msg":{}}\n'),
    FOR_WRONG_FRAME,
  ],
];

/** The frames of the short case. */
const QUICK = new Set([
  "a frame of 4 GiB",
  "a frame of an unknown kind",
  "outcomes for two events",
  "an outcome of garbage",
  "a message of Node's own channel",
]);

export const CASES: readonly AttackCase[] = [
  {
    id: "GL14",
    title: "frames of a wrong length, kind or order kill the cell that sent them, and its services continue",
    isLocal: true,
    run: () => sendAll(SENT.filter(([what]) => QUICK.has(what))),
  },
  {
    id: "GL14",
    title:
      "frames of every wrong length, kind, order and pace kill the cell that sent them, and its services continue",
    isLocal: true,
    isLong: true,
    run: () => sendAll(SENT),
  },
  {
    id: "GL15",
    title: "endless output takes bounded memory of the node, which kills the cell for it",
    isLocal: true,
    async run() {
      // A frame of the largest size without an end; endless text on the error output.
      const begun = Buffer.concat([header(FRAME_BYTES_MAX, FRAME_RUN), Buffer.alloc(60_000)]);
      for (const [what, ordered, why] of [
        ["a frame that never ends", command("flood", begun.subarray(0, 4_000)), FOR_SENT_OR_SILENCE],
        ["errors", command("errors"), /more than \d+ bytes of errors/],
      ] as const) {
        const compromised = new CompromisedCell();
        const before = process.memoryUsage.rss();
        let most = before;
        const look = setInterval(() => (most = Math.max(most, process.memoryUsage.rss())), 5);
        try {
          const counter = await compromised.startCounter();
          const hostile = await compromised.startEcho();
          const outcome = await hostile.send({ payload: ordered });
          assert.ok(!outcome.ok, `${what}: accepted as an answer`);
          assert.match(outcome.detail, why, what);
          await compromised.mustContinue(counter);
          assert.ok(most - before < GROWTH_BYTES_MAX, `${what}: the node's memory grew by ${most - before}`);
        } finally {
          clearInterval(look);
          await compromised.cell.close();
        }
      }
    },
  },
  {
    id: "GL16",
    title: "the node opens Node's channel to no process, and a cell uses a plain socket",
    isLocal: true,
    async run() {
      const files = readdirSync(RUNTIME, { recursive: true, encoding: "utf8" }).filter((name) =>
        name.endsWith(extname(import.meta.filename)),
      );
      for (const file of files.filter((name) => !/^(attack|gen)\//.test(name))) {
        const text = readFileSync(join(RUNTIME, file), "utf8");
        assert.doesNotMatch(text, /\bfork\(|["']ipc["']|serialization:/, file);
      }
      const compromised = new CompromisedCell({ launch: () => cellLaunch() });
      try {
        const guest: Guest = await compromised.startEcho();
        await guest.ask("x");
        const environment = readFileSync(`/proc/${compromised.pid}/environ`, "utf8");
        assert.doesNotMatch(environment, /NODE_CHANNEL/);
      } finally {
        await compromised.cell.close();
      }
    },
  },
];

async function sendAll(sent: typeof SENT): Promise<void> {
  for (const [what, how, bytes, why] of sent) {
    // A cell that has died often restarts with a growing delay: a new one each time.
    const compromised = new CompromisedCell();
    try {
      const counter = await compromised.startCounter();
      const hostile = await compromised.startEcho();
      await compromised.mustContinue(counter);
      const { pid } = compromised;
      const outcome = await hostile.send({ payload: command(how, bytes) });
      assert.ok(!outcome.ok && outcome.fault === "lost", `${what}: accepted as an answer`);
      assert.match(outcome.detail, why, what);
      await mustBeGone(pid);
      await compromised.mustContinue(counter);
    } finally {
      await compromised.cell.close();
    }
  }
}
