/** A BgMax file with one deposit to a bankgiro: references with amounts in öre, below zero for a deduction. */
export function bgMaxFile(
  bankgiro: string,
  payments: readonly (readonly [reference: string, amountOre: number])[],
  { day = '2026-12-07', serial = 1 } = {},
): string {
  const number = (value: number, width: number) => String(value).padStart(width, '0');
  const deductions = payments.filter(([, amount]) => amount < 0).length;
  const sum = payments.reduce((total, [, amount]) => total + amount, 0);
  return [
    `01BGMAX${' '.repeat(15)}0120261207173035010331P`,
    `05${bankgiro.padStart(10, '0')}${' '.repeat(10)}SEK`,
    ...payments.flatMap(([reference, amount], place) => [
      `${amount < 0 ? 21 : 20}${'0'.repeat(10)}${reference.padEnd(25)}${number(Math.abs(amount), 18)}21${number(place + 1, 12)}0`,
      `26${'Åsa Öberg'.padEnd(35)}`,
    ]),
    `15${'1'.padStart(35, '0')}${day.replaceAll('-', '')}${number(serial, 5)}${number(sum, 18)}SEK${number(payments.length, 8)}1`,
    `70${number(payments.length - deductions, 8)}${number(deductions, 8)}${number(0, 8)}${number(1, 8)}`,
  ]
    .map((row) => `${row.padEnd(80)}\r\n`)
    .join('');
}
