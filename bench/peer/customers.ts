import { Customer, Tariff, type StoredTariff } from './models.ts';
import { connectStore, listen, newApp, Refusal, type PeerConfig } from './service.ts';

export const tariffView = (tariff: StoredTariff) => ({
  id: tariff._id.toString(),
  category: tariff.category,
  skill: tariff.skill,
  timeType: tariff.timeType,
  amountOre: tariff.amountOre,
});
export type TariffView = ReturnType<typeof tariffView>;

/** Companies and their tariffs. */
export async function startCustomers({ ports, mongodbUri }: PeerConfig): Promise<void> {
  await connectStore(mongodbUri);
  const app = newApp();

  app.get('/api/customers/:id', async (request, response) => {
    const customer = await Customer.findById(request.params.id).lean();
    if (!customer) throw new Refusal(404, 'The customer was not found');
    const { _id, name, orgNumber, address, city, zipCode, customerType, isActive } = customer;
    response.json({ id: _id.toString(), name, orgNumber, address, city, zipCode, customerType, isActive });
  });

  app.get('/api/customers/:id/tariffs', async (request, response) => {
    const tariffs = await Tariff.find({ customerId: request.params.id }).lean<StoredTariff[]>();
    response.json(tariffs.map(tariffView));
  });

  await listen(app, ports.customers);
}
