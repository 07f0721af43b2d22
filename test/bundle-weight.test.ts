import { beforeAll, expect, it } from 'vitest';
import { build } from '../scripts/lib/build.ts';
import { bundleWeight } from '../scripts/lib/bundle-weight.ts';
import { workersInDeployOrder, WORKER_PREFIX } from '../scripts/lib/workers.ts';

/** What each Worker may weigh compressed, in KiB: a heavy one starts late where it was not needed for a while. */
const budgetKib: Readonly<Record<string, number>> = {
  gateway: 100,
  // MongoDB's driver.
  'data-api': 300,
  // Letters to draw invoices with.
  invoicing: 800,
  // The reference of the API with what draws it in a browser.
  pages: 600,
};
const OTHERS_KIB = 250;

beforeAll(() => build(), 240_000);

it.each(workersInDeployOrder())('$name is no heavier than it may be', async (worker) => {
  const kib = (await bundleWeight(worker)) / 1024;
  expect(kib).toBeGreaterThan(10);
  expect(kib).toBeLessThan(budgetKib[worker.name.replace(WORKER_PREFIX, '')] ?? OTHERS_KIB);
});
