import { createHash, timingSafeEqual } from 'node:crypto';
import type { DataFailure } from '#shared/data-api';
import { chooseEngine } from './choose-engine.ts';
import type { Env } from './env.ts';
import { BadRequest, failureOf } from './failures.ts';
import { parseRequest } from './requests.ts';

const actionPath = /^\/app\/[^/]+\/endpoint\/data\/v1\/action\/([A-Za-z]+)$/;
const mediaTypes = new Set(['application/json', 'application/ejson']);
/** In bytes. The largest document that MongoDB takes has 16 MiB; the product's bodies end at one. */
const longestBody = 4 * 1024 * 1024;

const statuses = {
  'duplicate-key': 400,
  'bad-request': 400,
  unavailable: 503,
  'unknown-outcome': 504,
} as const satisfies Record<DataFailure['kind'], number>;
const errorCodes = {
  'duplicate-key': 'DuplicateKey',
  'bad-request': 'InvalidParameter',
  unavailable: 'ServiceUnavailable',
  'unknown-outcome': 'UnknownOutcome',
} as const satisfies Record<DataFailure['kind'], string>;

/**
 * The Data API's own HTTP paths (version 1), for tools that still speak it: `POST /app/{appId}/endpoint/data/v1/action/{action}`
 * with the key in `apiKey`, `api-key` or `Authorization: Bearer`. They do not exist unless `DATA_API_KEY` is set.
 */
export async function answerHttp(request: Request, env: Env): Promise<Response> {
  // Where an external endpoint is the store, the key is that one's, and nothing is passed on.
  const key = env.DATA_API_URL ? '' : (env.DATA_API_KEY ?? '');
  const action = actionPath.exec(new URL(request.url).pathname)?.[1];
  if (key === '' || action === undefined) return refusal(404, 'NotFound', 'there is nothing here');
  if (request.method !== 'POST') return refusal(405, 'MethodNotAllowed', 'actions are posted', { allow: 'POST' });
  if (!isSame(presentedKey(request), key))
    return refusal(401, 'InvalidSession', 'the API key is missing or wrong', { 'www-authenticate': 'Bearer' });
  const mediaType = request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase() ?? '';
  if (!mediaTypes.has(mediaType))
    return refusal(415, 'InvalidParameter', 'the body must be application/json or application/ejson');

  const text = await readText(request);
  if (text === undefined) return refusal(413, 'InvalidParameter', `the body is longer than ${longestBody} bytes`);
  try {
    const reply = await chooseEngine(env).run(parseRequest(action, parseBody(text, env)));
    if (!reply.ok) return failed(reply.failure);
    return Response.json(reply.answer, {
      status: action.startsWith('insert') ? 201 : 200,
      headers: { 'content-type': 'application/ejson' },
    });
  } catch (error) {
    const failure = failureOf(error);
    if (failure === undefined) throw error;
    return failed(failure);
  }
}

function presentedKey(request: Request): string {
  const bearer = /^Bearer (.+)$/i.exec(request.headers.get('authorization') ?? '')?.[1];
  return request.headers.get('apikey') ?? request.headers.get('api-key') ?? bearer ?? '';
}

/** Takes the same time whatever the difference; the hashes make the lengths equal. */
function isSame(presented: string, key: string): boolean {
  const hash = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(hash(presented), hash(key));
}

/** The body, undefined if it is too long; what is too long is not read to its end. */
async function readText(request: Request): Promise<string | undefined> {
  if (request.body === null) return '';
  const decoder = new TextDecoder();
  let text = '';
  let length = 0;
  for await (const chunk of request.body) {
    length += chunk.byteLength;
    if (length > longestBody) return undefined;
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

function parseBody(text: string, env: Env): unknown {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    // Only malformed JSON brings us here.
    throw new BadRequest('the body is no JSON');
  }
  const wanted: unknown = Reflect.get(Object(body), 'database');
  const database = env.MONGODB_DATABASE ?? 'thenorsound';
  if (wanted !== undefined && wanted !== database) throw new BadRequest(`there is one database: ${database}`);
  return body;
}

function failed(failure: DataFailure): Response {
  // The words by which tools know it.
  const message =
    failure.kind === 'duplicate-key' ? `E11000 duplicate key error index: ${failure.index} dup key` : failure.message;
  return refusal(statuses[failure.kind], errorCodes[failure.kind], message);
}

function refusal(status: number, code: string, message: string, headers: Record<string, string> = {}): Response {
  return Response.json({ error: message, error_code: code }, { status, headers });
}
