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

const SERVICE = Id.hashOf("storage");
const NODE: NodeHandle = { id: Id.hashOf("a node"), address: "node:1" };

function record(valueBytes: number): StorageRecord {
  const name = serviceRecord(Id.hashOf("a service"), Id.hashOf("a key"), new Uint8Array(0));
  return { ...name, value: new Uint8Array(valueBytes), version: 1, writer: NODE.id, expiresMs: 0 };
}

/** A replicator whose turns end when told, and the batches it has sent. */
function start() {
  const turns: (() => void)[] = [];
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
      const held: Response = {
        ok: true,
        from,
        hops: 1,
        payload: encodeCopyStates(Array(count).fill("held")),
      };
      batches.push({ count, answer: (response) => done(response ?? held) });
    },
  } as unknown as Overlay;
  const replicator = new Replicator(overlay, SERVICE, (run) => turns.push(run), 1_000);
  const states: CopyState[] = [];
  const send = (valueBytes: number) =>
    replicator.send(NODE, record(valueBytes), (state) => states.push(state));
  const endTurn = () => {
    for (const run of turns.splice(0)) run();
  };
  return { replicator, batches, states, send, endTurn };
}

test("what comes in one turn goes as one batch, and later ones gather while it is under way", () => {
  const { batches, states, send, endTurn } = start();
  for (let i = 0; i < 10; i++) send(50);
  endTurn();
  send(50);
  endTurn();
  for (let i = 0; i < 3 * BATCH_RECORDS_MAX; i++) send(1);
  endTurn();
  expect(batches.map(({ count }) => count)).toEqual([10, 1]);
  batches[0].answer(null);
  expect(batches.at(-1)?.count).toBe(BATCH_RECORDS_MAX);
  for (let i = 1; i < batches.length; i++) batches[i].answer(null);
  expect(states).toEqual(Array(11 + 3 * BATCH_RECORDS_MAX).fill("held"));
});

test("an answer that is none, or of another length, is of nothing held", () => {
  const { batches, states, send, endTurn } = start();
  send(1);
  endTurn();
  send(1);
  endTurn();
  batches[0].answer({ ok: false, reason: "timeout" });
  batches[1].answer({ ok: true, from: NODE, hops: 1, payload: encodeCopyStates(["held", "held"]) });
  expect(states).toEqual(["no", "no"]);
});

test("a node that takes nothing has so many bytes wait for it and no more", () => {
  const { states, send, endTurn } = start();
  for (let i = 0; i < 400; i++) {
    send(65_536);
    endTurn();
  }
  const turnedAway = states.filter((state) => state === "no").length;
  expect(turnedAway).toBeGreaterThan(100);
  expect(turnedAway).toBeLessThan(200);
});

test("when a node is given up, what waits for it is told at once", () => {
  const { replicator, states, send, endTurn } = start();
  for (let i = 0; i < 2 * BATCH_RECORDS_MAX; i++) send(100);
  endTurn();
  for (let i = 0; i < 5; i++) send(100);
  const underWay = 2 * BATCH_RECORDS_MAX;
  replicator.forget(NODE);
  expect(states.length).toBeGreaterThanOrEqual(5);
  expect(states.length).toBeLessThan(underWay + 5);
  send(100);
  expect(states.filter((state) => state !== "no")).toEqual([]);
});
