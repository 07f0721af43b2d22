import * as z from 'zod';
import { enumView, timeType } from '#shared/enums';
import { CustomerId, TariffId } from '#shared/ids';
import { Sek, sekOf } from '#shared/money';
import type { StoredTariff } from './tariff.documents.ts';

export const TariffView = z
  .object({
    id: TariffId,
    customerId: CustomerId,
    category: z.string().meta({ example: 'Musician' }),
    skill: z.string().meta({ example: 'Drums' }),
    timeType: enumView(timeType),
    amount: Sek,
    currency: z.literal('SEK'),
  })
  .meta({ id: 'Tariff' });
export type TariffView = z.infer<typeof TariffView>;

export function toTariffView(tariff: StoredTariff): TariffView {
  return {
    id: tariff._id,
    customerId: tariff.customerId,
    category: tariff.category,
    skill: tariff.skill,
    timeType: tariff.timeType,
    amount: sekOf(tariff.amountOre),
    currency: 'SEK',
  };
}
