import { SELF } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { collectionNamed } from '../../data-api/collections.ts';
import type { Asked } from './matrix.ts';

/** An answer, read. */
export interface Given {
  status: number;
  text: string;
  headers: Headers;
  error: { code: string; message: string; details: { field: string; message: string }[] } | undefined;
}

/** Asks at the gateway's door. A body that is a text is sent as it is, `authorization` as in the header, if any. */
export async function send(
  route: string,
  { path = [], query = {}, body, file }: Pick<Asked, 'path' | 'query' | 'body' | 'file'>,
  authorization: string | undefined,
  headers: Record<string, string> = {},
): Promise<Given> {
  const [method = '', pattern = ''] = route.split(' ');
  const ids = [...path];
  const url = new URL(
    pattern.replaceAll(/\{\w+\}/g, () => ids.shift() ?? ''),
    'http://thenorsound.test',
  );
  url.search = new URLSearchParams(query).toString();
  const response = await SELF.fetch(url.href, {
    method,
    headers: {
      ...(authorization !== undefined && { authorization }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...(file !== undefined && { 'content-type': 'text/plain' }),
      ...headers,
    },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    ...(file !== undefined && { body: file }),
  });
  const text = await response.text();
  const { error } =
    text !== '' && (response.headers.get('content-type') ?? '').includes('json')
      ? (JSON.parse(text) as Pick<Given, 'error'>)
      : { error: undefined };
  return { status: response.status, text, headers: response.headers, error };
}

/** What people change; queues and sweeps follow them in others. */
const changedByPeople = [
  'auth_refreshTokens',
  'users',
  'crew_calendars',
  'customers',
  'tariffs',
  'events',
  'bookings',
  'calendar_feeds',
  'webhooks',
  'webhook_deliveries',
  'dead_letters',
];

/** Every record that a person could have changed, with its version. */
export async function recorded(): Promise<unknown[]> {
  return Promise.all(
    changedByPeople.map(async (collection) => {
      if (!collectionNamed(collection)) throw new Error(`there is no collection ${collection}`);
      const projection = { _id: 1, version: 1, live: 1, updatedAt: 1 };
      const reply = await env.DATA.run('find', { collection, filter: {}, projection, sort: { _id: 1 }, limit: 10_000 });
      if (!reply.ok) throw new Error(reply.failure.message);
      return reply.answer.documents;
    }),
  );
}
