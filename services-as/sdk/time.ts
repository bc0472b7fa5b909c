import * as host from "./host";

export namespace time {
  /** Milliseconds since 1970, the same throughout an event. */
  export function now(): i64 {
    return host.now();
  }

  /** 64 random bits. */
  export function random(): i64 {
    return host.random();
  }

  /** Starts a timer. Returns a token; `timer` is called with this token. */
  export function after(delayMs: i32): i64 {
    return host.timer_set(delayMs);
  }

  export function cancel(token: i64): i32 {
    return host.timer_cancel(token);
  }
}
