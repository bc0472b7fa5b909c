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

test("operations one after another that fit are linearizable", () => {
  const history = [read(0, 1, 0, null), set(2, 3, 0, "a"), read(4, 5, 1, "a"), set(6, 7, 1, "b")];
  expect(linearizability(history)).toBe("yes");
  expect(lostWrites(history)).toEqual([]);
});

test("a read during a write may see either", () => {
  expect(linearizability([set(0, 10, 0, "a"), read(1, 9, 0, null)])).toBe("yes");
  expect(linearizability([set(0, 10, 0, "a"), read(1, 9, 1, "a")])).toBe("yes");
});

test("a read after a write that does not see it is found, and named", () => {
  const history = [set(0, 1, 0, "a"), read(2, 3, 0, null)];
  expect(linearizability(history)).toBe("no");
  expect(lostWrites(history)).toHaveLength(1);
});

test("two sets of one version are found", () => {
  expect(linearizability([set(0, 9, 0, "a"), set(1, 8, 0, "b")])).toBe("no");
});

test("reads that go back are found, although each of them ran beside the write", () => {
  expect(linearizability([set(0, 20, 0, "a"), read(1, 2, 1, "a"), read(3, 4, 0, null)])).toBe("no");
});

test("a conflict that was none is found", () => {
  const conflict = operation(2, 3, { kind: "conflict", expected: 1, version: 1, value: "a" });
  expect(linearizability([set(0, 1, 0, "a"), conflict])).toBe("no");
});

test("a write of unknown outcome may show long after its client gave up, or never, but not before it began", () => {
  expect(linearizability([unknown(0, 0, "a"), read(50, 51, 0, null), read(90, 91, 1, "a")])).toBe("yes");
  expect(linearizability([unknown(0, 0, "a"), read(50, 51, 0, null)])).toBe("yes");
  expect(linearizability([read(0, 1, 1, "a"), unknown(5, 0, "a")])).toBe("no");
});

test("a history that would take longer than the bound is called undecided", () => {
  const reads = Array.from({ length: 12 }, (_, i) => unknown(0, 0, `value ${i}`));
  expect(linearizability([...reads, read(100, 101, 9, "nothing")], 5)).toBe("undecided");
});
