import { serveEndpoints } from '#shared/endpoint';
import addTariff from './commands/add-tariff.ts';
import createCustomer from './commands/create-customer.ts';
import deleteCustomer from './commands/delete-customer.ts';
import deleteTariff from './commands/delete-tariff.ts';
import updateCustomer from './commands/update-customer.ts';
import updateTariff from './commands/update-tariff.ts';
import { depsFrom, type Env } from './deps.ts';
import getCustomer from './queries/get-customer.ts';
import getCustomerDetails from './queries/get-customer-details.ts';
import listCustomers from './queries/list-customers.ts';
import listTariffs from './queries/list-tariffs.ts';

export { CustomersForColleagues } from './for-colleagues.ts';

export const customers = serveEndpoints(
  'customers',
  [
    createCustomer,
    getCustomer,
    updateCustomer,
    deleteCustomer,
    getCustomerDetails,
    listCustomers,
    addTariff,
    listTariffs,
    updateTariff,
    deleteTariff,
  ],
  depsFrom,
);

export default { fetch: customers.fetch } satisfies ExportedHandler<Env>;
