/**
 * Full-text search in the overlay. Documents are indexed at the root nodes of their names, postings are
 * stored under the keys of their terms, queries are ranked at the root nodes of their texts. protocol.ts has
 * the messages, client.ts encodes them for applications.
 */
import { FORWARD_CONTINUE, FORWARD_STOP, message, node, OK, time } from "prost/service";
import { forward as change } from "prost/service/net";
import { answer, refusal } from "./answers";
import { index } from "./indexing";
import { expect, fill, filled, recall } from "./memories";
import { ANSWER_MALFORMED, KIND_DOCUMENT, KIND_FILL, KIND_TERM } from "./protocol";
import { search } from "./querying";
import { Question } from "./question";
import { seedTallies } from "./tally";
import { list } from "./terms";
import { completed, resume } from "./work";

/** Once per instance. */
export function init(): void {
  seedTallies(<u64>time.random());
}

/** A message at the root node of its key, or a fill. */
export function deliver(): void {
  const kind = message.byteAt(0);
  if (kind == KIND_DOCUMENT) {
    index();
    return;
  }
  if (kind == KIND_FILL) {
    filled();
    return;
  }
  const question = Question.read();
  if (question === null) answer(message.token(), refusal(ANSWER_MALFORMED));
  else if (question.kind == KIND_TERM) list(question);
  else search(question);
}

/** A message on its route: this node answers it from the cache, or requests a copy of the answer. */
export function forward(): i32 {
  if (message.token() == 0) return FORWARD_CONTINUE;
  const question = Question.read();
  if (question === null) return FORWARD_CONTINUE;
  const remembered = recall(question);
  if (remembered !== null) {
    answer(message.token(), remembered);
    // The earlier nodes on the route get a copy too.
    fill(question, remembered);
    return FORWARD_STOP;
  }
  if (message.isAtRoot()) return FORWARD_CONTINUE;
  const wish = expect(question);
  if (wish !== null && change.setPayload(question.encode(wish)) != OK) node.count("fills not sent");
  return FORWARD_CONTINUE;
}

/** A posting is stored, a list has arrived, or the root node of a term has answered. */
export function complete(): void {
  completed();
}

/** Tries failed work again. */
export function timer(): void {
  resume();
}
