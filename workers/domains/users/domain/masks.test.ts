import { expect, it } from 'vitest';
import { maskedAccountNumber, maskedPersonalNumber } from './masks.ts';

it('a personal number is shown by its birth date alone', () => {
  expect(maskedPersonalNumber('198112289874')).toBe('811228-****');
});

it('an account number is shown by its last four digits, whatever stands between them', () => {
  expect(maskedAccountNumber('8327-9 123 456 78-9')).toBe('****6789');
  expect(maskedAccountNumber('SE45 5000 0000 0583 9825 7466')).toBe('****7466');
});
