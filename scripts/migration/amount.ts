import { Decimal128 } from 'bson';
import { ore, type Ore } from '../../src/shared/money.ts';

/**
 * An amount in plain decimal notation as whole öre, half up (spec: decisions for the import), and whether it was exact.
 * Null where it is more than the system can hold.
 */
export function oreOf(amount: string): { ore: Ore; exact: boolean } | null {
  const [mantissa = '', exponent = '0'] = amount.split('E');
  const negative = mantissa.startsWith('-');
  const [whole = '0', fraction = ''] = mantissa.replace('-', '').split('.');
  const shift = Number(exponent) + 2 - fraction.length;
  const digits = BigInt(whole + fraction);
  const scale = 10n ** BigInt(Math.abs(shift));
  const units = shift >= 0 ? digits * scale : (2n * digits + scale) / (2n * scale);
  const exact = shift >= 0 || digits % scale === 0n;
  if (units > 1_000_000_000_000n) return null;
  return { ore: ore(Number(negative ? -units : units) || 0), exact };
}

/** Whole öre as the old system's amount in kronor, exactly. */
export function decimalOf(amount: Ore): Decimal128 {
  const [sign, units] = [amount < 0 ? '-' : '', Math.abs(amount)];
  const fraction = units % 100;
  const cents = fraction === 0 ? '' : `.${String(fraction).padStart(2, '0')}`;
  return Decimal128.fromString(`${sign}${Math.floor(units / 100)}${cents}`);
}
