/**
 * `npm run export -- --to <folder> [--without-snapshot]`: writes everything that is stored into a new folder, a file a
 * collection, a document a line: from MONGODB_URI, else from the embedded engine's files (DATA_FOLDER, else this clone's),
 * on which nothing may run meanwhile. See docs/backup.md.
 */
import { parseArgs } from 'node:util';
import { exportStore } from './backup/export-store.ts';
import { openBackupStore } from './backup/open.ts';
import { main, PlainError } from './lib/running.ts';

await main(async () => {
  const { values } = parseArgs({
    options: { to: { type: 'string' }, 'without-snapshot': { type: 'boolean', default: false } },
  });
  if (values.to === undefined) throw new PlainError('Say where the backup goes: --to <folder>');
  const store = await openBackupStore({ snapshot: !values['without-snapshot'] });
  try {
    const { collections } = await exportStore(store, values.to, new Date(), ({ name, documents }) =>
      console.log(`${name.padEnd(24)} ${documents}`),
    );
    const others = await store.foreign();
    if (others.length > 0) console.log(`Not the product's, and not in the backup: ${others.join(', ')}`);
    const total = collections.reduce((sum, { documents }) => sum + documents, 0);
    console.log(
      `${total} documents are in ${values.to}. FIELD_KEYS is not: without it encrypted fields cannot be read.`,
    );
  } finally {
    await store.close();
  }
});
