import * as host from "./host";

export namespace time {
  /** Milliseconds since 1970; the same throughout an event. */
  export function now(): i64 {
    return host.now();
  }

  /** 64 random bits. */
  export function random(): i64 {
    return host.random();
  }

  /** `timer` is called after that time, with the token that this returns. */
  export function after(delayMs: i32): i64 {
    return host.timer_set(delayMs);
  }

  export function cancel(token: i64): i32 {
    return host.timer_cancel(token);
  }
}
