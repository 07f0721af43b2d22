import type { Call } from '#shared/call';
import { AppError } from '#shared/errors';
import { log } from '#shared/log';
import { within } from '#shared/reply';
import { colleagues, type Env } from './env.ts';
import { legacyAnswers } from './forward-to-legacy.ts';
import { keep } from './kept.ts';
import type { Legacy } from './legacy.ts';

const CHECK_TIMEOUT_MS = 2_000;

/** That this Worker runs, asking nobody. */
export const health = (): Response => Response.json({ status: 'ok' });

/** Anybody may ask, and each time asks everybody: more often than once a second is once a second. */
const readiness = keep<Record<string, boolean>>({ refreshMs: 1_000, refuseMs: 1_000, retryMs: 0 });

/**
 * That every domain Worker and the store answer, and the old system for each domain that it still serves, each within 2 s.
 * Throws 503 naming those that do not.
 */
export async function ready(env: Env, legacy: Legacy, call: Call): Promise<Response> {
  const checked = await readiness.get(call, () => checkEverybody(env, legacy, call));
  const down = Object.keys(checked).filter((name) => !checked[name]);
  if (down.length === 0) {
    return Response.json({
      status: 'ready',
      checks: Object.fromEntries(Object.keys(checked).map((name) => [name, 'ok'])),
      legacy: [...legacy.origins.keys()].map((domain) => domain.toLowerCase()),
    });
  }
  throw new AppError({
    code: 'SERVICE_UNAVAILABLE',
    message: `Not ready: ${down.join(', ')}`,
    details: down.map((field) => ({ field, message: 'does not answer' })),
  });
}

async function checkEverybody(env: Env, { origins }: Legacy, call: Call): Promise<Record<string, boolean>> {
  const checks = [
    { name: 'store', check: () => env.DATA.ping() },
    { name: 'pages', check: () => env.PAGES_HTTP.fetch('http://pages/docs', { method: 'HEAD' }) },
    ...colleagues.map((name) => ({ name: name.toLowerCase(), check: () => env[name].ready() })),
    ...[...origins].map(([domain, origin]) => ({
      name: `legacy ${domain.toLowerCase()}`,
      check: () => legacyAnswers(origin),
    })),
  ];
  const answers = checks.map(async ({ name, check }) => [name, await answersInTime(name, check, call)] as const);
  return Object.fromEntries(await Promise.all(answers));
}

async function answersInTime(name: string, check: () => Promise<{ ok: boolean }>, call: Call): Promise<boolean> {
  try {
    return (await within(CHECK_TIMEOUT_MS, check())).ok;
  } catch (error) {
    log('warn', 'not-ready', { traceId: call.trace.traceId, name, error });
    return false;
  }
}
