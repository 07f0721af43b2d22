import { cloudflareTest } from '@cloudflare/vitest-plugin';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';
import { newSecrets } from './scripts/lib/settings.ts';

/** Where .ci/run finds how many tests passed. */
const REPORT = 'dist/test-report.json';

/** What Workers import, in one file each where they run in the plugin. */
const LIBRARIES = [
  '@noble/hashes/argon2.js',
  'bson',
  'fast-xml-builder',
  'hono',
  'ipaddr.js',
  'jose',
  ...['aggregator', 'core', 'lazy', 'query', 'updater', 'util'].map((part) => `mingo/${part}`),
  ...['accumulator', 'expression', 'pipeline', 'projection', 'query'].map((part) => `mingo/operators/${part}`),
  'p-limit',
  'pdfkit',
  'standardwebhooks',
  'temporal-polyfill',
  'uqr',
  'zod',
];

/**
 * Three kinds of tests, told apart by their names:
 * - `unit`: `x.test.ts` beside `x.ts`, in plain Node.
 * - `workers`: `x.worker.test.ts`, in workerd, against every Worker at once in one isolate (test/support/assembly),
 *   so that what the gateway, the domain Workers and the embedded engine run through is counted in the coverage.
 * - `system`: everything in test/, in Node, against the built Workers on workerd, one file after another.
 */
export default defineConfig({
  test: {
    passWithNoTests: true,
    reporters: process.env['CI'] === 'true' ? ['default', ['json', { outputFile: REPORT }]] : ['default'],
    projects: [
      {
        test: {
          name: 'unit',
          include: ['{src,workers,scripts}/**/*.test.ts'],
          exclude: ['**/*.worker.test.ts', '**/node_modules/**'],
          sequence: { groupOrder: 1 },
        },
      },
      {
        plugins: [
          cloudflareTest(async () => ({
            wrangler: { configPath: './test/support/assembly/wrangler.toml' },
            miniflare: { bindings: { ...(await newSecrets()) } },
          })),
        ],
        // The driver's CommonJS files do not load in the plugin; that engine is tested on bundled Workers (system).
        resolve: {
          alias: [
            { find: 'mongodb', replacement: join(import.meta.dirname, 'test/support/assembly/no-mongodb.ts') },
            // Scripts as texts are wrangler's; the pages are looked at in a browser (system).
            { find: /^[.]\/files[.]ts$/, replacement: join(import.meta.dirname, 'test/support/assembly/no-pages.ts') },
          ],
        },
        test: {
          name: 'workers',
          include: ['{src,workers}/**/*.worker.test.ts'],
          testTimeout: 20_000,
          hookTimeout: 30_000,
          // Intercepted, a line that a queue consumer logs after the last test keeps the run from ever ending.
          disableConsoleIntercept: true,
          setupFiles: ['test/support/assembly/quiet.ts'],
          // Each file loads every Worker anew: as one file a library costs a tenth of the time.
          deps: { optimizer: { ssr: { enabled: true, include: LIBRARIES } } },
          sequence: { groupOrder: 2 },
        },
      },
      {
        test: {
          name: 'system',
          include: ['test/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          fileParallelism: false,
          sequence: { groupOrder: 3 },
        },
      },
    ],
    coverage: {
      provider: 'istanbul',
      include: ['src/**/*.ts', 'workers/**/*.ts'],
      exclude: ['**/*.test.ts', '**/*.d.ts'],
      reporter: ['text-summary', 'html', 'json-summary'],
      thresholds: { lines: 80, branches: 80 },
    },
  },
});
