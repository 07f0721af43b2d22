import * as z from 'zod';
import { basAccounts, type Accounts } from './domain/sie.ts';

const account = z.int().min(1000).max(9999);

/** ACCOUNTS as JSON: what differs from the BAS accounts, such as `{"sales":{"S25":3041}}`. */
const Overrides = z.strictObject({
  receivables: account.optional(),
  rounding: account.optional(),
  sales: z.partialRecord(z.enum(['S25', 'S12', 'S6', 'E0', 'AE0']), account).default({}),
  outputVat: z.partialRecord(z.enum(['25', '12', '6']), account).default({}),
});

/** The accounts to which invoices are booked, from configuration. Throws where that is malformed. */
export function accountsFrom(env: { ACCOUNTS?: string | undefined }): Accounts {
  const { receivables, rounding, sales, outputVat } = Overrides.parse(env.ACCOUNTS ? JSON.parse(env.ACCOUNTS) : {});
  return {
    receivables: receivables ?? basAccounts.receivables,
    rounding: rounding ?? basAccounts.rounding,
    sales: { ...basAccounts.sales, ...sales },
    outputVat: { ...basAccounts.outputVat, ...outputVat },
  };
}
