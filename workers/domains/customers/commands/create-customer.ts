import * as z from 'zod';
import type { SignedIn } from '#shared/actor';
import { audited } from '#shared/audit';
import type { Call } from '#shared/call';
import { DuplicateKey, oid, untold } from '#shared/documents';
import { occurred } from '#shared/domain-events';
import { endpoint, etagOf, reply } from '#shared/endpoint';
import { CUSTOMER_TYPE, CustomerType } from '#shared/enums';
import { conflict } from '#shared/errors';
import { CustomerId, newId, type TariffId } from '#shared/ids';
import { firstVersion } from '#shared/stored';
import { searchKey } from '#shared/text-search';
import type { StoredCustomer } from '../customer.documents.ts';
import { CompanyInput } from '../customer.input.ts';
import { CustomerView, toView } from '../customer.view.ts';
import { newTariff, repeatedTariffs } from '../domain/tariff.ts';
import type { Deps } from '../ports.ts';
import { TariffInput } from '../tariff.input.ts';

const CreateCustomer = CompanyInput.extend({ tariffs: z.array(TariffInput).max(200).default([]) })
  .superRefine(
    ({ customerType, tariffs, seller }, context) => {
      const problem = (path: (string | number)[], message: string) =>
        context.addIssue({ code: 'custom', path, message });
      if (customerType !== CUSTOMER_TYPE.eventOrganizer && tariffs.length > 0) {
        problem(['tariffs'], 'only an event organizer has tariffs');
      }
      if (customerType !== CUSTOMER_TYPE.crewCompany && seller !== null)
        problem(['seller'], 'only a crew company sells');
      for (const place of repeatedTariffs(tariffs)) {
        problem(['tariffs', place], 'says the same category, skill and time type as an earlier one');
      }
    },
    // Also when another field is bad already, as long as these are good.
    { when: ({ value }) => Compared.safeParse(value).success },
  )
  .meta({
    example: {
      name: 'Festivalbolaget AB',
      orgNumber: '556047-3521',
      customerType: 1,
      address: 'Storgatan 1',
      zipCode: '211 34',
      city: 'Malmö',
      email: 'faktura@festivalbolaget.example',
      tariffs: [{ category: 'Musician', skill: 'Drums', timeType: 'Hour', amount: 500 }],
    },
  });
const Compared = z.object({
  customerType: CustomerType,
  tariffs: z.array(z.object({ category: z.string(), skill: z.string(), timeType: z.string() })),
  seller: z.object({}).nullable(),
});
type CreateCustomer = z.infer<typeof CreateCustomer>;

/** Records a company. The tariffs go first: they are invisible until their customer exists, which makes it one step. */
export async function createCustomer(
  wish: CreateCustomer,
  id: CustomerId,
  actor: SignedIn,
  deps: Deps,
  call: Call,
): Promise<StoredCustomer> {
  const now = call.now();
  for (const tariff of wish.tariffs) {
    try {
      await deps.tariffs.insert(newTariff(newId<TariffId>(now), id, tariff, now));
    } catch (error) {
      // A second run of a creation that died half-way finds its own tariffs: nobody else knows this customer's id.
      if (!(error instanceof DuplicateKey)) throw error;
    }
  }
  const events = [
    occurred(
      'customer.created',
      { customerId: id, customerType: wish.customerType },
      { now, traceId: call.trace.traceId },
    ),
    audited(actor, 'customers:create', 'customer', id, call),
  ];
  const customer = { ...newCustomer(id, wish, actor, now), ...untold(now, events) };
  try {
    await deps.customers.insert(customer);
  } catch (error) {
    if (!(error instanceof DuplicateKey)) throw error;
    const standing = await deps.customers.findOne({ _id: oid(id), live: true });
    // The same creation again, after its answer was lost: it stands.
    if (standing) return standing;
    throw conflict('There is a customer with this organization number already');
  }
  deps.publish(events);
  return customer;
}

function newCustomer(id: CustomerId, wish: CreateCustomer, actor: SignedIn, now: Date): Omit<StoredCustomer, 'outbox'> {
  const { tariffs: _tariffs, seller, ...company } = wish;
  return {
    _id: id,
    ...firstVersion(now),
    ...company,
    nameKey: searchKey(wish.name),
    isActive: true,
    live: true,
    seller: seller && {
      ...seller,
      performanceExemption: seller.performanceExemption ? { declaredBy: actor.userId, declaredAt: now } : null,
    },
  };
}

export default endpoint<Deps>()(
  {
    method: 'post',
    path: '/api/customers',
    access: 'customers:create',
    summary: 'Create a customer: an event organizer, with its tariffs if any, or a crew company',
    body: CreateCustomer,
    answers: { 201: { description: 'The new customer', body: CustomerView, etag: true } },
    refuses: ['CONFLICT'],
  },
  async ({ body, actor, deps, call, newId: givenId }) => {
    const id = CustomerId.parse(givenId ?? newId<CustomerId>());
    const customer = await createCustomer(body, id, actor, deps, call);
    return reply(201, toView(customer), {
      etag: etagOf(customer.version),
      headers: { location: `/api/customers/${id}` },
    });
  },
);
