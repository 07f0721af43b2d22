import { Decimal128, ObjectId } from 'bson';
import { describe, expect, test } from 'vitest';
import type { Ejson } from '#shared/data-api';
import { fromEjson, toEjson } from './ejson.ts';

describe('EJSON', () => {
  test.each<[string, unknown, Ejson]>([
    ['an ObjectId', ObjectId.createFromHexString('0123456789abcdef01234567'), { $oid: '0123456789abcdef01234567' }],
    ['a date', new Date('2026-01-01T00:00:00Z'), { $date: '2026-01-01T00:00:00.000Z' }],
    ['a date after the year 9999', new Date(8.64e15), { $date: { $numberLong: '8640000000000000' } }],
    ['infinity', Number.POSITIVE_INFINITY, { $numberDouble: 'Infinity' }],
    ['a regular expression', /^a/i, { $regularExpression: { pattern: '^a', options: 'i' } }],
    ['a type that the product does not use', Decimal128.fromString('1.50'), { $numberDecimal: '1.50' }],
    ['lists and documents', { a: [1, { b: null }] }, { a: [1, { b: null }] }],
  ])('%s goes out and comes back', (_, value, ejson) => {
    expect(toEjson(value)).toEqual(ejson);
    expect(fromEjson(ejson)).toEqual(value);
  });

  test.each<[string, unknown]>([
    ['$oid', { $oid: '123' }],
    ['$oid', { $oid: 5 }],
    ['$date', { $date: '2026-01-01' }],
    ['$date', { $date: '2026-01-01T00:00:00' }],
    ['$date', { $date: { $numberLong: 'x' } }],
    ['$numberInt', { $numberInt: '1.5' }],
    ['$numberDouble', { $numberDouble: 'one' }],
    ['$numberDecimal', { $numberDecimal: 'one' }],
    ['regular expression', { $regularExpression: { pattern: '(', options: '' } }],
    ['regular expression', { $regularExpression: { pattern: 'a', options: 'g' } }],
    ['$regularExpression', { $regularExpression: 'a' }],
    ['__proto__', JSON.parse('{"a":{"__proto__":{"admin":true}}}')],
  ])('a malformed %s is refused', (what, ejson) => {
    expect(() => fromEjson(ejson as Ejson)).toThrow(what);
  });

  test('documents nested without end are refused', () => {
    let deep: Ejson = 1;
    for (let level = 0; level < 200; level++) deep = [deep];
    expect(() => fromEjson(deep)).toThrow('100 levels');
  });
});
