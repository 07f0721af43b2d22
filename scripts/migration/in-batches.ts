/**
 * Hands the items of a sequence to `work` in batches of `size`, at most `lanes` of them at a time: what is read ahead stays
 * bounded, whatever the length of the sequence. The first failure ends the reading and is thrown.
 */
export async function inBatches<T>(
  items: Iterable<T> | AsyncIterable<T>,
  size: number,
  lanes: number,
  work: (batch: T[]) => Promise<void>,
): Promise<void> {
  const running = new Set<Promise<void>>();
  let failure: { error: unknown } | undefined;
  const start = async (batch: T[]) => {
    const underWay = work(batch)
      .catch((error: unknown) => {
        failure ??= { error };
      })
      .finally(() => running.delete(underWay));
    running.add(underWay);
    if (running.size >= lanes) await Promise.race(running);
  };
  let batch: T[] = [];
  for await (const item of items) {
    batch.push(item);
    if (batch.length < size) continue;
    await start(batch);
    batch = [];
    if (failure) break;
  }
  if (batch.length > 0 && !failure) await start(batch);
  await Promise.all(running);
  if (failure) throw failure.error;
}
