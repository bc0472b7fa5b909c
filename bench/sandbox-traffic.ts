/** Services, messages and runners for the sandbox benchmark. */
import { createHash } from "node:crypto";
import * as abi from "../abi/abi.ts";
import { service } from "../runtime/attack/kit/modules.ts";
import { CellHost } from "../runtime/sandbox/cell/cell-host.ts";
import type { CellProfile } from "../runtime/sandbox/cell/jail.ts";
import type {
  InstallRequest,
  Outcome,
  Runner,
  ServiceEvent,
  ServiceMessage,
} from "../runtime/sandbox/contract.ts";
import { InstalledServices } from "../runtime/sandbox/queue/installed-services.ts";
import { installRequest } from "../test/sandbox/support.ts";

/** Layout of the services that `service` of runtime/attack/kit/modules.ts makes. */
const MAILBOX = 1024;
const PAYLOAD = MAILBOX + abi.MAILBOX_HEADER_BYTES;
const LENGTH = `(i32.load (i32.const ${MAILBOX + abi.EVENT_PAYLOAD_LENGTH}))`;

/** Enough for the largest payload, and a usual grant for such a service. */
export const MEMORY_PAGES = 16;

/** Replies with its payload of any length: it reads the part that does not fit the mailbox. */
export const echo = () =>
  service({
    imports: `
      (import "prost" "respond" (func $respond (param i64 i32 i32) (result i32)))
      (import "prost" "read" (func $read (param i32 i32 i32) (result i32)))`,
    deliver: `
      (if (i32.gt_u ${LENGTH} (i32.const ${abi.MAILBOX_PAYLOAD_BYTES})) (then (drop (call $read
        (i32.const ${abi.MAILBOX_PAYLOAD_BYTES}) (i32.const ${PAYLOAD + abi.MAILBOX_PAYLOAD_BYTES})
        (i32.sub ${LENGTH} (i32.const ${abi.MAILBOX_PAYLOAD_BYTES}))))))
      (drop (call $respond (i64.load (i32.const ${MAILBOX + abi.EVENT_TOKEN})) (i32.const ${PAYLOAD}) ${LENGTH}))`,
  });

/** Different links that messages come over. */
const NEIGHBOURS = 16;

/**
 * Requests as a busy node receives them: each with its own key, origin and payload, over one of a few links.
 */
export function messages(
  count: number,
  bytes: number,
  kind: ServiceMessage["kind"] = "deliver",
): readonly ServiceMessage[] {
  return Array.from({ length: count }, (_, i) => ({
    kind,
    nowMs: 1_700_000_000_000,
    seed: BigInt.asUintN(64, BigInt(i + 1) * 0x9e37_79b9_7f4a_7c15n),
    key: id("key", i),
    origin: id("origin", i),
    previous: id("neighbour", i % NEIGHBOURS),
    next: id("neighbour", (7 * i) % NEIGHBOURS),
    token: BigInt(i + 1),
    hops: i % 5,
    flags: 0,
    payload: new Uint8Array(bytes).fill(i + 1),
  }));
}

function id(what: string, n: number): Uint8Array {
  return new Uint8Array(createHash("sha256").update(`${what} ${n}`).digest());
}

export interface Running {
  readonly request: InstallRequest;
  readonly runner: Runner;
}

export async function installed(runner: Runner, module: Uint8Array, name: string): Promise<Running> {
  const request = { ...installRequest(module, name), readStore: () => [] };
  const outcome = await runner.install(request);
  if (!outcome.ok) throw new Error(outcome.detail);
  return { request, runner };
}

/** Runs all events. Events that the runner has deferred run in another call. */
export async function run(
  { runner, request }: Running,
  events: readonly ServiceEvent[],
): Promise<readonly Outcome[]> {
  const first = await runner.run(request.serviceId, events);
  if (first.length === events.length) return first;
  const outcomes = [...first];
  while (outcomes.length < events.length)
    outcomes.push(...(await runner.run(request.serviceId, events.slice(outcomes.length))));
  return outcomes;
}

/** Throws unless the reply to each message has the bytes of the message. */
export function requireEchoed(events: readonly ServiceMessage[], outcomes: readonly Outcome[]): void {
  events.forEach(({ token, payload }, i) => {
    const outcome = outcomes[i];
    const effect = outcome?.ok ? outcome.effects[0] : undefined;
    if (effect?.kind !== "respond" || effect.token !== token || Buffer.compare(effect.payload, payload) !== 0)
      throw new Error(`the reply to message ${i} has other bytes`);
  });
}

export function cell(profile: CellProfile, services = new InstalledServices()): CellHost {
  return new CellHost({ name: `bench ${profile}`, profile, services });
}
