import {
  writes,
  type DataAction,
  type DataActions,
  type DataApi,
  type DataFailure,
  type DataReply,
} from './data-api.ts';
import { messageOf } from './errors.ts';

/** Where an external endpoint of the Data API (version 1) is, and how to be let in. */
export interface DataApiEndpoint {
  /** Up to and with `/endpoint/data/v1`. */
  url: string;
  apiKey: string;
  database: string;
  /** The name under which the endpoint knows its cluster. */
  dataSource?: string;
  /** How long one action may take, in milliseconds. */
  timeoutMs?: number;
  fetch?: (url: string, init: RequestInit) => Promise<Response>;
}

const defaultTimeoutMs = 2_000;
/** The connection was never made, so nothing was sent. */
const neverConnected = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/** The store behind an external endpoint that speaks the Data API over HTTP. */
export function dataApiOverHttp(endpoint: DataApiEndpoint): DataApi {
  const { url, apiKey, database, dataSource = 'mongodb-atlas', timeoutMs = defaultTimeoutMs } = endpoint;
  const send = endpoint.fetch ?? ((to, init) => fetch(to, init));

  return {
    async run<A extends DataAction>(action: A, request: DataActions[A]['request']): Promise<DataReply<A>> {
      try {
        const response = await send(`${url.replace(/\/$/, '')}/action/${action}`, {
          method: 'POST',
          headers: { 'content-type': 'application/ejson', accept: 'application/ejson', apiKey },
          body: JSON.stringify({ dataSource, database, ...request }),
          // An endpoint has no reason to send the key elsewhere.
          redirect: 'manual',
          signal: AbortSignal.timeout(timeoutMs),
        });
        // Not `text()`: workerd would warn each time that application/ejson is no text.
        const text = new TextDecoder().decode(await response.arrayBuffer());
        if (response.ok) return { ok: true, answer: JSON.parse(text) as DataActions[A]['answer'] };
        return { ok: false, failure: failureOf(action, response.status, text) };
      } catch (error) {
        return { ok: false, failure: lost(action, error) };
      }
    },
  };
}

function failureOf(action: DataAction, status: number, text: string): DataFailure {
  const { error, error_code: code } = parseError(text);
  const message = error ?? `the Data API answered ${status}`;
  const index = /E11000 .*\bindex: (\S+)\s+dup key/.exec(message)?.[1];
  if (index !== undefined) return { kind: 'duplicate-key', index, message };
  if (status === 503 || code === 'ServiceUnavailable') return { kind: 'unavailable', message };
  if (status >= 500) return { kind: writes(action) ? 'unknown-outcome' : 'unavailable', message };
  // Not let in, not found, too many requests, a redirect: the endpoint, not the request, is at fault.
  return { kind: status === 400 || status === 413 || status === 415 ? 'bad-request' : 'unavailable', message };
}

function lost(action: DataAction, error: unknown): DataFailure {
  const message = messageOf(error);
  const code: unknown = error instanceof Error ? Reflect.get(Object(error.cause), 'code') : undefined;
  const nothingSent = !writes(action) || (typeof code === 'string' && neverConnected.has(code));
  return { kind: nothingSent ? 'unavailable' : 'unknown-outcome', message };
}

function parseError(text: string): { error?: string; error_code?: string } {
  try {
    const body: unknown = JSON.parse(text);
    const field = (name: string): string | undefined => {
      const value: unknown = Reflect.get(Object(body), name);
      return typeof value === 'string' ? value : undefined;
    };
    const [error, code] = [field('error'), field('error_code')];
    return { ...(error !== undefined && { error }), ...(code !== undefined && { error_code: code }) };
  } catch {
    // Some proxy's page; the status says enough.
    return {};
  }
}
