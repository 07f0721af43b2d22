import { describe, expect, it } from 'vitest';
import { bookingCancelled, bookingConfirmed, bookingCreated, bookingMoved } from './booking-texts.ts';
import { eventDeleted, eventUpdated } from './event-texts.ts';
import { longDay, money, period } from './format.ts';
import { invoiceGenerated, invoiceOverdue, paymentReceived } from './invoice-texts.ts';
import { welcome } from './welcome-text.ts';

/** Intl writes no-break spaces, which an editor does not show. */
const plain = (text: string) => text.replaceAll(/[\u00a0\u202f]/g, ' ');
const evening = { start: new Date('2026-12-05T17:00:00Z'), end: new Date('2026-12-05T22:00:00Z') };

describe('amounts and times', () => {
  it('writes amounts in kronor as in Sweden, to the öre', () => {
    expect([money(12_500_50, 'sv'), money(12_500_50, 'en'), money(0, 'sv')].map(plain)).toEqual([
      '12 500,50 kr',
      '12 500,50 kr',
      '0,00 kr',
    ]);
  });

  it('writes times in Sweden’s time zone and names the day once', () => {
    expect(period(evening, 'sv')).toBe('lör 5 december 2026 18:00–23:00');
    expect(period(evening, 'en')).toBe('Sat, 5 December 2026 18:00–23:00');
  });

  it('names both days of a span over midnight, the Swedish one', () => {
    const night = { start: new Date('2026-12-05T21:00:00Z'), end: new Date('2026-12-05T23:30:00Z') };
    expect(period(night, 'sv')).toBe('lör 5 december 2026 22:00 – sön 6 december 2026 00:30');
  });

  it('follows summer time: the night of 25 October 2026 is one hour longer than its clock says', () => {
    const night = { start: new Date('2026-10-24T22:00:00Z'), end: new Date('2026-10-25T05:00:00Z') };
    expect(period(night, 'sv')).toBe('sön 25 oktober 2026 00:00–06:00');
  });

  it('writes a due day as the day it is, whatever the time zone', () => {
    expect([longDay('2026-12-23', 'sv'), longDay('2026-12-23', 'en')]).toEqual([
      '23 december 2026',
      '23 December 2026',
    ]);
  });
});

describe('a booking', () => {
  const facts = { eventName: 'Sommarfestivalen på Öland', crewName: 'Åsa Öberg', ...evening };
  const priced = { ...facts, totalOre: 250_000 };
  const swedish = { language: 'sv', isBooked: true } as const;
  const organizer = { language: 'sv', isBooked: false } as const;
  const english = { language: 'en', isBooked: false } as const;

  it('asks the person, without the price', () => {
    expect(bookingCreated(priced, swedish)).toEqual({
      title: 'Ny bokningsförfrågan: Sommarfestivalen på Öland',
      body: 'Du är tillfrågad för lör 5 december 2026 18:00–23:00. Bekräfta eller tacka nej.',
    });
  });

  it('tells the others who and for how much', () => {
    expect(plain(bookingCreated(priced, organizer).body)).toBe(
      'Åsa Öberg är tillfrågad för lör 5 december 2026 18:00–23:00. Belopp: 2 500,00 kr exkl. moms.',
    );
    expect(plain(bookingConfirmed(priced, english).body)).toBe(
      'Åsa Öberg is booked for Sat, 5 December 2026 18:00–23:00. Amount: 2 500,00 kr excl. VAT.',
    );
  });

  it('asks to confirm a new time', () => {
    expect(bookingMoved(facts, swedish)).toEqual({
      title: 'Ny tid: Sommarfestivalen på Öland',
      body: 'Din bokning är flyttad till lör 5 december 2026 18:00–23:00. Bekräfta den nya tiden.',
    });
    expect(bookingMoved(facts, english).body).toContain('was moved to Sat, 5 December 2026');
  });

  it('gives the reason of a cancellation', () => {
    const cancelled = { ...facts, reason: 'Sjuk' };
    expect(bookingCancelled(cancelled, swedish).body).toBe(
      'Din bokning lör 5 december 2026 18:00–23:00 är avbokad. Anledning: Sjuk',
    );
    expect(bookingCancelled(cancelled, english).title).toBe('Booking cancelled: Sommarfestivalen på Öland');
  });

  it('can still be told of when its event or its person is gone', () => {
    expect(bookingConfirmed({ ...priced, eventName: null, crewName: null }, organizer).title).toBe('Bekräftad bokning');
    expect(bookingConfirmed({ ...priced, eventName: null, crewName: null }, organizer).body).toMatch(
      /^En medarbetare är bokad/,
    );
  });
});

describe('an event', () => {
  const event = { name: 'Julkonsert', location: 'Globen', ...evening, isCancelled: false };

  it('tells what it is now and when the reader is booked', () => {
    expect(eventUpdated(event, [evening], 'sv')).toEqual({
      title: 'Ändrat: Julkonsert',
      body: 'Evenemanget är nu lör 5 december 2026 18:00–23:00, Globen. Du är bokad lör 5 december 2026 18:00–23:00.',
    });
    expect(eventUpdated({ ...event, location: null }, [evening], 'en').body).toMatch(/23:00\. You are booked/);
  });

  it('tells of every shift of a reader with several', () => {
    const morning = { start: new Date('2026-12-06T07:00:00Z'), end: new Date('2026-12-06T11:00:00Z') };
    expect(eventUpdated(event, [evening, morning], 'sv').body).toContain(
      'lör 5 december 2026 18:00–23:00 och sön 6 december 2026 08:00–12:00',
    );
  });

  it('says that it is off', () => {
    expect(eventUpdated({ ...event, isCancelled: true }, [evening], 'sv').title).toBe('Inställt: Julkonsert');
    expect(eventUpdated({ ...event, isCancelled: true }, [evening], 'en').title).toBe('Cancelled: Julkonsert');
    expect(eventDeleted([evening], 'sv').body).toContain('lör 5 december 2026 18:00–23:00');
    expect(eventDeleted([evening], 'en').title).toBe('Event removed');
  });
});

describe('an invoice', () => {
  const facts = { number: '2026-00017', isCreditNote: false };
  const buyer = { language: 'sv', isSeller: false } as const;
  const seller = { language: 'en', isSeller: true } as const;

  it('tells the buyer what to pay and when', () => {
    const text = invoiceGenerated({ ...facts, totalOre: 312_500, dueDate: '2026-12-23', isMailed: true }, buyer);
    expect([text.title, plain(text.body)]).toEqual([
      'Ny faktura: 2026-00017',
      'Belopp: 3 125,00 kr inkl. moms. Förfaller 23 december 2026.',
    ]);
  });

  it('tells the seller that it is issued', () => {
    expect(invoiceGenerated({ ...facts, totalOre: 1, dueDate: '2026-12-23', isMailed: true }, seller).title).toBe(
      'Invoice issued: 2026-00017',
    );
  });

  it('calls a credit note by its name', () => {
    const credit = { number: null, isCreditNote: true, totalOre: 100, dueDate: '2026-12-23', isMailed: true };
    expect(invoiceGenerated(credit, buyer).title).toBe('Kreditfaktura');
    expect(invoiceGenerated(credit, seller).title).toBe('Credit note');
  });

  it('tells of payments and of payments that did not come', () => {
    const paid = { ...facts, amountOre: 50_000 };
    expect(plain(paymentReceived(paid, buyer).body)).toBe('500,00 kr har registrerats på fakturan.');
    expect(paymentReceived(paid, seller).title).toBe('Payment recorded: 2026-00017');
    expect(invoiceOverdue(paid, buyer).title).toBe('Förfallen faktura: 2026-00017');
    expect([invoiceOverdue(paid, seller).body, invoiceOverdue(paid, { ...buyer, isSeller: true }).body]).toEqual([
      expect.stringContaining('The buyer has not paid'),
      expect.stringContaining('Köparen har inte betalat'),
    ]);
    expect(invoiceOverdue(paid, { ...seller, isSeller: false }).body).toContain('should have been paid');
  });
});

it('welcomes a new user by name', () => {
  expect(welcome('Åsa', 'sv')).toEqual({
    title: 'Välkommen till ThenorSound',
    body: 'Hej Åsa! Här ser du det som rör dig: bokningar och fakturor.',
  });
  expect(welcome('Åsa', 'en').title).toBe('Welcome to ThenorSound');
});
