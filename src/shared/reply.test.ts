import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { AppError, conflict, refusalOf } from './errors.ts';
import { ask, askForEnrichment, replying, within, type Reply } from './reply.ts';

beforeEach(() => {
  vi.spyOn(console, 'error').mockImplementation(() => {});
  vi.spyOn(console, 'warn').mockImplementation(() => {});
});
afterEach(() => {
  vi.restoreAllMocks();
});

const never = () => new Promise<never>(() => {});
const caught = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => 'nothing thrown',
    (error: unknown) => error,
  );

describe('what a Worker answers a colleague', () => {
  it('is the value', async () => {
    expect(await replying('t', () => Promise.resolve(7))).toEqual({ ok: true, value: 7 });
  });

  it('is a refusal as data, which survives the way that a class does not', async () => {
    const refused = await replying('t', () => Promise.reject(conflict('Taken')));
    expect(structuredClone(refused)).toEqual({ ok: false, refusal: conflict('Taken').refusal });
    expect(console.error).not.toHaveBeenCalled();
  });

  it('is a fixed text for a bug, which is logged where it happened', async () => {
    const refused = await replying('t', () => Promise.reject(new TypeError('personal data')));
    expect(refused).toEqual({ ok: false, refusal: refusalOf(null) });
    expect(console.error).toHaveBeenCalledOnce();
  });
});

describe('asking a colleague', () => {
  it('gives the value, or throws the refusal', async () => {
    expect(await ask('users', Promise.resolve({ ok: true, value: 7 }))).toBe(7);
    const refused = Promise.resolve<Reply<never>>({ ok: false, refusal: conflict('Taken').refusal });
    expect(await caught(ask('users', refused))).toMatchObject({ code: 'CONFLICT', message: 'Taken' });
  });

  it('says that the colleague cannot be reached where the call fails, with the cause for the log', async () => {
    const cause = new Error('network');
    const error = await caught(ask('users', Promise.reject(cause)));
    expect(error).toBeInstanceOf(AppError);
    expect(error).toMatchObject({
      code: 'SERVICE_UNAVAILABLE',
      message: 'The users service cannot be reached right now; try again',
      cause,
    });
  });

  it('says so too where the answer takes too long', async () => {
    expect(await caught(ask('users', never(), 5))).toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
  });

  it('for enrichment gives null instead, and logs it', async () => {
    expect(await askForEnrichment('users', Promise.resolve({ ok: true, value: 7 }), 't')).toBe(7);
    expect(await askForEnrichment('users', Promise.reject(new Error('network')), 't')).toBeNull();
    expect(
      await askForEnrichment(
        'users',
        replying('t', () => Promise.reject(conflict('No'))),
        't',
      ),
    ).toBeNull();
    expect(console.warn).toHaveBeenCalledTimes(2);
  });
});

describe('waiting', () => {
  it('gives what comes in time', async () => {
    expect(await within(1_000, Promise.resolve('in time'))).toBe('in time');
  });

  it('ends, and what fails after that disturbs nobody', async () => {
    const { promise, reject } = Promise.withResolvers<never>();
    expect(await caught(within(5, promise))).toMatchObject({ message: 'no answer within 5 ms' });
    reject(new Error('late'));
  });
});
