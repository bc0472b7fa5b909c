/**
 * The cache of answers on routes. A node on the route of a question asks the answering node for a copy of the
 * answer (a fill), and answers the same question itself next time. The nonce proves that a fill was
 * requested. An answer expires after REMEMBERED_MS.
 */
import { Bytes, Key, message, net, node, OK, Reader, text, time, utf8, Writer } from "prost/service";
import { ANSWER_OK, FILL_BYTES, FILLS_MAX, KIND_FILL, REMEMBERED_MS } from "./protocol";
import { Question } from "./question";

const MEMORIES_MAX = 512;
const MEMORY_BYTES_MAX = 1024 * 1024;
/**
 * Maximum size of an answer that is copied: four copies must fit into one event, beside the answer itself.
 */
const FILL_ANSWER_BYTES_MAX = 24 * 1024;
const AWAITED_MAX = 512;
/** How long a requested fill is awaited, in milliseconds: longer than a question takes on its route. */
const AWAITED_MS = 20000;

class Memory {
  constructor(
    readonly answer: Bytes,
    readonly untilMs: i64,
  ) {}
}

class Awaited {
  constructor(
    readonly nonce: u64,
    readonly untilMs: i64,
  ) {}
}

/** The oldest first; all expire after the same time. */
const memories = new Map<string, Memory>();
let memoryBytes = 0;
/** Oldest first. */
const awaited = new Map<string, Awaited>();

/** The cached answer. Null when there is none. */
export function recall(question: Question): Bytes | null {
  const name = question.name;
  if (question.isFresh || !memories.has(name)) return null;
  const memory = memories.get(name);
  if (memory.untilMs <= time.now()) {
    forget(name);
    return null;
  }
  node.count("answered on the way");
  return memory.answer;
}

/** Caches a complete answer. */
export function remember(question: string, answer: Bytes): void {
  if (answer.length == 0 || answer[0] != ANSWER_OK || answer.length > FILL_ANSWER_BYTES_MAX) return;
  if (memories.has(question)) forget(question);
  const oldest = memories.keys();
  for (let i = 0; i < oldest.length; i++) {
    const isExpired = memories.get(oldest[i]).untilMs <= time.now();
    const isFull = memories.size >= MEMORIES_MAX || memoryBytes + answer.length > MEMORY_BYTES_MAX;
    if (!isExpired && !isFull) break;
    forget(oldest[i]);
  }
  memories.set(question, new Memory(answer, time.now() + REMEMBERED_MS));
  memoryBytes += answer.length;
}

function forget(question: string): void {
  memoryBytes -= memories.get(question).answer.length;
  memories.delete(question);
}

/**
 * A fill by which this node requests the answer. Null if the question is fresh or has enough fills, or too
 * many are pending.
 */
export function expect(question: Question): Bytes | null {
  const name = question.name;
  if (question.isFresh || question.fillCount >= FILLS_MAX) return null;
  const now = time.now();
  const oldest = awaited.keys();
  for (let i = 0; i < oldest.length && awaited.get(oldest[i]).untilMs <= now; i++) awaited.delete(oldest[i]);
  if (awaited.size >= AWAITED_MAX || awaited.has(name)) return null;
  const nonce = <u64>time.random();
  awaited.set(name, new Awaited(nonce, now + AWAITED_MS));
  return new Writer(FILL_BYTES).put(node.id().bytes).u64(nonce).done();
}

/** Sends the answer to the nodes on the route that requested it. */
export function fill(question: Question, answer: Bytes): void {
  if (answer.length == 0 || answer[0] != ANSWER_OK || answer.length > FILL_ANSWER_BYTES_MAX) return;
  const name = utf8(question.name);
  for (let i = 0; i < question.fillCount; i++) {
    const at = question.fills.dataStart + i * FILL_BYTES;
    const body = new Writer(16 + name.length + answer.length)
      .u8(KIND_FILL)
      .u64(load<u64>(at, 32))
      .u16(name.length)
      .put(name)
      .put(answer);
    if (net.send(Key.at(at), body.done()) != OK) node.count("fills not sent");
  }
}

/** A fill has arrived. It is dropped if it was not requested. */
export function filled(): void {
  const reader = new Reader(message.payload());
  reader.u8();
  const nonce = reader.u64();
  const name = text(reader.take(reader.u16()));
  const answer = reader.rest();
  if (!reader.ok || !message.isDirect() || !awaited.has(name) || awaited.get(name).nonce != nonce) {
    node.count("fills not asked for");
    return;
  }
  awaited.delete(name);
  remember(name, answer);
}
