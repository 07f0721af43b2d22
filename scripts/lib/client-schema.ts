import openapiTypescript, { astToString } from 'openapi-typescript';
import { formatted } from './formatted.ts';

/** Where the client's types are, relative to the repository's folder. */
export const CLIENT_SCHEMA = 'clients/typescript/schema.d.ts';

const HEADING = '/** Made of docs/openapi.json by `node scripts/openapi.ts`; a test fails when it is out of date. */\n';

/** The types of every route, request and answer, as clients/typescript/client.ts uses them. */
export async function clientSchema(document: string): Promise<string> {
  const types = await openapiTypescript(document, { immutable: false, alphabetize: false });
  return formatted(HEADING + astToString(types), CLIENT_SCHEMA);
}
