import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { Id } from "../../runtime/base/id.ts";
import { buildService } from "../../runtime/cli/build.ts";
import { simulate, type TestNode, type TestOverlay } from "../../runtime/testing/index.ts";
import {
  decodeHits,
  decodeIndexed,
  decodePostings,
  documentKey,
  encodeDocument,
  encodeQuery,
  encodeTerm,
  queryKey,
  termKey,
} from "../../services-as/search/client.ts";
import { ReferenceIndex, termsOf } from "../../services-as/search/reference.ts";

const source = (name: string) =>
  fileURLToPath(new URL(`../../services-as/${name}/${name}.ts`, import.meta.url));
const keyOf = (service: Id, name: string) => Id.hashOf(service.bytes, name);
const bytes = (text: string) => new TextEncoder().encode(text);

test("hello answers each node", async () => {
  await using overlay = await simulate({ nodes: 4, seed: 1 });
  const service = await overlay.publish((await buildService(source("hello"))).module);
  for (const node of overlay.nodes) {
    expect((await node.request(service, keyOf(service, "x"), "Ada")).text).toBe("hello, Ada!");
  }
});

test("the counter counts each key at its root, from whichever node the messages are sent", async () => {
  await using overlay = await simulate({ nodes: 6, seed: 2 });
  const service = await overlay.publish((await buildService(source("counter"))).module);
  for (const key of ["one", "two"]) {
    for (let i = 1; i <= 5; i++) {
      const node = overlay.nodes[i % overlay.nodes.length];
      expect((await node.request(service, keyOf(service, key), "")).text).toBe(String(i));
    }
  }
});

test("the guestbook keeps its entries when the root of its key has died", async () => {
  await using overlay = await simulate({ nodes: 8, seed: 3 });
  const service = await overlay.publish((await buildService(source("guestbook"))).module);
  const key = keyOf(service, "book");
  const ask = (node: TestNode, words: string) => node.request(service, key, words);
  for (const name of ["Ada", "Bob"])
    expect((await ask(overlay.nodes[0], `sign ${name}`)).text).toBe("thank you");
  expect((await ask(overlay.nodes[1], "read")).text).toBe("Ada was here\nBob was here\n");
  const root = overlay.simulation.trueRoot(key);
  overlay.simulation.crash(root.index);
  await overlay.simulation.runAsync(20_000);
  const other = overlay.nodes.find(({ simulated }) => simulated.isAlive()) as TestNode;
  expect((await ask(other, "read")).text).toBe("Ada was here\nBob was here\n");
  expect((await ask(other, "nonsense")).text).toContain("sign NAME");
});

describe("the search service", () => {
  const documents = new Map([
    ["a.md", "The quick brown fox jumps over the lazy dog. The dog sleeps."],
    ["b.md", "A fox is no dog; FOX fox fox!"],
    ["leer.md", "– … –"],
    ["c/d.md", `${"word ".repeat(3_000)} end ${"x".repeat(30)} ab1 Ünïcode`],
    ["long.md", Array.from({ length: 900 }, (_, i) => `term${i}`).join(" ")],
  ]);
  const reference = new ReferenceIndex();
  let overlay: TestOverlay;
  let service: Id;

  beforeAll(async () => {
    overlay = await simulate({ nodes: 8, seed: 4 });
    service = await overlay.publish((await buildService(source("search"))).module);
    for (const [name, text] of documents) {
      reference.add(name, bytes(text));
      const { payload } = await overlay.nodes[0].request(
        service,
        documentKey(service, name),
        encodeDocument(name, bytes(text)),
      );
      expect(decodeIndexed(payload)).toBe(termsOf(bytes(text)).size);
    }
  });

  test("finds for every term the same as a plain index", async () => {
    for (const term of [...reference.terms()].filter((_, i) => i % 7 === 0)) {
      const { payload } = await overlay.nodes[1].request(
        service,
        termKey(service, term),
        encodeTerm(term, true),
      );
      expect(decodePostings(payload)).toEqual(reference.postings(term));
    }
  });

  test.each(["fox dog", "the lazy word", "term1 term2 fox", "nothing here", "", "Ünïcode AB1"])(
    "ranks %j as the plain index does",
    async (query) => {
      const { payload } = await overlay.nodes[2].request(
        service,
        queryKey(service, query),
        encodeQuery(query, 10),
      );
      expect(decodeHits(payload)).toEqual(
        reference.search(query, 10).map(({ name, score }) => ({ score, name })),
      );
    },
  );

  test("answers a repeated query on its route from a cached reply, for a short time", async () => {
    const query = "quick brown";
    const key = queryKey(service, query);
    const away = overlay.nodes.find(({ simulated }) => !simulated.overlay.isRoot(key)) as TestNode;
    const first = await away.request(service, key, encodeQuery(query, 10));
    await overlay.simulation.runAsync(1_000);
    const again = await away.request(service, key, encodeQuery(query, 10));
    expect([first.hops, again.hops]).toEqual([1, 0]);
    expect(again.payload).toEqual(first.payload);
    const fresh = await away.request(service, key, encodeQuery(query, 10, true));
    expect(fresh.hops).toBe(1);
    await overlay.simulation.runAsync(31_000);
    expect((await away.request(service, key, encodeQuery(query, 10))).hops).toBe(1);
  });

  test("survives meaningless messages", async () => {
    for (const payload of [[], [68], [81, 0, 9], [84, 0, 200, 1], [68, 255, 255, 1], [70, 84, 255, 255]]) {
      overlay.nodes[3].simulated.overlay.route(service, keyOf(service, "junk"), Uint8Array.from(payload));
    }
    await overlay.simulation.runAsync(2_000);
    for (const { control } of overlay.nodes) {
      const [status] = await control.services();
      expect(status?.faults ?? 0).toBe(0);
    }
  });
});

test("terms are runs of letters and digits in any text", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), (text) => {
      const expected = (text.match(/[A-Za-z0-9]+/g) ?? [])
        .map((run) => run.toLowerCase())
        .filter((run) => run.length >= 2 && run.length <= 24);
      expect([...termsOf(bytes(text)).keys()]).toEqual([...new Set(expected)]);
    }),
    { seed: 1 },
  );
});
