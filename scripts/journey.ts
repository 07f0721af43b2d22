/**
 * Walks the main journey on a running system, as its people would: `node scripts/journey.ts [http://localhost:5000]`.
 * Signs in with the demo accounts, books the drummer onto a concert, lets the drummer confirm, and waits for the invoice.
 * Ends with 1, and says where, when a step does not go as it should. Written with the typed client, as a front end would be.
 */
import { styleText } from 'node:util';
import { dataOf, thenorSoundApi, type Schema, type ThenorSoundApi } from '../clients/typescript/client.ts';

const baseUrl = process.argv[2] ?? 'http://localhost:5000';
const PASSWORD = 'Demo-2026-sound';
const HOUR_MS = 3_600_000;

interface Somebody {
  api: ThenorSoundApi;
  user: Schema<'User'>;
}

let steps = 0;
function say(what: string, detail = ''): void {
  steps += 1;
  console.log(`${styleText('green', String(steps).padStart(2))}  ${what}${detail && styleText('dim', `  ${detail}`)}`);
}

async function signIn(who: string): Promise<Somebody> {
  const api = thenorSoundApi({ baseUrl });
  const user = await api.signIn(`${who}@thenorsound.example`, PASSWORD);
  say(`${who} signs in`, user.name);
  return { api, user };
}

/** Asks again until there is an answer: what travels through a queue takes a moment. */
async function awaited<T>(what: string, look: () => Promise<T | undefined>, seconds = 30): Promise<T> {
  const deadline = Date.now() + seconds * 1000;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (Date.now() > deadline) throw new Error(`${what}: not there after ${seconds} s`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** Five in the afternoon, UTC, on a random day two to twelve months ahead, so that the walk can be repeated. */
function someEvening(): Date {
  const day = new Date(Date.now() + (60 + Math.floor(Math.random() * 300)) * 24 * HOUR_MS);
  day.setUTCHours(17, 0, 0, 0);
  return day;
}

const organizer = await signIn('organizer');
const drummer = await signIn('crew');
const seller = await signIn('crewcompany');
const customerId = organizer.user.customerId ?? '';
const crewId = drummer.user.id;

const start = someEvening();
const at = (hours: number) => new Date(start.getTime() + hours * HOUR_MS).toISOString();

const concert = await dataOf(
  organizer.api.POST('/api/events', {
    body: {
      customerId,
      name: 'An evening at Folkets Park',
      startDate: at(0),
      endDate: at(6),
      location: 'Malmö',
      eventType: 'Concert',
      details: { performer: 'The Norsound Trio', stage: 'Stora scenen', audience: 800, equipment: ['drum kit'] },
    },
  }),
);
say('the organizer plans a concert', `${concert.name}, ${at(0)}`);

const path = { id: concert.id };
await dataOf(organizer.api.PUT('/api/events/{id}/status', { params: { path }, body: { newStatus: 'Scheduled' } }));
say('and schedules it');

const { isAvailable } = await dataOf(
  organizer.api.GET('/api/users/{id}/availability', {
    params: { path: { id: crewId }, query: { startDate: at(0), endDate: at(4) } },
  }),
);
say(`${drummer.user.name} is ${isAvailable ? 'free' : 'not free'}`);

const price = await dataOf(
  organizer.api.GET('/api/bookings/pricing', {
    params: { query: { crewId, timeType: 'Hour', duration: 4, eventId: concert.id } },
  }),
);
say('four hours cost', `${price.totalAmount} SEK, with VAT ${price.totalWithVat} SEK`);

const wish = { eventId: concert.id, crewId, startTime: at(0), endTime: at(4) };
const booking = await dataOf(organizer.api.POST('/api/bookings', { body: wish }));
say('the organizer books the drummer', `booking ${booking.id}, ${booking.totalAmount} SEK`);

const { response: second } = await organizer.api.POST('/api/bookings', {
  body: { ...wish, startTime: at(2), endTime: at(5) },
});
if (second.status !== 409) throw new Error(`A second booking for the same time was answered ${second.status}, not 409`);
say('a second booking for the same time is refused', '409');

await dataOf(drummer.api.PUT('/api/bookings/{id}/confirm', { params: { path: { id: booking.id } } }));
say('the drummer confirms');

const draft = await awaited('the draft invoice', async () => {
  const drafts = await dataOf(
    organizer.api.GET('/api/customers/{cid}/invoices', {
      params: { path: { cid: customerId }, query: { status: 'Draft' } },
    }),
  );
  return drafts.find(({ bookingId }) => bookingId === booking.id);
});
say('a draft of the invoice is there', `invoice ${draft.id}`);

const invoice = await dataOf(
  seller.api.POST('/api/bookings/{id}/invoice', { params: { path: { id: booking.id } }, body: {} }),
);
say(
  'the crew company issues it',
  `number ${invoice.invoiceNumber}, OCR ${invoice.ocr}, due ${invoice.dueDate}, ` +
    `${invoice.amount} + ${invoice.vatAmount} VAT = ${invoice.totalAmount} SEK`,
);

const told = await awaited('the organizer’s notifications', async () => {
  const { items } = await dataOf(organizer.api.GET('/api/notifications', { params: { query: { pageSize: 50 } } }));
  const about = items.filter(({ link }) => link === `/bookings/${booking.id}` || link === `/invoices/${invoice.id}`);
  return about.length >= 3 ? about : undefined;
});
for (const { title } of told.toReversed()) say('the organizer is told', title);

console.log(styleText('green', `\nThe journey works: ${steps} steps.`));
