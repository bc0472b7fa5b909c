import { createHash } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { OK } from "../../abi/abi.ts";
import { buildService } from "../../runtime/cli/build.ts";
import { FewNodes } from "./few-nodes.ts";

/** The first letter of a payload selects the command of the service. */
const SOURCE = `
import { Bytes, Entries, Key, message, Reader, sha256, store, text, utf8, Writer } from "prost/service";

export function deliver(): void {
  const payload = message.payload();
  const rest = payload.slice(1);
  switch (message.byteAt(0)) {
    case 0x48: {
      const hash = new Uint8Array(32);
      sha256(rest.dataStart, rest.length, hash.dataStart);
      message.respondBytes(hash);
      return;
    }
    case 0x4b:
      message.respondBytes(Key.ofBytes(rest).bytes);
      return;
    case 0x4e:
      message.respondBytes(numbers(new Reader(rest)));
      return;
    case 0x53:
      message.respond(stored());
      return;
    default:
      message.respond(message.length().toString());
  }
}

// Writes the values that it reads. The last byte says whether the input was complete.
function numbers(reader: Reader): Bytes {
  const writer = new Writer();
  writer.u8(reader.u8()).u16(reader.u16()).u32(reader.u32()).u64(reader.u64()).varint(reader.varint());
  writer.put(reader.take(reader.u8()));
  return writer.u8(reader.ok && reader.left == 0 ? 1 : 0).done();
}

function stored(): string {
  const long = new Uint8Array(5000).fill(7);
  for (let i = 0; i < 5; i++) store.put(utf8(\`k\${i}\`), utf8(i.toString()));
  store.put(utf8("k9"), long);
  store.remove(utf8("k3"));
  let found = "";
  const entries = store.scan(utf8("k1"), utf8("k9"));
  for (let i = 0; i < entries.length; i++) found += \`\${text(entries[i].key)}=\${text(entries[i].value)} \`;
  const back = store.get(utf8("k9"));
  return found + (back === null ? "none" : back.length.toString()) + (store.get(utf8("k3")) === null ? " gone" : "");
}
`;

let folder: string;
let world: FewNodes;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "prost-sdk-"));
  const entry = join(folder, "service.ts");
  await writeFile(entry, SOURCE);
  world = await FewNodes.start((await buildService(entry)).module, { nodes: 1 });
});

afterAll(() => rm(folder, { recursive: true, force: true }));

async function ask(letter: string, payload: Uint8Array): Promise<Uint8Array> {
  const answer = await world.ask(world.keyOf("any"), Uint8Array.from([letter.charCodeAt(0), ...payload]));
  expect(answer.status).toBe(OK);
  return answer.payload;
}

/** Lengths around the block size of SHA-256, and a payload longer than the mailbox. */
const LENGTHS = [0, 1, 55, 56, 63, 64, 65, 119, 120, 128, 4_095, 4_096, 10_000];

test("the SDK computes SHA-256 like node:crypto", async () => {
  for (const length of LENGTHS) {
    const bytes = new Uint8Array(length).map((_, i) => (i * 31) % 251);
    expect([...(await ask("H", bytes))]).toEqual([...createHash("sha256").update(bytes).digest()]);
  }
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (bytes) => {
      expect([...(await ask("H", bytes))]).toEqual([...createHash("sha256").update(bytes).digest()]);
    }),
    { numRuns: 100 },
  );
});

test("the key of a name, short or long, is the hash of the service's id and the name", async () => {
  for (const length of [0, 5, 256, 257, 3_000]) {
    const name = "n".repeat(length);
    expect([...(await ask("K", new TextEncoder().encode(name)))]).toEqual([...world.keyOf(name).bytes]);
  }
});

test("a payload arrives with its full length", async () => {
  for (const length of LENGTHS) {
    expect(new TextDecoder().decode(await ask("L", new Uint8Array(length)))).toBe(String(length + 1));
  }
});

test("a Reader returns the values that a Writer wrote", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.uint8Array({ minLength: 15, maxLength: 15 }),
      fc.nat(),
      fc.uint8Array({ maxLength: 255 }),
      async (fixed, number, tail) => {
        const varint = varintOf(number);
        const answer = await ask("N", Uint8Array.from([...fixed, ...varint, tail.length, ...tail]));
        expect([...answer]).toEqual([...fixed, ...varint, ...tail, 1]);
      },
    ),
    { numRuns: 100 },
  );
});

test("a Reader of truncated bytes reports it, and reads zeroes", async () => {
  const whole = Uint8Array.from([...new Uint8Array(15).fill(9), 5, 3, 1, 2, 3]);
  for (let length = 0; length < whole.length; length++) {
    expect((await ask("N", whole.subarray(0, length))).at(-1)).toBe(0);
  }
  expect((await ask("N", Uint8Array.from([...new Uint8Array(15), 255, 255, 255, 255, 255]))).at(-1)).toBe(0);
  expect(world.faults).toEqual([]);
});

test("the local store returns the stored entries in order", async () => {
  expect(new TextDecoder().decode(await ask("S", new Uint8Array(0)))).toBe("k1=1 k2=2 k4=4 5000 gone");
});

test("the compiler names the SDK to a service that imports the Node API of prost", async () => {
  const folder = await mkdtemp(join(tmpdir(), "prost-name-"));
  const file = join(folder, "old.ts");
  await writeFile(
    file,
    'import { message } from "prost";\nexport function deliver(): void { message.respond(""); }\n',
  );
  await expect(buildService(file)).rejects.toThrow('a service imports "prost/service"');
  await rm(folder, { recursive: true });
});

function varintOf(number: number): number[] {
  return number < 128 ? [number] : [(number % 128) + 128, ...varintOf(Math.floor(number / 128))];
}
