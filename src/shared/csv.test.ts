import { expect, it } from 'vitest';
import { toCsv } from './csv.ts';

it('quotes what needs it', () => {
  expect(
    toCsv([
      ['a', 1.5, null],
      ['with, comma', 'a "word"', 'two\nlines'],
    ]),
  ).toBe('a,1.5,\r\n"with, comma","a ""word""","two\nlines"\r\n');
});

it.each(['=1+1', '+46', '-2', '@SUM(A1)', '\t=1', ' =1'])('%j is no formula', (text) => {
  expect(toCsv([[text]])).toBe(`'${text}\r\n`);
});

it('leaves numbers and dates alone', () => {
  expect(toCsv([[-1, '2026-12-05']])).toBe('-1,2026-12-05\r\n');
});
