import { describe, expect, it } from 'vitest';
import { asJson, saidBy } from './letter.ts';

describe('a dead letter', () => {
  it('is listed by what its message says of itself', () => {
    expect(saidBy({ id: '665f1c2ab8d4e3f6a7b8c9d0', type: 'booking.confirmed', traceId: 'abc', data: {} })).toEqual({
      id: '665f1c2ab8d4e3f6a7b8c9d0',
      type: 'booking.confirmed',
      traceId: 'abc',
    });
  });

  it.each([[undefined], [null], ['text'], [42], [[1, 2]], [{ id: 7, type: null, traceId: {} }]])(
    'says nothing of itself where it is as malformed as %j',
    (body) => {
      expect(saidBy(body)).toEqual({ id: null, type: null, traceId: null });
    },
  );

  it('keeps any body that JSON can say, also names that a store would take for operators', () => {
    const body = { $gt: '', 'a.b': [null, { $oid: 'x' }], '': 'å' };
    expect(JSON.parse(asJson(body))).toEqual(body);
  });

  it('keeps what JSON cannot say as text', () => {
    const cycle: { itself?: object } = {};
    cycle.itself = cycle;
    expect([asJson(undefined), asJson(10n), asJson(cycle)]).toEqual(['null', '"10"', '"[object Object]"']);
  });
});
