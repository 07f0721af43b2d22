import { describe, expect, it } from 'vitest';
import { platformSellerFrom } from './platform-seller.ts';

const company = {
  name: 'ThenorSound AB',
  orgNumber: '5560473521',
  vatNumber: 'SE556047352101',
  address: 'Scengatan 1',
  zipCode: '11435',
  city: 'Stockholm',
  bankgiro: '1609908',
};

describe('the platform’s own company', () => {
  it('is a demo company in development', () => {
    expect(platformSellerFrom({ ENVIRONMENT: 'development' })).toMatchObject({ sellerId: null, kind: 'agency' });
  });

  it('is what configuration says, also in production', () => {
    const env = { ENVIRONMENT: 'production', PLATFORM_SELLER: JSON.stringify(company) };
    expect(platformSellerFrom(env)).toMatchObject({ name: 'ThenorSound AB', bankgiro: '1609908', fSkatt: true });
  });

  it('is nobody in production without configuration', () => {
    expect(platformSellerFrom({ ENVIRONMENT: 'production' })).toBeNull();
  });

  it.each([
    ['a wrong check digit', { bankgiro: '1609909' }],
    ['no way to be paid', { bankgiro: null }],
    ['no address', { address: '' }],
    ['an unknown field', { iban: 'SE45' }],
  ])('is refused with %s', (_what, wrong) => {
    expect(() => platformSellerFrom({ PLATFORM_SELLER: JSON.stringify({ ...company, ...wrong }) })).toThrow(
      /check digit|needs a|Too small|Unrecognized/,
    );
  });
});
