import * as z from 'zod';
import { enumInput, timeType } from '#shared/enums';
import { text } from '#shared/fields';
import { ore, SekInput } from '#shared/money';

const MOST = ore(100_000_00);

export const TariffAmount = SekInput.refine((amount) => amount > 0, 'must be more than 0')
  .refine((amount) => amount <= MOST, 'must be at most 100000')
  .meta({ type: 'number', example: 500, description: 'SEK for each hour, day or event' });

export const TariffCurrency = z.literal('SEK', 'must be SEK');

export const TariffInput = z.strictObject({
  category: text(1, 50).meta({ example: 'Musician' }),
  skill: text(1, 50).meta({ example: 'Drums' }),
  timeType: enumInput(timeType),
  amount: TariffAmount,
  currency: TariffCurrency.default('SEK'),
});
export type TariffInput = z.infer<typeof TariffInput>;
