import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { VirtualClock } from "../../runtime/simulator/virtual-clock.ts";
import { CONTACTS_MAX, ContactFile, readContacts } from "../../runtime/transport/contacts.ts";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "prost-contacts-"));
});
afterAll(() => rm(folder, { recursive: true }));

const addresses = (count: number) => Array.from({ length: count }, (_, i) => `10.0.0.1:${i + 1}`);

test("after a crash the file has at most 64 contacts of the last minute, and an empty list replaces none", async () => {
  const file = join(folder, "kept.json");
  const clock = new VirtualClock();
  let contacts: readonly string[] = addresses(100);
  const before = await readContacts(file);
  expect(before).toEqual({ sequence: 0, contacts: [] });
  const contactFile = new ContactFile(file, clock, before, () => ({ sequence: 7, contacts }));
  while (clock.step(61_000));
  await contactFile.save();
  expect(await readContacts(file)).toEqual({ sequence: 7, contacts: addresses(CONTACTS_MAX) });
  contacts = [];
  await contactFile.close();
  expect((await readContacts(file)).contacts).toHaveLength(CONTACTS_MAX);
});

test.each(["", "{", '{"sequence":-1,"contacts":[]}', '{"sequence":1,"contacts":["no address"]}', "[]"])(
  "a file with the content %j counts as empty",
  async (text) => {
    const file = join(folder, "spoilt.json");
    await writeFile(file, text);
    expect(await readContacts(file)).toEqual({ sequence: 0, contacts: [] });
    expect(await readFile(file, "utf8")).toBe(text);
  },
);
