import * as z from 'zod';
import { hasValidCheckDigit } from '#shared/luhn';
import type { Seller } from './domain/seller.ts';

const giro = (form: RegExp) => z.string().regex(form).refine(hasValidCheckDigit, 'has a wrong check digit');

/** The platform's own company as PLATFORM_SELLER says it. It resells the work of crew, so its kind is `agency`. */
const PlatformSeller = z
  .strictObject({
    name: z.string().min(1),
    orgNumber: z.string().regex(/^\d{10}$/),
    vatNumber: z.string().regex(/^SE\d{12}$/),
    address: z.string().min(1),
    zipCode: z.string().regex(/^\d{5}$/),
    city: z.string().min(1),
    country: z.literal('SE').default('SE'),
    contact: z.string().nullable().default(null),
    email: z.string().nullable().default(null),
    phone: z.string().nullable().default(null),
    fSkatt: z.boolean().default(true),
    bankgiro: giro(/^\d{7,8}$/)
      .nullable()
      .default(null),
    plusgiro: giro(/^\d{2,8}$/)
      .nullable()
      .default(null),
    seat: z.string().nullable().default(null),
    rounding: z.boolean().default(false),
  })
  .refine(({ bankgiro, plusgiro }) => bankgiro !== null || plusgiro !== null, 'needs a bankgiro or a plusgiro');

const DEMO: z.input<typeof PlatformSeller> = {
  name: 'ThenorSound Demo AB',
  orgNumber: '5566778899',
  vatNumber: 'SE556677889901',
  address: 'Scengatan 1',
  zipCode: '11435',
  city: 'Stockholm',
  email: 'faktura@thenorsound.example',
  bankgiro: '54029681',
  seat: 'Stockholm',
};

/**
 * The company that sells where a crew company cannot: from configuration, or in development a demo company. null in
 * production without one: nothing that it would sell can be issued. Throws where the configuration is malformed.
 */
export function platformSellerFrom(env: {
  PLATFORM_SELLER?: string | undefined;
  ENVIRONMENT?: string | undefined;
}): Seller | null {
  if (!env.PLATFORM_SELLER && env.ENVIRONMENT === 'production') return null;
  const company = PlatformSeller.parse(env.PLATFORM_SELLER ? JSON.parse(env.PLATFORM_SELLER) : DEMO);
  return { ...company, sellerId: null, kind: 'agency', declaresPerformance: false };
}
