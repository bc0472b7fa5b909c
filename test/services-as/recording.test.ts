/** The bundled services, recorded in a whole overlay on virtual time and replayed in a cell. */
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { Id } from "../../runtime/base/id.ts";
import { generateKeyPair } from "../../runtime/base/identity.ts";
import { buildService } from "../../runtime/cli/build.ts";
import type { RecordingEnd } from "../../runtime/control/api.ts";
import { policySchema } from "../../runtime/deployment/policy.ts";
import { CellHost } from "../../runtime/sandbox/cell/cell-host.ts";
import { readRecording } from "../../runtime/sandbox/recording/recording-stream.ts";
import { simulate, type TestNode, type TestOverlay } from "../../runtime/testing/index.ts";
import { documentKey, encodeDocument, encodeQuery, queryKey } from "../../services-as/search/client.ts";
import { mixed, piecesOf, replayed } from "../sandbox/recording/recordings.ts";

const module = async (name: string) => {
  const source = fileURLToPath(new URL(`../../services-as/${name}/${name}.ts`, import.meta.url));
  return (await buildService(source)).module;
};
const text = (words: string) => new TextEncoder().encode(words);

/** Records the service at every node during `work`. Recordings without events are left out. */
async function recorded(
  overlay: TestOverlay,
  service: Id,
  work: () => Promise<void>,
  nodes: readonly TestNode[] = overlay.nodes,
): Promise<{ file: Uint8Array; reason: RecordingEnd; events: number }[]> {
  const recordings = await Promise.all(
    nodes.map(async ({ control }) => {
      const pieces: Uint8Array[] = [];
      let finish: (end: { reason: RecordingEnd; events: number }) => void = () => {};
      const ended = new Promise<{ reason: RecordingEnd; events: number }>((resolve) => {
        finish = resolve;
      });
      const recording = await overlay.simulation.settle(
        control.record(
          { service, eventsMax: 0, restarts: true, withModule: true },
          {
            write: (piece) => pieces.push(piece.slice()) > 0,
            end: (reason, events) => finish({ reason, events }),
          },
        ),
      );
      return { recording, pieces, ended };
    }),
  );
  await work();
  return Promise.all(
    recordings.map(async ({ recording, pieces, ended }) => {
      recording.stop("asked");
      return { ...(await ended), file: new Uint8Array(Buffer.concat(pieces)) };
    }),
  ).then((all) => all.filter(({ events }) => events > 0));
}

async function kindsIn(files: readonly Uint8Array[]): Promise<Set<string>> {
  const kinds = new Set<string>();
  for (const file of files)
    for await (const entry of readRecording(piecesOf(file)))
      if (entry.kind === "event") kinds.add(entry.event.kind);
  return kinds;
}

async function expectSame(recordings: readonly { file: Uint8Array; events: number }[]): Promise<void> {
  expect(recordings.length).toBeGreaterThan(0);
  for (const { file, events } of recordings) {
    const result = await replayed(file, new CellHost({ name: "replay" }));
    expect(result).toMatchObject({ differences: [], events, lost: 0, end: "asked" });
    expect(result.recordedState).toMatchObject({ isMemoryKnown: true });
  }
}

test("a replay of the counter starts from its store, in the middle of the count", async () => {
  await using overlay = await simulate({ nodes: 5, seed: 21 });
  const service = await overlay.publish(await module("counter"));
  const count = async (times: number) => {
    let last = "";
    for (let i = 0; i < times; i++) {
      const from = overlay.nodes[i % overlay.nodes.length];
      last = (await from.request(service, Id.hashOf(service.bytes, "page"), "")).text;
    }
    return last;
  };
  expect(await count(7)).toBe("7");
  const recordings = await recorded(overlay, service, async () => {
    expect(await count(9)).toBe("16");
  });
  expect(recordings.map(({ events }) => events)).toEqual([9]);
  await expectSame(recordings);
});

test("the guestbook is replayed with the completions of its requests, also after a node was killed", async () => {
  await using overlay = await simulate({ nodes: 7, seed: 22 });
  const service = await overlay.publish(await module("guestbook"));
  const key = Id.hashOf(service.bytes, "book");
  const ask = (words: string) => overlay.nodes[0].request(service, key, words);
  expect((await ask("sign Ada")).text).toBe("thank you");
  const recordings = await recorded(overlay, service, async () => {
    expect((await ask("sign Bob")).text).toBe("thank you");
    expect((await ask("read")).text).toContain("Bob");
    const other = overlay.nodes.findLast(({ simulated }) => !simulated.overlay.isRoot(key)) as TestNode;
    if (other !== overlay.nodes[0]) overlay.simulation.crash(other.simulated.index);
    await overlay.simulation.runAsync(20_000);
    expect((await ask("read")).text).toContain("Ada");
  });
  expect(await kindsIn(recordings.map(({ file }) => file))).toContain("complete");
  await expectSame(recordings);
});

test("the search service is replayed at all nodes: messages, forward results and completions", async () => {
  await using overlay = await simulate({ nodes: 6, seed: 23 });
  const service = await overlay.publish(await module("search"));
  const recordings = await recorded(overlay, service, async () => {
    for (const name of ["a", "b", "c"]) {
      const document = encodeDocument(name, text(`the quick ${name} fox jumps over many lazy dogs`));
      await overlay.nodes[0].request(service, documentKey(service, name), document);
    }
    for (const node of overlay.nodes) {
      for (const query of ["quick fox", "lazy", "nothing at all", "quick fox"])
        await node.request(service, queryKey(service, query), encodeQuery(query, 5));
    }
    await overlay.simulation.runAsync(5_000);
  });
  expect(recordings).toHaveLength(6);
  const kinds = await kindsIn(recordings.map(({ file }) => file));
  for (const kind of ["deliver", "forward", "complete"]) expect(kinds).toContain(kind);
  await expectSame(recordings);
});

test("timers, faults and random numbers are replayed", async () => {
  await using overlay = await simulate({ nodes: 4, seed: 25 });
  const service = await overlay.publish(mixed());
  const key = Id.hashOf(service.bytes, "x");
  const recordings = await recorded(overlay, service, async () => {
    const refused: string[] = [];
    for (const words of ["c", "r", "t", "c", "x", "c", "s", "l", "n"]) {
      const answer = overlay.nodes[1].request(service, key, words);
      await answer.catch(({ code }) => refused.push(`${words} ${code}`));
      await overlay.simulation.runAsync(100);
    }
    expect(refused).toContain("x ABORTED");
    expect(refused).toContain("l ABORTED");
  });
  const kinds = await kindsIn(recordings.map(({ file }) => file));
  for (const kind of ["deliver", "forward", "complete", "timer"]) expect(kinds).toContain(kind);
  await expectSame(recordings);
});

test("an upgrade ends the recording of the old version, and an unknown service is not recorded", async () => {
  // The newer version has more capabilities.
  await using overlay = await simulate({
    nodes: 3,
    seed: 24,
    policy: () => policySchema.parse({ consent: false }),
  });
  const pair = generateKeyPair();
  const [hello, counter] = [await module("hello"), await module("counter")];
  const service = await overlay.publish(hello, { publisher: pair });
  const key = Id.hashOf(service.bytes, "x");
  const root = overlay.nodes.find(({ simulated }) => simulated.overlay.isRoot(key)) as TestNode;
  const [recording] = await recorded(
    overlay,
    service,
    async () => {
      for (const from of overlay.nodes) await from.request(service, key, "Ada");
      await overlay.publish(counter, { publisher: pair, version: 2 });
      await overlay.simulation.settle(root.parts.host.upgrade(service));
      expect((await root.request(service, key, "")).text).toBe("1");
    },
    [root],
  );
  expect(recording).toMatchObject({ reason: "stopped", events: 3 });
  const result = await replayed(recording.file, new CellHost({ name: "replay" }));
  expect(result).toMatchObject({ differences: [], events: 3, end: "stopped", recordedState: null });
  const request = { service: Id.hashOf("unknown"), eventsMax: 0, restarts: true, withModule: true };
  const unknown = root.control.record(request, { write: () => true, end: () => {} });
  await expect(overlay.simulation.settle(unknown)).rejects.toMatchObject({ code: "NOT_FOUND" });
  await expect(root.control.stopRecording(service)).rejects.toMatchObject({ code: "NOT_FOUND" });
});
