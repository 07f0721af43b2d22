import { describe, expect, it } from 'vitest';
import type { DataReply } from './data-api.ts';
import { askObject, lossOf, MOVED, objectNamed, storeOf, type StoreLayout } from './durable-store.ts';

const anywhere = { location: '', jurisdiction: '' };
const embedded: StoreLayout = { engine: 'embedded', connections: 4, ...anywhere };
const filter = { collection: 'users', filter: {} };

/** Says of each object where it was asked for. */
const places = (jurisdiction?: string) =>
  ({
    jurisdiction: (other: string) => places(other),
    getByName: (name: string, options?: object) => ({ name, jurisdiction, ...options }),
  }) as unknown as DurableObjectNamespace;

/** Objects that answer so. */
const answering = (answer: (name: string, action: string, request: string) => string) =>
  ({
    getByName: (name: string) => ({
      run: (action: string, request: string) => Promise.resolve().then(() => answer(name, action, request)),
    }),
  }) as unknown as DurableObjectNamespace;

describe('the objects of the store', () => {
  it('are made and kept where the settings say, and anywhere where they say nothing', () => {
    expect(objectNamed(places(), 'users', anywhere)).toEqual({ name: 'users', jurisdiction: undefined });
    expect(objectNamed(places(), 'users', { location: 'weur', jurisdiction: 'eu' })).toEqual({
      name: 'users',
      jurisdiction: 'eu',
      locationHint: 'weur',
    });
  });

  it('are at no place that there is not', () => {
    expect(() => objectNamed(places(), 'users', { location: 'stockholm', jurisdiction: '' })).toThrow(/wnam/);
    expect(() => objectNamed(places(), 'users', { location: '', jurisdiction: 'se' })).toThrow(/fedramp/);
  });

  it('are asked by collection on the embedded engine, and any of the connections on MongoDB', async () => {
    const asked: string[] = [];
    const namespace = answering((name, action, request) => {
      asked.push(`${name}: ${action} ${request}`);
      return '{"ok":true,"answer":{"document":null}}';
    });
    const objects = { collections: namespace, connections: namespace };
    expect(await askObject(objects, embedded, 'findOne', filter)).toEqual({ ok: true, answer: { document: null } });
    await askObject(objects, { ...embedded, engine: 'mongodb', connections: 1 }, 'findOne', filter);
    expect(asked).toEqual([
      'users: findOne {"collection":"users","filter":{}}',
      'connection 0: findOne {"collection":"users","filter":{}}',
    ]);
  });

  it('leave open whether a write happened whose answer is lost, unless the call never began', () => {
    const overloaded = Object.assign(new Error('full'), { overloaded: true });
    expect(lossOf(new Error('gone'), true).kind).toBe('unknown-outcome');
    expect(lossOf(overloaded, true).kind).toBe('unavailable');
    expect(lossOf(new Error('gone'), false).kind).toBe('unavailable');
  });
});

describe('the store of a Worker', () => {
  const throughData: DataReply<'findOne'> = { ok: true, answer: { document: { _id: 'asked through the data layer' } } };
  const straight = '{"ok":true,"answer":{"document":{"_id":"asked straight"}}}';
  const dataLayer = (layout: StoreLayout | (() => never)) => {
    const layouts: string[] = [];
    const DATA = {
      run: () => Promise.resolve(throughData),
      layout: () =>
        Promise.resolve().then(() => {
          layouts.push('asked');
          return typeof layout === 'function' ? layout() : layout;
        }),
    };
    return { DATA: DATA as never, layouts };
  };
  const objectsThat = (answer: () => string) => {
    const namespace = answering(answer);
    return { STORE_COLLECTIONS: namespace, STORE_CONNECTIONS: namespace };
  };

  // One after another: an isolate remembers the layout.
  it('says that the store is unavailable while nobody says where it is, and asks again', async () => {
    const { DATA } = dataLayer(() => {
      throw new Error('the data layer is down');
    });
    const reply = await storeOf({ DATA, ...objectsThat(() => straight) }).run('insertOne', {
      collection: 'a',
      document: {},
    });
    expect(reply).toMatchObject({ ok: false, failure: { kind: 'unavailable' } });
  });

  it('asks once where the objects are, and then them', async () => {
    const { DATA, layouts } = dataLayer(embedded);
    const store = storeOf({ DATA, ...objectsThat(() => straight) });
    expect(await store.run('findOne', filter)).toMatchObject({ answer: { document: { _id: 'asked straight' } } });
    await store.run('findOne', filter);
    expect(layouts).toHaveLength(1);
  });

  it('is asked through the data layer when an object says that it is no longer there, and then where it is now', async () => {
    const { DATA, layouts } = dataLayer({ ...embedded, engine: 'elsewhere' });
    const store = storeOf({ DATA, ...objectsThat(() => MOVED) });
    expect(await store.run('findOne', filter)).toEqual(throughData);
    expect(layouts).toHaveLength(0);
    expect(await store.run('findOne', filter)).toEqual(throughData);
    expect(layouts).toHaveLength(1);
  });

  it('is asked through the data layer by a Worker without the objects', async () => {
    const { DATA, layouts } = dataLayer(embedded);
    expect(await storeOf({ DATA }).run('findOne', filter)).toEqual(throughData);
    expect(layouts).toEqual([]);
  });
});
