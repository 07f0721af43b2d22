import { CUSTOMER_TYPE, type TimeType } from '#shared/enums';
import type { CustomerId, TariffId } from '#shared/ids';
import { luhnCheckDigit } from '#shared/luhn';
import { ore } from '#shared/money';
import { firstVersion } from '#shared/stored';
import { searchKey } from '#shared/text-search';
import type { StoredCustomer } from '../../workers/domains/customers/customer.documents.ts';
import { newTariff } from '../../workers/domains/customers/domain/tariff.ts';
import { demoId } from './demo-id.ts';

/** Nobody's organization numbers: in form, and by their check digit, they are real. */
const orgNumber = (base: string): string => `${base}${luhnCheckDigit(base)}`;

const ORGANIZER_NUMBER = orgNumber('559900001');
const CREW_COMPANY_NUMBER = orgNumber('559900002');

export const organizerId = demoId<CustomerId>(1);
export const crewCompanyId = demoId<CustomerId>(2);

const company = (now: Date, name: string) => ({
  ...firstVersion(now),
  outbox: [],
  name,
  nameKey: searchKey(name),
  country: 'SE',
  isActive: true,
  paymentTermsDays: 30,
  peppolId: null,
  live: true,
});

/** An event organizer, who books, and a crew company, which sells: complete, so that it issues its own invoices. */
export const demoCompanies = (now: Date): StoredCustomer[] => [
  {
    ...company(now, 'Norrsken Event AB'),
    _id: organizerId,
    orgNumber: ORGANIZER_NUMBER,
    address: 'Storgatan 12',
    city: 'Malmö',
    zipCode: '21142',
    email: 'faktura@norrsken.example',
    phone: '040-123 45 67',
    contact: 'Olle Öberg',
    customerType: CUSTOMER_TYPE.eventOrganizer,
    vatNumber: `SE${ORGANIZER_NUMBER}01`,
    invoiceReference: 'Projekt Höst',
    seller: null,
  },
  {
    ...company(now, 'Ljudlaget Crew AB'),
    _id: crewCompanyId,
    orgNumber: CREW_COMPANY_NUMBER,
    address: 'Verkstadsgatan 3',
    city: 'Göteborg',
    zipCode: '41502',
    email: 'hej@ljudlaget.example',
    phone: '031-765 43 21',
    contact: 'Cilla Ceder',
    customerType: CUSTOMER_TYPE.crewCompany,
    vatNumber: `SE${CREW_COMPANY_NUMBER}01`,
    invoiceReference: null,
    seller: {
      kind: 'technical',
      fSkatt: true,
      bankgiro: '9912346',
      plusgiro: null,
      seat: 'Göteborg',
      rounding: false,
      performanceExemption: null,
    },
  },
];

const prices: readonly [string, string, TimeType, number][] = [
  ['Musician', 'Drums', 'Hour', 500],
  ['Musician', 'Drums', 'Day', 3_600],
  ['Musician', 'Guitar', 'Hour', 480],
  ['Musician', 'Vocals', 'Event', 6_500],
  ['Technician', 'Mixing', 'Hour', 450],
  ['Technician', 'Lighting', 'Hour', 430],
  ['Technician', 'Rigging', 'Day', 3_200],
];

/** What the organizer pays. */
export const demoTariffs = (now: Date) =>
  prices.map(([category, skill, timeType, sek], place) =>
    newTariff(demoId<TariffId>(100 + place), organizerId, { category, skill, timeType, amount: ore(sek * 100) }, now),
  );
