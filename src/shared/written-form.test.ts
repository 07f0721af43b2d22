import { expect, it } from 'vitest';
import { hyphenated, hyphenatedBankgiro, hyphenatedPlusgiro, spacedZipCode } from './written-form.ts';

it('writes numbers as Swedes do', () => {
  expect(hyphenated('5560473521')).toBe('556047-3521');
  expect([hyphenatedBankgiro('54029681'), hyphenatedBankgiro('1609908')]).toEqual(['5402-9681', '160-9908']);
  expect(hyphenatedPlusgiro('2865434')).toBe('286543-4');
  expect([spacedZipCode('11435'), spacedZipCode('D-10115')]).toEqual(['114 35', 'D-10115']);
});
