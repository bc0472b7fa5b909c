/** Runs many tasks, a bounded number at a time. */

/** Resolves when all are done; the first failure stops new ones and is thrown. `onDone` after each. */
export async function inFlight<Item>(
  items: readonly Item[],
  atATime: number,
  run: (item: Item, index: number) => Promise<void>,
  onDone: (done: number) => void = () => {},
): Promise<void> {
  let next = 0;
  let done = 0;
  let failed = false;
  const lane = async () => {
    while (next < items.length && !failed) {
      const index = next++;
      try {
        await run(items[index], index);
      } catch (error) {
        failed = true;
        throw error;
      }
      onDone(++done);
    }
  };
  await Promise.all(Array.from({ length: Math.min(atATime, items.length) }, lane));
}
