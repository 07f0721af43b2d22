import { Decimal128, Int32, type Document } from 'bson';
import { Temporal } from 'temporal-polyfill';
import * as z from 'zod';
import { HOUR_MS, type Period } from '../../src/shared/instant.ts';
import { ore, type Ore } from '../../src/shared/money.ts';
import type { StoredBooking } from '../../workers/domains/bookings/booking.documents.ts';
import type { StoredEvent } from '../../workers/domains/events/event.documents.ts';
import { decimalOf, oreOf } from './amount.ts';
import { derivedId } from './fingerprint.ts';
import { CANCELLED_BY_IMPORT, periodOf, ZONE } from './from-event.ts';
import { Giving, type GivenBack } from './given-back.ts';
import { categoryNumber, LegacySlot, levelNumber, type LegacyEvent } from './legacy-documents.ts';

/** An event as the old system has it, and what the import makes of that. */
export interface EventBefore {
  old: LegacyEvent;
  imported: StoredEvent;
  /** The old document's slots with their BSON types. */
  exactSlots: readonly unknown[];
}

/** Which booking a slot stands for that an earlier way back has added; `place` counts from 0. */
const AddedSlot = z.object({ place: z.coerce.number(), booking: z.string() });
export type AddedSlot = z.infer<typeof AddedSlot>;

/** The added slots of an event, under its id. */
export const AddedSlots = z.object({ _id: z.string(), added: z.array(AddedSlot) });

export interface EventGivenBack extends GivenBack {
  /** Every slot that stands for a booking made here, earlier ones included. */
  added: AddedSlot[];
  bookings: { id: string; fate: 'created' | 'updated' | 'unchanged' | 'left'; notHeld: string[] }[];
}

/**
 * What an old event document must be given to say what this event and its bookings are (the import's decisions, backwards).
 * Slots keep their places, by which the import knows them: of a booking that was cancelled the slot is open again.
 *
 * @param bookings those that were made or changed here
 * @param added what earlier runs have added
 * @param before null for an event that is not there
 */
export function toEvent(
  event: StoredEvent,
  bookings: readonly StoredBooking[],
  added: readonly AddedSlot[],
  before: EventBefore | null,
  now: Date,
): EventGivenBack {
  const then = before?.imported;
  const giving = new Giving();
  giving.unless(then?.name === event.name, { project: event.name });
  giving.unless(then?.startDate.getTime() === event.startDate.getTime(), { start: event.startDate });
  giving.unless(then?.endDate.getTime() === event.endDate.getTime(), { end: event.endDate });
  giving.unless(then !== undefined && then.projectNumber === event.projectNumber, {
    projectNumber: event.projectNumber,
  });
  const isActive = event.live && event.status !== 'Cancelled';
  giving.unless(before !== null && (before.old.isActive ?? true) === isActive, { isActive });

  const slots = giveSlots(event, isActive, bookings, added, before);
  if (slots.changed || !before) giving.set['slots'] = slots.list;
  if (!before) {
    const total = ore(bookings.reduce((sum, { status, totalOre }) => sum + (status === 'Cancelled' ? 0 : totalOre), 0));
    Object.assign(giving.set, { bookingResponsible: null, totalTechnicalCost: decimalOf(total), files: [] });
  } else if (slots.differ) {
    giving.notHeld.push('totalTechnicalCost is what it was, and the slots are not');
  }
  const noPlace = noPlaceFor(event, now);
  if (noPlace.length > 0) giving.notHeld.push(`what the event says besides (${noPlace.join(', ')})`);
  return { set: giving.set, notHeld: giving.notHeld, added: slots.added, bookings: slots.bookings };
}

function noPlaceFor(event: StoredEvent, now: Date): string[] {
  const { description, location, eventType, status, details, endDate } = event;
  const implied = status === 'Cancelled' || status === (endDate <= now ? 'Completed' : 'Scheduled');
  const { performer, stage, audience, equipment } = details;
  const hasDetails = [performer, stage, audience].some((detail) => detail !== null) || equipment.length > 0;
  return [
    ...(description === null ? [] : ['description']),
    ...(location === null ? [] : ['location']),
    ...(eventType === 'Other' ? [] : ['eventType']),
    ...(implied ? [] : [`status "${status}"`]),
    ...(hasDetails ? ['details'] : []),
  ];
}

function giveSlots(
  event: StoredEvent,
  isActive: boolean,
  bookings: readonly StoredBooking[],
  addedBefore: readonly AddedSlot[],
  before: EventBefore | null,
) {
  const list = [...(before?.exactSlots ?? [])] as Document[];
  const places = new Map<string, number[]>();
  for (const place of list.keys()) places.set(derivedId('booking', event._id, place), [place]);
  // A note that is further than the list was made by a run that ended before it could write the event.
  const added = addedBefore.filter(({ place }) => place < list.length);
  for (const { place, booking } of added) places.set(booking, [...(places.get(booking) ?? []), place]);

  let changed = false;
  let anyOff = false;
  const told: EventGivenBack['bookings'] = [];
  const inOrder = bookings.toSorted(
    (one, other) => one.startTime.getTime() - other.startTime.getTime() || (one._id < other._id ? -1 : 1),
  );
  for (const booking of inOrder) {
    const theirs = places.get(booking._id) ?? [];
    const isOff = booking.status === 'Cancelled';
    const notHeld: string[] = [];
    const wasOff = Object.values<unknown>(CANCELLED_BY_IMPORT).includes(booking.cancellationReason);
    if (isOff && (wasOff || theirs.length === 0)) {
      told.push({ id: booking._id, fate: wasOff ? 'unchanged' : 'left', notHeld: [] });
      continue;
    }
    // With the event its bookings were cancelled: it says so itself, and who was booked stays.
    const wanted = isOff ? [] : slotsOf(booking, notHeld);
    if (isOff && isActive) {
      notHeld.push('it was cancelled: the slot is open, and why is not said');
      anyOff = true;
    }
    let fate: 'created' | 'updated' | 'unchanged' = theirs.length === 0 ? 'created' : 'unchanged';
    for (const [number, slot] of wanted.entries()) {
      const place = theirs[number];
      if (place === undefined) {
        added.push({ place: list.length, booking: booking._id });
        list.push(exactSlot(slot, null));
        changed = true;
      } else if (change(place, exactSlot(slot, list[place] ?? null))) fate = 'updated';
    }
    const noLonger = isOff && !isActive ? [] : theirs.slice(wanted.length);
    for (const place of noLonger) if (change(place, { ...list[place], crewId: null })) fate = 'updated';
    if (booking.notes !== null) notHeld.push('its notes');
    told.push({ id: booking._id, fate, notHeld });
  }
  // Also of what an earlier run has written: each report is whole.
  const differ = changed || anyOff || added.length > 0;
  return { list, added, changed, differ, bookings: told };

  function change(place: number, slot: Document): boolean {
    const same = Object.keys(slot).every((field) => slot[field] === list[place]?.[field]);
    if (same) return false;
    list[place] = slot;
    changed = true;
    return true;
  }
}

interface Slot {
  date: string;
  start: string;
  end: string;
  crewId: string;
  category: number;
  level: number;
  rateOre: Ore;
  hours: number;
  sumOre: Ore;
}

/** The one of five and of three that says least, where a booking's own has no number. */
const [SOME_CATEGORY, SOME_LEVEL] = [5, 3];

/**
 * The slots that say what a booking says: one, or one a day where it lasts a day or longer, which a slot cannot. A whole day
 * in between ends at 23:59.
 */
function slotsOf(booking: StoredBooking, notHeld: string[]): Slot[] {
  const [category, level] = [categoryNumber(booking.category), levelNumber(booking.skill)];
  if (category === undefined || level === undefined) {
    notHeld.push(`"${booking.category}, ${booking.skill}" has no number there: it says Teknik, C`);
  }
  if (booking.status === 'Requested') notHeld.push('it was only asked for: there it stands as booked');
  if (booking.timeType !== 'Hour') notHeld.push('it is not paid by the hour: the rate and the sum stand');
  const days = daysOf({ start: booking.startTime, end: booking.endTime });
  if (days.length > 1) notHeld.push('it lasts longer than a slot can: one a day, with a part of the sum each');
  const allHours = days.reduce((sum, { hours }) => sum + hours, 0);
  let rest: number = booking.totalOre;
  return days.map((day, number) => {
    const isLast = number === days.length - 1;
    const sum = isLast ? rest : Math.floor((booking.totalOre * day.hours) / allHours);
    rest -= sum;
    return {
      ...day,
      crewId: booking.crewId,
      category: category === undefined || level === undefined ? SOME_CATEGORY : category,
      level: category === undefined || level === undefined ? SOME_LEVEL : level,
      rateOre: booking.rateOre,
      sumOre: ore(sum),
    };
  });
}

/** A period as wall-clock times in Stockholm, a day each. */
function daysOf({ start, end }: Period): Pick<Slot, 'date' | 'start' | 'end' | 'hours'>[] {
  const [from, to] = [start, end].map((moment) =>
    Temporal.Instant.fromEpochMilliseconds(moment.getTime()).toZonedDateTimeISO(ZONE),
  ) as [Temporal.ZonedDateTime, Temporal.ZonedDateTime];
  const date = from.toPlainDate().toString();
  const hours = (end.getTime() - start.getTime()) / HOUR_MS;
  const whole = { date, start: clock(from), end: clock(to), hours };
  const said = periodOf(whole);
  if (said && said.start.getTime() === start.getTime() && said.end.getTime() === end.getTime()) return [whole];
  const midnight = from.toPlainDate().add({ days: 1 }).toZonedDateTime(ZONE);
  if (Temporal.ZonedDateTime.compare(midnight, to) >= 0) {
    // A time that a clock change has twice, or seconds: as near as a slot can say.
    const isAll = clock(from) === clock(to);
    return [{ ...whole, end: isAll ? '23:59' : whole.end }];
  }
  const isWholeDay = clock(from) === '00:00';
  const first = {
    date,
    start: clock(from),
    end: isWholeDay ? '23:59' : '00:00',
    hours: (midnight.epochMilliseconds - from.epochMilliseconds) / HOUR_MS,
  };
  return [first, ...daysOf({ start: new Date(midnight.epochMilliseconds), end })];
}

const clock = (moment: Temporal.ZonedDateTime): string => moment.toPlainTime().toString({ smallestUnit: 'minute' });

/** A slot in BSON. Of one that is there, what says the same already stays word for word. */
function exactSlot(slot: Slot, there: Document | null): Document {
  const said = {
    date: slot.date,
    start: slot.start,
    end: slot.end,
    crewId: slot.crewId,
    skillCategory: new Int32(slot.category),
    skillLevel: new Int32(slot.level),
    tariff: decimalOf(slot.rateOre),
    hourAmount: Decimal128.fromString(String(Number(slot.hours.toFixed(4)))),
    sum: decimalOf(slot.sumOre),
  };
  const then = there && LegacySlot.safeParse(there).data;
  if (!there || !then) return { ...there, ...said };
  const [period, wanted] = [periodOf(then), periodOf(slot)];
  const sameTime =
    period?.start.getTime() === wanted?.start.getTime() && period?.end.getTime() === wanted?.end.getTime();
  return {
    ...there,
    ...(!sameTime && { date: said.date, start: said.start, end: said.end, hourAmount: said.hourAmount }),
    ...(then.crewId !== slot.crewId && { crewId: said.crewId }),
    ...(then.skillCategory !== slot.category && { skillCategory: said.skillCategory }),
    ...(then.skillLevel !== slot.level && { skillLevel: said.skillLevel }),
    ...(oreOf(then.tariff)?.ore !== slot.rateOre && { tariff: said.tariff }),
    ...(oreOf(then.sum)?.ore !== slot.sumOre && { sum: said.sum }),
  };
}
