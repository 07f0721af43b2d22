/** A cell: text, a number, or nothing. */
export type Cell = string | number | null;

/**
 * A table as CSV (RFC 4180). A text that a spreadsheet would run as a formula is shown as text by an apostrophe in front:
 * names come from other people (OWASP, CSV injection).
 */
export const toCsv = (rows: readonly (readonly Cell[])[]): string =>
  rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('');

function cell(value: Cell): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const harmless = /^[\s]*[=+\-@]|^[\t\r\n]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
