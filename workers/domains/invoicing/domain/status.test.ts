import { describe, expect, it } from 'vitest';
import { ore } from '#shared/money';
import { gapsIn } from './gaps.ts';
import { isOverdue, leftToPay, stepTo } from './status.ts';

describe('the status of an invoice', () => {
  it.each([
    ['Draft', 'Issued', 'issue'],
    ['Draft', 'Cancelled', 'drop'],
    ['Draft', 'Paid', 'refused'],
    ['Draft', 'Overdue', 'refused'],
    ['Issuing', 'Issued', 'issue'],
    ['Issuing', 'Cancelled', 'refused'],
    ['Issued', 'Draft', 'refused'],
    ['Issued', 'Paid', 'pay'],
    ['Issued', 'Overdue', 'fall-due'],
    ['Issued', 'Cancelled', 'credit'],
    ['Overdue', 'Issued', 'refused'],
    ['Overdue', 'Paid', 'pay'],
    ['Overdue', 'Cancelled', 'credit'],
    ['Paid', 'Cancelled', 'refused'],
    ['Paid', 'Overdue', 'refused'],
    ['Cancelled', 'Issued', 'refused'],
    ['Void', 'Cancelled', 'refused'],
  ] as const)('from %s to %s: %s', (from, to, step) => {
    expect(stepTo(from, to)).toBe(step);
  });

  it.each(['Draft', 'Issued', 'Paid', 'Overdue', 'Cancelled'] as const)('%s again changes nothing', (status) => {
    expect(stepTo(status, status)).toBe('same');
  });

  it('is not overdue on the due day itself, nor where nothing falls due', () => {
    expect(isOverdue('2026-12-31', '2026-12-31')).toBe(false);
    expect(isOverdue('2026-12-31', '2027-01-01')).toBe(true);
    expect(isOverdue(null, '2027-01-01')).toBe(false);
  });

  it('leaves to pay what was not paid, and less than nothing where too much was', () => {
    expect(leftToPay({ toPayOre: ore(100), paidOre: ore(40) })).toBe(60);
    expect(leftToPay({ toPayOre: ore(100), paidOre: ore(140) })).toBe(-40);
  });
});

it('the gaps in a series are the numbers up to its last that nothing carries, also at both ends', () => {
  expect(gapsIn([2, 3, 5], 6, 10)).toEqual([1, 4, 6]);
  expect(gapsIn([1, 2], 2, 10)).toEqual([]);
  expect(gapsIn([], 9, 3)).toEqual([1, 2, 3]);
});
