import type { LegacyCollection } from './source.ts';

const WIDTH = 30;
const EVERY_MS = 200;

/** A bar on a terminal; elsewhere, a log say, nothing. Counts are of documents; null where only the end will tell. */
export function progressBar(counts: ReadonlyMap<LegacyCollection, number | null>) {
  const { stderr } = process;
  let shownAt = 0;
  let shown: LegacyCollection | undefined;
  return {
    show(collection: LegacyCollection, read: number): void {
      if (!stderr.isTTY) return;
      const now = performance.now();
      if (collection === shown && now - shownAt < EVERY_MS) return;
      if (shown !== undefined && collection !== shown) stderr.write('\n');
      [shown, shownAt] = [collection, now];
      const all = counts.get(collection) ?? null;
      const share = all === null || all === 0 ? null : Math.min(1, read / all);
      const bar = share === null ? '' : `${'█'.repeat(Math.round(share * WIDTH)).padEnd(WIDTH, '·')} `;
      stderr.write(`\r${collection.padEnd(12)} ${bar}${read}${all === null ? '' : ` of ${all}`}   `);
    },
    end(): void {
      if (stderr.isTTY && shown !== undefined) stderr.write('\n');
    },
  };
}
