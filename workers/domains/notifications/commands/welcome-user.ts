import type { DomainEvent } from '#shared/domain-events';
import type { Deps } from '../ports.ts';
import { tell } from '../tell.ts';
import { welcome } from '../texts/welcome-text.ts';

/** Welcomes a new user, unless the user is gone again. */
export async function welcomeUser(event: DomainEvent<'user.created'>, deps: Deps): Promise<void> {
  const people = await deps.people([event.data.userId]);
  await tell(
    event,
    people.map((person) => ({
      person,
      text: welcome(person.name, person.language),
      link: `/users/${person.id}`,
    })),
    deps,
  );
}
