import { randomBytes } from 'node:crypto';
import { compare } from 'bcrypt';
import express from 'express';
import { jwtVerify, SignJWT } from 'jose';
import { RefreshToken, User, type StoredUser } from './models.ts';
import { connectStore, listen, newApp, Refusal, type PeerConfig } from './service.ts';
import { userView } from './users.ts';

const ACCESS_SECONDS = 900;
const REFRESH_DAYS = 7;

/** Signs people in and says whether a token is good. */
export async function startAuth({ ports, mongodbUri, tokenSecret }: PeerConfig): Promise<void> {
  await connectStore(mongodbUri);
  const key = new TextEncoder().encode(tokenSecret);
  const app = newApp().use(express.json());

  app.post('/api/auth/login', async (request, response) => {
    const { email, password } = request.body as { email: string; password: string };
    const user = await User.findOne({ email: email.toLowerCase() }).lean<StoredUser>();
    if (!user?.isActive || !(await compare(password, user.passwordHash)))
      throw new Refusal(401, 'Wrong email or password');
    const accessToken = await new SignJWT({
      email: user.email,
      userType: user.userType,
      customerId: user.customerId?.toString() ?? null,
    })
      .setProtectedHeader({ alg: 'HS256' })
      .setSubject(user._id.toString())
      .setIssuedAt()
      .setExpirationTime(`${ACCESS_SECONDS}s`)
      .sign(key);
    const refreshToken = randomBytes(32).toString('base64url');
    const expiresAt = new Date(Date.now() + REFRESH_DAYS * 86_400_000);
    await RefreshToken.create({ userId: user._id, token: refreshToken, expiresAt });
    response.json({ user: userView(user), accessToken, refreshToken, expiresIn: ACCESS_SECONDS, tokenType: 'Bearer' });
  });

  app.post('/api/auth/validate', async (request, response) => {
    const { token } = request.body as { token: string };
    try {
      const { payload } = await jwtVerify(token, key, { algorithms: ['HS256'] });
      response.json({ isValid: true, userId: payload.sub, claims: payload });
    } catch {
      // Whatever is wrong with it: it is not good.
      response.json({ isValid: false });
    }
  });

  await listen(app, ports.auth);
}
