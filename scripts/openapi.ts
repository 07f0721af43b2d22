/** `node scripts/openapi.ts`: writes docs/openapi.json from what the slices declare, and the typed client from that. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CLIENT_SCHEMA, clientSchema } from './lib/client-schema.ts';
import { OPENAPI, openApiText } from './lib/openapi.ts';
import { root } from './lib/workers.ts';

const document = await openApiText();
for (const [file, text] of [
  [OPENAPI, document],
  [CLIENT_SCHEMA, await clientSchema(document)],
] as const) {
  writeFileSync(join(root, file), text);
  console.log(`${file} is up to date`);
}
