import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { buildService } from "../../runtime/cli/build.ts";
import { Id } from "../../runtime/overlay/id.ts";
import { startWhole, type WholeNode } from "./support.ts";

const source = (name: string) =>
  fileURLToPath(new URL(`../../services-as/${name}/${name}.ts`, import.meta.url));
const keyOf = (service: Id, name: string) => Id.hashOf(service.bytes, name);

describe("a shopping list", () => {
  test("is one list of what several people add and buy, on whichever nodes", async () => {
    const overlay = startWhole(8, 11);
    const service = await overlay.publish((await buildService(source("shopping"))).module);
    const key = keyOf(service, "flat");
    const say = async (node: number, words: string) =>
      (await overlay.ask(overlay.nodes[node], service, key, words)).text;
    expect(await say(0, "list")).toBe("");
    for (const [node, thing] of ["milk", "bread", "tea"].entries())
      expect(await say(node, `add ${thing}`)).toBe("thank you");
    expect(await say(4, "bought bread")).toBe("thank you");
    expect(await say(5, "list")).toBe("milk\ntea\n");
    expect(await say(6, "add bread")).toBe("thank you");
    expect(await say(7, "list")).toBe("bread\nmilk\ntea\n");
    const root = overlay.simulation.trueRoot(key);
    overlay.simulation.crash(root.index);
    await overlay.simulation.runAsync(20_000);
    const other = overlay.nodes.findIndex(({ simulated }) => simulated.isAlive());
    expect(await say(other, "list")).toBe("bread\nmilk\ntea\n");
  });
});

describe("tickets", () => {
  test("are given once each, however many nodes ask at once", async () => {
    const overlay = startWhole(8, 13);
    const service = await overlay.publish((await buildService(source("tickets"))).module);
    const key = keyOf(service, "hall");
    const take = async (node: WholeNode) => (await overlay.ask(node, service, key, "take")).text;
    const first = await take(overlay.nodes[0]);
    const rest = await Promise.all(overlay.nodes.map(take));
    const given = [first, ...rest].filter((words) => /^\d+$/.test(words));
    expect(new Set(given).size).toBe(given.length);
    expect(given.length).toBeGreaterThan(4);
    expect(given.every((words) => Number(words) <= 9)).toBe(true);
  });
});
