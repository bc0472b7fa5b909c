import { expect, test } from "vitest";
import { Meter } from "../../runtime/base/meter.ts";

test("a meter reads the last whole second, the last minute and the total", () => {
  const meter = new Meter();
  meter.add(5, 1_200);
  meter.add(6, 1_900);
  expect(meter.read(1_950)).toEqual({ second: 0, minute: 11, total: 11 });
  expect(meter.read(2_500)).toEqual({ second: 11, minute: 11, total: 11 });
  expect(meter.read(3_000)).toEqual({ second: 0, minute: 11, total: 11 });
  meter.add(1, 58_000);
  expect(meter.read(61_000)).toEqual({ second: 0, minute: 1, total: 12 });
  expect(meter.read(10_000_000)).toEqual({ second: 0, minute: 0, total: 12 });
});
