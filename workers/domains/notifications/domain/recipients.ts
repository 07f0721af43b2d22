import type { UserId } from '#shared/ids';

/** Somebody who may be told. */
export interface Person {
  id: UserId;
  name: string;
  language: 'sv' | 'en';
}

/** Each person once, as in the first group that has them: who is booked is told as such, also when managing too. */
export function recipients<Reader extends { person: Person }>(...groups: readonly (readonly Reader[])[]): Reader[] {
  const byId = new Map<UserId, Reader>();
  for (const reader of groups.flat()) {
    if (!byId.has(reader.person.id)) byId.set(reader.person.id, reader);
  }
  return [...byId.values()];
}

/** Somebody's time on an event, as far as telling goes. */
export interface Booked {
  crewId: UserId;
  cancelledAt: Date | null;
}

/**
 * Who was booked on an event when something happened to it, with their times on it: cancelling an event cancels its
 * bookings, and this may be learnt of before or after that.
 */
export function bookedAt<Time extends Booked>(times: readonly Time[], happenedAt: Date): Map<UserId, Time[]> {
  const byPerson = new Map<UserId, Time[]>();
  for (const time of times) {
    if (time.cancelledAt !== null && time.cancelledAt < happenedAt) continue;
    byPerson.set(time.crewId, [...(byPerson.get(time.crewId) ?? []), time]);
  }
  return byPerson;
}
