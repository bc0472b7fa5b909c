import fc from "fast-check";
import { expect, test } from "vitest";
import { networkIdOf } from "../../runtime/base/identity.ts";
import { formatAddress, parseAddress } from "../../runtime/transport/address.ts";
import { decodeHello, encodeHello } from "../../runtime/transport/hello.ts";
import { RECORD_BYTES_MAX } from "../../runtime/transport/record.ts";

test.each([
  ["127.0.0.1:1", { host: "127.0.0.1", port: 1 }],
  ["node-1.example:65535", { host: "node-1.example", port: 65_535 }],
  ["[2001:db8::1]:7", { host: "2001:db8::1", port: 7 }],
])("%s is an address, and is written as it was read", (text, endpoint) => {
  expect(parseAddress(text)).toEqual(endpoint);
  expect(formatAddress(endpoint)).toBe(text);
});

test.each([
  "",
  "host",
  "host:",
  ":1",
  "host:65536",
  "host:-1",
  "2001:db8::1:7",
  "a b:1",
  "[:::]:1",
  "[1.2.3.4]:1",
  "[]:1",
  "host:1\n",
  "é:1",
  `${"a".repeat(254)}:1`,
])("%j is no address", (text) => {
  expect(parseAddress(text)).toBeNull();
});

const network = networkIdOf("test");

test("a hello says network and record", () => {
  const record = Uint8Array.of(1, 2, 3);
  expect(decodeHello(encodeHello(network, record), network)).toEqual({ ok: true, record });
  expect(decodeHello(encodeHello(networkIdOf("other"), record), network)).toEqual({
    ok: false,
    reason: "network",
  });
  const long = encodeHello(network, new Uint8Array(RECORD_BYTES_MAX + 1));
  expect(decodeHello(long, network)).toEqual({ ok: false, reason: "protocol" });
});

test("invalid hello bytes are refused without an exception", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
      expect(decodeHello(bytes, network).ok).toBe(false);
    }),
  );
});
