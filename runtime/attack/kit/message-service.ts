/** Parts of services that send messages, and checks of the messages that follow. */
import assert from "node:assert/strict";
import { Id } from "../../base/id.ts";
import type { ServiceOverlay } from "../arenas/service-overlay.ts";

/** Addresses in the mailbox of modules.ts. */
const MAILBOX = 1024;

export const ORIGIN = MAILBOX + 32;

export const TOKEN = MAILBOX + 128;

export const STATUS = MAILBOX + 144;

export const LENGTH = MAILBOX + 148;

export const PAYLOAD = MAILBOX + 160;

export const KEY = 512;

export const E_QUOTA = -6;

export const IMPORTS = `
  (import "prost" "respond" (func $respond (param i64 i32 i32) (result i32)))
  (import "prost" "route" (func $route (param i32 i32 i32 i32 i32) (result i32)))
  (import "prost" "send" (func $send (param i32 i32 i32) (result i32)))
  (import "prost" "request" (func $request (param i32 i32 i32 i32) (result i64)))
  (import "prost" "forward_set_key" (func $forward_set_key (param i32) (result i32)))
  (import "prost" "timer_set" (func $timer_set (param i32) (result i64)))
  (import "prost" "random" (func $random (result i64)))
  (import "prost" "self" (func $self (param i32) (result i32)))
  (import "prost" "metric" (func $metric (param i32 i32 i64) (result i32)))`;

/** A random key. */
export const NEW_KEY = `(i64.store (i32.const ${KEY}) (call $random))`;

/** Sends the payload on, one byte longer. */
export const ROUTE = `${NEW_KEY} (drop (call $route (i32.const ${KEY}) (i32.const ${PAYLOAD})
  (i32.add (i32.load (i32.const ${LENGTH})) (i32.const 1)) (i32.const 0) (i32.const 0)))`;

/** An application at the first node sends one message. */
export function poke({ simulation, service: id }: ServiceOverlay, bytes = 1): void {
  simulation.nodes[0].overlay.route(id, Id.hashOf("poke"), new Uint8Array(bytes));
}

export async function mustEnd(ring: ServiceOverlay, eventsMax: number): Promise<void> {
  await ring.pass(30_000);
  const upcalls = ring.upcalls();
  assert.ok(upcalls > 100, `the service must amplify, and had only ${upcalls} events`);
  assert.ok(upcalls <= eventsMax, `${upcalls} events followed from one message; at most ${eventsMax} may`);
  await ring.pass(30_000);
  assert.equal(ring.upcalls(), upcalls, "further events followed");
}
