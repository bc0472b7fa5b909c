import { Bytes } from "./bytes";
import * as host from "./host";
import { Key } from "./key";

/** Messages to other nodes. A negative result is a status: the message is not sent. */
export namespace net {
  /** Sends a message to the root node of the key. */
  export function route(key: Key, payload: Bytes): i32 {
    return host.route(key.start, payload.dataStart, payload.length, 0, 0);
  }

  /** Sends a message to the root node of the key. The node `hint` is tried first as the next hop. */
  export function routeBy(hint: Key, key: Key, payload: Bytes): i32 {
    return host.route(key.start, payload.dataStart, payload.length, hint.start, 0);
  }

  /** Sends a message to a node directly. */
  export function send(node: Key, payload: Bytes): i32 {
    return host.send(node.start, payload.dataStart, payload.length);
  }

  /**
   * Sends a request to the root node of the key. Returns a token; `complete` brings the answer with this
   * token.
   */
  export function request(key: Key, payload: Bytes, timeoutMs: i32): i64 {
    return host.request(key.start, payload.dataStart, payload.length, timeoutMs);
  }

  /** Answers the message that had the token, once, in its event or a later event. */
  export function respond(token: i64, payload: Bytes): i32 {
    return host.respond(token, payload.dataStart, payload.length);
  }

  /** Sends a payload to the applications that subscribe to this service at this node. */
  export function emit(payload: Bytes): i32 {
    return host.emit(payload.dataStart, payload.length);
  }
}

/** Changes that `forward` may make to the message. */
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
