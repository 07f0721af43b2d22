import { readFile } from 'node:fs/promises';

/** A file's bytes, or undefined where there is no such file; anything else that goes wrong is thrown. */
export async function readIfThere(path: string): Promise<Buffer | undefined> {
  try {
    return await readFile(path);
  } catch (failure) {
    if (failure instanceof Error && 'code' in failure && failure.code === 'ENOENT') return undefined;
    throw failure;
  }
}
