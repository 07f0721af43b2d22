import { globSync } from 'node:fs';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { EndpointSpec } from '../../src/shared/endpoint.ts';
import { root } from './workers.ts';

/** An endpoint as its slice declares it. */
export interface DeclaredEndpoint {
  /** After its file, which is named after what a person does: `createBooking` of `create-booking.ts`. */
  operationId: string;
  /** The Worker's folder: `bookings`. */
  worker: string;
  spec: EndpointSpec;
}

/** Every endpoint of the domain Workers, found where slices stand: `commands/` and `queries/`. */
export async function declaredEndpoints(): Promise<DeclaredEndpoint[]> {
  const files = globSync('workers/domains/*/**/{commands,queries}/*.ts', { cwd: root })
    .filter((file) => !file.endsWith('.test.ts'))
    .toSorted((one, other) => one.localeCompare(other));
  const found: DeclaredEndpoint[] = [];
  for (const file of files) {
    const slice = (await import(pathToFileURL(join(root, file)).href)) as { default?: { spec?: EndpointSpec } };
    const spec = slice.default?.spec;
    if (spec) found.push({ operationId: camelCase(basename(file, '.ts')), worker: file.split('/')[2] ?? '', spec });
  }
  return found;
}

const camelCase = (kebab: string): string =>
  kebab.replaceAll(/-(\w)/g, (_match, letter: string) => letter.toUpperCase());
