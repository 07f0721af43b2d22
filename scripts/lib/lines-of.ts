import { createReadStream } from 'node:fs';

/**
 * The lines of a file, one after another. Only a line feed ends one: `node:readline` also ends them at U+2028 and U+2029,
 * which JSON may have inside a text.
 */
export async function* linesOf(path: string): AsyncGenerator<string> {
  // The beginning of a line whose end has not been read.
  let parts: string[] = [];
  for await (const chunk of createReadStream(path, 'utf8') as AsyncIterable<string>) {
    const lines = chunk.split('\n');
    const last = lines.pop() ?? '';
    for (const line of lines) {
      parts.push(line);
      yield parts.join('');
      parts = [];
    }
    parts.push(last);
  }
  const rest = parts.join('');
  if (rest !== '') yield rest;
}
