/** Runs many tasks, with a bounded number at the same time. */

/**
 * Resolves when all tasks are done. After a failure no new task starts, and the error is thrown. `onDone` is
 * called after each task.
 */
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
