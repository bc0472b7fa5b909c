/** Writes numbered pairs, each pair in one batch, and says which are acknowledged, until it is killed. */
import { openLmdbStore } from "../../runtime/storage/lmdb.ts";

const store = await openLmdbStore(process.argv[2]);
for (let n = 0; n < 65_536; n += 4) {
  await Promise.all(
    [n, n + 1, n + 2, n + 3].map((number) => {
      const key = Uint8Array.of(number >> 8, number & 255);
      return store.write([
        { space: "n", key, value: new Uint8Array(500) },
        { space: "twin", key, value: new Uint8Array(500) },
      ]);
    }),
  );
  for (const number of [n, n + 1, n + 2, n + 3]) process.stdout.write(`${number}\n`);
}
