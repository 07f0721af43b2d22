import { expect, it } from 'vitest';
import { callObject } from './call-object.ts';

it('an answer of a Durable Object is handed on without its disposer, or the next caller is told to dispose of it', async () => {
  const answer = { ok: true };
  Object.defineProperty(answer, Symbol.dispose, { value: () => {}, enumerable: false });
  const handedOn = await callObject(() => Promise.resolve(answer));
  expect(handedOn).toEqual({ ok: true });
  expect(Object.getOwnPropertySymbols(handedOn)).toEqual([]);
});

it('the loss of a call is a failure as data', async () => {
  expect(await callObject(() => Promise.reject(new Error('gone')))).toEqual({
    ok: false,
    failure: { kind: 'unavailable', message: 'gone' },
  });
});
