import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { beginsWith, searchKey } from './text-search.ts';

// Stores compare strings by their UTF-8 bytes, JavaScript (and so the embedded engine's last word) by UTF-16 units.
const byBytes = (a: string, b: string) => Buffer.compare(Buffer.from(a), Buffer.from(b)) < 0;
const byUnits = (a: string, b: string) => a < b;

describe('searching by the beginning', () => {
  it('ignores case and space around', () => {
    expect(searchKey('  Åsa ÖBERG ')).toBe('åsa öberg');
    expect(beginsWith(' ÅS')).toEqual({ $gte: 'ås', $lt: 'åt' });
  });

  it.each([
    ['bytes', byBytes],
    ['UTF-16 units', byUnits],
  ])('finds exactly the names that begin so, in the order of %s', (_, isBefore) => {
    const unit = fc.constantFrom('a', 'b', 'z', 'å', 'ß', '\u0000', '\ue000', '\ufffd', '😀', '\u{10fffd}');
    const names = fc.string({ unit, minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(names, names, (typed, rest) => {
        const start = searchKey(typed);
        fc.pre(start !== '');
        const { $gte, $lt } = beginsWith(typed);
        const inRange = (name: string) => !isBefore(name, $gte) && isBefore(name, $lt);
        return inRange(start + rest) && inRange(rest) === rest.startsWith(start);
      }),
      { numRuns: 2_000 },
    );
  });

  it('finds an emoji, or a sign far up in Unicode, right after what was typed', () => {
    const { $lt } = beginsWith('dj');
    for (const name of ['dj😀', 'dj\ufffd', 'dj\u{10fffd}']) {
      expect([byBytes(name, $lt), byUnits(name, $lt)]).toEqual([true, true]);
    }
  });

  it('bears what nobody types', () => {
    expect(beginsWith('\ud7ff').$lt).toBe('\ue000');
    expect(() => beginsWith('\u{10ffff}')).not.toThrow();
    expect(() => beginsWith('')).not.toThrow();
  });
});
