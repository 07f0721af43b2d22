/** What the peer stores: one Mongoose model for each collection, with the indexes that the original specification lists. */
import { model, Schema, type Types } from 'mongoose';

// Indexes are made once, by whoever fills the store.
const options = { timestamps: true, autoIndex: false, autoCreate: false } as const;
const objectId = Schema.Types.ObjectId;

interface Document {
  _id: Types.ObjectId;
  createdAt: Date;
  updatedAt: Date;
}

export interface StoredUser extends Document {
  email: string;
  passwordHash: string;
  firstName?: string;
  lastName?: string;
  name: string;
  userType: number;
  customerId?: Types.ObjectId;
  phone?: string;
  isActive: boolean;
  skills: { category: string; skill: string; yearsOfExperience: number; proficiency: number }[];
  unavailable: { start: Date; end: Date }[];
}
const userSchema = new Schema<StoredUser>(
  {
    email: { type: String, required: true },
    passwordHash: { type: String, required: true },
    firstName: String,
    lastName: String,
    name: { type: String, required: true },
    userType: { type: Number, required: true },
    customerId: objectId,
    phone: String,
    isActive: { type: Boolean, required: true },
    skills: [{ _id: false, category: String, skill: String, yearsOfExperience: Number, proficiency: Number }],
    unavailable: [{ _id: false, start: Date, end: Date }],
  },
  options,
);
userSchema.index({ email: 1 }, { unique: true });
userSchema.index({ customerId: 1 });
userSchema.index({ userType: 1 });
export const User = model<StoredUser>('User', userSchema, 'users');

export interface StoredCustomer extends Document {
  name: string;
  orgNumber: string;
  address?: string;
  city?: string;
  zipCode?: string;
  customerType: number;
  isActive: boolean;
}
const customerSchema = new Schema<StoredCustomer>(
  {
    name: String,
    orgNumber: String,
    address: String,
    city: String,
    zipCode: String,
    customerType: Number,
    isActive: Boolean,
  },
  options,
);
customerSchema.index({ orgNumber: 1 }, { unique: true });
customerSchema.index({ customerType: 1 });
export const Customer = model<StoredCustomer>('Customer', customerSchema, 'customers');

export interface StoredTariff extends Document {
  customerId: Types.ObjectId;
  category: string;
  skill: string;
  timeType: number;
  amountOre: number;
}
const tariffSchema = new Schema<StoredTariff>(
  { customerId: objectId, category: String, skill: String, timeType: Number, amountOre: Number },
  options,
);
tariffSchema.index({ customerId: 1, category: 1, skill: 1, timeType: 1 });
export const Tariff = model<StoredTariff>('Tariff', tariffSchema, 'tariffs');

export interface StoredEvent extends Document {
  customerId: Types.ObjectId;
  name: string;
  description?: string;
  startDate: Date;
  endDate: Date;
  location?: string;
  eventType: number;
  status: number;
  details: { performer: string; stage: string; audience: number; equipment: string[] };
}
const eventSchema = new Schema<StoredEvent>(
  {
    customerId: objectId,
    name: String,
    description: String,
    startDate: Date,
    endDate: Date,
    location: String,
    eventType: Number,
    status: Number,
    details: { performer: String, stage: String, audience: Number, equipment: [String] },
  },
  options,
);
eventSchema.index({ customerId: 1, startDate: -1 });
eventSchema.index({ status: 1 });
export const Event = model<StoredEvent>('Event', eventSchema, 'events');

export interface StoredBooking extends Document {
  eventId: Types.ObjectId;
  crewId: Types.ObjectId;
  crewCompanyId: Types.ObjectId;
  customerId: Types.ObjectId;
  startTime: Date;
  endTime: Date;
  status: number;
  category: string;
  skill: string;
  timeType: number;
  rateOre: number;
  totalOre: number;
  notes?: string | null;
  requestedBy: Types.ObjectId;
  confirmedAt?: Date;
}
const bookingSchema = new Schema<StoredBooking>(
  {
    eventId: objectId,
    crewId: objectId,
    crewCompanyId: objectId,
    customerId: objectId,
    startTime: Date,
    endTime: Date,
    status: Number,
    category: String,
    skill: String,
    timeType: Number,
    rateOre: Number,
    totalOre: Number,
    notes: String,
    requestedBy: objectId,
    confirmedAt: Date,
  },
  options,
);
// The specification's unique (EventId, CrewId) forbids a second shift; the same keys, not unique, serve its look-ups.
bookingSchema.index({ eventId: 1, crewId: 1 });
bookingSchema.index({ customerId: 1, startTime: -1 });
bookingSchema.index({ crewId: 1, startTime: 1 });
export const Booking = model<StoredBooking>('Booking', bookingSchema, 'bookings');

interface StoredRefreshToken extends Document {
  userId: Types.ObjectId;
  token: string;
  expiresAt: Date;
}
const refreshTokenSchema = new Schema<StoredRefreshToken>(
  { userId: objectId, token: String, expiresAt: Date },
  options,
);
refreshTokenSchema.index({ token: 1 }, { unique: true });
refreshTokenSchema.index({ expiresAt: 1 }, { expireAfterSeconds: 0 });
export const RefreshToken = model<StoredRefreshToken>('RefreshToken', refreshTokenSchema, 'auth_refreshTokens');
