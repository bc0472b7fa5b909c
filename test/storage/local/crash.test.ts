import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { seededRandom } from "../../../runtime/simulator/random.ts";
import { MemoryStore } from "../../../runtime/storage/local/memory.ts";
import { crashRepeatedly, transaction, violationsOf } from "./crash.ts";

const folder = mkdtempSync(join(tmpdir(), "prost-crash-"));
afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }));

test("after 30 SIGKILLs no acknowledged transaction is missing, and none is partial", async () => {
  const report = await crashRepeatedly(join(folder, "killed"), seededRandom(1), (kills) => kills >= 30);
  expect(report.violations).toEqual([]);
  expect(report.acknowledged).toBeGreaterThan(100);
});

test("the check finds missing, partial and mixed transactions", async () => {
  const acknowledged = new Set([0, 1, 16]);
  const store = async (...batches: ReturnType<typeof transaction>[]) => {
    const memory = new MemoryStore();
    for (const batch of batches) await memory.write(batch);
    return violationsOf(memory, acknowledged);
  };
  expect(await store(transaction(0), transaction(1), transaction(16))).toEqual([]);
  expect(await store(transaction(0), transaction(16))).toContainEqual(
    expect.stringContaining("transaction 1 is lost"),
  );
  expect(await store(transaction(0), transaction(1))).toContainEqual(
    expect.stringContaining("16 is lost: its group has 0"),
  );
  expect(await store(transaction(0), transaction(1), transaction(16).slice(1))).toContainEqual(
    expect.stringContaining("group 0 is a mix"),
  );
  const torn = transaction(16).map((write, i) =>
    i === 1 ? { ...write, value: write.value!.slice(0, -1) } : write,
  );
  expect(await store(transaction(0), transaction(1), torn)).toContainEqual(
    expect.stringContaining("16 is torn"),
  );
});
