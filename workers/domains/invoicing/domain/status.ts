import { invoiceStatus, type InvoiceStatus } from '#shared/enums';
import { ore, type Ore } from '#shared/money';
import type { Day } from '#shared/instant';

/**
 * Where an invoice stands. Some states are never shown by their own names:
 * - `Issuing`: contents and day are frozen, the number is on its way. It only ever goes forward, to Issued.
 * - `Void`: nothing but the taken slot of a booking that was cancelled; or an invoice that gathered nothing.
 * - `Gathering`: an invoice for several bookings, taking their places one by one. It goes forward, to Issuing or Void.
 * - `Merged`: nothing but the taken slot of a booking that is on an invoice for several; perhaps its Draft once.
 */
export const invoiceState = { ...invoiceStatus, Issuing: 6, Void: 7, Gathering: 8, Merged: 9 } as const;
export type InvoiceState = keyof typeof invoiceState;

/** What is nobody's to see: documents that are no invoice, or not yet. */
const hidden: readonly InvoiceState[] = ['Void', 'Gathering', 'Merged'];
export const hiddenStates: readonly number[] = hidden.map((state) => invoiceState[state]);
export const isHidden = (state: InvoiceState): boolean => hidden.includes(state);

/** What asking for a status means where an invoice stands: nothing, one of the things that lead there, or a refusal. */
export type Step = 'same' | 'issue' | 'drop' | 'credit' | 'pay' | 'fall-due' | 'refused';

const steps: Readonly<Record<InvoiceState, Partial<Record<InvoiceStatus, Step>>>> = {
  Draft: { Draft: 'same', Issued: 'issue', Cancelled: 'drop' },
  Issuing: { Issued: 'issue' },
  Issued: { Issued: 'same', Paid: 'pay', Overdue: 'fall-due', Cancelled: 'credit' },
  Overdue: { Overdue: 'same', Paid: 'pay', Cancelled: 'credit' },
  Paid: { Paid: 'same' },
  Cancelled: { Cancelled: 'same' },
  Void: {},
  Gathering: {},
  Merged: {},
};

/** Draft -> Issued | Cancelled; Issued -> Paid | Overdue | Cancelled; Overdue -> Paid | Cancelled (spec: section 8). */
export const stepTo = (from: InvoiceState, to: InvoiceStatus): Step => steps[from][to] ?? 'refused';

/** An invoice as far as it has been settled. */
export interface Account {
  toPayOre: Ore;
  paidOre: Ore;
  creditNotes: readonly { toPayOre: Ore }[];
}

/** What is still to be paid, in öre, credits taken off; below zero where too much was paid. */
export const leftToPay = ({ toPayOre, paidOre, creditNotes }: Account): Ore =>
  ore(creditNotes.reduce((left, credit) => left - credit.toPayOre, toPayOre - paidOre));

/**
 * Where a credit leaves an invoice: one that was unpaid is Cancelled when nothing is left of it, and Paid when what was
 * paid covers what is left; otherwise it stays as it was, and a Paid one always does (spec: section 8).
 */
export function stateAfterCredit(after: Account & { state: InvoiceState }, inFull: boolean): InvoiceState {
  if (after.state === 'Paid') return 'Paid';
  if (inFull) return 'Cancelled';
  return after.paidOre > 0 && leftToPay(after) <= 0 ? 'Paid' : after.state;
}

/** The due day itself is not overdue. */
export const isOverdue = (dueDate: Day | null, today: Day): boolean => dueDate !== null && dueDate < today;
