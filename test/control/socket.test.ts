import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, statSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { Id } from "../../runtime/base/id.ts";
import { silentLog } from "../../runtime/base/log.ts";
import { ControlClient, connectControl } from "../../runtime/control/client.ts";
import { startControlServer } from "../../runtime/control/server.ts";
import {
  FakeControl,
  key,
  makeFolder,
  refusal,
  removeFolder,
  STATUS,
  service,
  startFixture,
} from "./support.ts";

const bytes = (text: string) => new TextEncoder().encode(text);

describe("the socket", () => {
  test("can be opened only by its user, is in a folder of its user alone, and is removed with the server", async () => {
    const folder = await makeFolder();
    const socket = join(folder, "new", "control.sock");
    const server = await startControlServer({ socket, control: new FakeControl(), log: silentLog });
    expect(statSync(socket).mode & 0o777).toBe(0o600);
    expect(statSync(join(folder, "new")).mode & 0o777).toBe(0o700);
    await server.close();
    expect(existsSync(socket)).toBe(false);
    await removeFolder(folder);
  });

  test("of a running node is not taken over", async () => {
    await using fixture = await startFixture();
    const error = await refusal(
      startControlServer({ socket: fixture.socket, control: new FakeControl(), log: silentLog }),
    );
    expect(error.code).toBe("ALREADY_EXISTS");
    expect(error.message).toContain(fixture.socket);
    expect((await fixture.client.status()).nodeId).toBe(STATUS.nodeId);
  });

  test("that a killed node left behind is replaced", async () => {
    const folder = await makeFolder();
    const socket = join(folder, "control.sock");
    await leaveSocketBehind(socket);
    expect(existsSync(socket)).toBe(true);
    const server = await startControlServer({ socket, control: new FakeControl(), log: silentLog });
    const client = await connectControl(socket);
    expect((await client.status()).nodeId).toBe(STATUS.nodeId);
    client.close();
    await server.close();
    await removeFolder(folder);
  });

  test("does not replace a file that is not a socket", async () => {
    const folder = await makeFolder();
    const socket = join(folder, "control.sock");
    await writeFile(socket, "precious");
    const error = await refusal(startControlServer({ socket, control: new FakeControl(), log: silentLog }));
    expect(error.code).toBe("ALREADY_EXISTS");
    expect(statSync(socket).isFile()).toBe(true);
    await removeFolder(folder);
  });

  test("at an unusable path is refused with the reason", async () => {
    const error = await refusal(
      startControlServer({ socket: "/dev/null/control.sock", control: new FakeControl(), log: silentLog }),
    );
    expect(error.code).toBe("FAILED_PRECONDITION");
    expect(error.message).toContain("/dev/null/control.sock");
  });
});

describe("without a node", () => {
  test("every call fails with the path of the socket and what to do", async () => {
    const folder = await makeFolder();
    const socket = join(folder, "control.sock");
    const client = new ControlClient(socket);
    const calls: Promise<unknown>[] = [
      client.status(),
      client.services(),
      client.send({ service, key, payload: bytes("x"), timeoutMs: 1_000 }),
      client.get(service, key, bytes("")),
      client.put(service, key, bytes(""), null, 0),
      client.publish({ module: bytes("m"), manifest: bytes("s") }, () => {}),
      connectControl(socket),
      new Promise((_, reject) =>
        client.subscribe(Id.hashOf("x"), () => {}, { onEnd: (error) => reject(error) }),
      ),
    ];
    for (const error of await Promise.all(calls.map(refusal))) {
      expect(error.code).toBe("UNAVAILABLE");
      expect(error.message).toContain(`no node answers at ${socket}; start one with \`prost node\``);
    }
    client.close();
    await removeFolder(folder);
  });

  test("a socket that was left behind gives the same error", async () => {
    const folder = await makeFolder();
    const socket = join(folder, "control.sock");
    await leaveSocketBehind(socket);
    expect((await refusal(connectControl(socket))).message).toContain("no node answers at");
    await removeFolder(folder);
  });
});

/** Leaves a socket behind, as a killed process does. */
async function leaveSocketBehind(path: string): Promise<void> {
  const code = `require("net").createServer().listen(${JSON.stringify(path)}, () => process.kill(process.pid, "SIGKILL"))`;
  await once(spawn(process.execPath, ["-e", code], { stdio: "ignore" }), "exit");
}
