/**
 * `npm run restore -- --from <folder>`: puts a backup of `npm run export` into an empty store: MONGODB_URI, else the embedded
 * engine's files (DATA_FOLDER, else this clone's), on which nothing may run meanwhile. Broken off, it goes on when it is run
 * again. See docs/backup.md.
 */
import { parseArgs } from 'node:util';
import { openBackupStore } from './backup/open.ts';
import { restoreStore } from './backup/restore-store.ts';
import { main, PlainError } from './lib/running.ts';

await main(async () => {
  const { values } = parseArgs({ options: { from: { type: 'string' } } });
  if (values.from === undefined) throw new PlainError('Say where the backup is: --from <folder>');
  const store = await openBackupStore({ snapshot: false });
  try {
    const { collections } = await restoreStore(store, values.from, ({ name, documents }) =>
      console.log(`${name.padEnd(24)} ${documents}`),
    );
    const total = collections.reduce((sum, { documents }) => sum + documents, 0);
    console.log(`${total} documents are restored. Give the system the FIELD_KEYS of where they come from.`);
  } finally {
    await store.close();
  }
});
