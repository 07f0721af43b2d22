import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { bookingStatus, enumInput, enumView, storedEnum, timeType } from './enums.ts';

describe('an enum in a request', () => {
  const input = enumInput(bookingStatus);

  it.each(['Confirmed', 'confirmed', ' CONFIRMED ', 2, '2'])('is its name in any case, or its number: %s', (given) => {
    expect(input.parse(given)).toBe('Confirmed');
  });

  it.each(['Booked', '', 0, 5, 2.5, '02', true, null, undefined, 'toString', {}])('is refused as %s', (given) => {
    const { error } = input.safeParse(given);
    expect(error?.issues.map(({ message }) => message)).toEqual([
      'must be one of Requested (1), Confirmed (2), Completed (3), Cancelled (4)',
    ]);
  });
});

it('an enum in an answer is a name', () => {
  const view = enumView(timeType);
  expect([view.safeParse('Hour').success, view.safeParse(1).success]).toEqual([true, false]);
});

describe('a stored enum', () => {
  const stored = storedEnum(timeType);

  it('is the specification’s number', () => {
    expect([z.encode(stored, 'Event'), z.decode(stored, 3)]).toEqual([3, 'Event']);
  });

  it('with an unknown number is no document of ours', () => {
    expect(z.safeDecode(stored, 4).success).toBe(false);
  });
});
