import { Types } from 'mongoose';
import { User, type StoredUser } from './models.ts';
import { connectStore, listen, newApp, queryText, Refusal, type PeerConfig } from './service.ts';

export const userView = (user: StoredUser) => ({
  id: user._id.toString(),
  email: user.email,
  firstName: user.firstName ?? null,
  lastName: user.lastName ?? null,
  name: user.name,
  userType: user.userType,
  customerId: user.customerId?.toString() ?? null,
  phone: user.phone ?? null,
  isActive: user.isActive,
  skills: user.skills.map(({ category, skill, yearsOfExperience, proficiency }) => ({
    category,
    skill,
    yearsOfExperience,
    proficiency,
  })),
  createdAt: user.createdAt.toISOString(),
  updatedAt: user.updatedAt.toISOString(),
});
export type UserView = ReturnType<typeof userView>;

/** People, crew among them, and when they cannot work. */
export async function startUsers({ ports, mongodbUri }: PeerConfig): Promise<void> {
  await connectStore(mongodbUri);
  const app = newApp();

  app.get('/api/users', async (request, response) => {
    const ids = queryText(request, 'ids').split(',');
    const users = await User.find({ _id: { $in: ids } }).lean<StoredUser[]>();
    response.json(users.map(userView));
  });

  app.get('/api/users/:id', async (request, response) => {
    const { id } = request.params;
    const user = Types.ObjectId.isValid(id) && (await User.findById(id).lean<StoredUser>());
    if (!user) throw new Refusal(404, 'The user was not found');
    response.json(userView(user));
  });

  app.get('/api/users/:id/availability', async (request, response) => {
    const start = new Date(queryText(request, 'start'));
    const end = new Date(queryText(request, 'end'));
    const blocked = await User.exists({
      _id: request.params.id,
      unavailable: { $elemMatch: { start: { $lt: end }, end: { $gt: start } } },
    });
    response.json({ isAvailable: blocked === null });
  });

  await listen(app, ports.users);
}
