import type { Document } from '../../ejson.ts';
import { BadRequest } from '../../failures.ts';

const lists = new Set(['$in', '$nin', '$all']);
const plain = new Set([
  '$eq',
  '$ne',
  '$gt',
  '$gte',
  '$lt',
  '$lte',
  '$exists',
  '$type',
  '$options',
  '$bitsAllSet',
  '$bitsAnySet',
  '$bitsAllClear',
  '$bitsAnyClear',
]);

/** Throws BadRequest for a filter that MongoDB refuses whatever the collection holds: mingo finds out late, or never. */
export function assertFilter(filter: Document): void {
  for (const [name, condition] of Object.entries(filter)) {
    if (name === '$and' || name === '$or' || name === '$nor') {
      if (!Array.isArray(condition) || condition.length === 0 || !condition.every(isPlain))
        throw new BadRequest(`${name} needs a list of filters`);
      condition.forEach(assertFilter);
    } else if (name.startsWith('$')) {
      if (name !== '$expr' && name !== '$comment') throw new BadRequest(`unknown operator: ${name}`);
    } else {
      assertCondition(condition);
    }
  }
}

function assertCondition(condition: unknown): void {
  if (!isPlain(condition)) return;
  const names = Object.keys(condition);
  if (!names.some((name) => name.startsWith('$'))) return;
  for (const name of names) assertOperator(name, condition[name], condition);
}

function assertOperator(name: string, operand: unknown, whole: Document): void {
  if (plain.has(name)) return;
  if (lists.has(name)) {
    if (!Array.isArray(operand)) throw new BadRequest(`${name} needs a list`);
    return;
  }
  switch (name) {
    case '$not':
      if (!(operand instanceof RegExp) && (!isPlain(operand) || Object.keys(operand).length === 0))
        throw new BadRequest('$not needs operators or a regular expression');
      return assertCondition(operand);
    case '$elemMatch':
      if (!isPlain(operand)) throw new BadRequest('$elemMatch needs a document');
      return Object.keys(operand).every(
        (key) => key.startsWith('$') && key !== '$and' && key !== '$or' && key !== '$nor',
      )
        ? assertCondition(operand)
        : assertFilter(operand);
    case '$regex':
      return assertPattern(operand, whole['$options']);
    case '$size':
      if (!Number.isInteger(operand) || Number(operand) < 0) throw new BadRequest('$size needs a whole number');
      return;
    case '$mod':
      if (!Array.isArray(operand) || operand.length !== 2 || !operand.every(Number.isFinite))
        throw new BadRequest('$mod needs two numbers');
      return;
    default:
      throw new BadRequest(`unknown operator: ${name}`);
  }
}

function assertPattern(pattern: unknown, options: unknown = ''): void {
  if (pattern instanceof RegExp) return;
  if (typeof pattern !== 'string' || typeof options !== 'string') throw new BadRequest('$regex needs a pattern');
  if (!/^[ims]*$/.test(options)) throw new BadRequest('a regular expression has the options i, m, s');
  try {
    RegExp(pattern, options);
  } catch {
    // The only failure of this constructor is a malformed pattern.
    throw new BadRequest('malformed regular expression');
  }
}

const isPlain = (value: unknown): value is Document =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
