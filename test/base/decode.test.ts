import { expect, test } from "vitest";
import { Malformed } from "../../runtime/base/bytes.ts";
import { decodeOrNull } from "../../runtime/base/decode.ts";
import { Id, opposite } from "../../runtime/base/id.ts";

test("a buffer that is used up to its last byte gives the decoded values", () => {
  expect(decodeOrNull(Uint8Array.of(1, 2, 3), (reader) => [reader.u8(), reader.u16()])).toEqual([1, 0x0203]);
});

test("a buffer that is too short, too long or of an unknown form gives null", () => {
  expect(decodeOrNull(Uint8Array.of(1), (reader) => reader.u16())).toBeNull();
  expect(decodeOrNull(Uint8Array.of(1, 2, 3), (reader) => reader.u16())).toBeNull();
  const refuse = () => {
    throw new Malformed("unknown kind");
  };
  expect(decodeOrNull(Uint8Array.of(1), refuse)).toBeNull();
});

test("an error other than Malformed is passed on", () => {
  const fail = () => {
    throw new RangeError("a defect of the caller");
  };
  expect(() => decodeOrNull(Uint8Array.of(1), fail)).toThrow(RangeError);
});

test("a byte field read from a Buffer is no Buffer, so its slice does not change with the packet", () => {
  const packet = Buffer.from([1, 2, 3, 4]);
  const field = decodeOrNull(packet, (reader) => reader.rest())?.slice();
  packet.fill(9);
  expect(field).toEqual(Uint8Array.of(1, 2, 3, 4));
});

test("the opposite point of an id that lies in a Buffer leaves the id as it was", () => {
  const id = new Id(Buffer.alloc(32, 5));
  expect(opposite(id).bytes[0]).toBe(5 ^ 128);
  expect(id.bytes[0]).toBe(5);
  expect(new Id(Buffer.alloc(40), 8).bytes).not.toBeInstanceOf(Buffer);
});
