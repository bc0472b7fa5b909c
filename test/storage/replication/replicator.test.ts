import { expect, test } from "vitest";
import { Id } from "../../../runtime/base/id.ts";
import type { NodeHandle } from "../../../runtime/base/node-handle.ts";
import type { Overlay, Response } from "../../../runtime/overlay/api.ts";
import { serviceRecord } from "../../../runtime/storage/kinds/plain.ts";
import type { StorageRecord } from "../../../runtime/storage/record.ts";
import {
  BATCH_RECORDS_MAX,
  type CopyState,
  decodeRequest,
  encodeCopyStates,
} from "../../../runtime/storage/replication/messages.ts";
import { Replicator } from "../../../runtime/storage/replication/replicator.ts";

const NODE: NodeHandle = { id: Id.hashOf("a node"), address: "node:1" };

function record(valueBytes: number): StorageRecord {
  const name = serviceRecord(Id.hashOf("a service"), Id.hashOf("a key"), new Uint8Array(0));
  return { ...name, value: new Uint8Array(valueBytes), version: 1, writer: NODE.id, expiresMs: 0 };
}

/** A replicator, and the batches that it has sent. `endEvent` ends the current event. */
function start() {
  const events: (() => void)[] = [];
  const batches: { readonly count: number; answer(response: Response | null): void }[] = [];
  const overlay = {
    requestNode(
      _service: Id,
      from: NodeHandle,
      payload: Uint8Array,
      _ms: number,
      done: (response: Response) => void,
    ) {
      const request = decodeRequest(payload);
      const count = request?.kind === "replicate" ? request.records.length : 0;
      const stored: Response = {
        ok: true,
        from,
        hops: 1,
        payload: encodeCopyStates(Array(count).fill("stored")),
      };
      batches.push({ count, answer: (response) => done(response ?? stored) });
    },
  } as unknown as Overlay;
  const replicator = new Replicator(overlay, (run) => events.push(run), 1_000);
  const states: CopyState[] = [];
  const send = (valueBytes: number) =>
    replicator.send(NODE, record(valueBytes), (state) => states.push(state));
  const endEvent = () => {
    for (const run of events.splice(0)) run();
  };
  return { replicator, batches, states, send, endEvent };
}

test("copies that are sent in one event form one batch, and later copies are queued while it is under way", () => {
  const { batches, states, send, endEvent } = start();
  for (let i = 0; i < 10; i++) send(50);
  endEvent();
  send(50);
  endEvent();
  for (let i = 0; i < 3 * BATCH_RECORDS_MAX; i++) send(1);
  endEvent();
  expect(batches.map(({ count }) => count)).toEqual([10, 1]);
  batches[0].answer(null);
  expect(batches.at(-1)?.count).toBe(BATCH_RECORDS_MAX);
  for (let i = 1; i < batches.length; i++) batches[i].answer(null);
  expect(states).toEqual(Array(11 + 3 * BATCH_RECORDS_MAX).fill("stored"));
});

test("no reply, or a reply of another length, counts as rejected", () => {
  const { batches, states, send, endEvent } = start();
  send(1);
  endEvent();
  send(1);
  endEvent();
  batches[0].answer({ ok: false, reason: "timeout" });
  batches[1].answer({ ok: true, from: NODE, hops: 1, payload: encodeCopyStates(["stored", "stored"]) });
  expect(states).toEqual(["rejected", "rejected"]);
});

test("the queue of a node that does not reply has a bound in bytes, and copies beyond it are rejected", () => {
  const { states, send, endEvent } = start();
  for (let i = 0; i < 400; i++) {
    send(65_536);
    endEvent();
  }
  const rejected = states.filter((state) => state === "rejected").length;
  expect(rejected).toBeGreaterThan(100);
  expect(rejected).toBeLessThan(200);
});

test("when a node is forgotten, the copies queued for it are rejected at once", () => {
  const { replicator, states, send, endEvent } = start();
  for (let i = 0; i < 2 * BATCH_RECORDS_MAX; i++) send(100);
  endEvent();
  for (let i = 0; i < 5; i++) send(100);
  const underWay = 2 * BATCH_RECORDS_MAX;
  replicator.forget(NODE);
  expect(states.length).toBeGreaterThanOrEqual(5);
  expect(states.length).toBeLessThan(underWay + 5);
  send(100);
  expect(states.filter((state) => state !== "rejected")).toEqual([]);
});
