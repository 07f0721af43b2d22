import * as z from 'zod';
import {
  writes,
  type DataAction,
  type DataActions,
  type DataApi,
  type DataFailure,
  type DataReply,
} from './data-api.ts';
import { messageOf } from './errors.ts';

/** Where the data layer keeps what is stored, as it is configured. */
export interface StoreLayout {
  /** `elsewhere`: at an endpoint that only the data layer's Worker reaches. */
  engine: 'embedded' | 'mongodb' | 'elsewhere';
  /** How many Durable Objects hold connections to MongoDB. */
  connections: number;
  /** Where an object is made that was not there before, and where it must stay, by Cloudflare's names; '' for anywhere. */
  location: string;
  jurisdiction: string;
}

/** The Durable Objects of the data layer: one for each collection, or a few that hold connections. */
export interface StoreObjects {
  collections: DurableObjectNamespace;
  connections: DurableObjectNamespace;
}

/** Who says where the store is. */
export interface KnowsLayout {
  layout(): Promise<StoreLayout>;
}

/** Bindings of every Worker that stores something. */
export interface StoreEnv {
  DATA: DataApi & Partial<KnowsLayout>;
  /** The objects themselves, which belong to the data layer's Worker; absent where it is to be asked for everything. */
  STORE_COLLECTIONS?: DurableObjectNamespace;
  STORE_CONNECTIONS?: DurableObjectNamespace;
}

/** What an object answers whose engine is not the configured one any more: nothing was read or written. */
export const MOVED = 'moved';

/** A Durable Object as it is asked: action and request in, the reply out, both as JSON; its own RPC type is too deep for the compiler. */
interface Answering {
  run(action: DataAction, request: string): Promise<string>;
}

/** The layout as this isolate was last told. */
let layout: StoreLayout | undefined;

/**
 * The store of a Worker: straight to the Durable Objects, which saves a call to the data layer's Worker for each action
 * (ADR 0052). Where they are is asked once; an object that is not the place any more says so, and it is asked again.
 */
export function storeOf({ DATA, STORE_COLLECTIONS, STORE_CONNECTIONS }: StoreEnv): DataApi {
  if (!STORE_COLLECTIONS || !STORE_CONNECTIONS || !knowsLayout(DATA)) return DATA;
  const objects = { collections: STORE_COLLECTIONS, connections: STORE_CONNECTIONS };
  return {
    async run<A extends DataAction>(action: A, request: DataActions[A]['request']): Promise<DataReply<A>> {
      try {
        layout ??= { ...(await DATA.layout()) };
      } catch (error) {
        // Where the store is was not told: nothing was asked of it.
        return { ok: false, failure: { kind: 'unavailable', message: messageOf(error) } };
      }
      if (layout.engine !== 'elsewhere') {
        const reply = await askObject(objects, layout, action, request);
        if (reply !== MOVED) return reply;
        layout = undefined;
      }
      return DATA.run(action, request);
    },
  };
}

/**
 * Asks the Durable Object that a request concerns. The loss of the call is a failure as data: a lost answer to a write
 * leaves open whether it happened, a lost answer to a read does not matter.
 */
export async function askObject<A extends DataAction>(
  objects: StoreObjects,
  where: StoreLayout,
  action: A,
  request: DataActions[A]['request'],
): Promise<DataReply<A> | typeof MOVED> {
  try {
    const reply = await objectFor(objects, where, request.collection).run(action, JSON.stringify(request));
    return reply === MOVED ? MOVED : (JSON.parse(reply) as DataReply<A>);
  } catch (error) {
    return { ok: false, failure: lossOf(error, writes(action)) };
  }
}

function objectFor({ collections, connections }: StoreObjects, where: StoreLayout, collection: string): Answering {
  const object =
    where.engine === 'embedded'
      ? objectNamed(collections, collection, where)
      : objectNamed(connections, anyConnection(where), where);
  return object as unknown as Answering;
}

/** The object that holds a connection, by its place among them. */
export const connectionName = (place: number): string => `connection ${place}`;

/** One of them, so that they share the work. */
export const anyConnection = ({ connections }: Pick<StoreLayout, 'connections'>): string =>
  connectionName(Math.floor(Math.random() * connections));

/** What the loss of a call to a Durable Object means. */
export function lossOf(error: unknown, isWrite: boolean): DataFailure {
  // The runtime marks a call that it refused for overload: that one never began.
  const neverBegan = typeof error === 'object' && error !== null && Reflect.get(error, 'overloaded') === true;
  return { kind: isWrite && !neverBegan ? 'unknown-outcome' : 'unavailable', message: messageOf(error) };
}

const Location = z.enum(['wnam', 'enam', 'sam', 'weur', 'eeur', 'apac', 'oc', 'afr', 'me']);
const Jurisdiction = z.enum(['eu', 'us', 'fedramp']);

/** A Durable Object of the store by its name, where the settings say that it is to be. Throws on a place that is none. */
export function objectNamed(
  namespace: DurableObjectNamespace,
  name: string,
  { location, jurisdiction }: Pick<StoreLayout, 'location' | 'jurisdiction'>,
): DurableObjectStub {
  // Not asked for where it is not chosen: workerd outside Cloudflare has no jurisdictions.
  const within = jurisdiction === '' ? namespace : namespace.jurisdiction(Jurisdiction.parse(jurisdiction));
  return location === '' ? within.getByName(name) : within.getByName(name, { locationHint: Location.parse(location) });
}

const knowsLayout = (data: StoreEnv['DATA']): data is DataApi & KnowsLayout => data.layout !== undefined;
