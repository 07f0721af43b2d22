import { describe, expect, it } from 'vitest';
import { hyphenated, spacedZipCode } from '#shared/written-form';
import {
  bankgiroDigits,
  isCountry,
  isVatNumber,
  orgNumberDigits,
  plusgiroDigits,
  zipCodeDigits,
} from './company-fields.ts';

describe('an organization number', () => {
  it.each(['556047-3521', '556036-0793', '212000-0142', '202100-5489', '5566778899'])(
    '%s is taken as ten digits',
    (typed) => {
      expect(orgNumberDigits(typed)).toBe(typed.replace('-', ''));
    },
  );

  it.each(['5555551116', '8080808080', '556047-3522', '55604735', '556047_3521', ''])('%s is refused', (typed) => {
    expect(orgNumberDigits(typed)).toBeNull();
  });

  it('may be a sole trader’s personnummer', () => {
    expect(orgNumberDigits('811228-9874')).toBe('8112289874');
  });

  it('is answered with the hyphen', () => {
    expect(hyphenated('5560473521')).toBe('556047-3521');
  });
});

describe('the other fields of a company', () => {
  it('takes a postal code with or without the space, and answers with it', () => {
    expect([zipCodeDigits('114 35'), zipCodeDigits('11435'), zipCodeDigits('1143')]).toEqual(['11435', '11435', null]);
    expect(spacedZipCode('11435')).toBe('114 35');
  });

  it.each(['5402-9681', '160-9908', '5050-1055', '991-2346', '902-0033'])('takes the Bankgiro number %s', (typed) => {
    expect(bankgiroDigits(typed)).toBe(typed.replace('-', ''));
  });

  it('refuses a Bankgiro number with a wrong check digit or length', () => {
    expect([bankgiroDigits('5402-9682'), bankgiroDigits('54-29')]).toEqual([null, null]);
  });

  it('takes a Plusgiro number in the groups that Swedes write', () => {
    expect([plusgiroDigits('28 65 43-4'), plusgiroDigits('28 65 43-5')]).toEqual(['2865434', null]);
  });

  it('takes a Swedish VAT number only with fourteen characters and a valid organization number', () => {
    expect(isVatNumber('SE556047352101')).toBe(true);
    expect(['SE5560473521', 'SE556047352201', 'SE556047352100', 'se556047352101'].some(isVatNumber)).toBe(false);
    expect(isVatNumber('DE123456789')).toBe(true);
  });

  it('knows the countries of ISO 3166', () => {
    expect(['SE', 'NO', 'DE'].every(isCountry)).toBe(true);
    expect(['ZZ', 'XQ', 'sweden', 'se'].some(isCountry)).toBe(false);
  });
});
