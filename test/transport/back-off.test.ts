import { expect, test } from "vitest";
import { Id } from "../../runtime/base/id.ts";
import { BackOff } from "../../runtime/transport/back-off.ts";

const node = { id: Id.hashOf("a"), address: "192.0.2.1:1" };

test("the wait doubles with each failure up to the longest, and restarts after a success", () => {
  const backOff = new BackOff({ retryMs: 10, retryMsMax: 35 });
  expect(backOff.isWaiting(node, 0)).toBe(false);
  let now = 0;
  for (const waitMs of [10, 20, 35, 35]) {
    backOff.failed(node, now);
    expect(backOff.isWaiting(node, now + waitMs - 1)).toBe(true);
    now += waitMs;
    expect(backOff.isWaiting(node, now)).toBe(false);
  }
  backOff.failed(node, now);
  backOff.reached(node);
  expect(backOff.isWaiting(node, now)).toBe(false);
  backOff.failed(node, now);
  expect(backOff.isWaiting(node, now + 10)).toBe(false);
});

test("a node with a new address is tried at once", () => {
  const backOff = new BackOff({ retryMs: 10, retryMsMax: 35 });
  backOff.failed(node, 0);
  expect(backOff.isWaiting({ ...node, address: "192.0.2.2:1" }, 1)).toBe(false);
});

test("the table has a bound", () => {
  const backOff = new BackOff({ retryMs: 10, retryMsMax: 35 });
  for (let i = 0; i < 5_000; i++) backOff.failed({ id: node.id, address: `192.0.2.1:${i}` }, 0);
  expect(backOff.isWaiting({ ...node, address: "192.0.2.1:0" }, 1)).toBe(false);
  expect(backOff.isWaiting({ ...node, address: "192.0.2.1:4999" }, 1)).toBe(true);
});
