import { expect, test } from "vitest";
import { Hosts, hostOf } from "../../runtime/transport/hosts.ts";

test("one host cannot use up the shared bound, and its share is free again after it disconnects", () => {
  const hosts = new Hosts({ handshakes: 3, handshakesPerHost: 2, linksPerHost: 3 });
  const first = hosts.admit("192.0.2.1");
  const second = hosts.admit("192.0.2.1");
  expect(first).not.toBeNull();
  expect(second).not.toBeNull();
  expect(hosts.admit("192.0.2.1")).toBeNull();
  const other = hosts.admit("192.0.2.2");
  expect(other).not.toBeNull();
  // All handshakes together.
  expect(hosts.admit("192.0.2.3")).toBeNull();
  first?.completed();
  first?.completed();
  const third = hosts.admit("192.0.2.1");
  expect(third).not.toBeNull();
  second?.completed();
  third?.completed();
  // All its connections.
  expect(hosts.admit("192.0.2.1")).toBeNull();
  third?.closed();
  third?.closed();
  expect(hosts.admit("192.0.2.1")).not.toBeNull();
  expect(hosts.admit("192.0.2.1")).toBeNull();
});

test.each([
  ["192.0.2.1", "192.0.2.1"],
  ["::ffff:192.0.2.1", "192.0.2.1"],
  ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2"],
  ["2001:0db8:0001:0002::1", "2001:db8:1:2"],
  ["2001:db8::1", "2001:db8:0:0"],
  ["::1", "0:0:0:0"],
  ["fe80::1%eth0", "fe80:0:0:0"],
  ["", ""],
])("%s belongs to %s", (address, host) => {
  expect(hostOf(address)).toBe(host);
});
