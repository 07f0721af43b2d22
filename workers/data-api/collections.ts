import type { CollectionDeclaration } from '#shared/data-api';

/** Every collection of the product: one line per declaration, which lives beside the stored schema of its owner. */
export const collections: readonly CollectionDeclaration[] = [];

const byName = new Map(collections.map((collection) => [collection.name, collection]));

/** The product's declaration of a collection, undefined for a collection that is not the product's. */
export const collectionNamed = (name: string): CollectionDeclaration | undefined => byName.get(name);
