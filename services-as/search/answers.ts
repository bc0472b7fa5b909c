/** Answers to messages. */
import { Bytes, net, node, OK } from "prost/service";

/** An answer that states an error. */
export function refusal(status: i32): Bytes {
  const body = new Uint8Array(1);
  body[0] = <u8>status;
  return body;
}

/** Answers a message by its token. Does nothing if no answer is expected. */
export function answer(token: i64, body: Bytes): void {
  if (token == 0) return;
  if (net.respond(token, body) != OK) node.count("unanswered");
}
