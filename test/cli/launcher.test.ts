/** bin/prost.js where the machine's Node is older than services need. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { type Fixture, startFixture } from "../control/support.ts";
import { olderNode } from "./older-node.ts";

const PROST = fileURLToPath(new URL("../../bin/prost.js", import.meta.url));
const older = olderNode();

function launch(...args: readonly string[]): ChildProcess {
  return spawn(older as string, [PROST, ...args], { stdio: ["ignore", "pipe", "pipe"] });
}

/** An application under the older Node that runs until it is told to stop. */
async function subscriber(fixture: Fixture): Promise<ChildProcess> {
  const child = launch("subscribe", "hello", "--socket", fixture.socket);
  if (child.stderr === null) throw new Error("no stderr");
  await once(createInterface(child.stderr), "line");
  expect(fixture.control.subscribers.size).toBe(1);
  return child;
}

describe.skipIf(older === null)("under an older Node", () => {
  test("commands run in the one that prost brings along, with their exit codes", async () => {
    const [help, refused] = [launch("--help"), launch("keys", "show", "/nowhere/none.key")];
    const codes = await Promise.all([help, refused].map(async (child) => (await once(child, "exit"))[0]));
    expect(codes).toEqual([0, 3]);
  });

  test("a signal is passed on, and the command ends in its own way", async () => {
    await using fixture = await startFixture();
    const child = await subscriber(fixture);
    child.kill("SIGTERM");
    expect((await once(child, "exit"))[0]).toBe(0);
  });

  test("what was started ends when the one who started it is killed", async () => {
    await using fixture = await startFixture();
    const child = await subscriber(fixture);
    child.kill("SIGKILL");
    await expect.poll(() => fixture.control.subscribers.size).toBe(0);
  });
});
