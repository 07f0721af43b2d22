import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { sendErrorReports, type ErrorReport, type ReportsErrors } from './error-reports.ts';
import { errorLines, log } from './log.ts';
import { traceFrom } from './trace.ts';

const warned = () => vi.mocked(console.warn).mock.calls.map(([line]) => JSON.parse(String(line)) as { what: string });

beforeEach(() => {
  vi.spyOn(console, 'error').mockImplementation(() => {});
  vi.spyOn(console, 'warn').mockImplementation(() => {});
  errorLines.splice(0);
});
afterEach(() => {
  vi.restoreAllMocks();
});

/** The operations Worker, and what it was told. */
function operations(answer: () => Promise<{ ok: true; value: true }> = async () => ({ ok: true, value: true })) {
  const told: ErrorReport[][] = [];
  const env: ReportsErrors = {
    OPERATIONS: {
      noteErrors: (_traceparent, reports) => {
        told.push(reports);
        return answer();
      },
    },
  };
  return { told, send: () => sendErrorReports('bookings', env, traceFrom(null)) };
}

describe('an error line', () => {
  it('goes to the operations Worker once, with its place, its causes and its trace', async () => {
    const { told, send } = operations();
    const error = new TypeError('no such function', { cause: new Error('inner') });
    log('error', 'request-failed', { traceId: 'abc', route: '/api/bookings/{id}', error });
    await send();
    await send();
    expect(told).toEqual([
      [
        {
          at: expect.any(Date) as Date,
          worker: 'bookings',
          what: 'request-failed',
          route: '/api/bookings/{id}',
          traceId: 'abc',
          message: 'TypeError: no such function ← Error: inner',
          stack: expect.stringMatching(/^at .*error-reports[.]test[.]ts/) as string,
        },
      ],
    ]);
  });

  it('names the Worker that it names itself', async () => {
    const { told, send } = operations();
    log('error', 'sweep-failed', { worker: 'users' });
    log('error', 'message-parked', { subscriber: 'invoicing', type: 'booking.moved' });
    await send();
    expect(told.flat().map(({ worker, route, message }) => [worker, route, message])).toEqual([
      ['users', null, ''],
      ['invoicing', 'booking.moved', ''],
    ]);
  });

  it('carries no address and no personal or account number, whatever a library put into its message', async () => {
    const { told, send } = operations();
    const error = new Error('cannot read "åsa.berg@example.se" of 811228-9874, 198112289874, 8112289874', {
      cause: new Error('account 6789 0012345678, to kim@thenorsound.example'),
    });
    log('error', 'rpc-failed', { error });
    await send();
    const written = vi.mocked(console.error).mock.calls.join('\n') + JSON.stringify(told);
    expect(written).toContain('cannot read');
    expect(written).not.toMatch(/berg|kim|9874|0012345678/);
  });

  it.each([
    ['is down', () => Promise.reject(new Error('no such Worker'))],
    ['refuses', async () => ({ ok: false, refusal: { code: 'SERVICE_UNAVAILABLE' } }) as never],
  ])('is in the log alone where the operations Worker %s: no error about an error', async (_how, answer) => {
    const { told, send } = operations(answer);
    log('error', 'rpc-failed', {});
    await send();
    await send();
    expect(told).toHaveLength(1);
    expect([errorLines, warned().map(({ what }) => what)]).toEqual([[], ['errors-unreported']]);
  });

  it('makes one call of many, while another is under way none, and keeps the newest fifty', async () => {
    let end = () => {};
    const { told, send } = operations(() => new Promise((resolve) => (end = () => resolve({ ok: true, value: true }))));
    log('error', 'first', {});
    const sending = send();
    for (let number = 0; number < 60; number += 1) log('error', `number ${number}`, {});
    await send();
    expect(told.map(({ length }) => length)).toEqual([1]);
    end();
    await sending;
    void send();
    expect(told[1]?.map(({ what }) => what)).toEqual(Array.from({ length: 50 }, (_, place) => `number ${place + 10}`));
    end();
  });
});
