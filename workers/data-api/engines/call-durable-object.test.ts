import { expect, it } from 'vitest';
import { callDurableObject } from './call-durable-object.ts';

it('an answer of a Durable Object is handed on without its disposer, or the next caller is told to dispose of it', async () => {
  const answer = { ok: true };
  Object.defineProperty(answer, Symbol.dispose, { value: () => {}, enumerable: false });
  const handedOn = await callDurableObject(false, () => Promise.resolve(answer));
  expect(handedOn).toEqual({ ok: true });
  expect(Object.getOwnPropertySymbols(handedOn)).toEqual([]);
});

it('a lost answer to a write leaves open whether it happened, unless the call never began', async () => {
  const lost = () => Promise.reject(new Error('gone'));
  const overloaded = () => Promise.reject(Object.assign(new Error('full'), { overloaded: true }));
  expect(await callDurableObject(true, lost)).toMatchObject({ failure: { kind: 'unknown-outcome' } });
  expect(await callDurableObject(true, overloaded)).toMatchObject({ failure: { kind: 'unavailable' } });
  expect(await callDurableObject(false, lost)).toMatchObject({ failure: { kind: 'unavailable' } });
});
