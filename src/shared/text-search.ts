/** The form in which names are compared and sorted: case does not matter. */
export const searchKey = (text: string): string => text.trim().toLowerCase();

/**
 * A filter for values that begin with `typed` (spec: "`q` matches beginnings"): a range, so that an index answers it on
 * every engine.
 */
export const beginsWith = (typed: string) => ({ $gte: searchKey(typed), $lt: afterAllWith(searchKey(typed)) });

const BEFORE_SURROGATES = 0xd7ff;
const AFTER_SURROGATES = 0xe000;
const LAST = 0x10ffff;

/**
 * The first text after all that begin with `start`: its last character is the next one. That holds where stores compare
 * bytes as where JavaScript compares UTF-16 units, which a "highest character" put behind it does not.
 */
function afterAllWith(start: string): string {
  const characters = Array.from(start);
  const last = characters.pop()?.codePointAt(0) ?? LAST;
  const next = last === BEFORE_SURROGATES ? AFTER_SURROGATES : Math.min(last + 1, LAST);
  return characters.join('') + String.fromCodePoint(next);
}
