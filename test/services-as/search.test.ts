import { createHash } from "node:crypto";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { E_UNAVAILABLE, OK } from "../../abi/abi.ts";
import { Id } from "../../runtime/base/id.ts";
import { buildService } from "../../runtime/cli/build.ts";
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
import { ANSWER_UNAVAILABLE, KIND_FILL, REMEMBERED_MS } from "../../services-as/search/protocol.ts";
import { ReferenceIndex, termsOf } from "../../services-as/search/reference.ts";
import { FewNodes } from "./few-nodes.ts";

let module: Uint8Array;

beforeAll(async () => {
  ({ module } = await buildService(
    fileURLToPath(new URL("../../services-as/search/search.ts", import.meta.url)),
  ));
});

const start = (nodes = 12) => FewNodes.start(module, { nodes });

interface Document {
  readonly name: string;
  readonly text: Uint8Array;
}

const bytes = (text: string) => new TextEncoder().encode(text);
const document = (name: string, text: string): Document => ({ name, text: bytes(text) });

const WORDS =
  "overlay node key root route leaf set table ring message store record copy majority sandbox fuel memory gate".split(
    " ",
  );
const BETWEEN = [" ", ", ", "\n", "--", " (é) "];

/** Documents of few words, so that they have many in common. */
function collection(count: number): Document[] {
  return Array.from({ length: count }, (_, i) => {
    const hash = createHash("sha256").update(`document ${i}`).digest();
    const words = Array.from({ length: 20 + hash[31] }, (_, at) => {
      const word = WORDS[(hash[at % 31] * (at + 7) + i) % WORDS.length];
      return at % 9 === 0 ? `${word}${i % 5}` : word;
    });
    return document(`docs/${i}-${i % 2 === 0 ? "é" : "e"}.md`, words.join(BETWEEN[i % BETWEEN.length]));
  });
}

function referenceOf(documents: readonly Document[]): ReferenceIndex {
  const reference = new ReferenceIndex();
  for (const { name, text } of documents) reference.add(name, text);
  return reference;
}

function postingsOf(documents: readonly Document[]): number {
  return documents.reduce((sum, { text }) => sum + termsOf(text).size, 0);
}

function index(world: FewNodes, { name, text }: Document, from = world.members[0]) {
  return world.ask(documentKey(world.serviceId, name), encodeDocument(name, text), from);
}

async function indexAll(world: FewNodes, documents: readonly Document[]): Promise<number> {
  const answers = await Promise.all(
    documents.map((one, i) => index(world, one, world.members[i % world.members.length])),
  );
  return answers.reduce((sum, { payload }) => sum + (decodeIndexed(payload) ?? Number.NaN), 0);
}

async function ask(world: FewNodes, query: string, most = 10, fresh = true) {
  return world.ask(queryKey(world.serviceId, query), encodeQuery(query, most, fresh));
}

async function postings(world: FewNodes, term: string, fresh = true, from = world.members[0]) {
  const { payload, hops } = await world.ask(termKey(world.serviceId, term), encodeTerm(term, fresh), from);
  return { hops, postings: decodePostings(payload) };
}

test("many nodes find the same as one index, for each term and each query", async () => {
  const world = await start();
  const documents = collection(40);
  const reference = referenceOf(documents);

  expect(await indexAll(world, documents)).toBe(postingsOf(documents));

  for (const term of reference.terms()) {
    expect((await postings(world, term)).postings).toEqual(reference.postings(term));
  }
  for (const query of [
    "overlay",
    "leaf set",
    "Memory, fuel & gate!",
    "majority record0 copy ring",
    "nowhere",
    "",
  ]) {
    for (const most of [1, 10, 100]) {
      expect(decodeHits((await ask(world, query, most)).payload)).toEqual(reference.search(query, most));
    }
  }
  expect(world.faults).toEqual([]);
});

test("a node on the route answers a term from its cache until the entry expires", async () => {
  const world = await start();
  await indexAll(world, collection(4));
  const root = world.root(termKey(world.serviceId, "node"));
  const away = world.members.find((member) => member !== root);

  const first = await postings(world, "node", false, away);
  const second = await postings(world, "node", false, away);
  const fresh = await postings(world, "node", true, away);
  world.nowMs += REMEMBERED_MS;
  const late = await postings(world, "node", false, away);

  expect(first.hops).toBeGreaterThan(0);
  expect(second).toEqual({ hops: 0, postings: first.postings });
  expect(fresh).toEqual(first);
  expect(late).toEqual(first);
});

test("a query is cached as a whole, and a fresh one finds later documents", async () => {
  const world = await start();
  const documents = collection(3);
  const before = referenceOf(documents.slice(0, 2)).search("overlay node", 10);
  const after = referenceOf(documents).search("overlay node", 10);
  await indexAll(world, documents.slice(0, 2));

  const first = await ask(world, "overlay node", 10, false);
  await indexAll(world, documents.slice(2));
  const remembered = await ask(world, "node overlay", 10, false);
  const fresh = await ask(world, "overlay node");

  expect([first, remembered].map(({ payload }) => decodeHits(payload))).toEqual([before, before]);
  expect(decodeHits(fresh.payload)).toEqual(after);
});

test("a reply without a request is not cached", async () => {
  const world = await start();
  await indexAll(world, collection(2));
  const name = bytes("T0:node");
  const empty = [0, 0, 0, 0, 0];
  const poison = Uint8Array.from([KIND_FILL, ...new Uint8Array(8), name.length, 0, ...name, ...empty]);

  for (const member of world.members) await world.sendTo(member, poison);

  expect((await postings(world, "node", false, world.members[1])).postings?.size).toBeGreaterThan(0);
  expect(world.metrics.get("fills not asked for")).toBe(world.members.length);
});

test("postings that cannot be stored at first are stored in the end", async () => {
  const world = await start(3);
  const seen = new Set<string>();
  world.storageFault = ({ key }) => {
    const before = seen.size;
    return seen.add(Buffer.from(key).toString("hex")).size > before ? E_UNAVAILABLE : OK;
  };
  const documents = collection(12);

  expect(await indexAll(world, documents)).toBe(postingsOf(documents));
  expect(world.metrics.get("tried again")).toBeGreaterThan(0);
  expect(world.faults).toEqual([]);
});

test('a document with a posting that cannot be stored gets "try again", and succeeds later', async () => {
  const world = await start(1);
  const doomed = termKey(world.serviceId, "doomed").hex;
  world.storageFault = ({ key }) => (Buffer.from(key).toString("hex") === doomed ? E_UNAVAILABLE : OK);

  const failed = await index(world, document("a", "one doomed document"));
  world.storageFault = () => OK;
  const stored = await index(world, document("a", "one doomed document"));

  expect([...failed.payload]).toEqual([ANSWER_UNAVAILABLE]);
  expect([failed, stored].map(({ payload }) => decodeIndexed(payload))).toEqual([null, 3]);
});

test("a query with one unavailable term gets no partial result", async () => {
  const world = await start(5);
  const documents = collection(6);
  await indexAll(world, documents);
  const lost = termKey(world.serviceId, "leaf").hex;
  world.storageFault = ({ key }) => (Buffer.from(key).toString("hex") === lost ? E_UNAVAILABLE : OK);

  const failed = await ask(world, "leaf node", 10, false);
  world.storageFault = () => OK;
  const answered = await ask(world, "leaf node", 10, false);

  expect([...failed.payload]).toEqual([ANSWER_UNAVAILABLE]);
  expect(decodeHits(answered.payload)).toEqual(referenceOf(documents).search("leaf node", 10));
});

test("a long document of thousands of terms is stored within the limits of an event", async () => {
  const world = await start(1);
  const long = document("long", Array.from({ length: 16_000 }, (_, i) => `term${i.toString(36)}`).join(" "));

  expect(decodeIndexed((await index(world, long)).payload)).toBe(16_000);

  expect(world.storageAtATime).toBeLessThanOrEqual(200);
  expect(world.faults).toEqual([]);
});

test("a term of two thousand documents is listed and ranked within the limits of an event", async () => {
  const world = await start(1);
  const documents = Array.from({ length: 2_000 }, (_, i) =>
    document(`a/folder/of/documents/with/a/long/name/${i}.md`, `common ${i % 7 === 0 ? "seventh" : "other"}`),
  );
  for (let i = 0; i < documents.length; i += 16) await indexAll(world, documents.slice(i, i + 16));

  const { payload } = await ask(world, "common seventh", 100);

  expect(decodeHits(payload)).toEqual(referenceOf(documents).search("common seventh", 100));
  expect(world.faults).toEqual([]);
});

test("a document with too many terms is refused permanently", async () => {
  const world = await start(1);
  const words = Array.from({ length: 20_000 }, (_, i) => `w${i.toString(36)}`);
  const { payload } = await index(world, document("huge", words.join(" ")));
  expect(() => decodeIndexed(payload)).toThrow(/more terms/);
});

test("a document sent twice at the same time is stored once and answered twice", async () => {
  const world = await start(1);
  let puts = 0;
  world.storageFault = () => {
    puts++;
    return OK;
  };

  const answers = await Promise.all([1, 2].map(() => index(world, document("twice", "alpha beta gamma"))));

  expect(answers.map(({ payload }) => decodeIndexed(payload))).toEqual([3, 3]);
  expect(puts).toBe(3);
});

test('documents beyond the number a node indexes at a time get "try again"', async () => {
  const world = await start(1);
  const answers = await Promise.all(collection(60).map((one) => index(world, one)));
  const taken = answers.filter(({ payload }) => decodeIndexed(payload) !== null);
  expect(taken).toHaveLength(16);
});

test("malformed messages are refused, and no event faults", async () => {
  const world = await start(3);
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(0x44, 0x51, 0x54, 0x46, 0),
      fc.uint8Array({ maxLength: 300 }),
      async (kind, rest) => {
        const { status } = await world.ask(
          world.keyOf("anything"),
          Uint8Array.from([kind, ...rest]),
          world.members[1],
          5_000,
        );
        // A cache fill is not a request: it gets no reply.
        expect(status).toBe(kind === KIND_FILL ? E_UNAVAILABLE : OK);
      },
    ),
    { numRuns: 150 },
  );
  expect(world.faults).toEqual([]);
});

test("service and reference find the same terms in any bytes", async () => {
  const world = await start(1);
  const piece = fc.oneof(
    fc.uint8Array({ maxLength: 40 }),
    fc.stringMatching(/^[a-zA-Z0-9]{1,30}$/).map(bytes),
    fc.constantFrom(" ", "\0", "é", "\u212a", "-").map(bytes),
  );
  let nth = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(piece, { maxLength: 12 }), async (pieces) => {
      const one = { name: `document ${nth++}`, text: new Uint8Array(Buffer.concat(pieces)) };
      const counts = termsOf(one.text);
      expect(decodeIndexed((await index(world, one)).payload)).toBe(counts.size);
      for (const [term, count] of counts) {
        expect((await postings(world, term)).postings?.get(one.name)).toBe(count);
      }
    }),
    { numRuns: 60 },
  );
  expect(world.faults).toEqual([]);
});

test("the client's keys depend on the service", () => {
  const [a, b] = [Id.hashOf("a"), Id.hashOf("b")];
  expect(termKey(a, "x").equals(termKey(b, "x"))).toBe(false);
  expect(queryKey(a, "Two words").equals(queryKey(a, "words two two"))).toBe(true);
});
