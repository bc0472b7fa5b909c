import { expect, test } from "vitest";
import { Id } from "../../runtime/base/id.ts";
import { Requests } from "../../runtime/overlay/requests.ts";
import { seededRandom } from "../../runtime/simulator/random.ts";
import { VirtualClock } from "../../runtime/simulator/virtual-clock.ts";

const HANDLE = { id: Id.hashOf("peer"), address: "peer:1" };
const NOTHING = () => {};

test("requests beyond the bound fail as overloaded at once, and all waiting ones end when the node leaves", () => {
  const requests = new Requests(new VirtualClock(), seededRandom(2));
  const endings = new Map<string, number>();
  const count = 20_000;
  for (let i = 0; i < count; i++) {
    requests.add(
      1_000,
      (response) => {
        const name = response.ok ? "ok" : response.reason;
        endings.set(name, (endings.get(name) ?? 0) + 1);
      },
      NOTHING,
    );
  }
  const overloaded = endings.get("overloaded") ?? 0;
  expect(overloaded).toBeGreaterThan(0);
  expect(endings.size).toBe(1);
  requests.close();
  expect(endings.get("timeout")).toBe(count - overloaded);
});

test("a response with a wrong request id ends no request", () => {
  const requests = new Requests(new VirtualClock(), seededRandom(3));
  const endings: boolean[] = [];
  const sent: number[] = [];
  const note = (response: { readonly ok: boolean }) => endings.push(response.ok);
  requests.add(1_000, note, (requestId) => sent.push(requestId));
  const answer = {
    kind: "response",
    sequence: 0,
    hops: 1,
    refused: false,
    payload: new Uint8Array(0),
  } as const;
  requests.answered(HANDLE, { ...answer, requestId: sent[0] + 1 });
  expect(endings).toEqual([]);
  requests.answered(HANDLE, { ...answer, requestId: sent[0] });
  requests.answered(HANDLE, { ...answer, requestId: sent[0] });
  expect(endings).toEqual([true]);
});
