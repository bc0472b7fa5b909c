import { expect, test } from "vitest";
import type { HostedService } from "../../runtime/services/hosted-service.ts";
import { decide } from "../../runtime/services/service-router.ts";
import type { ServiceSlot } from "../../runtime/services/service-table.ts";

const STAGES = ["route", "root", "destination"] as const;

function slotOf(state: ServiceSlot["state"], exports: readonly string[] | null): ServiceSlot {
  const hosted = { hasForward: exports?.includes("forward") ?? false } as unknown as HostedService;
  return { state, hosted, installed: exports === null ? null : { exports } } as unknown as ServiceSlot;
}

/** The decisions at the three stages; a service that handles the message is "handle". */
function decisions(slot: ServiceSlot | null): readonly string[] {
  return STAGES.map((stage) => {
    const decision = decide(slot, stage);
    return typeof decision === "string" ? decision : "handle";
  });
}

test("a message of an unknown service passes on its route, and waits at its root and destination", () => {
  expect(decisions(null)).toEqual(["pass", "wait", "wait"]);
});

test("a message of a service that is fetched for the first time waits at the root", () => {
  expect(decisions(slotOf("fetching", null))).toEqual(["pass", "wait", "wait"]);
});

test("a service with forward handles its messages at each stage, and they wait while it starts", () => {
  expect(decisions(slotOf("running", ["forward"]))).toEqual(["handle", "handle", "handle"]);
  for (const state of ["asleep", "waking"] as const)
    expect(decisions(slotOf(state, ["forward"]))).toEqual(["wait", "wait", "wait"]);
});

test("a service without forward takes part at the destination alone", () => {
  expect(decisions(slotOf("running", ["deliver"]))).toEqual(["pass", "pass", "handle"]);
  for (const state of ["asleep", "waking"] as const)
    expect(decisions(slotOf(state, ["deliver"]))).toEqual(["pass", "pass", "wait"]);
});
