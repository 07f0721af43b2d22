import type { Engine } from '../../engine.ts';
import type { Env } from '../../env.ts';
export function mongodbEngine(_env: Env): Engine {
  throw new Error('not yet');
}
