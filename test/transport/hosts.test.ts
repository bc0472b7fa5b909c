import { expect, test } from "vitest";
import { Hosts, hostOf } from "../../runtime/transport/hosts.ts";

test("one host cannot take what all have, and gets it back when it leaves", () => {
  const hosts = new Hosts({ handshakes: 3, handshakesPerHost: 2, linksPerHost: 3 });
  const first = hosts.enter("192.0.2.1");
  const second = hosts.enter("192.0.2.1");
  expect(first).not.toBeNull();
  expect(second).not.toBeNull();
  expect(hosts.enter("192.0.2.1")).toBeNull();
  const other = hosts.enter("192.0.2.2");
  expect(other).not.toBeNull();
  // All handshakes together.
  expect(hosts.enter("192.0.2.3")).toBeNull();
  first?.greeted();
  first?.greeted();
  const third = hosts.enter("192.0.2.1");
  expect(third).not.toBeNull();
  second?.greeted();
  third?.greeted();
  // All its connections.
  expect(hosts.enter("192.0.2.1")).toBeNull();
  third?.left();
  third?.left();
  expect(hosts.enter("192.0.2.1")).not.toBeNull();
  expect(hosts.enter("192.0.2.1")).toBeNull();
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
