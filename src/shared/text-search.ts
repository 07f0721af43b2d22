/** The form in which names are compared and sorted: case does not matter. */
export const searchKey = (text: string): string => text.trim().toLowerCase();

/**
 * A filter for values that begin with `typed` (spec: "`q` matches beginnings"): a range, so that an index answers it on
 * every engine. U+FFFF is above every character that a name can have.
 */
export const beginsWith = (typed: string) => ({ $gte: searchKey(typed), $lt: `${searchKey(typed)}\uffff` });
