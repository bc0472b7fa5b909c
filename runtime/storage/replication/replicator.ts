/**
 * Sends copies to other holders in batches: while a batch is under way to a node, the next one is filled. No
 * copy waits for a timer.
 */

import type { NodeHandle } from "../../base/node-handle.ts";
import type { Overlay } from "../../overlay/api.ts";
import { recordBytes } from "../codec.ts";
import type { StorageRecord } from "../record.ts";
import {
  BATCH_BYTES_MAX,
  BATCH_RECORDS_MAX,
  type CopyState,
  decodeCopyStates,
  encodeRequest,
  STORAGE_SERVICE,
} from "./messages.ts";

/**
 * Maximum number and size of the copies that are queued for one node. Repair sends copies that do not fit.
 */
const QUEUE_MAX = 65_536;
const QUEUE_BYTES_MAX = 16 * 1024 * 1024;
/** Maximum number of batches that are under way to one node at a time. */
const WINDOW = 2;

interface QueuedCopy {
  readonly record: StorageRecord;
  readonly done: (state: CopyState) => void;
}

interface NodeQueue {
  readonly node: NodeHandle;
  readonly copies: QueuedCopy[];
  bytes: number;
  underWay: number;
  isDue: boolean;
}

export class Replicator {
  readonly #overlay: Overlay;
  readonly #soon: (run: () => void) => void;
  readonly #timeoutMs: number;
  readonly #queues = new Map<string, NodeQueue>();

  /**
   * `soon` calls its argument after the current event, when all copies of that event are queued. `timeoutMs`:
   * how long a node may take to reply, in milliseconds.
   */
  constructor(overlay: Overlay, soon: (run: () => void) => void, timeoutMs: number) {
    this.#overlay = overlay;
    this.#soon = soon;
    this.#timeoutMs = timeoutMs;
  }

  /**
   * Calls `done` once, with the copy state. It is `rejected` also if the queue is full or the node did not
   * reply.
   */
  send(node: NodeHandle, record: StorageRecord, done: (state: CopyState) => void): void {
    let queue = this.#queues.get(node.id.hex);
    if (queue === undefined) {
      queue = { node, copies: [], bytes: 0, underWay: 0, isDue: false };
      this.#queues.set(node.id.hex, queue);
    }
    const bytes = recordBytes(record);
    if (queue.copies.length >= QUEUE_MAX || queue.bytes + bytes > QUEUE_BYTES_MAX) {
      done("rejected");
      return;
    }
    queue.copies.push({ record, done });
    queue.bytes += bytes;
    this.#flushSoon(queue);
  }

  /** Drops the copies that are queued for a node that has left. */
  forget(node: NodeHandle): void {
    const copies = this.#queues.get(node.id.hex)?.copies.splice(0) ?? [];
    this.#queues.delete(node.id.hex);
    for (const { done } of copies) done("rejected");
  }

  #flushSoon(queue: NodeQueue): void {
    if (queue.isDue || queue.underWay >= WINDOW) return;
    queue.isDue = true;
    this.#soon(() => {
      queue.isDue = false;
      this.#flush(queue);
    });
  }

  #flush(queue: NodeQueue): void {
    if (queue.copies.length === 0) {
      if (queue.underWay === 0 && this.#queues.get(queue.node.id.hex) === queue)
        this.#queues.delete(queue.node.id.hex);
      return;
    }
    if (queue.underWay >= WINDOW) return;
    let count = 0;
    let bytes = 0;
    for (; count < queue.copies.length && count < BATCH_RECORDS_MAX && bytes < BATCH_BYTES_MAX; count++) {
      bytes += recordBytes(queue.copies[count].record);
    }
    const batch = queue.copies.splice(0, count);
    queue.bytes -= bytes;
    queue.underWay++;
    const payload = encodeRequest({ kind: "replicate", records: batch.map(({ record }) => record) });
    this.#overlay.requestNode(STORAGE_SERVICE, queue.node, payload, this.#timeoutMs, (response) => {
      queue.underWay--;
      const states = response.ok ? decodeCopyStates(response.payload, batch.length) : null;
      batch.forEach(({ done }, i) => done(states?.[i] ?? "rejected"));
      this.#flush(queue);
    });
  }
}
