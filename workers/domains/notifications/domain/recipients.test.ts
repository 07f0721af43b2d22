import { describe, expect, it } from 'vitest';
import type { UserId } from '#shared/ids';
import { bookedAt, recipients, type Person } from './recipients.ts';

const person = (id: string): Person => ({
  id: id as UserId,
  name: id,
  language: 'sv',
});

describe('recipients', () => {
  it('are each told once, in their first role', () => {
    const told = recipients(
      [{ person: person('anna'), isBooked: true }],
      [
        { person: person('anna'), isBooked: false },
        { person: person('bo'), isBooked: false },
      ],
      [{ person: person('bo'), isBooked: false }],
    );
    expect(told.map(({ person: { id }, isBooked }) => [id, isBooked])).toEqual([
      ['anna', true],
      ['bo', false],
    ]);
  });
});

describe('who is booked on an event', () => {
  const happenedAt = new Date('2026-12-01T12:00:00Z');
  const time = (crewId: string, cancelledAt: string | null) => ({
    crewId: crewId as UserId,
    cancelledAt: cancelledAt === null ? null : new Date(cancelledAt),
  });

  it('is who has a live booking, or lost it since, but not who had cancelled before', () => {
    const booked = bookedAt(
      [
        time('anna', null),
        time('bo', '2026-12-01T12:00:01Z'),
        time('cilla', '2026-12-01T12:00:00Z'),
        time('david', '2026-12-01T11:59:59Z'),
      ],
      happenedAt,
    );
    expect([...booked.keys()]).toEqual(['anna', 'bo', 'cilla']);
  });

  it('is told once, of every shift', () => {
    const booked = bookedAt([time('anna', null), time('anna', null)], happenedAt);
    expect(booked.get('anna' as UserId)).toHaveLength(2);
  });
});
