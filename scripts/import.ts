/**
 * `npm run import -- --from mongodb://… [--to mongodb://…] [--dry-run] [--collection users …] [--merge-duplicates]`:
 * imports the old system's documents, from its database or a folder of `mongoexport` files, into MongoDB (`--to`, or
 * MONGODB_URI) or this clone's embedded engine. It can be broken off and run again. See docs/migration.md.
 */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { fieldCipher } from '../src/shared/field-encryption.ts';
import { main, PlainError } from './lib/running.ts';
import { localSecrets, settingsFrom, type Secrets } from './lib/settings.ts';
import { root } from './lib/workers.ts';
import { fingerprintOf } from './migration/fingerprint.ts';
import { importLegacy } from './migration/import-legacy.ts';
import { progressBar } from './migration/progress-bar.ts';
import { Report } from './migration/report.ts';
import { legacyCollections, openSource, type LegacyCollection } from './migration/source.ts';
import { openMongoTarget, type Target } from './migration/target.ts';

await main(async () => {
  const { values } = parseArgs({
    options: {
      from: { type: 'string' },
      to: { type: 'string' },
      database: { type: 'string', default: 'thenorsound' },
      collection: { type: 'string', multiple: true, default: [...legacyCollections] },
      report: { type: 'string', default: 'import-report.json' },
      'dry-run': { type: 'boolean', default: false },
      'merge-duplicates': { type: 'boolean', default: false },
    },
  });
  const { from } = values;
  if (from === undefined)
    throw new PlainError('Say where the old documents are: --from mongodb://… or --from <folder>');
  const only = values.collection.map((name) => {
    const known = legacyCollections.find((collection) => collection === name);
    if (!known) throw new PlainError(`There is no collection ${name}: ${legacyCollections.join(', ')}`);
    return known;
  });

  const secrets = await localSecrets();
  const fieldKeys = process.env['FIELD_KEYS'] ?? secrets.FIELD_KEYS;
  const source = await openSource(from);
  const uri = values.to ?? process.env['MONGODB_URI'];
  const started = performance.now();
  const report = new Report();
  try {
    const target = uri === undefined ? await openEmbedded(secrets) : await openMongoTarget(uri, values.database);
    try {
      const bar = progressBar(await countsOf(source, legacyCollections));
      await importLegacy({
        source,
        data: target.data,
        cipher: fieldCipher(fieldKeys),
        fingerprint: fingerprintOf(fingerprintKey(fieldKeys)),
        report,
        now: new Date(),
        dryRun: values['dry-run'],
        mergeDuplicates: values['merge-duplicates'],
        only,
        progress: (collection, read) => bar.show(collection, read),
      });
      bar.end();
    } finally {
      await target.close();
    }
  } finally {
    await source.close();
    await writeFile(values.report, `${JSON.stringify(report, null, 2)}\n`, { mode: 0o600 });
  }
  console.log(report.toTable());
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(
    `\n${values['dry-run'] ? 'Nothing was written (dry run)' : 'Done'} in ${seconds} s. Every remark: ${values.report}`,
  );
  if (!report.accountsForAll) throw new PlainError('The counts do not add up: this is a fault of the import itself.');
});

/** The embedded engine of this clone. */
async function openEmbedded(secrets: Secrets): Promise<Target> {
  // Only where it is needed: with it come wrangler and miniflare, which take more memory than the import.
  const { openStore } = await import('./lib/open-store.ts');
  return openStore(join(root, '.wrangler/state/v3'), settingsFrom(secrets, {}));
}

async function countsOf(
  source: Awaited<ReturnType<typeof openSource>>,
  collections: readonly LegacyCollection[],
): Promise<ReadonlyMap<LegacyCollection, number | null>> {
  const counts = collections.map(async (collection) => [collection, await source.count(collection)] as const);
  return new Map(await Promise.all(counts));
}

/** The key of fingerprints: from the field keys, of which an installation has its own. */
function fingerprintKey(fieldKeys: string): Uint8Array {
  return new TextEncoder().encode(`fingerprints\n${fieldKeys}`);
}
