/** Stands in for the pages that the docs Worker serves: as texts they are only in a bundle. */
export const files = { '/docs': { type: 'text/html; charset=utf-8', text: '<!doctype html>' } };
