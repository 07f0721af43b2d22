import type { FieldProblem } from '#shared/errors';
import { searchKey } from '#shared/text-search';
import { said } from '#shared/update-body';
import type { StoredEvent } from './event.documents.ts';
import { PERIOD_MESSAGE, type EventUpdate } from './event.input.ts';
import { isEventPeriod } from './domain/event.ts';

/** The event as it will be: what the wish does not name stays. */
export function updatedEvent(event: StoredEvent, wish: EventUpdate): StoredEvent {
  const { customerId: _customerId, details, ...given } = wish;
  const next: StoredEvent = { ...event, ...said(given) };
  return {
    ...next,
    nameKey: searchKey(next.name),
    details: { ...event.details, ...said(details ?? {}) },
  };
}

/** What would be set that is nobody's to set: whose event it is. Sending the present value is fine. */
export const notSettable = (event: StoredEvent, wish: EventUpdate): FieldProblem[] =>
  wish.customerId === undefined || wish.customerId === event.customerId
    ? []
    : [{ field: 'customerId', message: 'never changes' }];

/** What keeps an event from being changed like this; nothing, where it can be. */
export function updateProblems(event: StoredEvent, wish: EventUpdate): FieldProblem[] {
  const { startDate, endDate } = updatedEvent(event, wish);
  return isEventPeriod({ start: startDate, end: endDate }) ? [] : [{ field: 'endDate', message: PERIOD_MESSAGE }];
}
