import { Day } from '#shared/instant';
import { ore, type Ore } from '#shared/money';

/** A payment, or a deduction, as the bank reports it. */
export interface BankPayment {
  /** What the payer wrote, without surrounding spaces; an OCR reference where the bank checked it. */
  reference: string;
  /** Below 0 for a deduction. */
  amountOre: Ore;
  /** Bankgirot's serial of the payment; its extra references share it. */
  serial: string;
  /** 0, or the place of an extra reference among those of its payment. */
  extra: number;
}

/** Payments that came to an account together. */
export interface Deposit {
  /** Without zeros in front or hyphen. */
  bankgiro: string;
  day: Day;
  serial: string;
  payments: BankPayment[];
}

/** What is wrong with a file; `line` counts from 1. */
export interface BgMaxFault {
  line: number;
  fault: string;
}

/** Text of a bank file: UTF-8 where its bytes are that, otherwise ISO 8859-1. */
export function bankFileText(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: false }).decode(bytes);
  } catch {
    // Not UTF-8: every byte is a character of ISO 8859-1.
    return new TextDecoder('iso-8859-1').decode(bytes);
  }
}

/**
 * Reads a BgMax file: 80 columns a record, amounts in öre. A file whose sums or counts differ from what it says of itself
 * is refused whole (Bankgirot's manual for BgMax; record layouts as in swedish-invoicing, section 2).
 */
export function parseBgMax(text: string): Deposit[] | BgMaxFault {
  const rows = text.split(/\r?\n/);
  while (rows.at(-1)?.trim() === '') rows.pop();
  if (!rows[0]?.startsWith('01BGMAX')) return { line: 1, fault: 'must start with 01BGMAX' };

  const deposits: Deposit[] = [];
  const counts = { payments: 0, deductions: 0, extras: 0, deposits: 0 };
  let open: { bankgiro: string; payments: BankPayment[]; count: number } | null = null;
  for (const [index, row] of rows.entries()) {
    const fault = (what: string): BgMaxFault => ({ line: index + 1, fault: what });
    const columns = (from: number, to: number) => row.slice(from - 1, to).trim();
    const whole = (from: number, to: number) => wholeNumber(columns(from, to));
    const kind = row.slice(0, 2);
    if (index === 0) continue;
    switch (kind) {
      case '05': {
        if (open) return fault('opens a section before the last one is closed');
        if (columns(23, 25) !== 'SEK') return fault('must be in SEK');
        open = { bankgiro: columns(3, 12).replace(/^0+/, ''), payments: [], count: 0 };
        break;
      }
      case '20':
      case '21':
      case '22':
      case '23': {
        if (!open) return fault('is a payment outside a section');
        const amount = whole(38, 55);
        if (amount === null) return fault('has no whole amount in columns 38 to 55');
        const extra = kind === '22' || kind === '23';
        const last = open.payments.at(-1);
        if (extra && !last) return fault('is an extra reference without a payment');
        const negative = kind === '21' || kind === '23';
        open.payments.push({
          reference: columns(13, 37),
          amountOre: ore(amount === 0 || !negative ? amount : -amount),
          serial: columns(58, 69),
          extra: extra && last ? last.extra + 1 : 0,
        });
        if (!extra) open.count += 1;
        counts[extra ? 'extras' : negative ? 'deductions' : 'payments'] += 1;
        break;
      }
      case '15': {
        if (!open) return fault('closes a section that is not open');
        const sum = open.payments.reduce((total, { amountOre }) => total + amountOre, 0);
        if (whole(51, 68) !== sum) return fault('does not say the sum of its payments');
        if (whole(72, 79) !== open.count) return fault('does not say the number of its payments');
        const day = Day.safeParse(columns(38, 45).replace(/^(\d{4})(\d{2})(\d{2})$/, '$1-$2-$3'));
        if (!day.success) return fault('has no day in columns 38 to 45');
        deposits.push({ bankgiro: open.bankgiro, day: day.data, serial: columns(46, 50), payments: open.payments });
        open = null;
        counts.deposits += 1;
        break;
      }
      case '70': {
        if (open) return fault('ends the file inside a section');
        if (index !== rows.length - 1) return fault('must be the last record');
        const said = [whole(3, 10), whole(11, 18), whole(19, 26), whole(27, 34)];
        const counted = [counts.payments, counts.deductions, counts.extras, counts.deposits];
        if (said.some((count, place) => count !== counted[place])) return fault('does not say what the file holds');
        return deposits;
      }
      case '25':
      case '26':
      case '27':
      case '28':
      case '29':
        break; // who paid: nothing is decided by it, and it is personal
      default:
        return fault('is not a record of BgMax');
    }
  }
  return { line: rows.length, fault: 'is not the end record 70: the file is cut off' };
}

function wholeNumber(digits: string): number | null {
  const whole = Number(digits);
  return /^\d+$/.test(digits) && Number.isSafeInteger(whole) ? whole : null;
}
