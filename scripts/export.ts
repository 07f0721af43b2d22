/**
 * `npm run export -- --to <folder> [--without-snapshot]`: writes everything that is stored into a new folder, a file a
 * collection, a document a line: from MONGODB_URI, else from the embedded engine's files (DATA_FOLDER, else this clone's),
 * on which nothing may run meanwhile. See docs/backup.md.
 *
 * `npm run export -- --to-legacy mongodb://…/old [--dry-run]`: writes what was made or changed since the import into the old
 * system's database; `--to-legacy <folder> --from …` into files for `mongoimport`. See docs/migration.md.
 */
import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { fieldCipher } from '../src/shared/field-encryption.ts';
import { exportStore } from './backup/export-store.ts';
import { openBackupStore } from './backup/open.ts';
import type { BackupStore } from './backup/store.ts';
import { main, PlainError } from './lib/running.ts';
import { localSecrets } from './lib/settings.ts';
import { exportToLegacy } from './migration/export-to-legacy.ts';
import { openLegacyTarget } from './migration/legacy-target.ts';
import { WayBackReport } from './migration/report.ts';

await main(async () => {
  const { values } = parseArgs({
    options: {
      to: { type: 'string' },
      'to-legacy': { type: 'string' },
      from: { type: 'string' },
      report: { type: 'string', default: `way-back-${new Date().toISOString().slice(0, 19).replaceAll(':', '')}.json` },
      'dry-run': { type: 'boolean', default: false },
      'without-snapshot': { type: 'boolean', default: false },
    },
  });
  const { to, 'to-legacy': toLegacy, from, report, 'dry-run': dryRun } = values;
  if (to !== undefined && toLegacy === undefined && from === undefined && !dryRun) {
    return fromStore(values['without-snapshot'], (store) => backUp(store, to));
  }
  if (toLegacy !== undefined && to === undefined) {
    return fromStore(values['without-snapshot'], (store) => goBack(store, toLegacy, { from, report, dryRun }));
  }
  throw new PlainError(
    'Say where the backup goes: --to <folder>; or where the old documents are to go: --to-legacy mongodb://… or --to-legacy <folder> --from …',
  );
});

async function fromStore(withoutSnapshot: boolean, work: (store: BackupStore) => Promise<void>): Promise<void> {
  const store = await openBackupStore({ snapshot: !withoutSnapshot });
  try {
    await work(store);
  } finally {
    await store.close();
  }
}

async function backUp(store: BackupStore, folder: string): Promise<void> {
  const { collections } = await exportStore(store, folder, new Date(), ({ name, documents }) =>
    console.log(`${name.padEnd(24)} ${documents}`),
  );
  const others = await store.foreign();
  if (others.length > 0) console.log(`Not the product's, and not in the backup: ${others.join(', ')}`);
  const total = collections.reduce((sum, { documents }) => sum + documents, 0);
  console.log(`${total} documents are in ${folder}. FIELD_KEYS is not: without it encrypted fields cannot be read.`);
}

async function goBack(
  store: BackupStore,
  to: string,
  { from, report: reportTo, dryRun }: { from: string | undefined; report: string; dryRun: boolean },
): Promise<void> {
  const fieldKeys = process.env['FIELD_KEYS'] ?? (await localSecrets()).FIELD_KEYS;
  const target = await openLegacyTarget(to, from);
  const report = new WayBackReport();
  const started = performance.now();
  try {
    await exportToLegacy({ store, target, cipher: fieldCipher(fieldKeys), report, now: new Date(), dryRun });
    if (!dryRun) await target.finish();
  } finally {
    await target.close();
    await writeFile(reportTo, `${JSON.stringify(report, null, 2)}\n`, { mode: 0o600 });
  }
  console.log(report.toTable());
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(
    `\n${dryRun ? 'Nothing was written (dry run)' : 'Done'} in ${seconds} s. What the old system cannot hold, and every other remark: ${reportTo}`,
  );
  if (!report.accountsForAll) throw new PlainError('The counts do not add up: this is a fault of the export itself.');
}
