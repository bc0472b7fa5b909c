/** A recording, sent from the node to the application that requested it. */
import { expect, test } from "vitest";
import { DELAY_MS_MAX } from "../../abi/abi.ts";
import { ProstError } from "../../runtime/base/errors.ts";
import type { RecordingEnd } from "../../runtime/control/api.ts";
import type { ControlClient } from "../../runtime/control/client.ts";
import type { RecordingOptions } from "../../runtime/control/client-recording.ts";
import { service, startFixture } from "./support.ts";

function record(client: ControlClient, eventsMax: number, options: RecordingOptions = {}) {
  const pieces: Uint8Array[] = [];
  let finish: (how: { end: RecordingEnd; events: number } | ProstError) => void = () => {};
  const ended = new Promise<{ end: RecordingEnd; events: number } | ProstError>((resolve) => {
    finish = resolve;
  });
  const begun = client.record(
    { service, eventsMax, restarts: true, withModule: true },
    {
      write: (piece) => pieces.push(piece) > 0,
      end: (end, events) => finish({ end, events }),
    },
    { ...options, onError: (error) => finish(error) },
  );
  return { pieces, begun, ended };
}

test("delivers all pieces in order, and the reason of its end", async () => {
  await using fixture = await startFixture();
  const { pieces, begun, ended } = record(fixture.client, 3);
  await begun;
  expect(await ended).toEqual({ end: "count", events: 3 });
  expect(pieces).toEqual([1, 2, 3].map((i) => Uint8Array.of(i, i)));
});

test("can be ended by its application, by another one, by time, and by the node", async () => {
  await using fixture = await startFixture();
  const { client, control } = fixture;
  const own = record(client, 0);
  (await own.begun).stop();
  expect(await own.ended).toEqual({ end: "asked", events: 1 });
  const others = record(client, 0);
  await others.begun;
  await client.stopRecording(service);
  expect(await others.ended).toEqual({ end: "asked", events: 1 });
  const timed = record(client, 0, { durationMs: 50 });
  await timed.begun;
  expect(await timed.ended).toEqual({ end: "time", events: 1 });
  expect(control.recordings.size).toBe(0);
  await expect(client.stopRecording(service)).rejects.toMatchObject({ code: "NOT_FOUND" });
  const last = record(client, 0);
  await last.begun;
  await fixture.server.close();
  expect(await last.ended).toEqual({ end: "stopped", events: 1 });
  await expect.poll(() => control.recordings.size).toBe(0);
});

test("ends at the node when its application has gone", async () => {
  await using fixture = await startFixture();
  const { client, begun } = { client: fixture.client, ...record(fixture.client, 0) };
  await begun;
  expect(fixture.control.recordings.size).toBe(1);
  client.close();
  await expect.poll(() => fixture.control.recordings.size).toBe(0);
});

test("fails with the node's error text", async () => {
  await using fixture = await startFixture();
  fixture.control.failure = new ProstError("RESOURCE_EXHAUSTED", "one is being recorded already");
  const refused = record(fixture.client, 0);
  await expect(refused.begun).rejects.toMatchObject({
    code: "RESOURCE_EXHAUSTED",
    message: "one is being recorded already",
  });
  fixture.control.failure = null;
  const tooLong = record(fixture.client, 0, { durationMs: DELAY_MS_MAX + 1 });
  await expect(tooLong.begun).rejects.toMatchObject({ code: "INVALID_ARGUMENT" });
});
