import { expect, test } from "vitest";
import { Id } from "../../runtime/base/id.ts";
import { type RegistryEntry, ServiceRegistry } from "../../runtime/services/registry.ts";
import { MemoryStore } from "../../runtime/storage/local/memory.ts";

const INSTALLED: RegistryEntry = {
  rootId: "ab".repeat(32),
  name: "kept",
  version: 3,
  label: "1.0",
  codeHash: "cd".repeat(32),
  capabilities: ["message"],
  exports: ["deliver", "forward"],
};

test("the registry returns the stored services, without removed entries and without damaged ones", async () => {
  const store = new MemoryStore();
  const registry = new ServiceRegistry(store);
  const [kept, removed, damaged] = ["kept", "removed", "damaged"].map((name) => Id.hashOf(name));
  for (const id of [kept, removed, damaged]) await registry.put(id, INSTALLED);
  await registry.remove(removed);
  const broken = ["", "{", "[]", "null", '{"name":1}', JSON.stringify({ ...INSTALLED, exports: "forward" })];
  for (const text of broken) {
    await store.write([
      { space: "services/roster", key: damaged.bytes, value: new TextEncoder().encode(text) },
      { space: "services/roster", key: Uint8Array.of(1), value: new TextEncoder().encode(text) },
    ]);
    const read = [...new ServiceRegistry(store).read()];
    expect(read.map(({ serviceId, installed }) => [serviceId.hex, installed])).toEqual([
      [kept.hex, INSTALLED],
    ]);
  }
});
