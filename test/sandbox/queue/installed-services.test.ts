import { expect, test } from "vitest";
import type { InstallRequest, Runner } from "../../../runtime/sandbox/contract.ts";
import { InlineRunner } from "../../../runtime/sandbox/inline/inline-runner.ts";
import { InstalledServices, takeTokens } from "../../../runtime/sandbox/queue/installed-services.ts";
import { event, installRequest } from "../support.ts";

const cell: Runner = new InlineRunner();
const side: Runner = new InlineRunner();
const request = (name: string): InstallRequest => ({
  ...installRequest(new Uint8Array(0), name),
  readStore: () => [],
});

test("a service that moves keeps its timers, which end with its old instance", () => {
  const services = new InstalledServices();
  const { serviceId } = request("a");
  const { timers } = services.set(request("a"), cell);
  const effect = { kind: "timerSet", token: 5n, delayMs: 1 } as const;
  const fine = { ok: true, fuelUsed: 1, writes: [], effects: [], verdict: null } as const;
  timers.follow([event()], [{ ...fine, effects: [effect] }]);
  const moved = services.set(request("a"), side);
  expect(services.get(serviceId)).toBe(moved);
  expect(moved.timers.follow([event()], [fine])).toEqual([
    { ...fine, effects: [{ kind: "timerCancel", token: 5n }] },
  ]);
});

test("a runner removes only the services that it has", () => {
  const services = new InstalledServices();
  const { serviceId } = request("a");
  services.set(request("a"), side);
  services.delete(serviceId, cell);
  expect(services.of(side)).toHaveLength(1);
  services.delete(serviceId, side);
  expect(services.get(serviceId)).toBeUndefined();
});

test("a runner is shared from its second service on", () => {
  const services = new InstalledServices();
  services.set(request("a"), cell);
  services.set(request("b"), side);
  expect(services.isShared(cell)).toBe(false);
  services.set(request("b"), cell);
  expect(services.isShared(cell)).toBe(true);
});

test("each instance of a service gets a range of tokens of its own", () => {
  const service = new InstalledServices().set(request("a"), cell);
  const ranges = [service.firstToken, takeTokens(service), takeTokens(service)];
  expect(ranges).toEqual([1n, 1n + (1n << 40n), 1n + (1n << 41n)]);
});
