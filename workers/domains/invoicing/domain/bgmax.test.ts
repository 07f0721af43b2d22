import { describe, expect, it } from 'vitest';
import { bankFileText, parseBgMax } from './bgmax.ts';

const START = `01BGMAX${' '.repeat(15)}0120261207173035010331P`.padEnd(80);
const opening = `05${'54029681'.padStart(10, '0')}${' '.repeat(10)}SEK`.padEnd(80);
const paid = (kind: string, reference: string, amountOre: number, serial = 1) =>
  `${kind}${'0'.repeat(10)}${reference.padEnd(25)}${String(amountOre).padStart(18, '0')}21${String(serial).padStart(12, '0')}0`.padEnd(
    80,
  );
const deposit = (amountOre: number, count: number) =>
  `15${'1'.padStart(35, '0')}2026120700036${String(amountOre).padStart(18, '0')}SEK${String(count).padStart(8, '0')}1`;
const end = (...counts: number[]) => `70${counts.map((count) => String(count).padStart(8, '0')).join('')}`.padEnd(80);
const name = `26${'Åsa Öberg'.padEnd(35)}`.padEnd(80);

const good = [
  START,
  opening,
  paid('20', '2026000105', 1_250_00),
  name,
  paid('20', '', 300_00, 2),
  paid('22', '1234574', 200_00, 2),
  paid('21', '133', 50_00, 3),
  deposit(1_700_00, 3),
  end(2, 1, 1, 1),
];
const file = (rows: string[]) => `${rows.join('\r\n')}\r\n`;
const swap = (row: number, by: string) => good.map((old, index) => (index === row ? by : old));

describe('a BgMax file', () => {
  it('says what was paid to whom on which day, extra references and deductions apart', () => {
    expect(parseBgMax(file(good))).toEqual([
      {
        bankgiro: '54029681',
        day: '2026-12-07',
        serial: '00036',
        payments: [
          { reference: '2026000105', amountOre: 1_250_00, serial: '000000000001', extra: 0 },
          { reference: '', amountOre: 300_00, serial: '000000000002', extra: 0 },
          { reference: '1234574', amountOre: 200_00, serial: '000000000002', extra: 1 },
          { reference: '133', amountOre: -50_00, serial: '000000000003', extra: 0 },
        ],
      },
    ]);
  });

  it.each<[string, string[], number]>([
    ['is empty', [], 1],
    ['is of another kind', swap(0, '#FLAGGA 0'), 1],
    ['is in another currency', swap(1, opening.replace('SEK', 'EUR')), 2],
    ['has an amount that is none', swap(2, paid('20', '133', 1).replace('1'.padStart(18, '0'), 'x'.padStart(18))), 3],
    ['has another sum than it says', swap(7, deposit(1_700_01, 3)), 8],
    ['has another number of payments than its deposit says', swap(7, deposit(1_700_00, 4)), 8],
    ['has other counts than its end says', swap(8, end(2, 1, 0, 1)), 9],
    ['has a record that nobody knows', swap(3, '99'), 4],
    ['goes on after its end', [...good, name], 9],
    ['ends inside a section', good.toSpliced(7, 1), 8],
  ])('that %s is refused whole, with the line', (_what, rows, line) => {
    expect(parseBgMax(file(rows))).toMatchObject({ line });
  });

  it('that is cut off anywhere is refused', () => {
    const whole = file(good).trimEnd();
    for (let length = 0; length < whole.length - 1; length += 7) {
      expect(parseBgMax(whole.slice(0, length))).toHaveProperty('fault');
    }
  });

  it('reads the same in ISO 8859-1 and in UTF-8', () => {
    const text = file(good);
    const latin = Uint8Array.from(text, (letter) => letter.codePointAt(0) ?? 0);
    expect(bankFileText(latin)).toBe(text);
    expect(bankFileText(new TextEncoder().encode(text))).toBe(text);
  });
});
