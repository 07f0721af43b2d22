import * as z from 'zod';
import { storedEnum, timeType } from '#shared/enums';
import { CustomerId, TariffId } from '#shared/ids';
import { Ore } from '#shared/money';
import { drivingDocument, storedId } from '#shared/stored';

/** What an event organizer pays for a skill, for each hour, day or event. */
export const StoredTariff = z.object({
  _id: storedId(TariffId),
  ...drivingDocument,
  customerId: storedId(CustomerId),
  category: z.string(),
  skill: z.string(),
  /** Category and skill in lower case: they match, and are unique, ignoring case. */
  categoryKey: z.string(),
  skillKey: z.string(),
  timeType: storedEnum(timeType),
  amountOre: Ore,
  live: z.boolean(),
});
export type StoredTariff = z.infer<typeof StoredTariff>;
