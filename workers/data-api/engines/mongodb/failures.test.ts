import { MongoNetworkError, MongoServerError, MongoServerSelectionError, type TopologyDescription } from 'mongodb';
import { describe, expect, test } from 'vitest';
import { failureOfMongo } from './failures.ts';

const serverError = (code: number, message = 'refused'): MongoServerError => new MongoServerError({ message, code });
const noServer = new MongoServerSelectionError('no server', {} as TopologyDescription);
const sentWrite = { writes: true, sent: true };
const unsentWrite = { writes: true, sent: false };
const read = { writes: false, sent: true };

describe('a failure of MongoDB', () => {
  test.each<[string, Error, { writes: boolean; sent: boolean }, string]>([
    ['no server, nothing sent', noServer, unsentWrite, 'unavailable'],
    ['no server for the second try of a write', noServer, sentWrite, 'unknown-outcome'],
    ['no server for a read', noServer, read, 'unavailable'],
    ['a connection lost while writing', new MongoNetworkError('reset'), sentWrite, 'unknown-outcome'],
    ['a connection lost before', new MongoNetworkError('refused'), unsentWrite, 'unavailable'],
    ['a connection lost while reading', new MongoNetworkError('reset'), read, 'unavailable'],
    ['a server that is not primary', serverError(10_107), sentWrite, 'unavailable'],
    ['a wrong password', serverError(18), sentWrite, 'unavailable'],
    ['a server that shuts down while writing', serverError(91), sentWrite, 'unknown-outcome'],
    ['a write interrupted', serverError(11_600), sentWrite, 'unknown-outcome'],
    ['a write that the majority has not confirmed', serverError(64), sentWrite, 'unknown-outcome'],
    ['an unknown operator', serverError(2), sentWrite, 'bad-request'],
    ['a conflict between paths', serverError(40), sentWrite, 'bad-request'],
    ['something unheard of', new Error('?'), sentWrite, 'unknown-outcome'],
  ])('%s', (_, error, attempt, kind) => {
    expect(failureOfMongo(error, attempt).kind).toBe(kind);
  });

  test('names the unique index', () => {
    const message =
      'E11000 duplicate key error collection: thenorsound.users index: one_per_email dup key: { email: "a" }';
    expect(failureOfMongo(serverError(11_000, message), sentWrite)).toMatchObject({
      kind: 'duplicate-key',
      index: 'one_per_email',
    });
  });
});
