import { expect, test } from "vitest";
import { Malformed } from "../../runtime/base/bytes.ts";
import { decodeOrNull } from "../../runtime/base/decode.ts";

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
