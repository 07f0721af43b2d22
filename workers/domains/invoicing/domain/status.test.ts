import { describe, expect, it } from 'vitest';
import { ore } from '#shared/money';
import { gapsIn } from './gaps.ts';
import { isOverdue, leftToPay, stateAfterCredit, stepTo } from './status.ts';

const account = (paid: number, ...credits: number[]) => ({
  toPayOre: ore(100),
  paidOre: ore(paid),
  creditNotes: credits.map((credit) => ({ toPayOre: ore(credit) })),
});

it.each([
  ['Issued', 'Issued', account(0, 40), false],
  ['Overdue', 'Overdue', account(20, 40), false],
  ['Overdue', 'Cancelled', account(0, 40, 60), true],
  ['Issued', 'Cancelled', account(20, 100), true],
  ['Issued', 'Paid', account(60, 40), false],
  ['Paid', 'Paid', account(100, 40), false],
  ['Paid', 'Paid', account(100, 100), true],
] as const)('a credit on an invoice that is %s leaves it %s', (state, after, given, inFull) => {
  expect(stateAfterCredit({ ...given, state }, inFull)).toBe(after);
});

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
    expect(leftToPay(account(40))).toBe(60);
    expect(leftToPay(account(140))).toBe(-40);
    expect(leftToPay(account(40, 25))).toBe(35);
  });
});

it('the gaps in a series are the numbers up to its last that nothing carries, also at both ends', () => {
  expect(gapsIn([2, 3, 5], 6, 10)).toEqual([1, 4, 6]);
  expect(gapsIn([1, 2], 2, 10)).toEqual([]);
  expect(gapsIn([], 9, 3)).toEqual([1, 2, 3]);
});
