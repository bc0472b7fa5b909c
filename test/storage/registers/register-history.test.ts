import { expect, test } from "vitest";
import {
  linearizability,
  lostWrites,
  type RegisterEvent,
  type RegisterOperation,
} from "./register-history.ts";

const operation = (fromMs: number, toMs: number, event: RegisterEvent): RegisterOperation => ({
  client: `at ${fromMs}`,
  fromMs,
  toMs,
  event,
});
const set = (fromMs: number, toMs: number, expected: number, value: string) =>
  operation(fromMs, toMs, { kind: "set", expected, value });
const unknown = (fromMs: number, expected: number, value: string) =>
  operation(fromMs, fromMs, { kind: "unknown", expected, value });
const read = (fromMs: number, toMs: number, version: number, value: string | null) =>
  operation(fromMs, toMs, { kind: "read", version, value });

test("a consistent sequence of operations is linearizable", () => {
  const history = [read(0, 1, 0, null), set(2, 3, 0, "a"), read(4, 5, 1, "a"), set(6, 7, 1, "b")];
  expect(linearizability(history)).toBe("yes");
  expect(lostWrites(history)).toEqual([]);
});

test("a read during a write may return the old or the new value", () => {
  expect(linearizability([set(0, 10, 0, "a"), read(1, 9, 0, null)])).toBe("yes");
  expect(linearizability([set(0, 10, 0, "a"), read(1, 9, 1, "a")])).toBe("yes");
});

test("a stale read after a write is found and named", () => {
  const history = [set(0, 1, 0, "a"), read(2, 3, 0, null)];
  expect(linearizability(history)).toBe("no");
  expect(lostWrites(history)).toHaveLength(1);
});

test("two successful sets of one version are found", () => {
  expect(linearizability([set(0, 9, 0, "a"), set(1, 8, 0, "b")])).toBe("no");
});

test("a read that returns an older value than an earlier read is found, though both overlap the write", () => {
  expect(linearizability([set(0, 20, 0, "a"), read(1, 2, 1, "a"), read(3, 4, 0, null)])).toBe("no");
});

test("a reported conflict that did not exist is found", () => {
  const conflict = operation(2, 3, { kind: "conflict", expected: 1, version: 1, value: "a" });
  expect(linearizability([set(0, 1, 0, "a"), conflict])).toBe("no");
});

test("a write of unknown outcome may take effect late or never, but no earlier than it began", () => {
  expect(linearizability([unknown(0, 0, "a"), read(50, 51, 0, null), read(90, 91, 1, "a")])).toBe("yes");
  expect(linearizability([unknown(0, 0, "a"), read(50, 51, 0, null)])).toBe("yes");
  expect(linearizability([read(0, 1, 1, "a"), unknown(5, 0, "a")])).toBe("no");
});

test("a history is undecided if its search exceeds the bound", () => {
  const reads = Array.from({ length: 12 }, (_, i) => unknown(0, 0, `value ${i}`));
  expect(linearizability([...reads, read(100, 101, 9, "nothing")], 5)).toBe("undecided");
});
