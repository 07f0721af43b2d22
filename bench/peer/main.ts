/** One service of the peer, in a process of its own: `node bench/peer/main.ts <service> <configuration as JSON>`. */
import { startAuth } from './auth.ts';
import { startBookings } from './bookings.ts';
import { startCustomers } from './customers.ts';
import { startEvents } from './events.ts';
import { startGateway } from './gateway.ts';
import type { PeerConfig, PeerService } from './service.ts';
import { startUsers } from './users.ts';

const [service, config] = process.argv.slice(2) as [PeerService, string];
const starts: Readonly<Record<PeerService, (config: PeerConfig) => Promise<void>>> = {
  auth: startAuth,
  users: startUsers,
  customers: startCustomers,
  events: startEvents,
  bookings: startBookings,
  gateway: startGateway,
};
await starts[service](JSON.parse(config) as PeerConfig);
process.send?.('ready');
process.on('disconnect', () => process.exit(0));
