import { describe, expect, it } from 'vitest';
import {
  AppError,
  conflict,
  forbidden,
  invalid,
  invalidField,
  isUnavailable,
  notFound,
  preconditionFailed,
  refusalOf,
  refusalResponse,
  statusOf,
  unauthorized,
  unavailable,
  type ErrorCode,
} from './errors.ts';

const now = new Date('2026-02-09T10:30:00.000Z');
const answered = (error: unknown) => refusalResponse(refusalOf(error), 'the-trace', now);

describe('an error as a client gets it', () => {
  it('has exactly the contract’s shape', async () => {
    const response = answered(invalid([{ field: 'skills[0].category', message: 'is required' }]));
    expect(await response.json()).toEqual({
      error: {
        code: 'VALIDATION_ERROR',
        message: 'The request is not valid',
        details: [{ field: 'skills[0].category', message: 'is required' }],
        timestamp: '2026-02-09T10:30:00.000Z',
        traceId: 'the-trace',
      },
    });
    expect(response.headers.get('x-trace-id')).toBe('the-trace');
    expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8');
  });

  it.each<[AppError, number]>([
    [invalidField('name', 'is required'), 400],
    [unauthorized(), 401],
    [forbidden(), 403],
    [notFound('The booking'), 404],
    [conflict('Taken'), 409],
    [preconditionFailed(), 412],
    [unavailable('The store'), 503],
  ])('has its status: %s', (error, status) => {
    expect(answered(error).status).toBe(status);
  });

  it('has a details array even where there is nothing to say', async () => {
    expect(await answered(notFound('The booking')).json()).toMatchObject({ error: { details: [] } });
  });

  it('never tells what a bug said', async () => {
    const text = await answered(new Error('password of anna@example.com')).text();
    expect(text).not.toContain('anna');
    expect(JSON.parse(text)).toMatchObject({
      error: { code: 'SERVICE_ERROR', message: 'Something went wrong on our side' },
    });
  });

  it('never tells why a dependency is down', async () => {
    expect(await answered(unavailable('The store', new Error('mongodb://secret@host'))).text()).not.toContain('secret');
  });

  it('names what stands in the way of a booking', async () => {
    const conflicts = [
      { kind: 'booking' as const, startTime: '2026-12-05T17:00:00.000Z', endTime: '2026-12-05T22:00:00.000Z' },
    ];
    expect(await answered(conflict('Busy', conflicts)).json()).toMatchObject({ error: { conflicts } });
  });

  it('has the headers that go with it', () => {
    expect(answered(unauthorized()).headers.get('www-authenticate')).toBe('Bearer');
    expect(answered(unavailable('The store')).headers.get('retry-after')).toBe('2');
    const limited = new AppError({ code: 'RATE_LIMITED', message: 'Too many', retryAfterSeconds: 30 });
    expect(answered(limited).headers.get('retry-after')).toBe('30');
    const method = new AppError({ code: 'METHOD_NOT_ALLOWED', message: 'No', allow: ['GET', 'PUT'] });
    expect(answered(method).headers.get('allow')).toBe('GET, PUT');
    expect(
      refusalResponse({ code: 'SERVICE_UNAVAILABLE', message: '', details: [] }, 't', now).headers.get('retry-after'),
    ).toBe('2');
  });

  it('knows every code of the contract', () => {
    const codes: Record<ErrorCode, number> = statusOf;
    expect(Object.keys(codes)).toHaveLength(12);
  });
});

it('only a dependency that is down counts as unavailable', () => {
  expect([unavailable('x'), conflict('x'), new Error('x'), null].map(isUnavailable)).toEqual([
    true,
    false,
    false,
    false,
  ]);
});
