/** `node scripts/stored-documents.ts`: writes docs/stored-documents.md from what the code declares. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PAGE, storedDocumentsPage } from './lib/stored-documents.ts';
import { root } from './lib/workers.ts';

writeFileSync(join(root, PAGE), await storedDocumentsPage());
console.log(`${PAGE} is up to date`);
