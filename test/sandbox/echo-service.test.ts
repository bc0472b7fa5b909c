import { expect, test } from "vitest";
import { echoService } from "../../runtime/attack/kit/modules.ts";
import { ECHO_SERVICE } from "../../runtime/sandbox/echo-service.ts";

test("the stored bytes of the echo service are those of its text", () => {
  expect(ECHO_SERVICE).toEqual(echoService());
});
