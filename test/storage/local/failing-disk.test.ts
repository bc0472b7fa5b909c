/**
 * Real node processes with a disk that is full, read-only or damaged: they route, report the fault, and
 * change nothing on the disk.
 */
import { spawnSync } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Id } from "../../../runtime/base/id.ts";
import { type LocalNode, LocalOverlay } from "../../../runtime/cli/local-overlay.ts";
import { ControlClient } from "../../../runtime/control/client.ts";
import { dataFileOf } from "../../../runtime/storage/local/store-check.ts";
import { canMount, SmallDisk } from "./small-disk.ts";

const PROST = fileURLToPath(new URL("../../../bin/prost.js", import.meta.url));
const SERVICE = Id.hashOf("a service");
const NO_FIELD = new Uint8Array(0);

interface Finding {
  readonly name: string;
  readonly state: string;
  readonly detail: string;
  readonly todo: string | null;
}

/** The bad findings of `prost doctor`, and its exit code. */
function doctor(data: string): { readonly code: number | null; readonly bad: readonly Finding[] } {
  const { status, stdout } = spawnSync(process.execPath, [PROST, "doctor", "--data", data, "--json"], {
    encoding: "utf8",
  });
  const { findings } = JSON.parse(stdout) as { findings: readonly Finding[] };
  return { code: status, bad: findings.filter(({ state }) => state === "bad") };
}

async function withNode<Result>(
  node: LocalNode,
  run: (client: ControlClient) => Promise<Result>,
): Promise<Result> {
  const client = new ControlClient(node.socket);
  try {
    return await run(client);
  } finally {
    client.close();
  }
}

const keysOf = (count: number) =>
  Array.from({ length: count }, () => new Id(new Uint8Array(randomBytes(32))));

/** The value that is written under a key. */
const rightValue = (key: Id) => createHash("sha256").update(key.bytes).digest();

function putAll(node: LocalNode, keys: readonly Id[]): Promise<unknown> {
  return withNode(node, (client) =>
    Promise.all(keys.map((key) => client.put(SERVICE, key, NO_FIELD, new Uint8Array(rightValue(key)), 0))),
  );
}

function getAll(node: LocalNode, keys: readonly Id[]): Promise<string[]> {
  return withNode(node, (client) =>
    Promise.all(
      keys.map(async (key) => {
        const value = await client.get(SERVICE, key, NO_FIELD);
        return value === null ? "none" : Buffer.compare(value, rightValue(key)) === 0 ? "right" : "wrong";
      }),
    ),
  );
}

const right = (keys: readonly Id[]) => keys.map(() => "right");

let overlay: LocalOverlay;
beforeAll(async () => {
  overlay = await LocalOverlay.start({ nodes: 3 });
});
afterAll(() => overlay.close());

test("a node with a damaged store still routes and leaves the file unchanged, and doctor names it", async () => {
  const [first, second] = overlay.nodes;
  const damaged = await overlay.add();
  const keys = keysOf(20);
  await putAll(first, keys);
  await overlay.kill(damaged);
  const file = dataFileOf(join(damaged.folder, "store"));
  writeFileSync(file, readFileSync(file).fill(0xa5, 8_192));
  const before = createHash("sha256").update(readFileSync(file)).digest("hex");
  const again = await overlay.add(damaged.folder);
  const more = keysOf(5);
  await putAll(again, more);
  expect(await getAll(again, [...keys, ...more])).toEqual(right([...keys, ...more]));
  expect(await getAll(second, [...keys, ...more])).toEqual(right([...keys, ...more]));
  expect(await withNode(again, (client) => client.status())).toMatchObject({
    overlay: "active",
    recordsHeld: 0,
  });
  expect(createHash("sha256").update(readFileSync(file)).digest("hex")).toBe(before);
  await overlay.kill(again);
  const { code, bad } = doctor(damaged.folder);
  expect(code).toBe(1);
  expect(bad).toMatchObject([
    {
      name: "the store",
      detail: expect.stringContaining(file),
      todo: expect.stringContaining("move the folder away"),
    },
  ]);
});

test.skipIf(!canMount())(
  "a node with a full disk routes and serves its records, doctor reports it, and with free space it stores again",
  async () => {
    const folder = join(overlay.folder, "full");
    mkdirSync(folder);
    using disk = new SmallDisk(folder, 16);
    const full = await overlay.add(folder);
    const [first] = overlay.nodes;
    const keys = keysOf(20);
    await putAll(first, keys);
    disk.fill();
    const more = keysOf(10);
    // Three of four holders are enough for an acknowledgement.
    await putAll(full, more);
    expect(await getAll(full, [...keys, ...more])).toEqual(right([...keys, ...more]));
    expect(full.isAlive()).toBe(true);
    const { code, bad } = doctor(folder);
    expect(code).toBe(1);
    expect(bad).toMatchObject([
      { name: "data folder", todo: expect.stringContaining("free space on that disk") },
    ]);
    disk.makeRoom();
    const last = keysOf(10);
    const recordsBefore = (await withNode(full, (client) => client.status())).recordsHeld;
    await putAll(full, last);
    const { recordsHeld } = await withNode(full, (client) => client.status());
    expect(recordsHeld).toBeGreaterThan(recordsBefore);
    await overlay.kill(full);
    // The records that it had acknowledged are there when it starts again.
    const again = await overlay.add(folder);
    expect((await withNode(again, (client) => client.status())).recordsHeld).toBeGreaterThanOrEqual(
      keys.length,
    );
    expect(doctor(folder).bad).toEqual([]);
    await overlay.kill(again);
  },
);

test.skipIf(!canMount())("a node with a read-only store still routes, and doctor names it", async () => {
  const folder = join(overlay.folder, "read-only");
  mkdirSync(join(folder, "store"), { recursive: true });
  using disk = new SmallDisk(join(folder, "store"), 16);
  const [first] = overlay.nodes;
  const node = await overlay.add(folder);
  const keys = keysOf(10);
  await putAll(first, keys);
  await overlay.kill(node);
  disk.makeReadOnly();
  const again = await overlay.add(folder);
  expect(await getAll(again, keys)).toEqual(right(keys));
  const { code, bad } = doctor(folder);
  expect(code).toBe(1);
  expect(bad).toMatchObject([
    { name: "the store", todo: expect.stringContaining("mount the disk for writing") },
  ]);
  await overlay.kill(again);
});
