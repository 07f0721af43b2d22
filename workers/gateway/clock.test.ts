import { expect, test } from 'vitest';
import type { KeepsErrors } from '#shared/error-reports';
import { traceFrom } from '#shared/trace';
import { tick } from './clock.ts';
import { colleagues, type ColleagueName, type Sweeps } from './env.ts';
import { legacyFrom } from './legacy.ts';

const nothingOld = legacyFrom({});

/** Every domain Worker, noting who was told to sweep; `broken` ones behave as they are given. */
function everybody(broken: Partial<Record<ColleagueName, Sweeps['sweep']>> = {}) {
  const swept: string[] = [];
  const workerNamed = (name: ColleagueName): Sweeps => ({
    ready: async () => ({ ok: true, value: true }),
    sweep: (traceparent) => {
      swept.push(`${name} ${traceparent}`);
      return broken[name]?.(traceparent) ?? Promise.resolve({ ok: true, value: true });
    },
  });
  const noteErrors = async () => ({ ok: true, value: true }) as const;
  const workers = Object.fromEntries(colleagues.map((name) => [name, { ...workerNamed(name), noteErrors }]));
  const env = workers as unknown as Record<ColleagueName, Sweeps & KeepsErrors>;
  return { swept, gateway: { name: 'gateway', env, ctx: { waitUntil: () => undefined } } };
}

test('a tick makes every domain Worker sweep, in one trace', async () => {
  const { swept, gateway } = everybody();
  const trace = traceFrom(null);
  await tick(gateway, nothingOld, trace);
  expect(swept.toSorted()).toEqual(colleagues.map((name) => `${name} ${trace.traceparent}`).toSorted());
});

test('a sweep that fails, refuses or throws at once stops no other and not the tick', async () => {
  const { swept, gateway } = everybody({
    AUTH: () => Promise.reject(new Error('no such Worker')),
    USERS: async () => ({ ok: false, refusal: { code: 'SERVICE_UNAVAILABLE', message: 'The store', details: [] } }),
    CUSTOMERS: () => {
      throw new TypeError('sweep is not a function');
    },
  });
  await tick(gateway, nothingOld, traceFrom(null));
  expect(swept).toHaveLength(colleagues.length);
});

test('what an old system still serves is not swept: here is only a copy of it', async () => {
  const { swept, gateway } = everybody();
  const old = legacyFrom({
    LEGACY_ORIGIN_BOOKINGS: 'http://old.example',
    LEGACY_ORIGIN_INVOICING: 'http://old.example',
  });
  await tick(gateway, old, traceFrom(null));
  const names = swept.map((line) => line.split(' ')[0]);
  expect(names.toSorted()).toEqual(colleagues.filter((name) => name !== 'BOOKINGS' && name !== 'INVOICING').toSorted());
});
