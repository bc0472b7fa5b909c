import { Bytes } from "./bytes";
import * as host from "./host";
import { Key } from "./key";

/** Messages to other nodes. What returns a number returns a negative status when it could not be done. */
export namespace net {
  /** To the root of the key. */
  export function route(key: Key, payload: Bytes): i32 {
    return host.route(key.start, payload.dataStart, payload.length, 0, 0);
  }

  /** To the root of the key, by way of a node. */
  export function routeBy(hint: Key, key: Key, payload: Bytes): i32 {
    return host.route(key.start, payload.dataStart, payload.length, hint.start, 0);
  }

  /** Straight to a node. */
  export function send(node: Key, payload: Bytes): i32 {
    return host.send(node.start, payload.dataStart, payload.length);
  }

  /** To the root of the key; the answer comes as `complete`, with the token that this returns. */
  export function request(key: Key, payload: Bytes, timeoutMs: i32): i64 {
    return host.request(key.start, payload.dataStart, payload.length, timeoutMs);
  }

  /** Answers the message that carried the token, now or in a later event; once. */
  export function respond(token: i64, payload: Bytes): i32 {
    return host.respond(token, payload.dataStart, payload.length);
  }

  /** To the applications that listen to this service at this node. */
  export function emit(payload: Bytes): i32 {
    return host.emit(payload.dataStart, payload.length);
  }
}

/** What `forward` may change of the message that passes. */
export namespace forward {
  export function setKey(key: Key): i32 {
    return host.forward_set_key(key.start);
  }

  export function setPayload(payload: Bytes): i32 {
    return host.forward_set_payload(payload.dataStart, payload.length);
  }

  export function setNext(node: Key): i32 {
    return host.forward_set_next(node.start);
  }
}
