/** Sends records to other holders in batches: while one is under way to a node, the next gathers. Nothing waits on a timer. */

import type { Id } from "../../base/id.ts";
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
} from "./messages.ts";

/** Records that wait for one node, and their bytes; what does not fit is left to the repair. */
const QUEUE_MAX = 65_536;
const QUEUE_BYTES_MAX = 16 * 1024 * 1024;
/** Batches under way to one node at a time. */
const WINDOW = 2;

interface Waiting {
  readonly record: StorageRecord;
  readonly done: (state: CopyState) => void;
}

interface Queue {
  readonly node: NodeHandle;
  readonly waiting: Waiting[];
  waitingBytes: number;
  underWay: number;
  isDue: boolean;
}

export class Replicator {
  readonly #overlay: Overlay;
  readonly #service: Id;
  readonly #soon: (run: () => void) => void;
  readonly #timeoutMs: number;
  readonly #queues = new Map<string, Queue>();

  /** `soon` runs at the end of this turn, when what belongs together has come. */
  constructor(overlay: Overlay, service: Id, soon: (run: () => void) => void, timeoutMs: number) {
    this.#overlay = overlay;
    this.#service = service;
    this.#soon = soon;
    this.#timeoutMs = timeoutMs;
  }

  /** `done`: whether the node has the record on its disk now. */
  send(node: NodeHandle, record: StorageRecord, done: (state: CopyState) => void): void {
    let queue = this.#queues.get(node.id.hex);
    if (queue === undefined) {
      queue = { node, waiting: [], waitingBytes: 0, underWay: 0, isDue: false };
      this.#queues.set(node.id.hex, queue);
    }
    const bytes = recordBytes(record);
    if (queue.waiting.length >= QUEUE_MAX || queue.waitingBytes + bytes > QUEUE_BYTES_MAX) {
      done("no");
      return;
    }
    queue.waiting.push({ record, done });
    queue.waitingBytes += bytes;
    this.#flushSoon(queue);
  }

  /** The node is gone: what waits for it waits in vain. */
  forget(node: NodeHandle): void {
    const waiting = this.#queues.get(node.id.hex)?.waiting.splice(0) ?? [];
    this.#queues.delete(node.id.hex);
    for (const { done } of waiting) done("no");
  }

  #flushSoon(queue: Queue): void {
    if (queue.isDue || queue.underWay >= WINDOW) return;
    queue.isDue = true;
    this.#soon(() => {
      queue.isDue = false;
      this.#flush(queue);
    });
  }

  #flush(queue: Queue): void {
    if (queue.waiting.length === 0) {
      if (queue.underWay === 0 && this.#queues.get(queue.node.id.hex) === queue)
        this.#queues.delete(queue.node.id.hex);
      return;
    }
    if (queue.underWay >= WINDOW) return;
    let count = 0;
    let bytes = 0;
    for (; count < queue.waiting.length && count < BATCH_RECORDS_MAX && bytes < BATCH_BYTES_MAX; count++) {
      bytes += recordBytes(queue.waiting[count].record);
    }
    const batch = queue.waiting.splice(0, count);
    queue.waitingBytes -= bytes;
    queue.underWay++;
    const payload = encodeRequest({ kind: "replicate", records: batch.map(({ record }) => record) });
    this.#overlay.requestNode(this.#service, queue.node, payload, this.#timeoutMs, (response) => {
      queue.underWay--;
      const states = response.ok ? decodeCopyStates(response.payload, batch.length) : null;
      batch.forEach(({ done }, i) => done(states?.[i] ?? "no"));
      this.#flush(queue);
    });
  }
}
