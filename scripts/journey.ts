/**
 * Walks the main journey on a running system, as its people would: `node scripts/journey.ts [http://localhost:5000]`.
 * Signs in with the demo accounts, books the drummer onto a concert, lets the drummer confirm, and waits for the invoice.
 * Ends with 1, and says where, when a step does not go as it should.
 */
import { styleText } from 'node:util';

const base = process.argv[2] ?? 'http://localhost:5000';
const PASSWORD = 'Demo-2026-sound';
const HOUR_MS = 3_600_000;

type Json = Record<string, unknown> & { id: string };
type Session = { token: string; user: Json };

async function call<T = Json>(
  method: string,
  path: string,
  options: { as?: Session; body?: unknown; expect?: number } = {},
): Promise<T> {
  const response = await fetch(base + path, {
    method,
    headers: {
      ...(options.body !== undefined && { 'content-type': 'application/json' }),
      ...(options.as && { authorization: `Bearer ${options.as.token}` }),
    },
    ...(options.body !== undefined && { body: JSON.stringify(options.body) }),
  });
  const text = await response.text();
  if (response.status !== (options.expect ?? 200)) {
    throw new Error(`${method} ${path} answered ${response.status}, not ${options.expect ?? 200}: ${text}`);
  }
  return JSON.parse(text) as T;
}

let steps = 0;
function say(what: string, detail = ''): void {
  steps += 1;
  console.log(`${styleText('green', String(steps).padStart(2))}  ${what}${detail && styleText('dim', `  ${detail}`)}`);
}

async function signIn(who: string): Promise<Session> {
  const { accessToken, user } = await call<{ accessToken: string; user: Json }>('POST', '/api/auth/login', {
    body: { email: `${who}@thenorsound.example`, password: PASSWORD },
  });
  say(`${who} signs in`, String(user['name']));
  return { token: accessToken, user };
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

const start = someEvening();
const at = (hours: number) => new Date(start.getTime() + hours * HOUR_MS).toISOString();

const concert = await call('POST', '/api/events', {
  as: organizer,
  expect: 201,
  body: {
    customerId: organizer.user['customerId'],
    name: 'An evening at Folkets Park',
    startDate: at(0),
    endDate: at(6),
    location: 'Malmö',
    eventType: 'Concert',
    details: { performer: 'The Norsound Trio', stage: 'Stora scenen', audience: 800, equipment: ['drum kit'] },
  },
});
say('the organizer plans a concert', `${String(concert['name'])}, ${at(0)}`);

await call('PUT', `/api/events/${concert.id}/status`, { as: organizer, body: { newStatus: 'Scheduled' } });
say('and schedules it');

const period = `startDate=${at(0)}&endDate=${at(4)}`;
const availability = await call('GET', `/api/users/${drummer.user.id}/availability?${period}`, { as: organizer });
say(`${String(drummer.user['name'])} is ${availability['isAvailable'] === true ? 'free' : 'not free'}`);

const price = await call(
  'GET',
  `/api/bookings/pricing?crewId=${drummer.user.id}&timeType=Hour&duration=4&eventId=${concert.id}`,
  { as: organizer },
);
say('four hours cost', `${String(price['totalAmount'])} SEK, with VAT ${String(price['totalWithVat'])} SEK`);

const wish = { eventId: concert.id, crewId: drummer.user.id, startTime: at(0), endTime: at(4) };
const booking = await call('POST', '/api/bookings', { as: organizer, expect: 201, body: wish });
say('the organizer books the drummer', `booking ${booking.id}, ${String(booking['totalAmount'])} SEK`);

await call('POST', '/api/bookings', {
  as: organizer,
  expect: 409,
  body: { ...wish, startTime: at(2), endTime: at(5) },
});
say('a second booking for the same time is refused', '409');

await call('PUT', `/api/bookings/${booking.id}/confirm`, { as: drummer });
say('the drummer confirms');

const draft = await awaited('the draft invoice', async () => {
  const drafts = await call<Json[]>(
    'GET',
    `/api/customers/${String(organizer.user['customerId'])}/invoices?status=Draft`,
    {
      as: organizer,
    },
  );
  return drafts.find((invoice) => invoice['bookingId'] === booking.id);
});
say('a draft of the invoice is there', `invoice ${draft.id}`);

const invoice = await call('POST', `/api/bookings/${booking.id}/invoice`, { as: seller, expect: 201, body: {} });
say(
  'the crew company issues it',
  `number ${String(invoice['invoiceNumber'])}, OCR ${String(invoice['ocr'])}, due ${String(invoice['dueDate'])}, ` +
    `${String(invoice['amount'])} + ${String(invoice['vatAmount'])} VAT = ${String(invoice['totalAmount'])} SEK`,
);

const told = await awaited('the organizer’s notifications', async () => {
  const { items } = await call<{ items: Json[] }>('GET', '/api/notifications?pageSize=50', { as: organizer });
  const about = items.filter(({ link }) => link === `/bookings/${booking.id}` || link === `/invoices/${invoice.id}`);
  return about.length >= 3 ? about : undefined;
});
for (const notification of told.toReversed()) say('the organizer is told', String(notification['title']));

console.log(styleText('green', `\nThe journey works: ${steps} steps.`));
