/** Made of docs/openapi.json by `node scripts/openapi.ts`; a test fails when it is out of date. */
export interface paths {
  '/api/auth/claims': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Read who is signed in, as the access token says it
     * @description Whoever is signed in.
     */
    get: operations['getClaims'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/auth/login': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Sign in with email and password
     * @description Anyone may, without signing in.
     */
    post: operations['login'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/auth/logout': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Sign out: end the session of the refresh token, the cookie or the access token
     * @description Anyone may, without signing in.
     */
    post: operations['logout'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/auth/password': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    /**
     * Change one's own password; every other session ends
     * @description Permission `password:change`: `admin` (the own) · `organizer` (the own) · `crewCompany` (the own) · `crew` (the own) · `unlinked` (the own).
     */
    put: operations['changePassword'];
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/auth/password-reset': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Ask for a mail with a link to choose a new password
     * @description Anyone may, without signing in.
     */
    post: operations['requestPasswordReset'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/auth/password-reset/confirm': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Choose a password by the link of a reset mail or an invitation; every session ends
     * @description Anyone may, without signing in.
     */
    post: operations['confirmPasswordReset'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/auth/refresh': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Exchange a refresh token, from the body or the cookie, for new tokens
     * @description Anyone may, without signing in.
     */
    post: operations['refreshSession'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/auth/register': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Register: an account without a company, which an administrator then links to one
     * @description Anyone may, without signing in.
     */
    post: operations['register'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/auth/sessions': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List one's own sessions, the newest first
     * @description Permission `sessions:read`: `admin` (the own) · `organizer` (the own) · `crewCompany` (the own) · `crew` (the own) · `unlinked` (the own).
     */
    get: operations['listSessions'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/auth/sessions/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    /**
     * End one of one's own sessions: its access tokens stop working within 60 seconds
     * @description Permission `sessions:end`: `admin` (the own) · `organizer` (the own) · `crewCompany` (the own) · `crew` (the own) · `unlinked` (the own).
     */
    delete: operations['deleteSession'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/auth/validate': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Ask whether an access token is good, and what it says
     * @description Anyone may, without signing in.
     */
    post: operations['validateToken'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/auth/verify-email': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Prove one's email by the link of a verification mail
     * @description Anyone may, without signing in.
     */
    post: operations['verifyEmail'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/ops/field-keys/re-encrypt': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Encrypt some personal data and secrets anew with the current key; call again until nothing is left
     * @description Permission `operations:manage`: `admin` (any).
     */
    post: operations['reEncryptFields'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/users': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List users by name: an administrator sees all, a manager those of the own company
     * @description Permission `users:list`: `admin` (any) · `organizer` (the own company’s) · `crewCompany` (the own company’s).
     */
    get: operations['listUsers'];
    put?: never;
    /**
     * Create a user: an administrator any, a manager those of the own company
     * @description Permission `users:create`: `admin` (any) · `organizer` (the own company’s) · `crewCompany` (the own company’s).
     */
    post: operations['createUser'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/users/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Read a user; an organizer sees crew without their contact and payment details
     * @description Permission `users:read`: `admin` (any) · `organizer` (the own, the own company’s, any crew member) · `crewCompany` (the own, the own company’s) · `crew` (the own) · `unlinked` (the own).
     */
    get: operations['getUser'];
    /**
     * Change a user; kind and company only by administrators, isActive by them and managers
     * @description Permission `users:update`: `admin` (any) · `organizer` (the own, the own company’s) · `crewCompany` (the own, the own company’s) · `crew` (the own) · `unlinked` (the own).
     */
    put: operations['updateUser'];
    post?: never;
    /**
     * Delete a user; not one who has bookings to come. Sessions end, and the e-mail address is free again
     * @description Permission `users:delete`: `admin` (any) · `organizer` (the own company’s) · `crewCompany` (the own company’s).
     */
    delete: operations['deleteUser'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/users/{id}/availability': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Read when a crew member is available, in a period or on a day
     * @description Permission `availability:read`: `admin` (any) · `organizer` (any) · `crewCompany` (the own company’s) · `crew` (the own).
     */
    get: operations['getAvailability'];
    /**
     * Say when a crew member is available, or block a period
     * @description Permission `availability:set`: `admin` (any) · `crewCompany` (the own company’s) · `crew` (the own).
     */
    put: operations['setAvailability'];
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/users/{id}/erase': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Erase a deleted user for good; issued invoices and bookings stay, without what is the person’s
     * @description Permission `users:erase`: `admin` (any).
     */
    post: operations['eraseUser'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/users/{id}/export': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Read everything that is kept about a person, in clear (GDPR, articles 15 and 20); in the audit log
     * @description Permission `users:export`: `admin` (any) · `organizer` (the own) · `crewCompany` (the own) · `crew` (the own) · `unlinked` (the own).
     */
    get: operations['exportUser'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/users/{id}/permissions': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Read what a user may do, as it is now: a token issued before a change of company may say otherwise
     * @description Permission `users:read-permissions`: `admin` (any) · `organizer` (the own) · `crewCompany` (the own) · `crew` (the own) · `unlinked` (the own).
     */
    get: operations['getPermissions'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/users/{id}/sensitive': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Read the personal number and the bank account of a crew member in clear; each read is in the audit log
     * @description Permission `users:read-sensitive`: `admin` (any) · `crewCompany` (the own company’s) · `crew` (the own).
     */
    get: operations['readSensitive'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/users/crew': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Search crew by skill and by when they can be booked; organizers see profiles
     * @description Permission `users:list-crew`: `admin` (any) · `organizer` (any) · `crewCompany` (the own company’s).
     */
    get: operations['listCrew'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/users/customer/{customerId}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List all users of a company by name
     * @description Permission `users:list`: `admin` (any) · `organizer` (the own company’s) · `crewCompany` (the own company’s).
     */
    get: operations['listCompanyUsers'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/customers': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List customers by name: an administrator sees all, a manager the own company
     * @description Permission `customers:list`: `admin` (any) · `organizer` (the own company’s) · `crewCompany` (the own company’s).
     */
    get: operations['listCustomers'];
    put?: never;
    /**
     * Create a customer: an event organizer, with its tariffs if any, or a crew company
     * @description Permission `customers:create`: `admin` (any).
     */
    post: operations['createCustomer'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/customers/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Read a customer with its tariffs and its users
     * @description Permission `customers:read`: `admin` (any) · `organizer` (the own company’s) · `crewCompany` (the own company’s).
     */
    get: operations['getCustomer'];
    /**
     * Change what a customer says of itself: what is absent stays, null clears
     * @description Permission `customers:update`: `admin` (any) · `organizer` (the own company’s) · `crewCompany` (the own company’s).
     */
    put: operations['updateCustomer'];
    post?: never;
    /**
     * Delete a customer without future events, live bookings and unpaid invoices
     * @description Permission `customers:delete`: `admin` (any).
     */
    delete: operations['deleteCustomer'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/customers/{id}/details': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Read a customer alone
     * @description Permission `customers:read`: `admin` (any) · `organizer` (the own company’s) · `crewCompany` (the own company’s).
     */
    get: operations['getCustomerDetails'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/customers/{id}/tariffs': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List the tariffs of an event organizer
     * @description Permission `tariffs:list`: `admin` (any) · `organizer` (the own company’s).
     */
    get: operations['listTariffs'];
    put?: never;
    /**
     * Add a tariff: what an event organizer pays for a skill
     * @description Permission `tariffs:create`: `admin` (any) · `organizer` (the own company’s).
     */
    post: operations['addTariff'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/tariffs/{tariffId}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    /**
     * Change the amount of a tariff; what is booked keeps its rate
     * @description Permission `tariffs:update`: `admin` (any) · `organizer` (the own company’s).
     */
    put: operations['updateTariff'];
    post?: never;
    /**
     * Delete a tariff; what is booked keeps its rate
     * @description Permission `tariffs:delete`: `admin` (any) · `organizer` (the own company’s).
     */
    delete: operations['deleteTariff'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/customers/{cid}/events': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List the events of an organizer, newest start first
     * @description Permission `events:list`: `admin` (any) · `organizer` (the own company’s).
     */
    get: operations['listEventsOfCustomer'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/events': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List events, newest start first: an administrator sees all, an organizer their own
     * @description Permission `events:list`: `admin` (any) · `organizer` (the own company’s).
     */
    get: operations['listEvents'];
    put?: never;
    /**
     * Create an event, as a Draft
     * @description Permission `events:create`: `admin` (any) · `organizer` (the own company’s).
     */
    post: operations['createEvent'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/events/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Read an event with who is booked on it
     * @description Permission `events:read`: `admin` (any) · `organizer` (the own company’s) · `crewCompany` (where booked) · `crew` (where booked).
     */
    get: operations['getEvent'];
    /**
     * Change an event that is not over: what is absent stays, null clears
     * @description Permission `events:update`: `admin` (any) · `organizer` (the own company’s).
     */
    put: operations['updateEvent'];
    post?: never;
    /**
     * Delete an event; its live bookings are cancelled
     * @description Permission `events:delete`: `admin` (any) · `organizer` (the own company’s).
     */
    delete: operations['deleteEvent'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/events/{id}/status': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    /**
     * Schedule, start, complete or cancel an event
     * @description Permission `events:change-status`: `admin` (any) · `organizer` (the own company’s).
     */
    put: operations['changeEventStatus'];
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/events/calendar': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Read a month of an organizer’s events, day by day
     * @description Permission `events:list`: `admin` (any) · `organizer` (the own company’s).
     */
    get: operations['getCalendar'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/events/date-range': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List the events of an organizer that overlap a period, by start
     * @description Permission `events:list`: `admin` (any) · `organizer` (the own company’s).
     */
    get: operations['listEventsInPeriod'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/bookings': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Book a crew member onto an event
     * @description Permission `bookings:create`: `admin` (any) · `organizer` (the own company’s).
     */
    post: operations['createBooking'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/bookings/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Read a booking with its event and its crew member, as one of its parties
     * @description Permission `bookings:read`: `admin` (any) · `organizer` (the own company’s) · `crewCompany` (the own company’s) · `crew` (the own).
     */
    get: operations['getBooking'];
    /**
     * Move a requested or confirmed booking to new times, or change its notes, as its organizer
     * @description Permission `bookings:update`: `admin` (any) · `organizer` (the own company’s).
     */
    put: operations['updateBooking'];
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/bookings/{id}/cancel': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    /**
     * Cancel a requested or confirmed booking, as one of its parties
     * @description Permission `bookings:cancel`: `admin` (any) · `organizer` (the own company’s) · `crewCompany` (the own company’s) · `crew` (the own).
     */
    put: operations['cancelBooking'];
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/bookings/{id}/complete': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    /**
     * Complete a confirmed booking after its end, as its organizer
     * @description Permission `bookings:complete`: `admin` (any) · `organizer` (the own company’s).
     */
    put: operations['completeBooking'];
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/bookings/{id}/confirm': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    /**
     * Confirm a requested booking, as the crew member or their company
     * @description Permission `bookings:confirm`: `admin` (any) · `crewCompany` (the own company’s) · `crew` (the own).
     */
    put: operations['confirmBooking'];
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/bookings/crew/{cid}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List the bookings of a crew member, by start; those that overlap a period, where one is given
     * @description Permission `bookings:list-of-crew`: `admin` (any) · `crewCompany` (the own company’s) · `crew` (the own).
     */
    get: operations['listBookingsOfCrew'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/bookings/event/{eid}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List the bookings on an event, by start
     * @description Permission `bookings:list-of-event`: `admin` (any) · `organizer` (the own company’s).
     */
    get: operations['listBookingsOfEvent'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/bookings/pricing': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * What booking a crew member would cost; writes nothing
     * @description Permission `bookings:price`: `admin` (any) · `organizer` (the own company’s).
     */
    get: operations['getPricing'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/calendar-feeds': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List the caller’s calendar feeds, newest first
     * @description Permission `calendar-feeds:manage`: `organizer` (the own) · `crewCompany` (the own) · `crew` (the own).
     */
    get: operations['listCalendarFeeds'];
    put?: never;
    /**
     * Make a secret address under which calendars read the caller’s bookings without signing in
     * @description Permission `calendar-feeds:manage`: `organizer` (the own) · `crewCompany` (the own) · `crew` (the own).
     */
    post: operations['createCalendarFeed'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/calendar-feeds/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    /**
     * Revoke the secret address of a calendar
     * @description Permission `calendar-feeds:manage`: `organizer` (the own) · `crewCompany` (the own) · `crew` (the own).
     */
    delete: operations['deleteCalendarFeed'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/customers/{cid}/bookings': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List the bookings of an event organizer, or those of a crew company’s crew; newest start first
     * @description Permission `bookings:list-of-customer`: `admin` (any) · `organizer` (the own company’s) · `crewCompany` (the own company’s).
     */
    get: operations['listBookingsOfCustomer'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/reports/bookings': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Report an organizer’s bookings that start in a period: counts, revenue, crew and days
     * @description Permission `reports:read`: `admin` (any) · `organizer` (the own company’s).
     */
    get: operations['reportBookings'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/calendar/{file}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Read a calendar under its secret address, without signing in: for calendars that subscribe to it
     * @description Anyone may, without signing in.
     */
    get: operations['readCalendarFeed'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/bookings/{id}/invoice': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Issue the invoice of a confirmed or completed booking: number, OCR, VAT and due date, frozen for good
     * @description Permission `invoices:generate`: `admin` (any) · `crewCompany` (the own company’s).
     */
    post: operations['generateInvoice'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/customers/{cid}/invoices': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List the invoices that an event organizer buys or a crew company sells, the newest 5000 at most
     * @description Permission `invoices:list`: `admin` (any) · `organizer` (the own company’s) · `crewCompany` (the own company’s).
     */
    get: operations['listInvoices'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/events/{id}/invoice': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Issue one invoice for all confirmed or completed bookings of an event that a seller has not invoiced yet
     * @description Permission `invoices:generate`: `admin` (any) · `crewCompany` (the own company’s).
     */
    post: operations['generateEventInvoice'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/invoices/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Read an invoice or credit note: its buyer, and the crew company that sells
     * @description Permission `invoices:read`: `admin` (any) · `organizer` (the own company’s) · `crewCompany` (the own company’s).
     */
    get: operations['getInvoice'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/invoices/{id}/credit': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Credit an issued invoice, in part or all that is left of it
     * @description Permission `invoices:credit`: `admin` (any) · `crewCompany` (the own company’s).
     */
    post: operations['creditInvoice'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/invoices/{id}/pdf': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Read an issued invoice or credit note as a PDF to read and to pay, in Swedish
     * @description Permission `invoices:read`: `admin` (any) · `organizer` (the own company’s) · `crewCompany` (the own company’s).
     */
    get: operations['getInvoicePdf'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/invoices/{id}/preflight': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Check an invoice, a Draft too, against the rules of Peppol and of ML 17 kap. 24 §
     * @description Permission `invoices:read`: `admin` (any) · `organizer` (the own company’s) · `crewCompany` (the own company’s).
     */
    get: operations['preflightInvoice'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/invoices/{id}/status': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    /**
     * Issue, pay, cancel an invoice or mark it overdue; a payment below what is left leaves the status
     * @description Permission `invoices:change-status`: `admin` (any) · `crewCompany` (the own company’s).
     */
    put: operations['changeInvoiceStatus'];
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/invoices/{id}/ubl': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Read an issued invoice or credit note as a Peppol BIS Billing 3 e-invoice (UBL 2.1)
     * @description Permission `invoices:read`: `admin` (any) · `organizer` (the own company’s) · `crewCompany` (the own company’s).
     */
    get: operations['getInvoiceUbl'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/invoices/export': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Export what one company issued in a period: vouchers for its bookkeeping (SIE 4, CP437) or a table (CSV)
     * @description Permission `invoices:export`: `admin` (any).
     */
    get: operations['exportInvoices'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/invoices/series': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Check the number series of every seller and year for gaps
     * @description Permission `invoices:check-series`: `admin` (any).
     */
    get: operations['checkSeries'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/payments/bgmax': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Import the payments of a BgMax file from Bankgirot; the same file again changes nothing
     * @description Permission `payments:import`: `admin` (any).
     */
    post: operations['importPayments'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/notifications': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List your own notifications, newest first
     * @description Permission `notifications:read`: `admin` (the own) · `organizer` (the own) · `crewCompany` (the own) · `crew` (the own) · `unlinked` (the own).
     */
    get: operations['listNotifications'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/notifications/{id}/read': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    /**
     * Mark a notification as read
     * @description Permission `notifications:read`: `admin` (the own) · `organizer` (the own) · `crewCompany` (the own) · `crew` (the own) · `unlinked` (the own).
     */
    put: operations['readNotification'];
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/webhooks': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List webhooks, newest first: an organizer’s own, for an administrator all
     * @description Permission `webhooks:manage`: `admin` (any) · `organizer` (the own company’s).
     */
    get: operations['listWebhooks'];
    put?: never;
    /**
     * Register a webhook: an organizer hears its own events, an administrator those of all companies
     * @description Permission `webhooks:manage`: `admin` (any) · `organizer` (the own company’s).
     */
    post: operations['createWebhook'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/webhooks/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    /**
     * Change a webhook, turn it off and on, or rotate its secret: what is absent stays
     * @description Permission `webhooks:manage`: `admin` (any) · `organizer` (the own company’s).
     */
    put: operations['updateWebhook'];
    post?: never;
    /**
     * Delete a webhook; what is still on its way to it is not sent
     * @description Permission `webhooks:manage`: `admin` (any) · `organizer` (the own company’s).
     */
    delete: operations['deleteWebhook'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/webhooks/{id}/deliveries': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List what was, or is to be, sent to a webhook in the last 30 days, newest first, with every attempt
     * @description Permission `webhooks:manage`: `admin` (any) · `organizer` (the own company’s).
     */
    get: operations['listDeliveries'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/webhooks/{id}/deliveries/{deliveryId}/replay': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Send once more what was sent before: the same body and webhook-id, as a new delivery
     * @description Permission `webhooks:manage`: `admin` (any) · `organizer` (the own company’s).
     */
    post: operations['replayDelivery'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/reports/overview': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Report what all organizers’ bookings and invoices come to, by day and by organizer
     * @description Permission `reports:overview`: `admin` (any).
     */
    get: operations['getOverview'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/audit': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List who wrote what, and who read what is sensitive; newest first
     * @description Permission `audit:read`: `admin` (any).
     */
    get: operations['listAuditEntries'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/ops/dead-letters': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List the messages that their subscribers could not handle; newest first
     * @description Permission `operations:manage`: `admin` (any).
     */
    get: operations['listDeadLetters'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/ops/dead-letters/{id}/replay': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Send a dead letter to its subscriber again; it is kept until that has handled it
     * @description Permission `operations:manage`: `admin` (any).
     */
    post: operations['replayLetter'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/ops/errors': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List the kinds of errors of the last seven days; newest first
     * @description Permission `operations:manage`: `admin` (any).
     */
    get: operations['listErrors'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/ops/status': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * See which Workers answer, what they have left to settle, and what waits in queues and dead letters
     * @description Permission `operations:manage`: `admin` (any).
     */
    get: operations['getStatus'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/.well-known/jwks.json': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Read the public keys that access tokens are signed with (RFC 7517)
     * @description Anyone may, without signing in.
     */
    get: operations['getKeys'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/docs': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Browse this document, sign in and try it
     * @description Anyone may, without signing in.
     */
    get: operations['readDocs'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/health': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Ask whether the gateway runs; touches nothing else
     * @description Anyone may, without signing in.
     */
    get: operations['getHealth'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/openapi.json': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Read this document
     * @description Anyone may, without signing in.
     */
    get: operations['getOpenApi'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/ops': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Watch and mend the system; an administrator signs in there
     * @description Anyone may, without signing in.
     */
    get: operations['operate'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/ready': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Ask whether every Worker and the store answer
     * @description Anyone may, without signing in.
     */
    get: operations['getReadiness'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
}
export type webhooks = Record<string, never>;
export interface components {
  schemas: {
    __schema0:
      | string
      | number
      | boolean
      | null
      | components['schemas']['__schema0'][]
      | {
          [key: string]: components['schemas']['__schema0'];
        };
    AuditEntry: {
      /** @example 665f1c2ab8d4e3f6a7b8c9d0 */
      id: string;
      /**
       * Format: date-time
       * @example 2026-12-05T18:00:00.000Z
       */
      at: string;
      /** @description null for the system itself, or somebody not signed in */
      actorId: string | null;
      /**
       * @example [
       *       "organizer"
       *     ]
       */
      actorRoles: string[];
      /** @example bookings:confirm */
      action: string;
      /** @example booking */
      resource: string;
      /** @example 665f1c2ab8d4e3f6a7b8c9d0 */
      resourceId: string;
      traceId: string;
    };
    Availability: {
      /** @example 665f1c2ab8d4e3f6a7b8c9d0 */
      userId: string;
      /**
       * Format: date-time
       * @example 2026-12-05T18:00:00.000Z
       */
      startDate: string;
      /**
       * Format: date-time
       * @example 2026-12-05T18:00:00.000Z
       */
      endDate: string;
      /** @description Whether the person can be booked for all of the period: nothing of it is blocked or booked */
      isAvailable: boolean;
      /** @description What the person says of the period; together the slots cover it */
      slots: {
        /**
         * Format: date-time
         * @example 2026-12-05T18:00:00.000Z
         */
        startDate: string;
        /**
         * Format: date-time
         * @example 2026-12-05T18:00:00.000Z
         */
        endDate: string;
        isAvailable: boolean;
      }[];
      /** @description Times that bookings hold, without saying whose */
      booked: {
        /**
         * Format: date-time
         * @example 2026-12-05T18:00:00.000Z
         */
        startTime: string;
        /**
         * Format: date-time
         * @example 2026-12-05T18:00:00.000Z
         */
        endTime: string;
      }[];
    };
    Booking: {
      /** @example 665f1c2ab8d4e3f6a7b8c9d0 */
      id: string;
      /** @example 665f1c2ab8d4e3f6a7b8c9d0 */
      eventId: string;
      /** @example 665f1c2ab8d4e3f6a7b8c9d0 */
      crewId: string;
      /** @example 665f1c2ab8d4e3f6a7b8c9d0 */
      crewCompanyId: string;
      /** @example 665f1c2ab8d4e3f6a7b8c9d0 */
      customerId: string;
      /**
       * Format: date
       * @description The day in Europe/Stockholm on which the work starts
       * @example 2026-12-05
       */
      bookingDate: string;
      /**
       * Format: date-time
       * @example 2026-12-05T18:00:00.000Z
       */
      startTime: string;
      /**
       * Format: date-time
       * @example 2026-12-05T18:00:00.000Z
       */
      endTime: string;
      /** @enum {string} */
      status: 'Requested' | 'Confirmed' | 'Completed' | 'Cancelled';
      /** @example Musician */
      category: string;
      /** @example Drums */
      skill: string;
      /** @enum {string} */
      timeType: 'Hour' | 'Day' | 'Event';
      /**
       * @description SEK, at most two decimals
       * @example 1250.5
       */
      rate: number;
      /**
       * @description Hours with four decimals, started days, or 1
       * @example 4
       */
      units: number;
      /**
       * @description SEK, without VAT
       * @example 1250.5
       */
      totalAmount: number;
      /** @constant */
      currency: 'SEK';
      notes: string | null;
      cancellationReason: string | null;
      /** @example 665f1c2ab8d4e3f6a7b8c9d0 */
      requestedBy: string;
      confirmedAt: string | null;
      completedAt: string | null;
      cancelledAt: string | null;
      /**
       * Format: date-time
       * @example 2026-12-05T18:00:00.000Z
       */
      createdAt: string;
      /**
       * Format: date-time
       * @example 2026-12-05T18:00:00.000Z
       */
      updatedAt: string;
    };
    BookingsReport: {
      /** @example 665f1c2ab8d4e3f6a7b8c9d0 */
      customerId: string;
      /**
       * Format: date-time
       * @example 2026-12-05T18:00:00.000Z
       */
      startDate: string;
      /**
       * Format: date-time
       * @example 2026-12-05T18:00:00.000Z
       */
      endDate: string;
      bookings: {
        total: number;
        requested: number;
        confirmed: number;
        completed: number;
        cancelled: number;
      };
      revenue: {
        /**
         * @description Net of what is Confirmed or Completed
         * @example 1250.5
         */
        booked: number;
        /**
         * @description Net of what was invoiced for work in the period, credits taken off
         * @example 1250.5
         */
        invoiced: number;
        /**
         * @description Net of those invoices that are paid
         * @example 1250.5
         */
        paid: number;
        /** @constant */
        currency: 'SEK';
      };
      crewUtilization: {
        /** @example 665f1c2ab8d4e3f6a7b8c9d0 */
        crewId: string;
        /** @description null where the person is deleted, or cannot be reached */
        name: string | null;
        bookings: number;
        bookedHours: number;
        /**
         * @description Booked hours / hours in the period
         * @example 0.25
         */
        utilization: number;
      }[];
      days: {
        /**
         * Format: date
         * @example 2026-12-05
         */
        date: string;
        bookings: number;
        /**
         * @description SEK, at most two decimals
         * @example 1250.5
         */
        revenue: number;
      }[];
    };
    BookingWithEventAndCrew: {
      /** @example 665f1c2ab8d4e3f6a7b8c9d0 */
      id: string;
      /** @example 665f1c2ab8d4e3f6a7b8c9d0 */
      eventId: string;
      /** @example 665f1c2ab8d4e3f6a7b8c9d0 */
      crewId: string;
      /** @example 665f1c2ab8d4e3f6a7b8c9d0 */
      crewCompanyId: string;
      /** @example 665f1c2ab8d4e3f6a7b8c9d0 */
      customerId: string;
      /**
       * Format: date
       * @description The day in Europe/Stockholm on which the work starts
       * @example 2026-12-05
       */
      bookingDate: string;
      /**
       * Format: date-time
       * @example 2026-12-05T18:00:00.000Z
       */
      startTime: string;
      /**
       * Format: date-time
       * @example 2026-12-05T18:00:00.000Z
       */
      endTime: string;
      /** @enum {string} */
      status: 'Requested' | 'Confirmed' | 'Completed' | 'Cancelled';
      /** @example Musician */
      category: string;
      /** @example Drums */
      skill: string;
      /** @enum {string} */
      timeType: 'Hour' | 'Day' | 'Event';
      /**
       * @description SEK, at most two decimals
       * @example 1250.5
       */
      rate: number;
      /**
       * @description Hours with four decimals, started days, or 1
       * @example 4
       */
      units: number;
      /**
       * @description SEK, without VAT
       * @example 1250.5
       */
      totalAmount: number;
      /** @constant */
      currency: 'SEK';
      notes: string | null;
      cancellationReason: string | null;
      /** @example 665f1c2ab8d4e3f6a7b8c9d0 */
      requestedBy: string;
      confirmedAt: string | null;
      completedAt: string | null;
      cancelledAt: string | null;
      /**
       * Format: date-time
       * @example 2026-12-05T18:00:00.000Z
       */
      createdAt: string;
      /**
       * Format: date-time
       * @example 2026-12-05T18:00:00.000Z
       */
      updatedAt: string;
      /** @description null where it is deleted, or cannot be reached right now */
      event: components['schemas']['Event'] | null;
      /** @description null where the person is deleted, or cannot be reached right now */
      crew: {
        /** @example 665f1c2ab8d4e3f6a7b8c9d0 */
        id: string;
        name: string;
      } | null;
    };
    CalendarFeed: {
      /** @example 665f1c2ab8d4e3f6a7b8c9d0 */
      id: string;
      /** @example My phone */
      name: string | null;
      /** @description The day in Europe/Stockholm on which a calendar last asked; null until one does */
      lastReadOn: string | null;
      /**
       * Format: date-time
       * @example 2026-12-05T18:00:00.000Z
       */
      createdAt: string;
    };
    CalendarFeedWithUrl: {
      /** @example 665f1c2ab8d4e3f6a7b8c9d0 */
      id: string;
      /** @example My phone */
      name: string | null;
      /** @description The day in Europe/Stockholm on which a calendar last asked; null until one does */
      lastReadOn: string | null;
      /**
       * Format: date-time
       * @example 2026-12-05T18:00:00.000Z
       */
      createdAt: string;
      /**
       * Format: uri
       * @description What to subscribe to. It holds the secret: it is shown here, and never again
       * @example https://api.thenorsound.example/calendar/sQv0Yq3mP1x8dJk2Lr7TzNwB5cHfG4aEuV9iO6ntKXo.ics
       */
      url: string;
    };
    Claims: {
      /** @example 665f1c2ab8d4e3f6a7b8c9d0 */
      userId: string;
      email: string;
      name: string;
      roles: ('admin' | 'organizer' | 'crewCompany' | 'crew' | 'unlinked')[];
      /**
       * @description 1 Admin, 2 Customer, 3 Crew
       * @enum {number}
       */
      userType: 1 | 2 | 3;
      customerId: string | null;
      customerType: (1 | 2) | null;
      /**
       * Format: date-time
       * @example 2026-12-05T18:00:00.000Z
       */
      expiresAt: string;
    };
    CreditInput: {
      /** @example En timme mindre än beställt */
      reason: string;
      lines?: {
        /**
         * @description Counts from 1 in the original
         * @example 1
         */
        line: number;
        /**
         * @description Net, SEK
         * @example 500
         */
        amount: number;
      }[];
    };
    CrewProfile: {
      /** @example 665f1c2ab8d4e3f6a7b8c9d0 */
      id: string;
      /** @example Anna */
      firstName: string | null;
      /** @example Åberg */
      lastName: string | null;
      /** @example Anna Åberg */
      name: string;
      /**
       * @description 1 Admin, 2 Customer, 3 Crew
       * @enum {number}
       */
      userType: 1 | 2 | 3;
      customerId: string | null;
      isActive: boolean;
      emailVerified: boolean;
      preferences: {
        /** @enum {string} */
        language: 'sv' | 'en';
        emailNotifications: boolean;
      };
      /**
       * Format: date-time
       * @example 2026-12-05T18:00:00.000Z
       */
      createdAt: string;
      /**
       * Format: date-time
       * @example 2026-12-05T18:00:00.000Z
       */
      updatedAt: string;
      /** @description Only of crew */
      skills?: {
        category: string;
        skill: string;
        yearsOfExperience: number;
        proficiency: ('Beginner' | 'Intermediate' | 'Advanced' | 'Expert') | null;
      }[];
      /** @description Only of crew */
      references?: string | null;
    };
    Customer: {
      /** @example 665f1c2ab8d4e3f6a7b8c9d0 */
      id: string;
      name: string;
      /** @example 556047-3521 */
      orgNumber: string;
      address: string | null;
      city: string | null;
      zipCode: string | null;
      country: string;
      email: string | null;
      phone: string | null;
      contact: string | null;
      /**
       * @description 1 EventOrganizer, 2 CrewCompany
       * @enum {number}
       */
      customerType: 1 | 2;
      isActive: boolean;
      vatNumber: string | null;
      paymentTermsDays: number;
      invoiceReference: string | null;
      peppolId: string | null;
      seller: {
        /** @enum {string} */
        kind: 'performer' | 'agency' | 'technical';
        fSkatt: boolean;
        bankgiro: string | null;
        plusgiro: string | null;
        seat: string | null;
        rounding: boolean;
        performanceExemption: boolean;
      } | null;
      /**
       * Format: date-time
       * @example 2026-12-05T18:00:00.000Z
       */
      createdAt: string;
      /**
       * Format: date-time
       * @example 2026-12-05T18:00:00.000Z
       */
      updatedAt: string;
    };
    CustomerWithPeople: {
      /** @example 665f1c2ab8d4e3f6a7b8c9d0 */
      id: string;
      name: string;
      /** @example 556047-3521 */
      orgNumber: string;
      address: string | null;
      city: string | null;
      zipCode: string | null;
      country: string;
      email: string | null;
      phone: string | null;
      contact: string | null;
      /**
       * @description 1 EventOrganizer, 2 CrewCompany
       * @enum {number}
       */
      customerType: 1 | 2;
      isActive: boolean;
      vatNumber: string | null;
      paymentTermsDays: number;
      invoiceReference: string | null;
      peppolId: string | null;
      seller: {
        /** @enum {string} */
        kind: 'performer' | 'agency' | 'technical';
        fSkatt: boolean;
        bankgiro: string | null;
        plusgiro: string | null;
        seat: string | null;
        rounding: boolean;
        performanceExemption: boolean;
      } | null;
      /**
       * Format: date-time
       * @example 2026-12-05T18:00:00.000Z
       */
      createdAt: string;
      /**
       * Format: date-time
       * @example 2026-12-05T18:00:00.000Z
       */
      updatedAt: string;
      tariffs: components['schemas']['Tariff'][];
      /** @description null while the users service cannot be reached */
      users: components['schemas']['User'][] | null;
    };
    DeadLetter: {
      /** @example 665f1c2ab8d4e3f6a7b8c9d0 */
      id: string;
      /** @enum {string} */
      subscriber: 'events' | 'bookings' | 'invoicing' | 'notifications' | 'analytics' | 'operations';
      /** @example thenorsound-invoicing */
      queue: string;
      /**
       * @description null where the message does not say
       * @example booking.moved
       */
      type: string | null;
      /** @description The message as it came, whatever it is */
      message: components['schemas']['__schema0'];
      lastError: string;
      traceId: string | null;
      /**
       * Format: date-time
       * @example 2026-12-05T18:00:00.000Z
       */
      parkedAt: string;
      /** @description When it was sent again, while that is not yet handled */
      replayedAt: string | null;
    };
    Error: {
      error: {
        /** @enum {string} */
        code:
          | 'VALIDATION_ERROR'
          | 'UNAUTHORIZED'
          | 'FORBIDDEN'
          | 'NOT_FOUND'
          | 'METHOD_NOT_ALLOWED'
          | 'CONFLICT'
          | 'PRECONDITION_FAILED'
          | 'PAYLOAD_TOO_LARGE'
          | 'UNSUPPORTED_MEDIA_TYPE'
          | 'RATE_LIMITED'
          | 'SERVICE_ERROR'
          | 'SERVICE_UNAVAILABLE';
        message: string;
        /** @description Every bad field at once, by its JSON path */
        details: {
          /** @example skills[0].category */
          field: string;
          message: string;
        }[];
        /** @description What stands in the way of a booking, without saying whose it is */
        conflicts?: {
          /** @enum {string} */
          kind: 'booking' | 'unavailability';
          /** Format: date-time */
          startTime: string;
          /** Format: date-time */
          endTime: string;
        }[];
        /** Format: date-time */
        timestamp: string;
        traceId: string;
      };
    };
    Event: {
      /** @example 665f1c2ab8d4e3f6a7b8c9d0 */
      id: string;
      /** @example 665f1c2ab8d4e3f6a7b8c9d0 */
      customerId: string;
      name: string;
      description: string | null;
      /**
       * Format: date-time
       * @example 2026-12-05T18:00:00.000Z
       */
      startDate: string;
      /**
       * Format: date-time
       * @example 2026-12-05T18:00:00.000Z
       */
      endDate: string;
      location: string | null;
      /** @enum {string} */
      eventType: 'Concert' | 'Festival' | 'Corporate' | 'Private' | 'Other';
      /** @enum {string} */
      status: 'Draft' | 'Scheduled' | 'InProgress' | 'Completed' | 'Cancelled';
      details: {
        performer: string | null;
        stage: string | null;
        audience: number | null;
        equipment: string[];
      };
      projectNumber: string | null;
      /**
       * Format: date-time
       * @example 2026-12-05T18:00:00.000Z
       */
      createdAt: string;
      /**
       * Format: date-time
       * @example 2026-12-05T18:00:00.000Z
       */
      updatedAt: string;
    };
    EventCalendar: {
      /** @example 665f1c2ab8d4e3f6a7b8c9d0 */
      customerId: string;
      /** @example 2026 */
      year: number;
      /** @example 12 */
      month: number;
      /**
       * @description The days in Europe/Stockholm on which something happens, with every event that touches them
       * @example {
       *       "2026-12-05": []
       *     }
       */
      days: {
        [key: string]: components['schemas']['Event'][];
      };
    };
    EventInvoiceInput: {
      /** @description For administrators: the crew company that sells, or null for the platform; needed where several sell on the event */
      sellerId?: string | null;
      extraLines?: {
        /** @example Bil Stockholm-Uppsala, tur och retur */
        description: string;
        /** @example 120 */
        quantity: number;
        /**
         * @description HUR, MIN, DAY, C62 (one), EA (each) or KMT
         * @example KMT
         */
        unit: string;
        /** @example 25 */
        unitPrice: number;
        /** @enum {string} */
        kind: 'travel' | 'hotel' | 'equipment' | 'other';
        /**
         * @description The booking that it accompanies, whose VAT it follows; all of them where absent
         * @example 665f1c2ab8d4e3f6a7b8c9d0
         */
        bookingId?: string;
      }[];
    };
    EventWithCrew: {
      /** @example 665f1c2ab8d4e3f6a7b8c9d0 */
      id: string;
      /** @example 665f1c2ab8d4e3f6a7b8c9d0 */
      customerId: string;
      name: string;
      description: string | null;
      /**
       * Format: date-time
       * @example 2026-12-05T18:00:00.000Z
       */
      startDate: string;
      /**
       * Format: date-time
       * @example 2026-12-05T18:00:00.000Z
       */
      endDate: string;
      location: string | null;
      /** @enum {string} */
      eventType: 'Concert' | 'Festival' | 'Corporate' | 'Private' | 'Other';
      /** @enum {string} */
      status: 'Draft' | 'Scheduled' | 'InProgress' | 'Completed' | 'Cancelled';
      details: {
        performer: string | null;
        stage: string | null;
        audience: number | null;
        equipment: string[];
      };
      projectNumber: string | null;
      /**
       * Format: date-time
       * @example 2026-12-05T18:00:00.000Z
       */
      createdAt: string;
      /**
       * Format: date-time
       * @example 2026-12-05T18:00:00.000Z
       */
      updatedAt: string;
      /** @description Who is booked, cancelled bookings left out; null where that cannot be told right now */
      assignedCrew:
        | {
            /** @example 665f1c2ab8d4e3f6a7b8c9d0 */
            bookingId: string;
            /** @example 665f1c2ab8d4e3f6a7b8c9d0 */
            crewId: string;
            /** @description null where the person is deleted */
            name: string | null;
            /**
             * Format: date-time
             * @example 2026-12-05T18:00:00.000Z
             */
            startTime: string;
            /**
             * Format: date-time
             * @example 2026-12-05T18:00:00.000Z
             */
            endTime: string;
            /** @enum {string} */
            status: 'Requested' | 'Confirmed' | 'Completed' | 'Cancelled';
          }[]
        | null;
    };
    Invoice: {
      /** @example 665f1c2ab8d4e3f6a7b8c9d0 */
      id: string;
      /** @enum {string} */
      type: 'Invoice' | 'CreditNote';
      /** @description null when the invoice is for several bookings */
      bookingId: string | null;
      /** @example 665f1c2ab8d4e3f6a7b8c9d0 */
      customerId: string;
      /** @example 2026-000001 */
      invoiceNumber: string | null;
      ocr: string | null;
      /** @enum {string} */
      status: 'Draft' | 'Issued' | 'Paid' | 'Overdue' | 'Cancelled';
      /** @description Provisional until the invoice is issued */
      seller: {
        name: string;
        /** @example 556047-3521 */
        orgNumber: string;
        vatNumber: string | null;
        address: string;
        zipCode: string;
        city: string;
        country: string;
        contact: string | null;
        email: string | null;
        phone: string | null;
        /** @enum {string} */
        kind: 'performer' | 'agency' | 'technical';
        fSkatt: boolean;
        bankgiro: string | null;
        plusgiro: string | null;
        seat: string | null;
      } | null;
      /** @description Provisional until the invoice is issued */
      buyer: {
        name: string;
        /** @example 556036-0793 */
        orgNumber: string;
        vatNumber: string | null;
        address: string | null;
        zipCode: string | null;
        city: string | null;
        country: string;
        contact: string | null;
        invoiceReference: string | null;
        peppolId: string | null;
      } | null;
      lines: {
        bookingId: string | null;
        description: string;
        /** @example 4.5 */
        quantity: number;
        /**
         * @description UN/ECE 20: HUR hour, MIN minute, DAY day, C62 one, EA each, KMT kilometre
         * @enum {string}
         */
        unit: 'HUR' | 'MIN' | 'DAY' | 'C62' | 'EA' | 'KMT';
        /**
         * @description SEK for one unit; where the unit is MIN, for 60 of them
         * @example 1250.5
         */
        unitPrice: number;
        /**
         * @description SEK, at most two decimals
         * @example 1250.5
         */
        amount: number;
        /**
         * @description Percent
         * @example 25
         */
        vatRate: number;
        /** @enum {string} */
        vatCategory: 'S' | 'E' | 'AE';
        exemptionReason: string | null;
      }[];
      vatBreakdown: {
        /** @enum {string} */
        vatCategory: 'S' | 'E' | 'AE';
        vatRate: number;
        /**
         * @description SEK, at most two decimals
         * @example 1250.5
         */
        amount: number;
        /**
         * @description SEK, at most two decimals
         * @example 1250.5
         */
        vatAmount: number;
      }[];
      /**
       * @description Net, SEK
       * @example 1250.5
       */
      amount: number;
      /**
       * @description SEK, at most two decimals
       * @example 1250.5
       */
      vatAmount: number;
      /**
       * @description Net and VAT, SEK
       * @example 1250.5
       */
      totalAmount: number;
      /**
       * @description Öresavrundning, SEK
       * @example 1250.5
       */
      rounding: number;
      /**
       * @description SEK, at most two decimals
       * @example 1250.5
       */
      amountToPay: number;
      /** @constant */
      currency: 'SEK';
      supplyDate: string | null;
      issuedDate: string | null;
      dueDate: string | null;
      paidDate: string | null;
      /**
       * @description SEK, at most two decimals
       * @example 1250.5
       */
      paidAmount: number;
      paymentMethod: string | null;
      creditsInvoiceId: string | null;
      creditedBy: string[];
      /**
       * Format: date-time
       * @example 2026-12-05T18:00:00.000Z
       */
      createdAt: string;
      /**
       * Format: date-time
       * @example 2026-12-05T18:00:00.000Z
       */
      updatedAt: string;
    };
    InvoiceSeries: {
      /** @description The selling crew company; null is the platform itself */
      sellerId: string | null;
      /** @example 2026 */
      year: number;
      /**
       * @description null while no number is on an invoice
       * @example 2026-000001
       */
      first: string | null;
      /** @example 2026-000042 */
      last: string | null;
      /** @description Invoices and credit notes that carry a number */
      count: number;
      /**
       * @description Numbers that were given and are on no invoice, 1000 at most; those on their way do not count
       * @example []
       */
      gaps: string[];
    };
    InvoiceStatusChange: {
      /** @description By its name, in any case, or its number */
      newStatus: ('Draft' | 'Issued' | 'Paid' | 'Overdue' | 'Cancelled') | (1 | 2 | 3 | 4 | 5);
      /**
       * Format: date
       * @description When the money came; today where absent
       * @example 2026-12-05
       */
      paidDate?: string;
      /** @example Bankgiro */
      paymentMethod?: string;
      /**
       * @description SEK; all that is left where absent
       * @example 1250
       */
      amount?: number;
    };
    LoggedError: {
      /** @example 665f1c2ab8d4e3f6a7b8c9d0 */
      id: string;
      /** @example bookings */
      worker: string;
      /**
       * @description The name of the log line
       * @example request-failed
       */
      what: string;
      /**
       * @description The route, or the type of the message
       * @example /api/bookings/{id}
       */
      route: string | null;
      /**
       * @description The error and its causes
       * @example TypeError: no such function
       */
      message: string;
      /** @description Where it was thrown, a place a line */
      stack: string | null;
      /**
       * @description How many of this kind there were
       * @example 3
       */
      count: number;
      /**
       * Format: date-time
       * @example 2026-12-05T18:00:00.000Z
       */
      firstAt: string;
      /**
       * Format: date-time
       * @example 2026-12-05T18:00:00.000Z
       */
      lastAt: string;
      /** @description Finds the last one in the log */
      lastTraceId: string | null;
    };
    Notification: {
      /** @example 665f1c2ab8d4e3f6a7b8c9d0 */
      id: string;
      /**
       * @description The domain event that it tells of
       * @example booking.confirmed
       */
      type: string;
      /** @example Bekräftad bokning: Julkonsert */
      title: string;
      body: string;
      /**
       * @description A path of the front end
       * @example /bookings/665f1c2ab8d4e3f6a7b8c9d0
       */
      link: string;
      readAt: string | null;
      /**
       * Format: date-time
       * @example 2026-12-05T18:00:00.000Z
       */
      createdAt: string;
    };
    Overview: {
      /**
       * Format: date
       * @example 2026-12-05
       */
      from: string;
      /**
       * Format: date
       * @example 2026-12-05
       */
      to: string;
      total: components['schemas']['Totals'];
      /** @description Each day, also those without anything */
      days: {
        /**
         * Format: date
         * @example 2026-12-05
         */
        date: string;
        /** @description Those that start on these days */
        bookings: {
          total: number;
          requested: number;
          confirmed: number;
          completed: number;
          cancelled: number;
        };
        revenue: {
          /**
           * @description Net of what is Confirmed or Completed
           * @example 1250.5
           */
          booked: number;
          /**
           * @description Net of what was invoiced for work on these days, credits taken off
           * @example 1250.5
           */
          invoiced: number;
          /**
           * @description Net of those invoices that are paid
           * @example 1250.5
           */
          paid: number;
          /** @constant */
          currency: 'SEK';
        };
      }[];
      /** @description Organizers, by booked revenue; at most 500 */
      customers: {
        /** @example 665f1c2ab8d4e3f6a7b8c9d0 */
        customerId: string;
        /** @description null where it is deleted, or cannot be reached */
        name: string | null;
        /** @description Those that start on these days */
        bookings: {
          total: number;
          requested: number;
          confirmed: number;
          completed: number;
          cancelled: number;
        };
        revenue: {
          /**
           * @description Net of what is Confirmed or Completed
           * @example 1250.5
           */
          booked: number;
          /**
           * @description Net of what was invoiced for work on these days, credits taken off
           * @example 1250.5
           */
          invoiced: number;
          /**
           * @description Net of those invoices that are paid
           * @example 1250.5
           */
          paid: number;
          /** @constant */
          currency: 'SEK';
        };
      }[];
      /** @description Since when the oldest of these figures stands */
      computedAt: string | null;
      /** @description Days of customers that something has happened to since; they are added up within a minute or so */
      pending: number;
    };
    PaymentImport: {
      matched: {
        /** @example 2026000105 */
        reference: string;
        /**
         * @description SEK; below 0 for a deduction
         * @example 1250.5
         */
        amount: number;
        /**
         * Format: date
         * @example 2026-12-05
         */
        paidDate: string;
        /** @example 665f1c2ab8d4e3f6a7b8c9d0 */
        invoiceId: string;
        invoiceNumber: string | null;
        /**
         * @description Of the invoice, after it; below 0: too much was paid
         * @example 1250.5
         */
        leftToPay: number;
      }[];
      unmatched: {
        /** @example 2026000105 */
        reference: string;
        /**
         * @description SEK; below 0 for a deduction
         * @example 1250.5
         */
        amount: number;
        /**
         * Format: date
         * @example 2026-12-05
         */
        paidDate: string;
        /** @enum {string} */
        reason: 'no-such-reference' | 'invoice-cancelled' | 'deduction-beyond-payments';
      }[];
      duplicates: {
        /** @example 2026000105 */
        reference: string;
        /**
         * @description SEK; below 0 for a deduction
         * @example 1250.5
         */
        amount: number;
        /**
         * Format: date
         * @example 2026-12-05
         */
        paidDate: string;
        /** @example 665f1c2ab8d4e3f6a7b8c9d0 */
        invoiceId: string;
        invoiceNumber: string | null;
      }[];
    };
    Permissions: {
      /** @example 665f1c2ab8d4e3f6a7b8c9d0 */
      userId: string;
      roles: ('admin' | 'organizer' | 'crewCompany' | 'crew' | 'unlinked')[];
      /**
       * @description What the roles may do at all; on whose records is decided for each
       * @example [
       *       "bookings:confirm"
       *     ]
       */
      permissions: string[];
    };
    PersonalData: {
      /**
       * Format: date-time
       * @example 2026-12-05T18:00:00.000Z
       */
      exportedAt: string;
      user: components['schemas']['User'];
      sensitive: {
        /**
         * @description With the century, so that it is not mistaken for a later one
         * @example 19811228-9874
         */
        socialSecurityNumber: string | null;
        bankAccount: {
          accountNumber: string;
          bankCode: string | null;
          holderName: string;
        } | null;
      };
      unavailable: {
        /**
         * Format: date-time
         * @example 2026-12-05T18:00:00.000Z
         */
        startDate: string;
        /**
         * Format: date-time
         * @example 2026-12-05T18:00:00.000Z
         */
        endDate: string;
      }[];
      signIn: components['schemas']['SignInData'] | null;
      sessions: components['schemas']['Session'][];
      /** @description As crew */
      bookings: components['schemas']['Booking'][];
      calendarFeeds: components['schemas']['CalendarFeed'][];
      notifications: components['schemas']['Notification'][];
      /** @description What the person did, and what was done with the person */
      auditEntries: components['schemas']['AuditEntry'][];
    };
    Preflight: {
      /** @description Nothing fatal was found: it is complete before the law and can be sent */
      ready: boolean;
      findings: {
        /**
         * @description The official rule, or the point of the law
         * @example PEPPOL-EN16931-R003
         */
        rule: string;
        /** @example buyer.invoiceReference */
        field: string;
        /** @example The buyer’s reference is needed, or a booking as the order */
        message: string;
        /** @enum {string} */
        severity: 'fatal' | 'warning';
      }[];
    };
    Pricing: {
      /** @example 665f1c2ab8d4e3f6a7b8c9d0 */
      crewId: string;
      category: string;
      skill: string;
      /** @enum {string} */
      timeType: 'Hour' | 'Day' | 'Event';
      /**
       * @description SEK, at most two decimals
       * @example 1250.5
       */
      rate: number;
      duration: number;
      /**
       * @description SEK, at most two decimals
       * @example 1250.5
       */
      totalAmount: number;
      /**
       * @description 25 % of totalAmount
       * @example 1250.5
       */
      vat: number;
      /**
       * @description SEK, at most two decimals
       * @example 1250.5
       */
      totalWithVat: number;
      /** @constant */
      currency: 'SEK';
    };
    QueueStatus: {
      /** @enum {string} */
      subscriber: 'events' | 'bookings' | 'invoicing' | 'notifications' | 'analytics' | 'operations';
      /** @example thenorsound-invoicing */
      queue: string;
      /** @description Messages in the queue; null where it does not say */
      waiting: number | null;
      /** @description The oldest of them */
      waitingSince: string | null;
      /** @description null while the store cannot be reached */
      deadLetters: {
        /** @description Until somebody replays them */
        resting: number;
        /** @description Sent again, and not yet handled */
        replayed: number;
        oldestParkedAt: string | null;
      } | null;
    };
    ReEncryption: {
      /** @example k2 */
      currentKey: string;
      users: {
        /** @description Encrypted anew by this call */
        done: number;
        /** @description What other keys still hold: call again until it is 0 */
        left: number;
      };
      webhooks: {
        /** @description Encrypted anew by this call */
        done: number;
        /** @description What other keys still hold: call again until it is 0 */
        left: number;
      };
    };
    SensitiveFields: {
      /** @example 665f1c2ab8d4e3f6a7b8c9d0 */
      userId: string;
      /**
       * @description With the century, so that it is not mistaken for a later one
       * @example 19811228-9874
       */
      socialSecurityNumber: string | null;
      bankAccount: {
        accountNumber: string;
        bankCode: string | null;
        holderName: string;
      } | null;
    };
    Session: {
      /** @example 665f1c2ab8d4e3f6a7b8c9d0 */
      id: string;
      /**
       * Format: date-time
       * @example 2026-12-05T18:00:00.000Z
       */
      createdAt: string;
      /**
       * Format: date-time
       * @description When it last got new tokens, or began
       * @example 2026-12-05T18:00:00.000Z
       */
      lastUsedAt: string;
      /** @description What the program that signed in calls itself */
      userAgent: string | null;
      /** @description Whether this is the session that asks */
      current: boolean;
    };
    SignIn: {
      /** @description A JWT, for the header `Authorization: Bearer ...` */
      accessToken: string;
      /** @description Opaque; used once, for the next pair of tokens */
      refreshToken: string;
      /**
       * @description Seconds until the access token ends
       * @example 900
       */
      expiresIn: number;
      /** @constant */
      tokenType: 'Bearer';
      user: components['schemas']['User'];
    };
    SignInData: {
      /** @example anna@example.com */
      email: string;
      /** @enum {string} */
      state: 'pending' | 'active' | 'removed' | 'deleted';
      hasPassword: boolean;
      failedSignIns: number;
      lockedUntil: string | null;
      /**
       * Format: date-time
       * @example 2026-12-05T18:00:00.000Z
       */
      createdAt: string;
      /**
       * Format: date-time
       * @example 2026-12-05T18:00:00.000Z
       */
      updatedAt: string;
    };
    SystemStatus: {
      /**
       * Format: date-time
       * @example 2026-12-05T18:00:00.000Z
       */
      at: string;
      workers: components['schemas']['WorkerStatus'][];
      queues: components['schemas']['QueueStatus'][];
    };
    Tariff: {
      /** @example 665f1c2ab8d4e3f6a7b8c9d0 */
      id: string;
      /** @example 665f1c2ab8d4e3f6a7b8c9d0 */
      customerId: string;
      /** @example Musician */
      category: string;
      /** @example Drums */
      skill: string;
      /** @enum {string} */
      timeType: 'Hour' | 'Day' | 'Event';
      /**
       * @description SEK, at most two decimals
       * @example 1250.5
       */
      amount: number;
      /** @constant */
      currency: 'SEK';
    };
    Tokens: {
      /** @description A JWT, for the header `Authorization: Bearer ...` */
      accessToken: string;
      /** @description Opaque; used once, for the next pair of tokens */
      refreshToken: string;
      /**
       * @description Seconds until the access token ends
       * @example 900
       */
      expiresIn: number;
      /** @constant */
      tokenType: 'Bearer';
    };
    Totals: {
      /** @description Those that start on these days */
      bookings: {
        total: number;
        requested: number;
        confirmed: number;
        completed: number;
        cancelled: number;
      };
      revenue: {
        /**
         * @description Net of what is Confirmed or Completed
         * @example 1250.5
         */
        booked: number;
        /**
         * @description Net of what was invoiced for work on these days, credits taken off
         * @example 1250.5
         */
        invoiced: number;
        /**
         * @description Net of those invoices that are paid
         * @example 1250.5
         */
        paid: number;
        /** @constant */
        currency: 'SEK';
      };
    };
    User: {
      /** @example 665f1c2ab8d4e3f6a7b8c9d0 */
      id: string;
      /** @example Anna */
      firstName: string | null;
      /** @example Åberg */
      lastName: string | null;
      /** @example Anna Åberg */
      name: string;
      /**
       * @description 1 Admin, 2 Customer, 3 Crew
       * @enum {number}
       */
      userType: 1 | 2 | 3;
      customerId: string | null;
      isActive: boolean;
      emailVerified: boolean;
      preferences: {
        /** @enum {string} */
        language: 'sv' | 'en';
        emailNotifications: boolean;
      };
      /**
       * Format: date-time
       * @example 2026-12-05T18:00:00.000Z
       */
      createdAt: string;
      /**
       * Format: date-time
       * @example 2026-12-05T18:00:00.000Z
       */
      updatedAt: string;
      /** @description Only of crew */
      skills?: {
        category: string;
        skill: string;
        yearsOfExperience: number;
        proficiency: ('Beginner' | 'Intermediate' | 'Advanced' | 'Expert') | null;
      }[];
      /** @description Only of crew */
      references?: string | null;
      /** @example anna@example.com */
      email: string;
      /** @example 070-123 45 67 */
      phone: string | null;
      /**
       * @description Only of crew; the last four digits are hidden
       * @example 811228-****
       */
      socialSecurityNumber?: string | null;
      /** @description Only of crew */
      bankAccount?: {
        /**
         * @description All but the last four digits are hidden
         * @example ****6789
         */
        accountNumber: string;
        bankCode: string | null;
        holderName: string;
      } | null;
    };
    Webhook: {
      /** @example 665f1c2ab8d4e3f6a7b8c9d0 */
      id: string;
      /** @description Whose events it hears; null for an administrator’s, which hears those of all companies */
      customerId: string | null;
      /**
       * Format: uri
       * @example https://example.com/thenorsound
       */
      url: string;
      description: string | null;
      /**
       * @description The types it hears; null for all
       * @example [
       *       "booking.created",
       *       "booking.moved"
       *     ]
       */
      eventTypes: string[] | null;
      isActive: boolean;
      /** @description gone: the receiver answered 410, and nothing is sent any more; null while all is well */
      failure: {
        /** @enum {string} */
        reason: 'gone' | 'retries-exhausted';
        /**
         * Format: date-time
         * @example 2026-12-05T18:00:00.000Z
         */
        since: string;
      } | null;
      /** @description While two secrets sign: until when the one before the last rotation does */
      previousSecretValidUntil: string | null;
      /**
       * Format: date-time
       * @example 2026-12-05T18:00:00.000Z
       */
      createdAt: string;
      /**
       * Format: date-time
       * @example 2026-12-05T18:00:00.000Z
       */
      updatedAt: string;
    };
    WebhookDelivery: {
      /** @example 665f1c2ab8d4e3f6a7b8c9d0 */
      id: string;
      /** @example 665f1c2ab8d4e3f6a7b8c9d0 */
      webhookId: string;
      /**
       * @description What the receiver gets as webhook-id: the same in every attempt and replay
       * @example 665f1c2ab8d4e3f6a7b8c9d0
       */
      messageId: string;
      /** @example booking.confirmed */
      type: string;
      /** @description The body, as it is sent */
      payload: string;
      isReplay: boolean;
      /**
       * @description cancelled: the webhook was turned off or deleted before it was delivered
       * @enum {string}
       */
      status: 'pending' | 'delivered' | 'failed' | 'cancelled';
      /** @description The earliest time; null where there is none to come */
      nextAttemptAt: string | null;
      attempts: {
        /**
         * Format: date-time
         * @example 2026-12-05T18:00:00.000Z
         */
        at: string;
        durationMs: number;
        /**
         * @description Of the answer; null where there was none
         * @example 500
         */
        status: number | null;
        error: ('timed-out' | 'unreachable' | 'address-refused') | null;
        /** @description The first KiB of it */
        answer: string | null;
      }[];
      /**
       * Format: date-time
       * @example 2026-12-05T18:00:00.000Z
       */
      createdAt: string;
    };
    WebhookWithSecret: {
      /** @example 665f1c2ab8d4e3f6a7b8c9d0 */
      id: string;
      /** @description Whose events it hears; null for an administrator’s, which hears those of all companies */
      customerId: string | null;
      /**
       * Format: uri
       * @example https://example.com/thenorsound
       */
      url: string;
      description: string | null;
      /**
       * @description The types it hears; null for all
       * @example [
       *       "booking.created",
       *       "booking.moved"
       *     ]
       */
      eventTypes: string[] | null;
      isActive: boolean;
      /** @description gone: the receiver answered 410, and nothing is sent any more; null while all is well */
      failure: {
        /** @enum {string} */
        reason: 'gone' | 'retries-exhausted';
        /**
         * Format: date-time
         * @example 2026-12-05T18:00:00.000Z
         */
        since: string;
      } | null;
      /** @description While two secrets sign: until when the one before the last rotation does */
      previousSecretValidUntil: string | null;
      /**
       * Format: date-time
       * @example 2026-12-05T18:00:00.000Z
       */
      createdAt: string;
      /**
       * Format: date-time
       * @example 2026-12-05T18:00:00.000Z
       */
      updatedAt: string;
      /**
       * @description Shown where it was just made, and never again; else null
       * @example whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw
       */
      secret: string | null;
    };
    WorkerStatus: {
      /** @enum {string} */
      name:
        | 'auth'
        | 'users'
        | 'customers'
        | 'events'
        | 'bookings'
        | 'invoicing'
        | 'notifications'
        | 'analytics'
        | 'operations';
      /** @enum {string} */
      status: 'up' | 'down';
      /** @description null where it cannot be read: the Worker is down, or its store */
      backlog:
        | {
            /** @example bookings */
            collection: string;
            /** @description Unsettled: a follow-up, or telling a subscriber, is not done */
            documents: number;
            /** @description In their outboxes, until every subscriber has them */
            events: number;
            oldestSince: string | null;
          }[]
        | null;
    };
  };
  responses: {
    /** @description The request is not valid; `details` names every bad field */
    VALIDATION_ERROR: {
      headers: {
        'x-trace-id': components['headers']['TraceId'];
        [name: string]: unknown;
      };
      content: {
        /**
         * @example {
         *       "error": {
         *         "code": "VALIDATION_ERROR",
         *         "message": "The request is not valid; `details` names every bad field",
         *         "details": [
         *           {
         *             "field": "startTime",
         *             "message": "is required"
         *           }
         *         ],
         *         "timestamp": "2026-12-05T18:00:00.000Z",
         *         "traceId": "4bf92f3577b34da6a3ce929d0e0e4736"
         *       }
         *     }
         */
        'application/json': components['schemas']['Error'];
      };
    };
    /** @description Not signed in, or the sign-in is not good any more */
    UNAUTHORIZED: {
      headers: {
        'x-trace-id': components['headers']['TraceId'];
        'www-authenticate'?: 'Bearer';
        [name: string]: unknown;
      };
      content: {
        /**
         * @example {
         *       "error": {
         *         "code": "UNAUTHORIZED",
         *         "message": "Not signed in, or the sign-in is not good any more",
         *         "details": [],
         *         "timestamp": "2026-12-05T18:00:00.000Z",
         *         "traceId": "4bf92f3577b34da6a3ce929d0e0e4736"
         *       }
         *     }
         */
        'application/json': components['schemas']['Error'];
      };
    };
    /** @description Your role may not do this, or may not set a field that `details` names */
    FORBIDDEN: {
      headers: {
        'x-trace-id': components['headers']['TraceId'];
        [name: string]: unknown;
      };
      content: {
        /**
         * @example {
         *       "error": {
         *         "code": "FORBIDDEN",
         *         "message": "Your role may not do this, or may not set a field that `details` names",
         *         "details": [],
         *         "timestamp": "2026-12-05T18:00:00.000Z",
         *         "traceId": "4bf92f3577b34da6a3ce929d0e0e4736"
         *       }
         *     }
         */
        'application/json': components['schemas']['Error'];
      };
    };
    /** @description There is no such record, or it is not yours */
    NOT_FOUND: {
      headers: {
        'x-trace-id': components['headers']['TraceId'];
        [name: string]: unknown;
      };
      content: {
        /**
         * @example {
         *       "error": {
         *         "code": "NOT_FOUND",
         *         "message": "There is no such record, or it is not yours",
         *         "details": [],
         *         "timestamp": "2026-12-05T18:00:00.000Z",
         *         "traceId": "4bf92f3577b34da6a3ce929d0e0e4736"
         *       }
         *     }
         */
        'application/json': components['schemas']['Error'];
      };
    };
    /** @description Not with this method */
    METHOD_NOT_ALLOWED: {
      headers: {
        'x-trace-id': components['headers']['TraceId'];
        [name: string]: unknown;
      };
      content: {
        /**
         * @example {
         *       "error": {
         *         "code": "METHOD_NOT_ALLOWED",
         *         "message": "Not with this method",
         *         "details": [],
         *         "timestamp": "2026-12-05T18:00:00.000Z",
         *         "traceId": "4bf92f3577b34da6a3ce929d0e0e4736"
         *       }
         *     }
         */
        'application/json': components['schemas']['Error'];
      };
    };
    /** @description It does not go together with how things are */
    CONFLICT: {
      headers: {
        'x-trace-id': components['headers']['TraceId'];
        [name: string]: unknown;
      };
      content: {
        /**
         * @example {
         *       "error": {
         *         "code": "CONFLICT",
         *         "message": "It does not go together with how things are",
         *         "details": [],
         *         "timestamp": "2026-12-05T18:00:00.000Z",
         *         "traceId": "4bf92f3577b34da6a3ce929d0e0e4736"
         *       }
         *     }
         */
        'application/json': components['schemas']['Error'];
      };
    };
    /** @description The record has changed since you read it */
    PRECONDITION_FAILED: {
      headers: {
        'x-trace-id': components['headers']['TraceId'];
        [name: string]: unknown;
      };
      content: {
        /**
         * @example {
         *       "error": {
         *         "code": "PRECONDITION_FAILED",
         *         "message": "The record has changed since you read it",
         *         "details": [],
         *         "timestamp": "2026-12-05T18:00:00.000Z",
         *         "traceId": "4bf92f3577b34da6a3ce929d0e0e4736"
         *       }
         *     }
         */
        'application/json': components['schemas']['Error'];
      };
    };
    /** @description The body is longer than 1 MiB */
    PAYLOAD_TOO_LARGE: {
      headers: {
        'x-trace-id': components['headers']['TraceId'];
        [name: string]: unknown;
      };
      content: {
        /**
         * @example {
         *       "error": {
         *         "code": "PAYLOAD_TOO_LARGE",
         *         "message": "The body is longer than 1 MiB",
         *         "details": [],
         *         "timestamp": "2026-12-05T18:00:00.000Z",
         *         "traceId": "4bf92f3577b34da6a3ce929d0e0e4736"
         *       }
         *     }
         */
        'application/json': components['schemas']['Error'];
      };
    };
    /** @description The body is of another media type */
    UNSUPPORTED_MEDIA_TYPE: {
      headers: {
        'x-trace-id': components['headers']['TraceId'];
        [name: string]: unknown;
      };
      content: {
        /**
         * @example {
         *       "error": {
         *         "code": "UNSUPPORTED_MEDIA_TYPE",
         *         "message": "The body is of another media type",
         *         "details": [],
         *         "timestamp": "2026-12-05T18:00:00.000Z",
         *         "traceId": "4bf92f3577b34da6a3ce929d0e0e4736"
         *       }
         *     }
         */
        'application/json': components['schemas']['Error'];
      };
    };
    /** @description Too many requests; wait as long as `Retry-After` says */
    RATE_LIMITED: {
      headers: {
        'x-trace-id': components['headers']['TraceId'];
        'retry-after': components['headers']['RetryAfter'];
        [name: string]: unknown;
      };
      content: {
        /**
         * @example {
         *       "error": {
         *         "code": "RATE_LIMITED",
         *         "message": "Too many requests; wait as long as `Retry-After` says",
         *         "details": [],
         *         "timestamp": "2026-12-05T18:00:00.000Z",
         *         "traceId": "4bf92f3577b34da6a3ce929d0e0e4736"
         *       }
         *     }
         */
        'application/json': components['schemas']['Error'];
      };
    };
    /** @description Something went wrong on our side */
    SERVICE_ERROR: {
      headers: {
        'x-trace-id': components['headers']['TraceId'];
        [name: string]: unknown;
      };
      content: {
        /**
         * @example {
         *       "error": {
         *         "code": "SERVICE_ERROR",
         *         "message": "Something went wrong on our side",
         *         "details": [],
         *         "timestamp": "2026-12-05T18:00:00.000Z",
         *         "traceId": "4bf92f3577b34da6a3ce929d0e0e4736"
         *       }
         *     }
         */
        'application/json': components['schemas']['Error'];
      };
    };
    /** @description Something this needs is down; try again */
    SERVICE_UNAVAILABLE: {
      headers: {
        'x-trace-id': components['headers']['TraceId'];
        'retry-after': components['headers']['RetryAfter'];
        [name: string]: unknown;
      };
      content: {
        /**
         * @example {
         *       "error": {
         *         "code": "SERVICE_UNAVAILABLE",
         *         "message": "Something this needs is down; try again",
         *         "details": [],
         *         "timestamp": "2026-12-05T18:00:00.000Z",
         *         "traceId": "4bf92f3577b34da6a3ce929d0e0e4736"
         *       }
         *     }
         */
        'application/json': components['schemas']['Error'];
      };
    };
  };
  parameters: {
    /** @description The ETag of what was read: 412 where it has changed since */
    IfMatch: string;
    /** @description ETags that are known: 304 where one still holds */
    IfNoneMatch: string;
    /** @description Of your own making; within 24 hours the same key and body get the first answer again */
    IdempotencyKey: string;
  };
  requestBodies: never;
  headers: {
    /** @description Names this request in every log line; tell it to whoever runs the system */
    TraceId: string;
    /** @description The version of the resource */
    ETag: string;
    /** @description Where the new resource is */
    Location: string;
    /** @description Seconds to wait */
    RetryAfter: number;
  };
  pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
  getClaims: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The claims of the access token */
      200: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "userId": "665f1c2ab8d4e3f6a7b8c9d0",
           *       "email": "string",
           *       "name": "string",
           *       "roles": [
           *         "admin"
           *       ],
           *       "userType": 1,
           *       "customerId": "665f1c2ab8d4e3f6a7b8c9d0",
           *       "customerType": 1,
           *       "expiresAt": "2026-12-05T18:00:00.000Z"
           *     }
           */
          'application/json': components['schemas']['Claims'];
        };
      };
      400: components['responses']['VALIDATION_ERROR'];
      401: components['responses']['UNAUTHORIZED'];
      429: components['responses']['RATE_LIMITED'];
      500: components['responses']['SERVICE_ERROR'];
      503: components['responses']['SERVICE_UNAVAILABLE'];
    };
  };
  login: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "email": "anna@example.com",
         *       "password": "string"
         *     }
         */
        'application/json': {
          /**
           * Format: email
           * @example anna@example.com
           */
          email: string;
          password: string;
        };
      };
    };
    responses: {
      /** @description Who signed in, and the tokens; the refresh token comes as a cookie too */
      200: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "accessToken": "string",
           *       "refreshToken": "string",
           *       "expiresIn": 900,
           *       "tokenType": "Bearer",
           *       "user": {
           *         "id": "665f1c2ab8d4e3f6a7b8c9d0",
           *         "firstName": "Anna",
           *         "lastName": "Åberg",
           *         "name": "Anna Åberg",
           *         "userType": 1,
           *         "customerId": "665f1c2ab8d4e3f6a7b8c9d0",
           *         "isActive": true,
           *         "emailVerified": true,
           *         "preferences": {
           *           "language": "sv",
           *           "emailNotifications": true
           *         },
           *         "createdAt": "2026-12-05T18:00:00.000Z",
           *         "updatedAt": "2026-12-05T18:00:00.000Z",
           *         "skills": [
           *           {
           *             "category": "string",
           *             "skill": "string",
           *             "yearsOfExperience": -9007199254740991,
           *             "proficiency": "Beginner"
           *           }
           *         ],
           *         "references": "string",
           *         "email": "anna@example.com",
           *         "phone": "070-123 45 67",
           *         "socialSecurityNumber": "811228-****",
           *         "bankAccount": {
           *           "accountNumber": "****6789",
           *           "bankCode": "string",
           *           "holderName": "string"
           *         }
           *       }
           *     }
           */
          'application/json': components['schemas']['SignIn'];
        };
      };
      400: components['responses']['VALIDATION_ERROR'];
      401: components['responses']['UNAUTHORIZED'];
      413: components['responses']['PAYLOAD_TOO_LARGE'];
      415: components['responses']['UNSUPPORTED_MEDIA_TYPE'];
      429: components['responses']['RATE_LIMITED'];
      500: components['responses']['SERVICE_ERROR'];
      503: components['responses']['SERVICE_UNAVAILABLE'];
    };
  };
  logout: {
    parameters: {
      query?: {
        /** @description true ends every session of the user */
        all?: 'true' | 'false';
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: {
      content: {
        /**
         * @example {
         *       "refreshToken": "string"
         *     }
         */
        'application/json': {
          refreshToken?: string;
        };
      };
    };
    responses: {
      /** @description Signed out */
      200: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "success": true
           *     }
           */
          'application/json': {
            /** @constant */
            success: true;
          };
        };
      };
      400: components['responses']['VALIDATION_ERROR'];
      403: components['responses']['FORBIDDEN'];
      413: components['responses']['PAYLOAD_TOO_LARGE'];
      415: components['responses']['UNSUPPORTED_MEDIA_TYPE'];
      429: components['responses']['RATE_LIMITED'];
      500: components['responses']['SERVICE_ERROR'];
      503: components['responses']['SERVICE_UNAVAILABLE'];
    };
  };
  changePassword: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "currentPassword": "string",
         *       "newPassword": "a long sentence is best"
         *     }
         */
        'application/json': {
          currentPassword: string;
          /** @example a long sentence is best */
          newPassword: string;
        };
      };
    };
    responses: {
      /** @description Changed */
      200: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "success": true
           *     }
           */
          'application/json': {
            /** @constant */
            success: true;
          };
        };
      };
      400: components['responses']['VALIDATION_ERROR'];
      401: components['responses']['UNAUTHORIZED'];
      403: components['responses']['FORBIDDEN'];
      413: components['responses']['PAYLOAD_TOO_LARGE'];
      415: components['responses']['UNSUPPORTED_MEDIA_TYPE'];
      429: components['responses']['RATE_LIMITED'];
      500: components['responses']['SERVICE_ERROR'];
      503: components['responses']['SERVICE_UNAVAILABLE'];
    };
  };
  requestPasswordReset: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "email": "anna@example.com"
         *     }
         */
        'application/json': {
          /**
           * Format: email
           * @example anna@example.com
           */
          email: string;
        };
      };
    };
    responses: {
      /** @description If somebody has this email, a link that is good once and for one hour is on its way */
      202: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "success": true
           *     }
           */
          'application/json': {
            /** @constant */
            success: true;
          };
        };
      };
      400: components['responses']['VALIDATION_ERROR'];
      413: components['responses']['PAYLOAD_TOO_LARGE'];
      415: components['responses']['UNSUPPORTED_MEDIA_TYPE'];
      429: components['responses']['RATE_LIMITED'];
      500: components['responses']['SERVICE_ERROR'];
      503: components['responses']['SERVICE_UNAVAILABLE'];
    };
  };
  confirmPasswordReset: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "token": "string",
         *       "newPassword": "a long sentence is best"
         *     }
         */
        'application/json': {
          token: string;
          /** @example a long sentence is best */
          newPassword: string;
        };
      };
    };
    responses: {
      /** @description Chosen; sign in with it */
      200: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "success": true
           *     }
           */
          'application/json': {
            /** @constant */
            success: true;
          };
        };
      };
      400: components['responses']['VALIDATION_ERROR'];
      413: components['responses']['PAYLOAD_TOO_LARGE'];
      415: components['responses']['UNSUPPORTED_MEDIA_TYPE'];
      429: components['responses']['RATE_LIMITED'];
      500: components['responses']['SERVICE_ERROR'];
      503: components['responses']['SERVICE_UNAVAILABLE'];
    };
  };
  refreshSession: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: {
      content: {
        /**
         * @example {
         *       "refreshToken": "string"
         *     }
         */
        'application/json': {
          refreshToken?: string;
        };
      };
    };
    responses: {
      /** @description New tokens; the refresh token comes as a cookie too */
      200: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "accessToken": "string",
           *       "refreshToken": "string",
           *       "expiresIn": 900,
           *       "tokenType": "Bearer"
           *     }
           */
          'application/json': components['schemas']['Tokens'];
        };
      };
      400: components['responses']['VALIDATION_ERROR'];
      401: components['responses']['UNAUTHORIZED'];
      403: components['responses']['FORBIDDEN'];
      413: components['responses']['PAYLOAD_TOO_LARGE'];
      415: components['responses']['UNSUPPORTED_MEDIA_TYPE'];
      429: components['responses']['RATE_LIMITED'];
      500: components['responses']['SERVICE_ERROR'];
      503: components['responses']['SERVICE_UNAVAILABLE'];
    };
  };
  register: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "email": "anna@example.com",
         *       "password": "a long sentence is best",
         *       "firstName": "Anna",
         *       "lastName": "Åberg"
         *     }
         */
        'application/json': {
          /**
           * Format: email
           * @example anna@example.com
           */
          email: string;
          /** @example a long sentence is best */
          password: string;
          /** @example Anna */
          firstName: string;
          /** @example Åberg */
          lastName: string;
        };
      };
    };
    responses: {
      /** @description The new user */
      201: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          location: components['headers']['Location'];
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "id": "665f1c2ab8d4e3f6a7b8c9d0",
           *       "firstName": "Anna",
           *       "lastName": "Åberg",
           *       "name": "Anna Åberg",
           *       "userType": 1,
           *       "customerId": "665f1c2ab8d4e3f6a7b8c9d0",
           *       "isActive": true,
           *       "emailVerified": true,
           *       "preferences": {
           *         "language": "sv",
           *         "emailNotifications": true
           *       },
           *       "createdAt": "2026-12-05T18:00:00.000Z",
           *       "updatedAt": "2026-12-05T18:00:00.000Z",
           *       "skills": [
           *         {
           *           "category": "string",
           *           "skill": "string",
           *           "yearsOfExperience": -9007199254740991,
           *           "proficiency": "Beginner"
           *         }
           *       ],
           *       "references": "string",
           *       "email": "anna@example.com",
           *       "phone": "070-123 45 67",
           *       "socialSecurityNumber": "811228-****",
           *       "bankAccount": {
           *         "accountNumber": "****6789",
           *         "bankCode": "string",
           *         "holderName": "string"
           *       }
           *     }
           */
          'application/json': components['schemas']['User'];
        };
      };
      400: components['responses']['VALIDATION_ERROR'];
      403: components['responses']['FORBIDDEN'];
      409: components['responses']['CONFLICT'];
      413: components['responses']['PAYLOAD_TOO_LARGE'];
      415: components['responses']['UNSUPPORTED_MEDIA_TYPE'];
      429: components['responses']['RATE_LIMITED'];
      500: components['responses']['SERVICE_ERROR'];
      503: components['responses']['SERVICE_UNAVAILABLE'];
    };
  };
  listSessions: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The sessions that have neither ended nor expired */
      200: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          [name: string]: unknown;
        };
        content: {
          /**
           * @example [
           *       {
           *         "id": "665f1c2ab8d4e3f6a7b8c9d0",
           *         "createdAt": "2026-12-05T18:00:00.000Z",
           *         "lastUsedAt": "2026-12-05T18:00:00.000Z",
           *         "userAgent": "string",
           *         "current": true
           *       }
           *     ]
           */
          'application/json': components['schemas']['Session'][];
        };
      };
      400: components['responses']['VALIDATION_ERROR'];
      401: components['responses']['UNAUTHORIZED'];
      403: components['responses']['FORBIDDEN'];
      429: components['responses']['RATE_LIMITED'];
      500: components['responses']['SERVICE_ERROR'];
      503: components['responses']['SERVICE_UNAVAILABLE'];
    };
  };
  deleteSession: {
    parameters: {
      query?: never;
      header?: {
        /** @description The ETag of what was read: 412 where it has changed since */
        'If-Match'?: components['parameters']['IfMatch'];
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Ended */
      200: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "success": true
           *     }
           */
          'application/json': {
            /** @constant */
            success: true;
          };
        };
      };
      400: components['responses']['VALIDATION_ERROR'];
      401: components['responses']['UNAUTHORIZED'];
      403: components['responses']['FORBIDDEN'];
      404: components['responses']['NOT_FOUND'];
      412: components['responses']['PRECONDITION_FAILED'];
      429: components['responses']['RATE_LIMITED'];
      500: components['responses']['SERVICE_ERROR'];
      503: components['responses']['SERVICE_UNAVAILABLE'];
    };
  };
  validateToken: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "token": "string"
         *     }
         */
        'application/json': {
          token: string;
        };
      };
    };
    responses: {
      /** @description Its user and claims, or null for both where it is not good */
      200: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "isValid": true,
           *       "userId": "665f1c2ab8d4e3f6a7b8c9d0",
           *       "claims": {
           *         "iss": "thenorsound",
           *         "aud": "thenorsound-api",
           *         "sub": "665f1c2ab8d4e3f6a7b8c9d0",
           *         "jti": "string",
           *         "iat": -9007199254740991,
           *         "exp": -9007199254740991,
           *         "email": "string",
           *         "name": "string",
           *         "userType": 1,
           *         "customerId": "665f1c2ab8d4e3f6a7b8c9d0",
           *         "customerType": 1,
           *         "roles": [
           *           "admin"
           *         ],
           *         "sid": "665f1c2ab8d4e3f6a7b8c9d0"
           *       }
           *     }
           */
          'application/json': {
            isValid: boolean;
            userId: string | null;
            claims: {
              /** @constant */
              iss: 'thenorsound';
              /** @constant */
              aud: 'thenorsound-api';
              /** @example 665f1c2ab8d4e3f6a7b8c9d0 */
              sub: string;
              jti: string;
              iat: number;
              exp: number;
              email: string;
              name: string;
              /**
               * @description 1 Admin, 2 Customer, 3 Crew
               * @enum {number}
               */
              userType: 1 | 2 | 3;
              customerId: string | null;
              customerType: (1 | 2) | null;
              roles: ('admin' | 'organizer' | 'crewCompany' | 'crew' | 'unlinked')[];
              /** @example 665f1c2ab8d4e3f6a7b8c9d0 */
              sid: string;
            } | null;
          };
        };
      };
      400: components['responses']['VALIDATION_ERROR'];
      413: components['responses']['PAYLOAD_TOO_LARGE'];
      415: components['responses']['UNSUPPORTED_MEDIA_TYPE'];
      429: components['responses']['RATE_LIMITED'];
      500: components['responses']['SERVICE_ERROR'];
      503: components['responses']['SERVICE_UNAVAILABLE'];
    };
  };
  verifyEmail: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "token": "string"
         *     }
         */
        'application/json': {
          token: string;
        };
      };
    };
    responses: {
      /** @description Verified */
      200: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "success": true
           *     }
           */
          'application/json': {
            /** @constant */
            success: true;
          };
        };
      };
      400: components['responses']['VALIDATION_ERROR'];
      413: components['responses']['PAYLOAD_TOO_LARGE'];
      415: components['responses']['UNSUPPORTED_MEDIA_TYPE'];
      429: components['responses']['RATE_LIMITED'];
      500: components['responses']['SERVICE_ERROR'];
      503: components['responses']['SERVICE_UNAVAILABLE'];
    };
  };
  reEncryptFields: {
    parameters: {
      query?: never;
      header?: {
        /** @description Of your own making; within 24 hours the same key and body get the first answer again */
        'Idempotency-Key'?: components['parameters']['IdempotencyKey'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description How far it is */
      200: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "currentKey": "k2",
           *       "users": {
           *         "done": -9007199254740991,
           *         "left": -9007199254740991
           *       },
           *       "webhooks": {
           *         "done": -9007199254740991,
           *         "left": -9007199254740991
           *       }
           *     }
           */
          'application/json': components['schemas']['ReEncryption'];
        };
      };
      400: components['responses']['VALIDATION_ERROR'];
      401: components['responses']['UNAUTHORIZED'];
      403: components['responses']['FORBIDDEN'];
      409: components['responses']['CONFLICT'];
      413: components['responses']['PAYLOAD_TOO_LARGE'];
      415: components['responses']['UNSUPPORTED_MEDIA_TYPE'];
      429: components['responses']['RATE_LIMITED'];
      500: components['responses']['SERVICE_ERROR'];
      503: components['responses']['SERVICE_UNAVAILABLE'];
    };
  };
  listUsers: {
    parameters: {
      query?: {
        pageNumber?: number;
        pageSize?: number;
        userType?: 1 | 2 | 3;
        customerId?: string;
        /** @description The beginning of the name or of the e-mail address */
        q?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description A page of users */
      200: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "items": [
           *         {
           *           "id": "665f1c2ab8d4e3f6a7b8c9d0",
           *           "firstName": "Anna",
           *           "lastName": "Åberg",
           *           "name": "Anna Åberg",
           *           "userType": 1,
           *           "customerId": "665f1c2ab8d4e3f6a7b8c9d0",
           *           "isActive": true,
           *           "emailVerified": true,
           *           "preferences": {
           *             "language": "sv",
           *             "emailNotifications": true
           *           },
           *           "createdAt": "2026-12-05T18:00:00.000Z",
           *           "updatedAt": "2026-12-05T18:00:00.000Z",
           *           "skills": [
           *             {
           *               "category": "string",
           *               "skill": "string",
           *               "yearsOfExperience": -9007199254740991,
           *               "proficiency": "Beginner"
           *             }
           *           ],
           *           "references": "string",
           *           "email": "anna@example.com",
           *           "phone": "070-123 45 67",
           *           "socialSecurityNumber": "811228-****",
           *           "bankAccount": {
           *             "accountNumber": "****6789",
           *             "bankCode": "string",
           *             "holderName": "string"
           *           }
           *         }
           *       ],
           *       "pageNumber": -9007199254740991,
           *       "pageSize": -9007199254740991,
           *       "totalCount": -9007199254740991,
           *       "totalPages": -9007199254740991
           *     }
           */
          'application/json': {
            items: components['schemas']['User'][];
            pageNumber: number;
            pageSize: number;
            totalCount: number;
            totalPages: number;
          };
        };
      };
      400: components['responses']['VALIDATION_ERROR'];
      401: components['responses']['UNAUTHORIZED'];
      403: components['responses']['FORBIDDEN'];
      404: components['responses']['NOT_FOUND'];
      429: components['responses']['RATE_LIMITED'];
      500: components['responses']['SERVICE_ERROR'];
      503: components['responses']['SERVICE_UNAVAILABLE'];
    };
  };
  createUser: {
    parameters: {
      query?: never;
      header?: {
        /** @description Of your own making; within 24 hours the same key and body get the first answer again */
        'Idempotency-Key'?: components['parameters']['IdempotencyKey'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "email": "kim@example.com",
         *       "userType": 3,
         *       "customerId": "665f1c2ab8d4e3f6a7b8c9d0",
         *       "name": "Kim Trumslagare",
         *       "phone": "070-123 45 67",
         *       "skills": [
         *         {
         *           "category": "Musician",
         *           "skill": "Drums",
         *           "yearsOfExperience": 8,
         *           "proficiency": "Expert"
         *         }
         *       ],
         *       "socialSecurityNumber": "811228-9874",
         *       "bankAccount": {
         *         "accountNumber": "8327-9 123 456 789",
         *         "bankCode": null,
         *         "holderName": "Kim Trumslagare"
         *       }
         *     }
         */
        'application/json': {
          /**
           * Format: email
           * @example anna@example.com
           */
          email: string;
          /**
           * @description Absent: the person gets a mail to choose one
           * @example a long sentence is best
           */
          password?: string;
          /**
           * @description 1 Admin, 2 Customer, 3 Crew
           * @enum {number}
           */
          userType: 1 | 2 | 3;
          /** @default null */
          customerId?: string | null;
          /** @default null */
          firstName?: string | null;
          /** @default null */
          lastName?: string | null;
          /**
           * @description Crew go by this; others by both names above
           * @default null
           */
          name?: string | null;
          /** @default null */
          phone?: string | null;
          /**
           * @default {
           *       "language": "sv",
           *       "emailNotifications": true
           *     }
           */
          preferences?: {
            /**
             * @default sv
             * @enum {string}
             */
            language?: 'sv' | 'en';
            /** @default true */
            emailNotifications?: boolean;
          };
          skills?: {
            /** @example Musician */
            category: string;
            /** @example Drums */
            skill: string;
            /** @default 0 */
            yearsOfExperience?: number;
            proficiency?: (('Beginner' | 'Intermediate' | 'Advanced' | 'Expert') | (1 | 2 | 3 | 4)) | null;
          }[];
          references?: string | null;
          socialSecurityNumber?: string | null;
          bankAccount?: {
            /** @example 8327-9 123 456 789 */
            accountNumber: string;
            /** @default null */
            bankCode?: string | null;
            holderName: string;
          } | null;
        };
      };
    };
    responses: {
      /** @description The new user */
      201: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          etag: components['headers']['ETag'];
          location: components['headers']['Location'];
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "id": "665f1c2ab8d4e3f6a7b8c9d0",
           *       "firstName": "Anna",
           *       "lastName": "Åberg",
           *       "name": "Anna Åberg",
           *       "userType": 1,
           *       "customerId": "665f1c2ab8d4e3f6a7b8c9d0",
           *       "isActive": true,
           *       "emailVerified": true,
           *       "preferences": {
           *         "language": "sv",
           *         "emailNotifications": true
           *       },
           *       "createdAt": "2026-12-05T18:00:00.000Z",
           *       "updatedAt": "2026-12-05T18:00:00.000Z",
           *       "skills": [
           *         {
           *           "category": "string",
           *           "skill": "string",
           *           "yearsOfExperience": -9007199254740991,
           *           "proficiency": "Beginner"
           *         }
           *       ],
           *       "references": "string",
           *       "email": "anna@example.com",
           *       "phone": "070-123 45 67",
           *       "socialSecurityNumber": "811228-****",
           *       "bankAccount": {
           *         "accountNumber": "****6789",
           *         "bankCode": "string",
           *         "holderName": "string"
           *       }
           *     }
           */
          'application/json': components['schemas']['User'];
        };
      };
      400: components['responses']['VALIDATION_ERROR'];
      401: components['responses']['UNAUTHORIZED'];
      403: components['responses']['FORBIDDEN'];
      409: components['responses']['CONFLICT'];
      413: components['responses']['PAYLOAD_TOO_LARGE'];
      415: components['responses']['UNSUPPORTED_MEDIA_TYPE'];
      429: components['responses']['RATE_LIMITED'];
      500: components['responses']['SERVICE_ERROR'];
      503: components['responses']['SERVICE_UNAVAILABLE'];
    };
  };
  getUser: {
    parameters: {
      query?: never;
      header?: {
        /** @description ETags that are known: 304 where one still holds */
        'If-None-Match'?: components['parameters']['IfNoneMatch'];
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The user */
      200: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          etag: components['headers']['ETag'];
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "id": "665f1c2ab8d4e3f6a7b8c9d0",
           *       "firstName": "Anna",
           *       "lastName": "Åberg",
           *       "name": "Anna Åberg",
           *       "userType": 1,
           *       "customerId": "665f1c2ab8d4e3f6a7b8c9d0",
           *       "isActive": true,
           *       "emailVerified": true,
           *       "preferences": {
           *         "language": "sv",
           *         "emailNotifications": true
           *       },
           *       "createdAt": "2026-12-05T18:00:00.000Z",
           *       "updatedAt": "2026-12-05T18:00:00.000Z",
           *       "skills": [
           *         {
           *           "category": "string",
           *           "skill": "string",
           *           "yearsOfExperience": -9007199254740991,
           *           "proficiency": "Beginner"
           *         }
           *       ],
           *       "references": "string",
           *       "email": "anna@example.com",
           *       "phone": "070-123 45 67",
           *       "socialSecurityNumber": "811228-****",
           *       "bankAccount": {
           *         "accountNumber": "****6789",
           *         "bankCode": "string",
           *         "holderName": "string"
           *       }
           *     }
           */
          'application/json': components['schemas']['User'] | components['schemas']['CrewProfile'];
        };
      };
      /** @description It is as you have it */
      304: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          etag: components['headers']['ETag'];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['VALIDATION_ERROR'];
      401: components['responses']['UNAUTHORIZED'];
      403: components['responses']['FORBIDDEN'];
      404: components['responses']['NOT_FOUND'];
      429: components['responses']['RATE_LIMITED'];
      500: components['responses']['SERVICE_ERROR'];
      503: components['responses']['SERVICE_UNAVAILABLE'];
    };
  };
  updateUser: {
    parameters: {
      query?: never;
      header?: {
        /** @description The ETag of what was read: 412 where it has changed since */
        'If-Match'?: components['parameters']['IfMatch'];
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "email": "anna@example.com",
         *       "userType": 1,
         *       "customerId": "665f1c2ab8d4e3f6a7b8c9d0",
         *       "isActive": true,
         *       "firstName": "string",
         *       "lastName": "string",
         *       "name": "string",
         *       "phone": "08-123 45 67",
         *       "preferences": {
         *         "language": "sv",
         *         "emailNotifications": true
         *       },
         *       "skills": [
         *         {
         *           "category": "Musician",
         *           "skill": "Drums",
         *           "yearsOfExperience": 0,
         *           "proficiency": "Beginner"
         *         }
         *       ],
         *       "references": "string",
         *       "socialSecurityNumber": "811228-9874",
         *       "bankAccount": {
         *         "accountNumber": "8327-9 123 456 789",
         *         "bankCode": null,
         *         "holderName": "string"
         *       }
         *     }
         */
        'application/json': {
          /**
           * Format: email
           * @example anna@example.com
           */
          email?: string;
          /**
           * @description Only an administrator changes this
           * @enum {number}
           */
          userType?: 1 | 2 | 3;
          /** @description Only an administrator changes this */
          customerId?: string | null;
          /** @description Only administrators and managers change this */
          isActive?: boolean;
          firstName?: string | null;
          lastName?: string | null;
          /** @description Crew go by this; others by both names above */
          name?: string | null;
          phone?: string | null;
          preferences?: {
            /** @enum {string} */
            language?: 'sv' | 'en';
            emailNotifications?: boolean;
          };
          skills?:
            | {
                /** @example Musician */
                category: string;
                /** @example Drums */
                skill: string;
                /** @default 0 */
                yearsOfExperience?: number;
                proficiency?: (('Beginner' | 'Intermediate' | 'Advanced' | 'Expert') | (1 | 2 | 3 | 4)) | null;
              }[]
            | null;
          references?: string | null;
          socialSecurityNumber?: string | null;
          bankAccount?: {
            /** @example 8327-9 123 456 789 */
            accountNumber: string;
            /** @default null */
            bankCode?: string | null;
            holderName: string;
          } | null;
        };
      };
    };
    responses: {
      /** @description The user as it is now */
      200: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          etag: components['headers']['ETag'];
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "id": "665f1c2ab8d4e3f6a7b8c9d0",
           *       "firstName": "Anna",
           *       "lastName": "Åberg",
           *       "name": "Anna Åberg",
           *       "userType": 1,
           *       "customerId": "665f1c2ab8d4e3f6a7b8c9d0",
           *       "isActive": true,
           *       "emailVerified": true,
           *       "preferences": {
           *         "language": "sv",
           *         "emailNotifications": true
           *       },
           *       "createdAt": "2026-12-05T18:00:00.000Z",
           *       "updatedAt": "2026-12-05T18:00:00.000Z",
           *       "skills": [
           *         {
           *           "category": "string",
           *           "skill": "string",
           *           "yearsOfExperience": -9007199254740991,
           *           "proficiency": "Beginner"
           *         }
           *       ],
           *       "references": "string",
           *       "email": "anna@example.com",
           *       "phone": "070-123 45 67",
           *       "socialSecurityNumber": "811228-****",
           *       "bankAccount": {
           *         "accountNumber": "****6789",
           *         "bankCode": "string",
           *         "holderName": "string"
           *       }
           *     }
           */
          'application/json': components['schemas']['User'];
        };
      };
      400: components['responses']['VALIDATION_ERROR'];
      401: components['responses']['UNAUTHORIZED'];
      403: components['responses']['FORBIDDEN'];
      404: components['responses']['NOT_FOUND'];
      409: components['responses']['CONFLICT'];
      412: components['responses']['PRECONDITION_FAILED'];
      413: components['responses']['PAYLOAD_TOO_LARGE'];
      415: components['responses']['UNSUPPORTED_MEDIA_TYPE'];
      429: components['responses']['RATE_LIMITED'];
      500: components['responses']['SERVICE_ERROR'];
      503: components['responses']['SERVICE_UNAVAILABLE'];
    };
  };
  deleteUser: {
    parameters: {
      query?: never;
      header?: {
        /** @description The ETag of what was read: 412 where it has changed since */
        'If-Match'?: components['parameters']['IfMatch'];
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Deleted */
      200: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "success": true
           *     }
           */
          'application/json': {
            /** @constant */
            success: true;
          };
        };
      };
      400: components['responses']['VALIDATION_ERROR'];
      401: components['responses']['UNAUTHORIZED'];
      403: components['responses']['FORBIDDEN'];
      404: components['responses']['NOT_FOUND'];
      409: components['responses']['CONFLICT'];
      412: components['responses']['PRECONDITION_FAILED'];
      429: components['responses']['RATE_LIMITED'];
      500: components['responses']['SERVICE_ERROR'];
      503: components['responses']['SERVICE_UNAVAILABLE'];
    };
  };
  getAvailability: {
    parameters: {
      query?: {
        startDate?: string;
        endDate?: string;
        date?: string;
      };
      header?: {
        /** @description ETags that are known: 304 where one still holds */
        'If-None-Match'?: components['parameters']['IfNoneMatch'];
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The slots and booked times of the period */
      200: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          etag: components['headers']['ETag'];
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "userId": "665f1c2ab8d4e3f6a7b8c9d0",
           *       "startDate": "2026-12-05T18:00:00.000Z",
           *       "endDate": "2026-12-05T18:00:00.000Z",
           *       "isAvailable": true,
           *       "slots": [
           *         {
           *           "startDate": "2026-12-05T18:00:00.000Z",
           *           "endDate": "2026-12-05T18:00:00.000Z",
           *           "isAvailable": true
           *         }
           *       ],
           *       "booked": [
           *         {
           *           "startTime": "2026-12-05T18:00:00.000Z",
           *           "endTime": "2026-12-05T18:00:00.000Z"
           *         }
           *       ]
           *     }
           */
          'application/json': components['schemas']['Availability'];
        };
      };
      /** @description It is as you have it */
      304: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          etag: components['headers']['ETag'];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['VALIDATION_ERROR'];
      401: components['responses']['UNAUTHORIZED'];
      403: components['responses']['FORBIDDEN'];
      404: components['responses']['NOT_FOUND'];
      429: components['responses']['RATE_LIMITED'];
      500: components['responses']['SERVICE_ERROR'];
      503: components['responses']['SERVICE_UNAVAILABLE'];
    };
  };
  setAvailability: {
    parameters: {
      query?: never;
      header?: {
        /** @description The ETag of what was read: 412 where it has changed since */
        'If-Match'?: components['parameters']['IfMatch'];
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "startDate": "2026-12-05T18:00:00.000Z",
         *       "endDate": "2026-12-06T18:00:00.000Z",
         *       "isAvailable": true
         *     }
         */
        'application/json': {
          /**
           * Format: date-time
           * @example 2026-12-05T18:00:00.000Z
           */
          startDate: string;
          /**
           * Format: date-time
           * @example 2026-12-06T18:00:00.000Z
           */
          endDate: string;
          isAvailable: boolean;
        };
      };
    };
    responses: {
      /** @description The period as it is now */
      200: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          etag: components['headers']['ETag'];
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "userId": "665f1c2ab8d4e3f6a7b8c9d0",
           *       "startDate": "2026-12-05T18:00:00.000Z",
           *       "endDate": "2026-12-05T18:00:00.000Z",
           *       "isAvailable": true,
           *       "slots": [
           *         {
           *           "startDate": "2026-12-05T18:00:00.000Z",
           *           "endDate": "2026-12-05T18:00:00.000Z",
           *           "isAvailable": true
           *         }
           *       ],
           *       "booked": [
           *         {
           *           "startTime": "2026-12-05T18:00:00.000Z",
           *           "endTime": "2026-12-05T18:00:00.000Z"
           *         }
           *       ]
           *     }
           */
          'application/json': components['schemas']['Availability'];
        };
      };
      400: components['responses']['VALIDATION_ERROR'];
      401: components['responses']['UNAUTHORIZED'];
      403: components['responses']['FORBIDDEN'];
      404: components['responses']['NOT_FOUND'];
      409: components['responses']['CONFLICT'];
      412: components['responses']['PRECONDITION_FAILED'];
      413: components['responses']['PAYLOAD_TOO_LARGE'];
      415: components['responses']['UNSUPPORTED_MEDIA_TYPE'];
      429: components['responses']['RATE_LIMITED'];
      500: components['responses']['SERVICE_ERROR'];
      503: components['responses']['SERVICE_UNAVAILABLE'];
    };
  };
  eraseUser: {
    parameters: {
      query?: never;
      header?: {
        /** @description Of your own making; within 24 hours the same key and body get the first answer again */
        'Idempotency-Key'?: components['parameters']['IdempotencyKey'];
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Erased, or about to be within minutes */
      200: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "success": true
           *     }
           */
          'application/json': {
            /** @constant */
            success: true;
          };
        };
      };
      400: components['responses']['VALIDATION_ERROR'];
      401: components['responses']['UNAUTHORIZED'];
      403: components['responses']['FORBIDDEN'];
      404: components['responses']['NOT_FOUND'];
      409: components['responses']['CONFLICT'];
      413: components['responses']['PAYLOAD_TOO_LARGE'];
      415: components['responses']['UNSUPPORTED_MEDIA_TYPE'];
      429: components['responses']['RATE_LIMITED'];
      500: components['responses']['SERVICE_ERROR'];
      503: components['responses']['SERVICE_UNAVAILABLE'];
    };
  };
  exportUser: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Everything */
      200: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "exportedAt": "2026-12-05T18:00:00.000Z",
           *       "user": {
           *         "id": "665f1c2ab8d4e3f6a7b8c9d0",
           *         "firstName": "Anna",
           *         "lastName": "Åberg",
           *         "name": "Anna Åberg",
           *         "userType": 1,
           *         "customerId": "665f1c2ab8d4e3f6a7b8c9d0",
           *         "isActive": true,
           *         "emailVerified": true,
           *         "preferences": {
           *           "language": "sv",
           *           "emailNotifications": true
           *         },
           *         "createdAt": "2026-12-05T18:00:00.000Z",
           *         "updatedAt": "2026-12-05T18:00:00.000Z",
           *         "skills": [
           *           {
           *             "category": "string",
           *             "skill": "string",
           *             "yearsOfExperience": -9007199254740991,
           *             "proficiency": "Beginner"
           *           }
           *         ],
           *         "references": "string",
           *         "email": "anna@example.com",
           *         "phone": "070-123 45 67",
           *         "socialSecurityNumber": "811228-****",
           *         "bankAccount": {
           *           "accountNumber": "****6789",
           *           "bankCode": "string",
           *           "holderName": "string"
           *         }
           *       },
           *       "sensitive": {
           *         "socialSecurityNumber": "19811228-9874",
           *         "bankAccount": {
           *           "accountNumber": "string",
           *           "bankCode": "string",
           *           "holderName": "string"
           *         }
           *       },
           *       "unavailable": [
           *         {
           *           "startDate": "2026-12-05T18:00:00.000Z",
           *           "endDate": "2026-12-05T18:00:00.000Z"
           *         }
           *       ],
           *       "signIn": {
           *         "email": "anna@example.com",
           *         "state": "pending",
           *         "hasPassword": true,
           *         "failedSignIns": -9007199254740991,
           *         "lockedUntil": "2026-12-05T18:00:00.000Z",
           *         "createdAt": "2026-12-05T18:00:00.000Z",
           *         "updatedAt": "2026-12-05T18:00:00.000Z"
           *       },
           *       "sessions": [
           *         {
           *           "id": "665f1c2ab8d4e3f6a7b8c9d0",
           *           "createdAt": "2026-12-05T18:00:00.000Z",
           *           "lastUsedAt": "2026-12-05T18:00:00.000Z",
           *           "userAgent": "string",
           *           "current": true
           *         }
           *       ],
           *       "bookings": [
           *         {
           *           "id": "665f1c2ab8d4e3f6a7b8c9d0",
           *           "eventId": "665f1c2ab8d4e3f6a7b8c9d0",
           *           "crewId": "665f1c2ab8d4e3f6a7b8c9d0",
           *           "crewCompanyId": "665f1c2ab8d4e3f6a7b8c9d0",
           *           "customerId": "665f1c2ab8d4e3f6a7b8c9d0",
           *           "bookingDate": "2026-12-05",
           *           "startTime": "2026-12-05T18:00:00.000Z",
           *           "endTime": "2026-12-05T18:00:00.000Z",
           *           "status": "Requested",
           *           "category": "Musician",
           *           "skill": "Drums",
           *           "timeType": "Hour",
           *           "rate": 1250.5,
           *           "units": 4,
           *           "totalAmount": 1250.5,
           *           "currency": "SEK",
           *           "notes": "string",
           *           "cancellationReason": "string",
           *           "requestedBy": "665f1c2ab8d4e3f6a7b8c9d0",
           *           "confirmedAt": "2026-12-05T18:00:00.000Z",
           *           "completedAt": "2026-12-05T18:00:00.000Z",
           *           "cancelledAt": "2026-12-05T18:00:00.000Z",
           *           "createdAt": "2026-12-05T18:00:00.000Z",
           *           "updatedAt": "2026-12-05T18:00:00.000Z"
           *         }
           *       ],
           *       "calendarFeeds": [
           *         {
           *           "id": "665f1c2ab8d4e3f6a7b8c9d0",
           *           "name": "My phone",
           *           "lastReadOn": "2026-12-05",
           *           "createdAt": "2026-12-05T18:00:00.000Z"
           *         }
           *       ],
           *       "notifications": [
           *         {
           *           "id": "665f1c2ab8d4e3f6a7b8c9d0",
           *           "type": "booking.confirmed",
           *           "title": "Bekräftad bokning: Julkonsert",
           *           "body": "string",
           *           "link": "/bookings/665f1c2ab8d4e3f6a7b8c9d0",
           *           "readAt": "2026-12-05T18:00:00.000Z",
           *           "createdAt": "2026-12-05T18:00:00.000Z"
           *         }
           *       ],
           *       "auditEntries": [
           *         {
           *           "id": "665f1c2ab8d4e3f6a7b8c9d0",
           *           "at": "2026-12-05T18:00:00.000Z",
           *           "actorId": "665f1c2ab8d4e3f6a7b8c9d0",
           *           "actorRoles": [
           *             "organizer"
           *           ],
           *           "action": "bookings:confirm",
           *           "resource": "booking",
           *           "resourceId": "665f1c2ab8d4e3f6a7b8c9d0",
           *           "traceId": "string"
           *         }
           *       ]
           *     }
           */
          'application/json': components['schemas']['PersonalData'];
        };
      };
      400: components['responses']['VALIDATION_ERROR'];
      401: components['responses']['UNAUTHORIZED'];
      403: components['responses']['FORBIDDEN'];
      404: components['responses']['NOT_FOUND'];
      429: components['responses']['RATE_LIMITED'];
      500: components['responses']['SERVICE_ERROR'];
      503: components['responses']['SERVICE_UNAVAILABLE'];
    };
  };
  getPermissions: {
    parameters: {
      query?: never;
      header?: {
        /** @description ETags that are known: 304 where one still holds */
        'If-None-Match'?: components['parameters']['IfNoneMatch'];
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Roles and permissions */
      200: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          etag: components['headers']['ETag'];
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "userId": "665f1c2ab8d4e3f6a7b8c9d0",
           *       "roles": [
           *         "admin"
           *       ],
           *       "permissions": [
           *         "bookings:confirm"
           *       ]
           *     }
           */
          'application/json': components['schemas']['Permissions'];
        };
      };
      /** @description It is as you have it */
      304: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          etag: components['headers']['ETag'];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['VALIDATION_ERROR'];
      401: components['responses']['UNAUTHORIZED'];
      403: components['responses']['FORBIDDEN'];
      404: components['responses']['NOT_FOUND'];
      429: components['responses']['RATE_LIMITED'];
      500: components['responses']['SERVICE_ERROR'];
      503: components['responses']['SERVICE_UNAVAILABLE'];
    };
  };
  readSensitive: {
    parameters: {
      query?: never;
      header?: {
        /** @description ETags that are known: 304 where one still holds */
        'If-None-Match'?: components['parameters']['IfNoneMatch'];
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The two fields in clear */
      200: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          etag: components['headers']['ETag'];
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "userId": "665f1c2ab8d4e3f6a7b8c9d0",
           *       "socialSecurityNumber": "19811228-9874",
           *       "bankAccount": {
           *         "accountNumber": "string",
           *         "bankCode": "string",
           *         "holderName": "string"
           *       }
           *     }
           */
          'application/json': components['schemas']['SensitiveFields'];
        };
      };
      /** @description It is as you have it */
      304: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          etag: components['headers']['ETag'];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['VALIDATION_ERROR'];
      401: components['responses']['UNAUTHORIZED'];
      403: components['responses']['FORBIDDEN'];
      404: components['responses']['NOT_FOUND'];
      429: components['responses']['RATE_LIMITED'];
      500: components['responses']['SERVICE_ERROR'];
      503: components['responses']['SERVICE_UNAVAILABLE'];
    };
  };
  listCrew: {
    parameters: {
      query?: {
        pageNumber?: number;
        pageSize?: number;
        category?: string;
        skill?: string;
        /** @description With availableTo: only active crew who can be booked for all of this period */
        availableFrom?: string;
        availableTo?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description A page of crew, by name */
      200: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "items": [
           *         {
           *           "id": "665f1c2ab8d4e3f6a7b8c9d0",
           *           "firstName": "Anna",
           *           "lastName": "Åberg",
           *           "name": "Anna Åberg",
           *           "userType": 1,
           *           "customerId": "665f1c2ab8d4e3f6a7b8c9d0",
           *           "isActive": true,
           *           "emailVerified": true,
           *           "preferences": {
           *             "language": "sv",
           *             "emailNotifications": true
           *           },
           *           "createdAt": "2026-12-05T18:00:00.000Z",
           *           "updatedAt": "2026-12-05T18:00:00.000Z",
           *           "skills": [
           *             {
           *               "category": "string",
           *               "skill": "string",
           *               "yearsOfExperience": -9007199254740991,
           *               "proficiency": "Beginner"
           *             }
           *           ],
           *           "references": "string",
           *           "email": "anna@example.com",
           *           "phone": "070-123 45 67",
           *           "socialSecurityNumber": "811228-****",
           *           "bankAccount": {
           *             "accountNumber": "****6789",
           *             "bankCode": "string",
           *             "holderName": "string"
           *           }
           *         }
           *       ],
           *       "pageNumber": -9007199254740991,
           *       "pageSize": -9007199254740991,
           *       "totalCount": -9007199254740991,
           *       "totalPages": -9007199254740991
           *     }
           */
          'application/json': {
            items: (components['schemas']['User'] | components['schemas']['CrewProfile'])[];
            pageNumber: number;
            pageSize: number;
            totalCount: number;
            totalPages: number;
          };
        };
      };
      400: components['responses']['VALIDATION_ERROR'];
      401: components['responses']['UNAUTHORIZED'];
      403: components['responses']['FORBIDDEN'];
      429: components['responses']['RATE_LIMITED'];
      500: components['responses']['SERVICE_ERROR'];
      503: components['responses']['SERVICE_UNAVAILABLE'];
    };
  };
  listCompanyUsers: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        customerId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The users of the company */
      200: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          [name: string]: unknown;
        };
        content: {
          /**
           * @example [
           *       {
           *         "id": "665f1c2ab8d4e3f6a7b8c9d0",
           *         "firstName": "Anna",
           *         "lastName": "Åberg",
           *         "name": "Anna Åberg",
           *         "userType": 1,
           *         "customerId": "665f1c2ab8d4e3f6a7b8c9d0",
           *         "isActive": true,
           *         "emailVerified": true,
           *         "preferences": {
           *           "language": "sv",
           *           "emailNotifications": true
           *         },
           *         "createdAt": "2026-12-05T18:00:00.000Z",
           *         "updatedAt": "2026-12-05T18:00:00.000Z",
           *         "skills": [
           *           {
           *             "category": "string",
           *             "skill": "string",
           *             "yearsOfExperience": -9007199254740991,
           *             "proficiency": "Beginner"
           *           }
           *         ],
           *         "references": "string",
           *         "email": "anna@example.com",
           *         "phone": "070-123 45 67",
           *         "socialSecurityNumber": "811228-****",
           *         "bankAccount": {
           *           "accountNumber": "****6789",
           *           "bankCode": "string",
           *           "holderName": "string"
           *         }
           *       }
           *     ]
           */
          'application/json': components['schemas']['User'][];
        };
      };
      400: components['responses']['VALIDATION_ERROR'];
      401: components['responses']['UNAUTHORIZED'];
      403: components['responses']['FORBIDDEN'];
      404: components['responses']['NOT_FOUND'];
      429: components['responses']['RATE_LIMITED'];
      500: components['responses']['SERVICE_ERROR'];
      503: components['responses']['SERVICE_UNAVAILABLE'];
    };
  };
  listCustomers: {
    parameters: {
      query?: {
        pageNumber?: number;
        pageSize?: number;
        customerType?: 1 | 2;
        /** @description The beginning of the name, ignoring case */
        q?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description A page of customers */
      200: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "items": [
           *         {
           *           "id": "665f1c2ab8d4e3f6a7b8c9d0",
           *           "name": "string",
           *           "orgNumber": "556047-3521",
           *           "address": "string",
           *           "city": "string",
           *           "zipCode": "string",
           *           "country": "string",
           *           "email": "string",
           *           "phone": "string",
           *           "contact": "string",
           *           "customerType": 1,
           *           "isActive": true,
           *           "vatNumber": "string",
           *           "paymentTermsDays": -9007199254740991,
           *           "invoiceReference": "string",
           *           "peppolId": "string",
           *           "seller": {
           *             "kind": "performer",
           *             "fSkatt": true,
           *             "bankgiro": "string",
           *             "plusgiro": "string",
           *             "seat": "string",
           *             "rounding": true,
           *             "performanceExemption": true
           *           },
           *           "createdAt": "2026-12-05T18:00:00.000Z",
           *           "updatedAt": "2026-12-05T18:00:00.000Z"
           *         }
           *       ],
           *       "pageNumber": -9007199254740991,
           *       "pageSize": -9007199254740991,
           *       "totalCount": -9007199254740991,
           *       "totalPages": -9007199254740991
           *     }
           */
          'application/json': {
            items: components['schemas']['Customer'][];
            pageNumber: number;
            pageSize: number;
            totalCount: number;
            totalPages: number;
          };
        };
      };
      400: components['responses']['VALIDATION_ERROR'];
      401: components['responses']['UNAUTHORIZED'];
      403: components['responses']['FORBIDDEN'];
      429: components['responses']['RATE_LIMITED'];
      500: components['responses']['SERVICE_ERROR'];
      503: components['responses']['SERVICE_UNAVAILABLE'];
    };
  };
  createCustomer: {
    parameters: {
      query?: never;
      header?: {
        /** @description Of your own making; within 24 hours the same key and body get the first answer again */
        'Idempotency-Key'?: components['parameters']['IdempotencyKey'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "name": "Festivalbolaget AB",
         *       "orgNumber": "556047-3521",
         *       "customerType": 1,
         *       "address": "Storgatan 1",
         *       "zipCode": "211 34",
         *       "city": "Malmö",
         *       "email": "faktura@festivalbolaget.example",
         *       "tariffs": [
         *         {
         *           "category": "Musician",
         *           "skill": "Drums",
         *           "timeType": "Hour",
         *           "amount": 500
         *         }
         *       ]
         *     }
         */
        'application/json': {
          /** @example Festivalbolaget AB */
          name: string;
          /** @example 556047-3521 */
          orgNumber: string;
          /**
           * @description 1 EventOrganizer, 2 CrewCompany
           * @enum {number}
           */
          customerType: 1 | 2;
          /**
           * @default null
           * @example Storgatan 1
           */
          address?: string | null;
          /**
           * @default null
           * @example Malmö
           */
          city?: string | null;
          /** @example 211 34 */
          zipCode?: string | null;
          /**
           * @default SE
           * @example SE
           */
          country?: string;
          /** @default null */
          email?: string | null;
          /** @default null */
          phone?: string | null;
          /**
           * @default null
           * @example Olle Öberg
           */
          contact?: string | null;
          /**
           * @default null
           * @example SE556047352101
           */
          vatNumber?: string | null;
          /**
           * @default 30
           * @example 30
           */
          paymentTermsDays?: number;
          /**
           * @default null
           * @example Kultur 4711
           */
          invoiceReference?: string | null;
          /**
           * @default null
           * @example 0007:5560473521
           */
          peppolId?: string | null;
          seller?: {
            /** @enum {string} */
            kind: 'performer' | 'agency' | 'technical';
            /** @default false */
            fSkatt?: boolean;
            /** @example 5402-9681 */
            bankgiro?: string | null;
            /** @example 28 65 43-4 */
            plusgiro?: string | null;
            /**
             * @default null
             * @example Malmö
             */
            seat?: string | null;
            /** @default false */
            rounding?: boolean;
            /** @default false */
            performanceExemption?: boolean;
          } | null;
          tariffs?: {
            /** @example Musician */
            category: string;
            /** @example Drums */
            skill: string;
            /** @description By its name, in any case, or its number */
            timeType: ('Hour' | 'Day' | 'Event') | (1 | 2 | 3);
            /**
             * @description SEK for each hour, day or event
             * @example 500
             */
            amount: number;
            /**
             * @default SEK
             * @constant
             */
            currency?: 'SEK';
          }[];
        };
      };
    };
    responses: {
      /** @description The new customer */
      201: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          etag: components['headers']['ETag'];
          location: components['headers']['Location'];
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "id": "665f1c2ab8d4e3f6a7b8c9d0",
           *       "name": "string",
           *       "orgNumber": "556047-3521",
           *       "address": "string",
           *       "city": "string",
           *       "zipCode": "string",
           *       "country": "string",
           *       "email": "string",
           *       "phone": "string",
           *       "contact": "string",
           *       "customerType": 1,
           *       "isActive": true,
           *       "vatNumber": "string",
           *       "paymentTermsDays": -9007199254740991,
           *       "invoiceReference": "string",
           *       "peppolId": "string",
           *       "seller": {
           *         "kind": "performer",
           *         "fSkatt": true,
           *         "bankgiro": "string",
           *         "plusgiro": "string",
           *         "seat": "string",
           *         "rounding": true,
           *         "performanceExemption": true
           *       },
           *       "createdAt": "2026-12-05T18:00:00.000Z",
           *       "updatedAt": "2026-12-05T18:00:00.000Z"
           *     }
           */
          'application/json': components['schemas']['Customer'];
        };
      };
      400: components['responses']['VALIDATION_ERROR'];
      401: components['responses']['UNAUTHORIZED'];
      403: components['responses']['FORBIDDEN'];
      409: components['responses']['CONFLICT'];
      413: components['responses']['PAYLOAD_TOO_LARGE'];
      415: components['responses']['UNSUPPORTED_MEDIA_TYPE'];
      429: components['responses']['RATE_LIMITED'];
      500: components['responses']['SERVICE_ERROR'];
      503: components['responses']['SERVICE_UNAVAILABLE'];
    };
  };
  getCustomer: {
    parameters: {
      query?: never;
      header?: {
        /** @description ETags that are known: 304 where one still holds */
        'If-None-Match'?: components['parameters']['IfNoneMatch'];
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The customer */
      200: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          etag: components['headers']['ETag'];
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "id": "665f1c2ab8d4e3f6a7b8c9d0",
           *       "name": "string",
           *       "orgNumber": "556047-3521",
           *       "address": "string",
           *       "city": "string",
           *       "zipCode": "string",
           *       "country": "string",
           *       "email": "string",
           *       "phone": "string",
           *       "contact": "string",
           *       "customerType": 1,
           *       "isActive": true,
           *       "vatNumber": "string",
           *       "paymentTermsDays": -9007199254740991,
           *       "invoiceReference": "string",
           *       "peppolId": "string",
           *       "seller": {
           *         "kind": "performer",
           *         "fSkatt": true,
           *         "bankgiro": "string",
           *         "plusgiro": "string",
           *         "seat": "string",
           *         "rounding": true,
           *         "performanceExemption": true
           *       },
           *       "createdAt": "2026-12-05T18:00:00.000Z",
           *       "updatedAt": "2026-12-05T18:00:00.000Z",
           *       "tariffs": [
           *         {
           *           "id": "665f1c2ab8d4e3f6a7b8c9d0",
           *           "customerId": "665f1c2ab8d4e3f6a7b8c9d0",
           *           "category": "Musician",
           *           "skill": "Drums",
           *           "timeType": "Hour",
           *           "amount": 1250.5,
           *           "currency": "SEK"
           *         }
           *       ],
           *       "users": [
           *         {
           *           "id": "665f1c2ab8d4e3f6a7b8c9d0",
           *           "firstName": "Anna",
           *           "lastName": "Åberg",
           *           "name": "Anna Åberg",
           *           "userType": 1,
           *           "customerId": "665f1c2ab8d4e3f6a7b8c9d0",
           *           "isActive": true,
           *           "emailVerified": true,
           *           "preferences": {
           *             "language": "sv",
           *             "emailNotifications": true
           *           },
           *           "createdAt": "2026-12-05T18:00:00.000Z",
           *           "updatedAt": "2026-12-05T18:00:00.000Z",
           *           "skills": [
           *             {
           *               "category": "string",
           *               "skill": "string",
           *               "yearsOfExperience": -9007199254740991,
           *               "proficiency": "Beginner"
           *             }
           *           ],
           *           "references": "string",
           *           "email": "anna@example.com",
           *           "phone": "070-123 45 67",
           *           "socialSecurityNumber": "811228-****",
           *           "bankAccount": {
           *             "accountNumber": "****6789",
           *             "bankCode": "string",
           *             "holderName": "string"
           *           }
           *         }
           *       ]
           *     }
           */
          'application/json': components['schemas']['CustomerWithPeople'];
        };
      };
      /** @description It is as you have it */
      304: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          etag: components['headers']['ETag'];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['VALIDATION_ERROR'];
      401: components['responses']['UNAUTHORIZED'];
      403: components['responses']['FORBIDDEN'];
      404: components['responses']['NOT_FOUND'];
      429: components['responses']['RATE_LIMITED'];
      500: components['responses']['SERVICE_ERROR'];
      503: components['responses']['SERVICE_UNAVAILABLE'];
    };
  };
  updateCustomer: {
    parameters: {
      query?: never;
      header?: {
        /** @description The ETag of what was read: 412 where it has changed since */
        'If-Match'?: components['parameters']['IfMatch'];
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "address": "Storgatan 1",
         *       "city": "Malmö",
         *       "zipCode": "211 34",
         *       "country": "SE",
         *       "email": "anna@example.com",
         *       "phone": "08-123 45 67",
         *       "contact": "Olle Öberg",
         *       "vatNumber": "SE556047352101",
         *       "paymentTermsDays": 30,
         *       "invoiceReference": "Kultur 4711",
         *       "peppolId": "0007:5560473521",
         *       "seller": {
         *         "kind": "performer",
         *         "fSkatt": true,
         *         "bankgiro": "5402-9681",
         *         "plusgiro": "28 65 43-4",
         *         "seat": "Malmö",
         *         "rounding": true,
         *         "performanceExemption": true
         *       },
         *       "name": "Festivalbolaget AB",
         *       "orgNumber": "556047-3521",
         *       "customerType": 1,
         *       "isActive": true
         *     }
         */
        'application/json': {
          /** @example Storgatan 1 */
          address?: string | null;
          /** @example Malmö */
          city?: string | null;
          /** @example 211 34 */
          zipCode?: string | null;
          /** @example SE */
          country?: string;
          email?: string | null;
          phone?: string | null;
          /** @example Olle Öberg */
          contact?: string | null;
          /** @example SE556047352101 */
          vatNumber?: string | null;
          /** @example 30 */
          paymentTermsDays?: number;
          /** @example Kultur 4711 */
          invoiceReference?: string | null;
          /** @example 0007:5560473521 */
          peppolId?: string | null;
          seller?: {
            /** @enum {string} */
            kind?: 'performer' | 'agency' | 'technical';
            fSkatt?: boolean;
            /** @example 5402-9681 */
            bankgiro?: string | null;
            /** @example 28 65 43-4 */
            plusgiro?: string | null;
            /** @example Malmö */
            seat?: string | null;
            rounding?: boolean;
            performanceExemption?: boolean;
          } | null;
          /** @example Festivalbolaget AB */
          name?: string;
          /** @example 556047-3521 */
          orgNumber?: string;
          /**
           * @description 1 EventOrganizer, 2 CrewCompany
           * @enum {number}
           */
          customerType?: 1 | 2;
          isActive?: boolean;
        };
      };
    };
    responses: {
      /** @description The customer */
      200: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          etag: components['headers']['ETag'];
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "id": "665f1c2ab8d4e3f6a7b8c9d0",
           *       "name": "string",
           *       "orgNumber": "556047-3521",
           *       "address": "string",
           *       "city": "string",
           *       "zipCode": "string",
           *       "country": "string",
           *       "email": "string",
           *       "phone": "string",
           *       "contact": "string",
           *       "customerType": 1,
           *       "isActive": true,
           *       "vatNumber": "string",
           *       "paymentTermsDays": -9007199254740991,
           *       "invoiceReference": "string",
           *       "peppolId": "string",
           *       "seller": {
           *         "kind": "performer",
           *         "fSkatt": true,
           *         "bankgiro": "string",
           *         "plusgiro": "string",
           *         "seat": "string",
           *         "rounding": true,
           *         "performanceExemption": true
           *       },
           *       "createdAt": "2026-12-05T18:00:00.000Z",
           *       "updatedAt": "2026-12-05T18:00:00.000Z"
           *     }
           */
          'application/json': components['schemas']['Customer'];
        };
      };
      400: components['responses']['VALIDATION_ERROR'];
      401: components['responses']['UNAUTHORIZED'];
      403: components['responses']['FORBIDDEN'];
      404: components['responses']['NOT_FOUND'];
      412: components['responses']['PRECONDITION_FAILED'];
      413: components['responses']['PAYLOAD_TOO_LARGE'];
      415: components['responses']['UNSUPPORTED_MEDIA_TYPE'];
      429: components['responses']['RATE_LIMITED'];
      500: components['responses']['SERVICE_ERROR'];
      503: components['responses']['SERVICE_UNAVAILABLE'];
    };
  };
  deleteCustomer: {
    parameters: {
      query?: never;
      header?: {
        /** @description The ETag of what was read: 412 where it has changed since */
        'If-Match'?: components['parameters']['IfMatch'];
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description It is deleted */
      200: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "success": true
           *     }
           */
          'application/json': {
            /** @constant */
            success: true;
          };
        };
      };
      400: components['responses']['VALIDATION_ERROR'];
      401: components['responses']['UNAUTHORIZED'];
      403: components['responses']['FORBIDDEN'];
      404: components['responses']['NOT_FOUND'];
      409: components['responses']['CONFLICT'];
      412: components['responses']['PRECONDITION_FAILED'];
      429: components['responses']['RATE_LIMITED'];
      500: components['responses']['SERVICE_ERROR'];
      503: components['responses']['SERVICE_UNAVAILABLE'];
    };
  };
  getCustomerDetails: {
    parameters: {
      query?: never;
      header?: {
        /** @description ETags that are known: 304 where one still holds */
        'If-None-Match'?: components['parameters']['IfNoneMatch'];
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The customer */
      200: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          etag: components['headers']['ETag'];
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "id": "665f1c2ab8d4e3f6a7b8c9d0",
           *       "name": "string",
           *       "orgNumber": "556047-3521",
           *       "address": "string",
           *       "city": "string",
           *       "zipCode": "string",
           *       "country": "string",
           *       "email": "string",
           *       "phone": "string",
           *       "contact": "string",
           *       "customerType": 1,
           *       "isActive": true,
           *       "vatNumber": "string",
           *       "paymentTermsDays": -9007199254740991,
           *       "invoiceReference": "string",
           *       "peppolId": "string",
           *       "seller": {
           *         "kind": "performer",
           *         "fSkatt": true,
           *         "bankgiro": "string",
           *         "plusgiro": "string",
           *         "seat": "string",
           *         "rounding": true,
           *         "performanceExemption": true
           *       },
           *       "createdAt": "2026-12-05T18:00:00.000Z",
           *       "updatedAt": "2026-12-05T18:00:00.000Z"
           *     }
           */
          'application/json': components['schemas']['Customer'];
        };
      };
      /** @description It is as you have it */
      304: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          etag: components['headers']['ETag'];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['VALIDATION_ERROR'];
      401: components['responses']['UNAUTHORIZED'];
      403: components['responses']['FORBIDDEN'];
      404: components['responses']['NOT_FOUND'];
      429: components['responses']['RATE_LIMITED'];
      500: components['responses']['SERVICE_ERROR'];
      503: components['responses']['SERVICE_UNAVAILABLE'];
    };
  };
  listTariffs: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Its tariffs, by category, skill and time type */
      200: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          [name: string]: unknown;
        };
        content: {
          /**
           * @example [
           *       {
           *         "id": "665f1c2ab8d4e3f6a7b8c9d0",
           *         "customerId": "665f1c2ab8d4e3f6a7b8c9d0",
           *         "category": "Musician",
           *         "skill": "Drums",
           *         "timeType": "Hour",
           *         "amount": 1250.5,
           *         "currency": "SEK"
           *       }
           *     ]
           */
          'application/json': components['schemas']['Tariff'][];
        };
      };
      400: components['responses']['VALIDATION_ERROR'];
      401: components['responses']['UNAUTHORIZED'];
      403: components['responses']['FORBIDDEN'];
      404: components['responses']['NOT_FOUND'];
      429: components['responses']['RATE_LIMITED'];
      500: components['responses']['SERVICE_ERROR'];
      503: components['responses']['SERVICE_UNAVAILABLE'];
    };
  };
  addTariff: {
    parameters: {
      query?: never;
      header?: {
        /** @description Of your own making; within 24 hours the same key and body get the first answer again */
        'Idempotency-Key'?: components['parameters']['IdempotencyKey'];
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "category": "Musician",
         *       "skill": "Drums",
         *       "timeType": "Hour",
         *       "amount": 500,
         *       "currency": "SEK"
         *     }
         */
        'application/json': {
          /** @example Musician */
          category: string;
          /** @example Drums */
          skill: string;
          /** @description By its name, in any case, or its number */
          timeType: ('Hour' | 'Day' | 'Event') | (1 | 2 | 3);
          /**
           * @description SEK for each hour, day or event
           * @example 500
           */
          amount: number;
          /**
           * @default SEK
           * @constant
           */
          currency?: 'SEK';
        };
      };
    };
    responses: {
      /** @description The new tariff */
      201: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          etag: components['headers']['ETag'];
          location: components['headers']['Location'];
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "id": "665f1c2ab8d4e3f6a7b8c9d0",
           *       "customerId": "665f1c2ab8d4e3f6a7b8c9d0",
           *       "category": "Musician",
           *       "skill": "Drums",
           *       "timeType": "Hour",
           *       "amount": 1250.5,
           *       "currency": "SEK"
           *     }
           */
          'application/json': components['schemas']['Tariff'];
        };
      };
      400: components['responses']['VALIDATION_ERROR'];
      401: components['responses']['UNAUTHORIZED'];
      403: components['responses']['FORBIDDEN'];
      404: components['responses']['NOT_FOUND'];
      409: components['responses']['CONFLICT'];
      413: components['responses']['PAYLOAD_TOO_LARGE'];
      415: components['responses']['UNSUPPORTED_MEDIA_TYPE'];
      429: components['responses']['RATE_LIMITED'];
      500: components['responses']['SERVICE_ERROR'];
      503: components['responses']['SERVICE_UNAVAILABLE'];
    };
  };
  updateTariff: {
    parameters: {
      query?: never;
      header?: {
        /** @description The ETag of what was read: 412 where it has changed since */
        'If-Match'?: components['parameters']['IfMatch'];
      };
      path: {
        tariffId: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "amount": 500,
         *       "currency": "SEK"
         *     }
         */
        'application/json': {
          /**
           * @description SEK for each hour, day or event
           * @example 500
           */
          amount?: number;
          /** @constant */
          currency?: 'SEK';
        };
      };
    };
    responses: {
      /** @description The tariff */
      200: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          etag: components['headers']['ETag'];
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "id": "665f1c2ab8d4e3f6a7b8c9d0",
           *       "customerId": "665f1c2ab8d4e3f6a7b8c9d0",
           *       "category": "Musician",
           *       "skill": "Drums",
           *       "timeType": "Hour",
           *       "amount": 1250.5,
           *       "currency": "SEK"
           *     }
           */
          'application/json': components['schemas']['Tariff'];
        };
      };
      400: components['responses']['VALIDATION_ERROR'];
      401: components['responses']['UNAUTHORIZED'];
      403: components['responses']['FORBIDDEN'];
      404: components['responses']['NOT_FOUND'];
      412: components['responses']['PRECONDITION_FAILED'];
      413: components['responses']['PAYLOAD_TOO_LARGE'];
      415: components['responses']['UNSUPPORTED_MEDIA_TYPE'];
      429: components['responses']['RATE_LIMITED'];
      500: components['responses']['SERVICE_ERROR'];
      503: components['responses']['SERVICE_UNAVAILABLE'];
    };
  };
  deleteTariff: {
    parameters: {
      query?: never;
      header?: {
        /** @description The ETag of what was read: 412 where it has changed since */
        'If-Match'?: components['parameters']['IfMatch'];
      };
      path: {
        tariffId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description It is deleted */
      200: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "success": true
           *     }
           */
          'application/json': {
            /** @constant */
            success: true;
          };
        };
      };
      400: components['responses']['VALIDATION_ERROR'];
      401: components['responses']['UNAUTHORIZED'];
      403: components['responses']['FORBIDDEN'];
      404: components['responses']['NOT_FOUND'];
      412: components['responses']['PRECONDITION_FAILED'];
      429: components['responses']['RATE_LIMITED'];
      500: components['responses']['SERVICE_ERROR'];
      503: components['responses']['SERVICE_UNAVAILABLE'];
    };
  };
  listEventsOfCustomer: {
    parameters: {
      query?: {
        pageNumber?: number;
        pageSize?: number;
        /** @description By its name, in any case, or its number */
        status?: ('Draft' | 'Scheduled' | 'InProgress' | 'Completed' | 'Cancelled') | (1 | 2 | 3 | 4 | 5);
        /** @description Events that end after this */
        from?: string;
        /** @description Events that start before this */
        to?: string;
        /** @description The beginning of the name, ignoring case */
        q?: string;
      };
      header?: never;
      path: {
        cid: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description A page of events */
      200: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "items": [
           *         {
           *           "id": "665f1c2ab8d4e3f6a7b8c9d0",
           *           "customerId": "665f1c2ab8d4e3f6a7b8c9d0",
           *           "name": "string",
           *           "description": "string",
           *           "startDate": "2026-12-05T18:00:00.000Z",
           *           "endDate": "2026-12-05T18:00:00.000Z",
           *           "location": "string",
           *           "eventType": "Concert",
           *           "status": "Draft",
           *           "details": {
           *             "performer": "string",
           *             "stage": "string",
           *             "audience": -9007199254740991,
           *             "equipment": [
           *               "string"
           *             ]
           *           },
           *           "projectNumber": "string",
           *           "createdAt": "2026-12-05T18:00:00.000Z",
           *           "updatedAt": "2026-12-05T18:00:00.000Z"
           *         }
           *       ],
           *       "pageNumber": -9007199254740991,
           *       "pageSize": -9007199254740991,
           *       "totalCount": -9007199254740991,
           *       "totalPages": -9007199254740991
           *     }
           */
          'application/json': {
            items: components['schemas']['Event'][];
            pageNumber: number;
            pageSize: number;
            totalCount: number;
            totalPages: number;
          };
        };
      };
      400: components['responses']['VALIDATION_ERROR'];
      401: components['responses']['UNAUTHORIZED'];
      403: components['responses']['FORBIDDEN'];
      404: components['responses']['NOT_FOUND'];
      429: components['responses']['RATE_LIMITED'];
      500: components['responses']['SERVICE_ERROR'];
      503: components['responses']['SERVICE_UNAVAILABLE'];
    };
  };
  listEvents: {
    parameters: {
      query?: {
        pageNumber?: number;
        pageSize?: number;
        /** @description By its name, in any case, or its number */
        status?: ('Draft' | 'Scheduled' | 'InProgress' | 'Completed' | 'Cancelled') | (1 | 2 | 3 | 4 | 5);
        /** @description Events that end after this */
        from?: string;
        /** @description Events that start before this */
        to?: string;
        /** @description The beginning of the name, ignoring case */
        q?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description A page of events */
      200: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "items": [
           *         {
           *           "id": "665f1c2ab8d4e3f6a7b8c9d0",
           *           "customerId": "665f1c2ab8d4e3f6a7b8c9d0",
           *           "name": "string",
           *           "description": "string",
           *           "startDate": "2026-12-05T18:00:00.000Z",
           *           "endDate": "2026-12-05T18:00:00.000Z",
           *           "location": "string",
           *           "eventType": "Concert",
           *           "status": "Draft",
           *           "details": {
           *             "performer": "string",
           *             "stage": "string",
           *             "audience": -9007199254740991,
           *             "equipment": [
           *               "string"
           *             ]
           *           },
           *           "projectNumber": "string",
           *           "createdAt": "2026-12-05T18:00:00.000Z",
           *           "updatedAt": "2026-12-05T18:00:00.000Z"
           *         }
           *       ],
           *       "pageNumber": -9007199254740991,
           *       "pageSize": -9007199254740991,
           *       "totalCount": -9007199254740991,
           *       "totalPages": -9007199254740991
           *     }
           */
          'application/json': {
            items: components['schemas']['Event'][];
            pageNumber: number;
            pageSize: number;
            totalCount: number;
            totalPages: number;
          };
        };
      };
      400: components['responses']['VALIDATION_ERROR'];
      401: components['responses']['UNAUTHORIZED'];
      403: components['responses']['FORBIDDEN'];
      429: components['responses']['RATE_LIMITED'];
      500: components['responses']['SERVICE_ERROR'];
      503: components['responses']['SERVICE_UNAVAILABLE'];
    };
  };
  createEvent: {
    parameters: {
      query?: never;
      header?: {
        /** @description Of your own making; within 24 hours the same key and body get the first answer again */
        'Idempotency-Key'?: components['parameters']['IdempotencyKey'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "customerId": "665f1c2ab8d4e3f6a7b8c9d0",
         *       "name": "Sommarscenen",
         *       "description": "An evening outdoors",
         *       "startDate": "2026-12-05T18:00:00.000Z",
         *       "endDate": "2026-12-05T23:00:00.000Z",
         *       "location": "Folkets Park, Malmö",
         *       "eventType": "Concert",
         *       "details": {
         *         "performer": null,
         *         "stage": null,
         *         "audience": null,
         *         "equipment": []
         *       },
         *       "projectNumber": "P-2026-117"
         *     }
         */
        'application/json': {
          /** @example 665f1c2ab8d4e3f6a7b8c9d0 */
          customerId: string;
          /** @example Sommarscenen */
          name: string;
          /**
           * @default null
           * @example An evening outdoors
           */
          description?: string | null;
          /**
           * Format: date-time
           * @example 2026-12-05T18:00:00.000Z
           */
          startDate: string;
          /**
           * Format: date-time
           * @description At most 92 days after startDate
           * @example 2026-12-05T23:00:00.000Z
           */
          endDate: string;
          /**
           * @default null
           * @example Folkets Park, Malmö
           */
          location?: string | null;
          /** @description By its name, in any case, or its number */
          eventType?: ('Concert' | 'Festival' | 'Corporate' | 'Private' | 'Other') | (1 | 2 | 3 | 4 | 5);
          /**
           * @default {
           *       "performer": null,
           *       "stage": null,
           *       "audience": null,
           *       "equipment": []
           *     }
           */
          details?: {
            /**
             * @default null
             * @example The Norsound Trio
             */
            performer?: string | null;
            /**
             * @default null
             * @example Stora scenen
             */
            stage?: string | null;
            /**
             * @default null
             * @example 800
             */
            audience?: number | null;
            /**
             * @default []
             * @example [
             *       "drum kit"
             *     ]
             */
            equipment?: string[];
          };
          /**
           * @default null
           * @example P-2026-117
           */
          projectNumber?: string | null;
        };
      };
    };
    responses: {
      /** @description The new event */
      201: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          etag: components['headers']['ETag'];
          location: components['headers']['Location'];
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "id": "665f1c2ab8d4e3f6a7b8c9d0",
           *       "customerId": "665f1c2ab8d4e3f6a7b8c9d0",
           *       "name": "string",
           *       "description": "string",
           *       "startDate": "2026-12-05T18:00:00.000Z",
           *       "endDate": "2026-12-05T18:00:00.000Z",
           *       "location": "string",
           *       "eventType": "Concert",
           *       "status": "Draft",
           *       "details": {
           *         "performer": "string",
           *         "stage": "string",
           *         "audience": -9007199254740991,
           *         "equipment": [
           *           "string"
           *         ]
           *       },
           *       "projectNumber": "string",
           *       "createdAt": "2026-12-05T18:00:00.000Z",
           *       "updatedAt": "2026-12-05T18:00:00.000Z"
           *     }
           */
          'application/json': components['schemas']['Event'];
        };
      };
      400: components['responses']['VALIDATION_ERROR'];
      401: components['responses']['UNAUTHORIZED'];
      403: components['responses']['FORBIDDEN'];
      409: components['responses']['CONFLICT'];
      413: components['responses']['PAYLOAD_TOO_LARGE'];
      415: components['responses']['UNSUPPORTED_MEDIA_TYPE'];
      429: components['responses']['RATE_LIMITED'];
      500: components['responses']['SERVICE_ERROR'];
      503: components['responses']['SERVICE_UNAVAILABLE'];
    };
  };
  getEvent: {
    parameters: {
      query?: never;
      header?: {
        /** @description ETags that are known: 304 where one still holds */
        'If-None-Match'?: components['parameters']['IfNoneMatch'];
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The event */
      200: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          etag: components['headers']['ETag'];
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "id": "665f1c2ab8d4e3f6a7b8c9d0",
           *       "customerId": "665f1c2ab8d4e3f6a7b8c9d0",
           *       "name": "string",
           *       "description": "string",
           *       "startDate": "2026-12-05T18:00:00.000Z",
           *       "endDate": "2026-12-05T18:00:00.000Z",
           *       "location": "string",
           *       "eventType": "Concert",
           *       "status": "Draft",
           *       "details": {
           *         "performer": "string",
           *         "stage": "string",
           *         "audience": -9007199254740991,
           *         "equipment": [
           *           "string"
           *         ]
           *       },
           *       "projectNumber": "string",
           *       "createdAt": "2026-12-05T18:00:00.000Z",
           *       "updatedAt": "2026-12-05T18:00:00.000Z",
           *       "assignedCrew": [
           *         {
           *           "bookingId": "665f1c2ab8d4e3f6a7b8c9d0",
           *           "crewId": "665f1c2ab8d4e3f6a7b8c9d0",
           *           "name": "string",
           *           "startTime": "2026-12-05T18:00:00.000Z",
           *           "endTime": "2026-12-05T18:00:00.000Z",
           *           "status": "Requested"
           *         }
           *       ]
           *     }
           */
          'application/json': components['schemas']['EventWithCrew'];
        };
      };
      /** @description It is as you have it */
      304: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          etag: components['headers']['ETag'];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['VALIDATION_ERROR'];
      401: components['responses']['UNAUTHORIZED'];
      403: components['responses']['FORBIDDEN'];
      404: components['responses']['NOT_FOUND'];
      429: components['responses']['RATE_LIMITED'];
      500: components['responses']['SERVICE_ERROR'];
      503: components['responses']['SERVICE_UNAVAILABLE'];
    };
  };
  updateEvent: {
    parameters: {
      query?: never;
      header?: {
        /** @description The ETag of what was read: 412 where it has changed since */
        'If-Match'?: components['parameters']['IfMatch'];
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "name": "Sommarscenen",
         *       "description": "An evening outdoors",
         *       "startDate": "2026-12-05T18:00:00.000Z",
         *       "endDate": "2026-12-05T23:00:00.000Z",
         *       "location": "Folkets Park, Malmö",
         *       "eventType": "Concert",
         *       "details": {
         *         "performer": "The Norsound Trio",
         *         "stage": "Stora scenen",
         *         "audience": 800,
         *         "equipment": [
         *           "drum kit"
         *         ]
         *       },
         *       "projectNumber": "P-2026-117",
         *       "customerId": "665f1c2ab8d4e3f6a7b8c9d0"
         *     }
         */
        'application/json': {
          /** @example Sommarscenen */
          name?: string;
          /** @example An evening outdoors */
          description?: string | null;
          /**
           * Format: date-time
           * @example 2026-12-05T18:00:00.000Z
           */
          startDate?: string;
          /**
           * Format: date-time
           * @description At most 92 days after startDate
           * @example 2026-12-05T23:00:00.000Z
           */
          endDate?: string;
          /** @example Folkets Park, Malmö */
          location?: string | null;
          /** @description By its name, in any case, or its number */
          eventType?: ('Concert' | 'Festival' | 'Corporate' | 'Private' | 'Other') | (1 | 2 | 3 | 4 | 5);
          details?: {
            /** @example The Norsound Trio */
            performer?: string | null;
            /** @example Stora scenen */
            stage?: string | null;
            /** @example 800 */
            audience?: number | null;
            /**
             * @example [
             *       "drum kit"
             *     ]
             */
            equipment?: string[];
          };
          /** @example P-2026-117 */
          projectNumber?: string | null;
          /** @example 665f1c2ab8d4e3f6a7b8c9d0 */
          customerId?: string;
        };
      };
    };
    responses: {
      /** @description The event */
      200: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          etag: components['headers']['ETag'];
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "id": "665f1c2ab8d4e3f6a7b8c9d0",
           *       "customerId": "665f1c2ab8d4e3f6a7b8c9d0",
           *       "name": "string",
           *       "description": "string",
           *       "startDate": "2026-12-05T18:00:00.000Z",
           *       "endDate": "2026-12-05T18:00:00.000Z",
           *       "location": "string",
           *       "eventType": "Concert",
           *       "status": "Draft",
           *       "details": {
           *         "performer": "string",
           *         "stage": "string",
           *         "audience": -9007199254740991,
           *         "equipment": [
           *           "string"
           *         ]
           *       },
           *       "projectNumber": "string",
           *       "createdAt": "2026-12-05T18:00:00.000Z",
           *       "updatedAt": "2026-12-05T18:00:00.000Z"
           *     }
           */
          'application/json': components['schemas']['Event'];
        };
      };
      400: components['responses']['VALIDATION_ERROR'];
      401: components['responses']['UNAUTHORIZED'];
      403: components['responses']['FORBIDDEN'];
      404: components['responses']['NOT_FOUND'];
      409: components['responses']['CONFLICT'];
      412: components['responses']['PRECONDITION_FAILED'];
      413: components['responses']['PAYLOAD_TOO_LARGE'];
      415: components['responses']['UNSUPPORTED_MEDIA_TYPE'];
      429: components['responses']['RATE_LIMITED'];
      500: components['responses']['SERVICE_ERROR'];
      503: components['responses']['SERVICE_UNAVAILABLE'];
    };
  };
  deleteEvent: {
    parameters: {
      query?: never;
      header?: {
        /** @description The ETag of what was read: 412 where it has changed since */
        'If-Match'?: components['parameters']['IfMatch'];
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description It is deleted */
      200: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "success": true
           *     }
           */
          'application/json': {
            /** @constant */
            success: true;
          };
        };
      };
      400: components['responses']['VALIDATION_ERROR'];
      401: components['responses']['UNAUTHORIZED'];
      403: components['responses']['FORBIDDEN'];
      404: components['responses']['NOT_FOUND'];
      412: components['responses']['PRECONDITION_FAILED'];
      429: components['responses']['RATE_LIMITED'];
      500: components['responses']['SERVICE_ERROR'];
      503: components['responses']['SERVICE_UNAVAILABLE'];
    };
  };
  changeEventStatus: {
    parameters: {
      query?: never;
      header?: {
        /** @description The ETag of what was read: 412 where it has changed since */
        'If-Match'?: components['parameters']['IfMatch'];
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "newStatus": "Draft"
         *     }
         */
        'application/json': {
          /** @description By its name, in any case, or its number */
          newStatus: ('Draft' | 'Scheduled' | 'InProgress' | 'Completed' | 'Cancelled') | (1 | 2 | 3 | 4 | 5);
        };
      };
    };
    responses: {
      /** @description The event in its new state */
      200: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          etag: components['headers']['ETag'];
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "id": "665f1c2ab8d4e3f6a7b8c9d0",
           *       "customerId": "665f1c2ab8d4e3f6a7b8c9d0",
           *       "name": "string",
           *       "description": "string",
           *       "startDate": "2026-12-05T18:00:00.000Z",
           *       "endDate": "2026-12-05T18:00:00.000Z",
           *       "location": "string",
           *       "eventType": "Concert",
           *       "status": "Draft",
           *       "details": {
           *         "performer": "string",
           *         "stage": "string",
           *         "audience": -9007199254740991,
           *         "equipment": [
           *           "string"
           *         ]
           *       },
           *       "projectNumber": "string",
           *       "createdAt": "2026-12-05T18:00:00.000Z",
           *       "updatedAt": "2026-12-05T18:00:00.000Z"
           *     }
           */
          'application/json': components['schemas']['Event'];
        };
      };
      400: components['responses']['VALIDATION_ERROR'];
      401: components['responses']['UNAUTHORIZED'];
      403: components['responses']['FORBIDDEN'];
      404: components['responses']['NOT_FOUND'];
      409: components['responses']['CONFLICT'];
      412: components['responses']['PRECONDITION_FAILED'];
      413: components['responses']['PAYLOAD_TOO_LARGE'];
      415: components['responses']['UNSUPPORTED_MEDIA_TYPE'];
      429: components['responses']['RATE_LIMITED'];
      500: components['responses']['SERVICE_ERROR'];
      503: components['responses']['SERVICE_UNAVAILABLE'];
    };
  };
  getCalendar: {
    parameters: {
      query: {
        /** @description Default: the caller’s own company */
        customerId?: string;
        month: number;
        year: number;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The month */
      200: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "customerId": "665f1c2ab8d4e3f6a7b8c9d0",
           *       "year": 2026,
           *       "month": 12,
           *       "days": {
           *         "2026-12-05": []
           *       }
           *     }
           */
          'application/json': components['schemas']['EventCalendar'];
        };
      };
      400: components['responses']['VALIDATION_ERROR'];
      401: components['responses']['UNAUTHORIZED'];
      403: components['responses']['FORBIDDEN'];
      404: components['responses']['NOT_FOUND'];
      429: components['responses']['RATE_LIMITED'];
      500: components['responses']['SERVICE_ERROR'];
      503: components['responses']['SERVICE_UNAVAILABLE'];
    };
  };
  listEventsInPeriod: {
    parameters: {
      query: {
        /** @description Default: the caller’s own company */
        customerId?: string;
        startDate: string;
        /** @description The period ends before this */
        endDate: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The events that overlap [startDate, endDate) */
      200: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          [name: string]: unknown;
        };
        content: {
          /**
           * @example [
           *       {
           *         "id": "665f1c2ab8d4e3f6a7b8c9d0",
           *         "customerId": "665f1c2ab8d4e3f6a7b8c9d0",
           *         "name": "string",
           *         "description": "string",
           *         "startDate": "2026-12-05T18:00:00.000Z",
           *         "endDate": "2026-12-05T18:00:00.000Z",
           *         "location": "string",
           *         "eventType": "Concert",
           *         "status": "Draft",
           *         "details": {
           *           "performer": "string",
           *           "stage": "string",
           *           "audience": -9007199254740991,
           *           "equipment": [
           *             "string"
           *           ]
           *         },
           *         "projectNumber": "string",
           *         "createdAt": "2026-12-05T18:00:00.000Z",
           *         "updatedAt": "2026-12-05T18:00:00.000Z"
           *       }
           *     ]
           */
          'application/json': components['schemas']['Event'][];
        };
      };
      400: components['responses']['VALIDATION_ERROR'];
      401: components['responses']['UNAUTHORIZED'];
      403: components['responses']['FORBIDDEN'];
      404: components['responses']['NOT_FOUND'];
      429: components['responses']['RATE_LIMITED'];
      500: components['responses']['SERVICE_ERROR'];
      503: components['responses']['SERVICE_UNAVAILABLE'];
    };
  };
  createBooking: {
    parameters: {
      query?: never;
      header?: {
        /** @description Of your own making; within 24 hours the same key and body get the first answer again */
        'Idempotency-Key'?: components['parameters']['IdempotencyKey'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "eventId": "665f1c2ab8d4e3f6a7b8c9d0",
         *       "crewId": "665f1c2ab8d4e3f6a7b8c9d0",
         *       "startTime": "2026-12-05T18:00:00.000Z",
         *       "endTime": "2026-12-05T22:00:00.000Z",
         *       "notes": null,
         *       "category": "Musician",
         *       "skill": "Drums",
         *       "timeType": "Hour"
         *     }
         */
        'application/json': {
          /** @example 665f1c2ab8d4e3f6a7b8c9d0 */
          eventId: string;
          /** @example 665f1c2ab8d4e3f6a7b8c9d0 */
          crewId: string;
          /**
           * Format: date-time
           * @example 2026-12-05T18:00:00.000Z
           */
          startTime: string;
          /**
           * Format: date-time
           * @example 2026-12-05T22:00:00.000Z
           */
          endTime: string;
          /** @default null */
          notes?: string | null;
          /** @example Musician */
          category?: string;
          /** @example Drums */
          skill?: string;
          /** @description By its name, in any case, or its number */
          timeType?: ('Hour' | 'Day' | 'Event') | (1 | 2 | 3);
        };
      };
    };
    responses: {
      /** @description The booking, Requested: the time is blocked */
      201: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          etag: components['headers']['ETag'];
          location: components['headers']['Location'];
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "id": "665f1c2ab8d4e3f6a7b8c9d0",
           *       "eventId": "665f1c2ab8d4e3f6a7b8c9d0",
           *       "crewId": "665f1c2ab8d4e3f6a7b8c9d0",
           *       "crewCompanyId": "665f1c2ab8d4e3f6a7b8c9d0",
           *       "customerId": "665f1c2ab8d4e3f6a7b8c9d0",
           *       "bookingDate": "2026-12-05",
           *       "startTime": "2026-12-05T18:00:00.000Z",
           *       "endTime": "2026-12-05T18:00:00.000Z",
           *       "status": "Requested",
           *       "category": "Musician",
           *       "skill": "Drums",
           *       "timeType": "Hour",
           *       "rate": 1250.5,
           *       "units": 4,
           *       "totalAmount": 1250.5,
           *       "currency": "SEK",
           *       "notes": "string",
           *       "cancellationReason": "string",
           *       "requestedBy": "665f1c2ab8d4e3f6a7b8c9d0",
           *       "confirmedAt": "2026-12-05T18:00:00.000Z",
           *       "completedAt": "2026-12-05T18:00:00.000Z",
           *       "cancelledAt": "2026-12-05T18:00:00.000Z",
           *       "createdAt": "2026-12-05T18:00:00.000Z",
           *       "updatedAt": "2026-12-05T18:00:00.000Z"
           *     }
           */
          'application/json': components['schemas']['Booking'];
        };
      };
      400: components['responses']['VALIDATION_ERROR'];
      401: components['responses']['UNAUTHORIZED'];
      403: components['responses']['FORBIDDEN'];
      404: components['responses']['NOT_FOUND'];
      409: components['responses']['CONFLICT'];
      413: components['responses']['PAYLOAD_TOO_LARGE'];
      415: components['responses']['UNSUPPORTED_MEDIA_TYPE'];
      429: components['responses']['RATE_LIMITED'];
      500: components['responses']['SERVICE_ERROR'];
      503: components['responses']['SERVICE_UNAVAILABLE'];
    };
  };
  getBooking: {
    parameters: {
      query?: never;
      header?: {
        /** @description ETags that are known: 304 where one still holds */
        'If-None-Match'?: components['parameters']['IfNoneMatch'];
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The booking */
      200: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          etag: components['headers']['ETag'];
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "id": "665f1c2ab8d4e3f6a7b8c9d0",
           *       "eventId": "665f1c2ab8d4e3f6a7b8c9d0",
           *       "crewId": "665f1c2ab8d4e3f6a7b8c9d0",
           *       "crewCompanyId": "665f1c2ab8d4e3f6a7b8c9d0",
           *       "customerId": "665f1c2ab8d4e3f6a7b8c9d0",
           *       "bookingDate": "2026-12-05",
           *       "startTime": "2026-12-05T18:00:00.000Z",
           *       "endTime": "2026-12-05T18:00:00.000Z",
           *       "status": "Requested",
           *       "category": "Musician",
           *       "skill": "Drums",
           *       "timeType": "Hour",
           *       "rate": 1250.5,
           *       "units": 4,
           *       "totalAmount": 1250.5,
           *       "currency": "SEK",
           *       "notes": "string",
           *       "cancellationReason": "string",
           *       "requestedBy": "665f1c2ab8d4e3f6a7b8c9d0",
           *       "confirmedAt": "2026-12-05T18:00:00.000Z",
           *       "completedAt": "2026-12-05T18:00:00.000Z",
           *       "cancelledAt": "2026-12-05T18:00:00.000Z",
           *       "createdAt": "2026-12-05T18:00:00.000Z",
           *       "updatedAt": "2026-12-05T18:00:00.000Z",
           *       "event": {
           *         "id": "665f1c2ab8d4e3f6a7b8c9d0",
           *         "customerId": "665f1c2ab8d4e3f6a7b8c9d0",
           *         "name": "string",
           *         "description": "string",
           *         "startDate": "2026-12-05T18:00:00.000Z",
           *         "endDate": "2026-12-05T18:00:00.000Z",
           *         "location": "string",
           *         "eventType": "Concert",
           *         "status": "Draft",
           *         "details": {
           *           "performer": "string",
           *           "stage": "string",
           *           "audience": -9007199254740991,
           *           "equipment": [
           *             "string"
           *           ]
           *         },
           *         "projectNumber": "string",
           *         "createdAt": "2026-12-05T18:00:00.000Z",
           *         "updatedAt": "2026-12-05T18:00:00.000Z"
           *       },
           *       "crew": {
           *         "id": "665f1c2ab8d4e3f6a7b8c9d0",
           *         "name": "string"
           *       }
           *     }
           */
          'application/json': components['schemas']['BookingWithEventAndCrew'];
        };
      };
      /** @description It is as you have it */
      304: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          etag: components['headers']['ETag'];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['VALIDATION_ERROR'];
      401: components['responses']['UNAUTHORIZED'];
      403: components['responses']['FORBIDDEN'];
      404: components['responses']['NOT_FOUND'];
      429: components['responses']['RATE_LIMITED'];
      500: components['responses']['SERVICE_ERROR'];
      503: components['responses']['SERVICE_UNAVAILABLE'];
    };
  };
  updateBooking: {
    parameters: {
      query?: never;
      header?: {
        /** @description The ETag of what was read: 412 where it has changed since */
        'If-Match'?: components['parameters']['IfMatch'];
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "startTime": "2026-12-05T18:00:00.000Z",
         *       "endTime": "2026-12-05T22:00:00.000Z",
         *       "notes": "string"
         *     }
         */
        'application/json': {
          /**
           * Format: date-time
           * @example 2026-12-05T18:00:00.000Z
           */
          startTime?: string;
          /**
           * Format: date-time
           * @example 2026-12-05T22:00:00.000Z
           */
          endTime?: string;
          notes?: string | null;
        };
      };
    };
    responses: {
      /** @description The booking; at new times it is Requested again */
      200: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          etag: components['headers']['ETag'];
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "id": "665f1c2ab8d4e3f6a7b8c9d0",
           *       "eventId": "665f1c2ab8d4e3f6a7b8c9d0",
           *       "crewId": "665f1c2ab8d4e3f6a7b8c9d0",
           *       "crewCompanyId": "665f1c2ab8d4e3f6a7b8c9d0",
           *       "customerId": "665f1c2ab8d4e3f6a7b8c9d0",
           *       "bookingDate": "2026-12-05",
           *       "startTime": "2026-12-05T18:00:00.000Z",
           *       "endTime": "2026-12-05T18:00:00.000Z",
           *       "status": "Requested",
           *       "category": "Musician",
           *       "skill": "Drums",
           *       "timeType": "Hour",
           *       "rate": 1250.5,
           *       "units": 4,
           *       "totalAmount": 1250.5,
           *       "currency": "SEK",
           *       "notes": "string",
           *       "cancellationReason": "string",
           *       "requestedBy": "665f1c2ab8d4e3f6a7b8c9d0",
           *       "confirmedAt": "2026-12-05T18:00:00.000Z",
           *       "completedAt": "2026-12-05T18:00:00.000Z",
           *       "cancelledAt": "2026-12-05T18:00:00.000Z",
           *       "createdAt": "2026-12-05T18:00:00.000Z",
           *       "updatedAt": "2026-12-05T18:00:00.000Z"
           *     }
           */
          'application/json': components['schemas']['Booking'];
        };
      };
      400: components['responses']['VALIDATION_ERROR'];
      401: components['responses']['UNAUTHORIZED'];
      403: components['responses']['FORBIDDEN'];
      404: components['responses']['NOT_FOUND'];
      409: components['responses']['CONFLICT'];
      412: components['responses']['PRECONDITION_FAILED'];
      413: components['responses']['PAYLOAD_TOO_LARGE'];
      415: components['responses']['UNSUPPORTED_MEDIA_TYPE'];
      429: components['responses']['RATE_LIMITED'];
      500: components['responses']['SERVICE_ERROR'];
      503: components['responses']['SERVICE_UNAVAILABLE'];
    };
  };
  cancelBooking: {
    parameters: {
      query?: never;
      header?: {
        /** @description The ETag of what was read: 412 where it has changed since */
        'If-Match'?: components['parameters']['IfMatch'];
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "cancellationReason": "The concert is moved indoors"
         *     }
         */
        'application/json': {
          /** @example The concert is moved indoors */
          cancellationReason: string;
        };
      };
    };
    responses: {
      /** @description The booking, Cancelled; its time is free again */
      200: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          etag: components['headers']['ETag'];
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "success": true,
           *       "booking": {
           *         "id": "665f1c2ab8d4e3f6a7b8c9d0",
           *         "eventId": "665f1c2ab8d4e3f6a7b8c9d0",
           *         "crewId": "665f1c2ab8d4e3f6a7b8c9d0",
           *         "crewCompanyId": "665f1c2ab8d4e3f6a7b8c9d0",
           *         "customerId": "665f1c2ab8d4e3f6a7b8c9d0",
           *         "bookingDate": "2026-12-05",
           *         "startTime": "2026-12-05T18:00:00.000Z",
           *         "endTime": "2026-12-05T18:00:00.000Z",
           *         "status": "Requested",
           *         "category": "Musician",
           *         "skill": "Drums",
           *         "timeType": "Hour",
           *         "rate": 1250.5,
           *         "units": 4,
           *         "totalAmount": 1250.5,
           *         "currency": "SEK",
           *         "notes": "string",
           *         "cancellationReason": "string",
           *         "requestedBy": "665f1c2ab8d4e3f6a7b8c9d0",
           *         "confirmedAt": "2026-12-05T18:00:00.000Z",
           *         "completedAt": "2026-12-05T18:00:00.000Z",
           *         "cancelledAt": "2026-12-05T18:00:00.000Z",
           *         "createdAt": "2026-12-05T18:00:00.000Z",
           *         "updatedAt": "2026-12-05T18:00:00.000Z"
           *       }
           *     }
           */
          'application/json': {
            /** @constant */
            success: true;
            booking: components['schemas']['Booking'];
          };
        };
      };
      400: components['responses']['VALIDATION_ERROR'];
      401: components['responses']['UNAUTHORIZED'];
      403: components['responses']['FORBIDDEN'];
      404: components['responses']['NOT_FOUND'];
      409: components['responses']['CONFLICT'];
      412: components['responses']['PRECONDITION_FAILED'];
      413: components['responses']['PAYLOAD_TOO_LARGE'];
      415: components['responses']['UNSUPPORTED_MEDIA_TYPE'];
      429: components['responses']['RATE_LIMITED'];
      500: components['responses']['SERVICE_ERROR'];
      503: components['responses']['SERVICE_UNAVAILABLE'];
    };
  };
  completeBooking: {
    parameters: {
      query?: never;
      header?: {
        /** @description The ETag of what was read: 412 where it has changed since */
        'If-Match'?: components['parameters']['IfMatch'];
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The booking, Completed */
      200: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          etag: components['headers']['ETag'];
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "id": "665f1c2ab8d4e3f6a7b8c9d0",
           *       "eventId": "665f1c2ab8d4e3f6a7b8c9d0",
           *       "crewId": "665f1c2ab8d4e3f6a7b8c9d0",
           *       "crewCompanyId": "665f1c2ab8d4e3f6a7b8c9d0",
           *       "customerId": "665f1c2ab8d4e3f6a7b8c9d0",
           *       "bookingDate": "2026-12-05",
           *       "startTime": "2026-12-05T18:00:00.000Z",
           *       "endTime": "2026-12-05T18:00:00.000Z",
           *       "status": "Requested",
           *       "category": "Musician",
           *       "skill": "Drums",
           *       "timeType": "Hour",
           *       "rate": 1250.5,
           *       "units": 4,
           *       "totalAmount": 1250.5,
           *       "currency": "SEK",
           *       "notes": "string",
           *       "cancellationReason": "string",
           *       "requestedBy": "665f1c2ab8d4e3f6a7b8c9d0",
           *       "confirmedAt": "2026-12-05T18:00:00.000Z",
           *       "completedAt": "2026-12-05T18:00:00.000Z",
           *       "cancelledAt": "2026-12-05T18:00:00.000Z",
           *       "createdAt": "2026-12-05T18:00:00.000Z",
           *       "updatedAt": "2026-12-05T18:00:00.000Z"
           *     }
           */
          'application/json': components['schemas']['Booking'];
        };
      };
      400: components['responses']['VALIDATION_ERROR'];
      401: components['responses']['UNAUTHORIZED'];
      403: components['responses']['FORBIDDEN'];
      404: components['responses']['NOT_FOUND'];
      409: components['responses']['CONFLICT'];
      412: components['responses']['PRECONDITION_FAILED'];
      413: components['responses']['PAYLOAD_TOO_LARGE'];
      415: components['responses']['UNSUPPORTED_MEDIA_TYPE'];
      429: components['responses']['RATE_LIMITED'];
      500: components['responses']['SERVICE_ERROR'];
      503: components['responses']['SERVICE_UNAVAILABLE'];
    };
  };
  confirmBooking: {
    parameters: {
      query?: never;
      header?: {
        /** @description The ETag of what was read: 412 where it has changed since */
        'If-Match'?: components['parameters']['IfMatch'];
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The booking, Confirmed */
      200: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          etag: components['headers']['ETag'];
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "id": "665f1c2ab8d4e3f6a7b8c9d0",
           *       "eventId": "665f1c2ab8d4e3f6a7b8c9d0",
           *       "crewId": "665f1c2ab8d4e3f6a7b8c9d0",
           *       "crewCompanyId": "665f1c2ab8d4e3f6a7b8c9d0",
           *       "customerId": "665f1c2ab8d4e3f6a7b8c9d0",
           *       "bookingDate": "2026-12-05",
           *       "startTime": "2026-12-05T18:00:00.000Z",
           *       "endTime": "2026-12-05T18:00:00.000Z",
           *       "status": "Requested",
           *       "category": "Musician",
           *       "skill": "Drums",
           *       "timeType": "Hour",
           *       "rate": 1250.5,
           *       "units": 4,
           *       "totalAmount": 1250.5,
           *       "currency": "SEK",
           *       "notes": "string",
           *       "cancellationReason": "string",
           *       "requestedBy": "665f1c2ab8d4e3f6a7b8c9d0",
           *       "confirmedAt": "2026-12-05T18:00:00.000Z",
           *       "completedAt": "2026-12-05T18:00:00.000Z",
           *       "cancelledAt": "2026-12-05T18:00:00.000Z",
           *       "createdAt": "2026-12-05T18:00:00.000Z",
           *       "updatedAt": "2026-12-05T18:00:00.000Z"
           *     }
           */
          'application/json': components['schemas']['Booking'];
        };
      };
      400: components['responses']['VALIDATION_ERROR'];
      401: components['responses']['UNAUTHORIZED'];
      403: components['responses']['FORBIDDEN'];
      404: components['responses']['NOT_FOUND'];
      409: components['responses']['CONFLICT'];
      412: components['responses']['PRECONDITION_FAILED'];
      413: components['responses']['PAYLOAD_TOO_LARGE'];
      415: components['responses']['UNSUPPORTED_MEDIA_TYPE'];
      429: components['responses']['RATE_LIMITED'];
      500: components['responses']['SERVICE_ERROR'];
      503: components['responses']['SERVICE_UNAVAILABLE'];
    };
  };
  listBookingsOfCrew: {
    parameters: {
      query?: {
        startDate?: string;
        endDate?: string;
      };
      header?: never;
      path: {
        cid: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The bookings, in every status */
      200: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          [name: string]: unknown;
        };
        content: {
          /**
           * @example [
           *       {
           *         "id": "665f1c2ab8d4e3f6a7b8c9d0",
           *         "eventId": "665f1c2ab8d4e3f6a7b8c9d0",
           *         "crewId": "665f1c2ab8d4e3f6a7b8c9d0",
           *         "crewCompanyId": "665f1c2ab8d4e3f6a7b8c9d0",
           *         "customerId": "665f1c2ab8d4e3f6a7b8c9d0",
           *         "bookingDate": "2026-12-05",
           *         "startTime": "2026-12-05T18:00:00.000Z",
           *         "endTime": "2026-12-05T18:00:00.000Z",
           *         "status": "Requested",
           *         "category": "Musician",
           *         "skill": "Drums",
           *         "timeType": "Hour",
           *         "rate": 1250.5,
           *         "units": 4,
           *         "totalAmount": 1250.5,
           *         "currency": "SEK",
           *         "notes": "string",
           *         "cancellationReason": "string",
           *         "requestedBy": "665f1c2ab8d4e3f6a7b8c9d0",
           *         "confirmedAt": "2026-12-05T18:00:00.000Z",
           *         "completedAt": "2026-12-05T18:00:00.000Z",
           *         "cancelledAt": "2026-12-05T18:00:00.000Z",
           *         "createdAt": "2026-12-05T18:00:00.000Z",
           *         "updatedAt": "2026-12-05T18:00:00.000Z"
           *       }
           *     ]
           */
          'application/json': components['schemas']['Booking'][];
        };
      };
      400: components['responses']['VALIDATION_ERROR'];
      401: components['responses']['UNAUTHORIZED'];
      403: components['responses']['FORBIDDEN'];
      404: components['responses']['NOT_FOUND'];
      429: components['responses']['RATE_LIMITED'];
      500: components['responses']['SERVICE_ERROR'];
      503: components['responses']['SERVICE_UNAVAILABLE'];
    };
  };
  listBookingsOfEvent: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        eid: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Its bookings, in every status */
      200: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          [name: string]: unknown;
        };
        content: {
          /**
           * @example [
           *       {
           *         "id": "665f1c2ab8d4e3f6a7b8c9d0",
           *         "eventId": "665f1c2ab8d4e3f6a7b8c9d0",
           *         "crewId": "665f1c2ab8d4e3f6a7b8c9d0",
           *         "crewCompanyId": "665f1c2ab8d4e3f6a7b8c9d0",
           *         "customerId": "665f1c2ab8d4e3f6a7b8c9d0",
           *         "bookingDate": "2026-12-05",
           *         "startTime": "2026-12-05T18:00:00.000Z",
           *         "endTime": "2026-12-05T18:00:00.000Z",
           *         "status": "Requested",
           *         "category": "Musician",
           *         "skill": "Drums",
           *         "timeType": "Hour",
           *         "rate": 1250.5,
           *         "units": 4,
           *         "totalAmount": 1250.5,
           *         "currency": "SEK",
           *         "notes": "string",
           *         "cancellationReason": "string",
           *         "requestedBy": "665f1c2ab8d4e3f6a7b8c9d0",
           *         "confirmedAt": "2026-12-05T18:00:00.000Z",
           *         "completedAt": "2026-12-05T18:00:00.000Z",
           *         "cancelledAt": "2026-12-05T18:00:00.000Z",
           *         "createdAt": "2026-12-05T18:00:00.000Z",
           *         "updatedAt": "2026-12-05T18:00:00.000Z"
           *       }
           *     ]
           */
          'application/json': components['schemas']['Booking'][];
        };
      };
      400: components['responses']['VALIDATION_ERROR'];
      401: components['responses']['UNAUTHORIZED'];
      403: components['responses']['FORBIDDEN'];
      404: components['responses']['NOT_FOUND'];
      429: components['responses']['RATE_LIMITED'];
      500: components['responses']['SERVICE_ERROR'];
      503: components['responses']['SERVICE_UNAVAILABLE'];
    };
  };
  getPricing: {
    parameters: {
      query: {
        crewId: string;
        /** @description By its name, in any case, or its number */
        timeType: ('Hour' | 'Day' | 'Event') | (1 | 2 | 3);
        /** @description Hours or days, after `timeType`; ignored for Event */
        duration?: number;
        customerId?: string;
        eventId?: string;
        category?: string;
        skill?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The price */
      200: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "crewId": "665f1c2ab8d4e3f6a7b8c9d0",
           *       "category": "string",
           *       "skill": "string",
           *       "timeType": "Hour",
           *       "rate": 1250.5,
           *       "duration": 0,
           *       "totalAmount": 1250.5,
           *       "vat": 1250.5,
           *       "totalWithVat": 1250.5,
           *       "currency": "SEK"
           *     }
           */
          'application/json': components['schemas']['Pricing'];
        };
      };
      400: components['responses']['VALIDATION_ERROR'];
      401: components['responses']['UNAUTHORIZED'];
      403: components['responses']['FORBIDDEN'];
      404: components['responses']['NOT_FOUND'];
      429: components['responses']['RATE_LIMITED'];
      500: components['responses']['SERVICE_ERROR'];
      503: components['responses']['SERVICE_UNAVAILABLE'];
    };
  };
  listCalendarFeeds: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The feeds, without their secret addresses */
      200: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          [name: string]: unknown;
        };
        content: {
          /**
           * @example [
           *       {
           *         "id": "665f1c2ab8d4e3f6a7b8c9d0",
           *         "name": "My phone",
           *         "lastReadOn": "2026-12-05",
           *         "createdAt": "2026-12-05T18:00:00.000Z"
           *       }
           *     ]
           */
          'application/json': components['schemas']['CalendarFeed'][];
        };
      };
      400: components['responses']['VALIDATION_ERROR'];
      401: components['responses']['UNAUTHORIZED'];
      403: components['responses']['FORBIDDEN'];
      429: components['responses']['RATE_LIMITED'];
      500: components['responses']['SERVICE_ERROR'];
      503: components['responses']['SERVICE_UNAVAILABLE'];
    };
  };
  createCalendarFeed: {
    parameters: {
      query?: never;
      header?: {
        /** @description Of your own making; within 24 hours the same key and body get the first answer again */
        'Idempotency-Key'?: components['parameters']['IdempotencyKey'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: {
      content: {
        /**
         * @example {
         *       "name": "My phone"
         *     }
         */
        'application/json': {
          /**
           * @description To tell it from the person’s other ones
           * @default null
           * @example My phone
           */
          name?: string | null;
        };
      };
    };
    responses: {
      /** @description The new feed, with the address to subscribe to */
      201: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          etag: components['headers']['ETag'];
          location: components['headers']['Location'];
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "id": "665f1c2ab8d4e3f6a7b8c9d0",
           *       "name": "My phone",
           *       "lastReadOn": "2026-12-05",
           *       "createdAt": "2026-12-05T18:00:00.000Z",
           *       "url": "https://api.thenorsound.example/calendar/sQv0Yq3mP1x8dJk2Lr7TzNwB5cHfG4aEuV9iO6ntKXo.ics"
           *     }
           */
          'application/json': components['schemas']['CalendarFeedWithUrl'];
        };
      };
      400: components['responses']['VALIDATION_ERROR'];
      401: components['responses']['UNAUTHORIZED'];
      403: components['responses']['FORBIDDEN'];
      409: components['responses']['CONFLICT'];
      413: components['responses']['PAYLOAD_TOO_LARGE'];
      415: components['responses']['UNSUPPORTED_MEDIA_TYPE'];
      429: components['responses']['RATE_LIMITED'];
      500: components['responses']['SERVICE_ERROR'];
      503: components['responses']['SERVICE_UNAVAILABLE'];
    };
  };
  deleteCalendarFeed: {
    parameters: {
      query?: never;
      header?: {
        /** @description The ETag of what was read: 412 where it has changed since */
        'If-Match'?: components['parameters']['IfMatch'];
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description It is revoked */
      200: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "success": true
           *     }
           */
          'application/json': {
            /** @constant */
            success: true;
          };
        };
      };
      400: components['responses']['VALIDATION_ERROR'];
      401: components['responses']['UNAUTHORIZED'];
      403: components['responses']['FORBIDDEN'];
      404: components['responses']['NOT_FOUND'];
      412: components['responses']['PRECONDITION_FAILED'];
      429: components['responses']['RATE_LIMITED'];
      500: components['responses']['SERVICE_ERROR'];
      503: components['responses']['SERVICE_UNAVAILABLE'];
    };
  };
  listBookingsOfCustomer: {
    parameters: {
      query?: {
        pageNumber?: number;
        pageSize?: number;
        /** @description By its name, in any case, or its number */
        status?: ('Requested' | 'Confirmed' | 'Completed' | 'Cancelled') | (1 | 2 | 3 | 4);
      };
      header?: never;
      path: {
        cid: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description A page of bookings */
      200: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "items": [
           *         {
           *           "id": "665f1c2ab8d4e3f6a7b8c9d0",
           *           "eventId": "665f1c2ab8d4e3f6a7b8c9d0",
           *           "crewId": "665f1c2ab8d4e3f6a7b8c9d0",
           *           "crewCompanyId": "665f1c2ab8d4e3f6a7b8c9d0",
           *           "customerId": "665f1c2ab8d4e3f6a7b8c9d0",
           *           "bookingDate": "2026-12-05",
           *           "startTime": "2026-12-05T18:00:00.000Z",
           *           "endTime": "2026-12-05T18:00:00.000Z",
           *           "status": "Requested",
           *           "category": "Musician",
           *           "skill": "Drums",
           *           "timeType": "Hour",
           *           "rate": 1250.5,
           *           "units": 4,
           *           "totalAmount": 1250.5,
           *           "currency": "SEK",
           *           "notes": "string",
           *           "cancellationReason": "string",
           *           "requestedBy": "665f1c2ab8d4e3f6a7b8c9d0",
           *           "confirmedAt": "2026-12-05T18:00:00.000Z",
           *           "completedAt": "2026-12-05T18:00:00.000Z",
           *           "cancelledAt": "2026-12-05T18:00:00.000Z",
           *           "createdAt": "2026-12-05T18:00:00.000Z",
           *           "updatedAt": "2026-12-05T18:00:00.000Z"
           *         }
           *       ],
           *       "pageNumber": -9007199254740991,
           *       "pageSize": -9007199254740991,
           *       "totalCount": -9007199254740991,
           *       "totalPages": -9007199254740991
           *     }
           */
          'application/json': {
            items: components['schemas']['Booking'][];
            pageNumber: number;
            pageSize: number;
            totalCount: number;
            totalPages: number;
          };
        };
      };
      400: components['responses']['VALIDATION_ERROR'];
      401: components['responses']['UNAUTHORIZED'];
      403: components['responses']['FORBIDDEN'];
      404: components['responses']['NOT_FOUND'];
      429: components['responses']['RATE_LIMITED'];
      500: components['responses']['SERVICE_ERROR'];
      503: components['responses']['SERVICE_UNAVAILABLE'];
    };
  };
  reportBookings: {
    parameters: {
      query: {
        /** @description The own company by default */
        customerId?: string;
        startDate: string;
        /** @description At most 366 days after startDate */
        endDate: string;
        format?: 'json' | 'csv';
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The report */
      200: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "customerId": "665f1c2ab8d4e3f6a7b8c9d0",
           *       "startDate": "2026-12-05T18:00:00.000Z",
           *       "endDate": "2026-12-05T18:00:00.000Z",
           *       "bookings": {
           *         "total": -9007199254740991,
           *         "requested": -9007199254740991,
           *         "confirmed": -9007199254740991,
           *         "completed": -9007199254740991,
           *         "cancelled": -9007199254740991
           *       },
           *       "revenue": {
           *         "booked": 1250.5,
           *         "invoiced": 1250.5,
           *         "paid": 1250.5,
           *         "currency": "SEK"
           *       },
           *       "crewUtilization": [
           *         {
           *           "crewId": "665f1c2ab8d4e3f6a7b8c9d0",
           *           "name": "string",
           *           "bookings": -9007199254740991,
           *           "bookedHours": 0,
           *           "utilization": 0.25
           *         }
           *       ],
           *       "days": [
           *         {
           *           "date": "2026-12-05",
           *           "bookings": -9007199254740991,
           *           "revenue": 1250.5
           *         }
           *       ]
           *     }
           */
          'application/json': components['schemas']['BookingsReport'];
          'text/csv': string;
        };
      };
      400: components['responses']['VALIDATION_ERROR'];
      401: components['responses']['UNAUTHORIZED'];
      403: components['responses']['FORBIDDEN'];
      404: components['responses']['NOT_FOUND'];
      429: components['responses']['RATE_LIMITED'];
      500: components['responses']['SERVICE_ERROR'];
      503: components['responses']['SERVICE_UNAVAILABLE'];
    };
  };
  readCalendarFeed: {
    parameters: {
      query?: never;
      header?: {
        /** @description ETags that are known: 304 where one still holds */
        'If-None-Match'?: components['parameters']['IfNoneMatch'];
      };
      path: {
        /** @description The secret, and `.ics` */
        file: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The calendar: RFC 5545, from 90 days ago until 400 days ahead */
      200: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          etag: components['headers']['ETag'];
          [name: string]: unknown;
        };
        content: {
          'text/calendar': string;
        };
      };
      /** @description It is as you have it */
      304: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          etag: components['headers']['ETag'];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['VALIDATION_ERROR'];
      404: components['responses']['NOT_FOUND'];
      429: components['responses']['RATE_LIMITED'];
      500: components['responses']['SERVICE_ERROR'];
      503: components['responses']['SERVICE_UNAVAILABLE'];
    };
  };
  generateInvoice: {
    parameters: {
      query?: never;
      header?: {
        /** @description Of your own making; within 24 hours the same key and body get the first answer again */
        'Idempotency-Key'?: components['parameters']['IdempotencyKey'];
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: {
      content: {
        /**
         * @example {
         *       "extraLines": [
         *         {
         *           "description": "Bil Stockholm-Uppsala, tur och retur",
         *           "quantity": 120,
         *           "unit": "KMT",
         *           "unitPrice": 25,
         *           "kind": "travel"
         *         }
         *       ]
         *     }
         */
        'application/json': {
          extraLines?: {
            /** @example Bil Stockholm-Uppsala, tur och retur */
            description: string;
            /** @example 120 */
            quantity: number;
            /**
             * @description HUR, MIN, DAY, C62 (one), EA (each) or KMT
             * @example KMT
             */
            unit: string;
            /** @example 25 */
            unitPrice: number;
            /** @enum {string} */
            kind: 'travel' | 'hotel' | 'equipment' | 'other';
          }[];
        };
      };
    };
    responses: {
      /** @description The issued invoice */
      201: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          etag: components['headers']['ETag'];
          location: components['headers']['Location'];
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "id": "665f1c2ab8d4e3f6a7b8c9d0",
           *       "type": "Invoice",
           *       "bookingId": "665f1c2ab8d4e3f6a7b8c9d0",
           *       "customerId": "665f1c2ab8d4e3f6a7b8c9d0",
           *       "invoiceNumber": "2026-000001",
           *       "ocr": "string",
           *       "status": "Draft",
           *       "seller": {
           *         "name": "string",
           *         "orgNumber": "556047-3521",
           *         "vatNumber": "string",
           *         "address": "string",
           *         "zipCode": "string",
           *         "city": "string",
           *         "country": "string",
           *         "contact": "string",
           *         "email": "string",
           *         "phone": "string",
           *         "kind": "performer",
           *         "fSkatt": true,
           *         "bankgiro": "string",
           *         "plusgiro": "string",
           *         "seat": "string"
           *       },
           *       "buyer": {
           *         "name": "string",
           *         "orgNumber": "556036-0793",
           *         "vatNumber": "string",
           *         "address": "string",
           *         "zipCode": "string",
           *         "city": "string",
           *         "country": "string",
           *         "contact": "string",
           *         "invoiceReference": "string",
           *         "peppolId": "string"
           *       },
           *       "lines": [
           *         {
           *           "bookingId": "665f1c2ab8d4e3f6a7b8c9d0",
           *           "description": "string",
           *           "quantity": 4.5,
           *           "unit": "HUR",
           *           "unitPrice": 1250.5,
           *           "amount": 1250.5,
           *           "vatRate": 25,
           *           "vatCategory": "S",
           *           "exemptionReason": "string"
           *         }
           *       ],
           *       "vatBreakdown": [
           *         {
           *           "vatCategory": "S",
           *           "vatRate": -9007199254740991,
           *           "amount": 1250.5,
           *           "vatAmount": 1250.5
           *         }
           *       ],
           *       "amount": 1250.5,
           *       "vatAmount": 1250.5,
           *       "totalAmount": 1250.5,
           *       "rounding": 1250.5,
           *       "amountToPay": 1250.5,
           *       "currency": "SEK",
           *       "supplyDate": "2026-12-05",
           *       "issuedDate": "2026-12-05",
           *       "dueDate": "2026-12-05",
           *       "paidDate": "2026-12-05",
           *       "paidAmount": 1250.5,
           *       "paymentMethod": "string",
           *       "creditsInvoiceId": "665f1c2ab8d4e3f6a7b8c9d0",
           *       "creditedBy": [
           *         "665f1c2ab8d4e3f6a7b8c9d0"
           *       ],
           *       "createdAt": "2026-12-05T18:00:00.000Z",
           *       "updatedAt": "2026-12-05T18:00:00.000Z"
           *     }
           */
          'application/json': components['schemas']['Invoice'];
        };
      };
      400: components['responses']['VALIDATION_ERROR'];
      401: components['responses']['UNAUTHORIZED'];
      403: components['responses']['FORBIDDEN'];
      404: components['responses']['NOT_FOUND'];
      409: components['responses']['CONFLICT'];
      413: components['responses']['PAYLOAD_TOO_LARGE'];
      415: components['responses']['UNSUPPORTED_MEDIA_TYPE'];
      429: components['responses']['RATE_LIMITED'];
      500: components['responses']['SERVICE_ERROR'];
      503: components['responses']['SERVICE_UNAVAILABLE'];
    };
  };
  listInvoices: {
    parameters: {
      query?: {
        /** @description By its name, in any case, or its number */
        status?: ('Draft' | 'Issued' | 'Paid' | 'Overdue' | 'Cancelled') | (1 | 2 | 3 | 4 | 5);
      };
      header?: never;
      path: {
        cid: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Its invoices, newest first */
      200: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          [name: string]: unknown;
        };
        content: {
          /**
           * @example [
           *       {
           *         "id": "665f1c2ab8d4e3f6a7b8c9d0",
           *         "type": "Invoice",
           *         "bookingId": "665f1c2ab8d4e3f6a7b8c9d0",
           *         "customerId": "665f1c2ab8d4e3f6a7b8c9d0",
           *         "invoiceNumber": "2026-000001",
           *         "ocr": "string",
           *         "status": "Draft",
           *         "seller": {
           *           "name": "string",
           *           "orgNumber": "556047-3521",
           *           "vatNumber": "string",
           *           "address": "string",
           *           "zipCode": "string",
           *           "city": "string",
           *           "country": "string",
           *           "contact": "string",
           *           "email": "string",
           *           "phone": "string",
           *           "kind": "performer",
           *           "fSkatt": true,
           *           "bankgiro": "string",
           *           "plusgiro": "string",
           *           "seat": "string"
           *         },
           *         "buyer": {
           *           "name": "string",
           *           "orgNumber": "556036-0793",
           *           "vatNumber": "string",
           *           "address": "string",
           *           "zipCode": "string",
           *           "city": "string",
           *           "country": "string",
           *           "contact": "string",
           *           "invoiceReference": "string",
           *           "peppolId": "string"
           *         },
           *         "lines": [
           *           {
           *             "bookingId": "665f1c2ab8d4e3f6a7b8c9d0",
           *             "description": "string",
           *             "quantity": 4.5,
           *             "unit": "HUR",
           *             "unitPrice": 1250.5,
           *             "amount": 1250.5,
           *             "vatRate": 25,
           *             "vatCategory": "S",
           *             "exemptionReason": "string"
           *           }
           *         ],
           *         "vatBreakdown": [
           *           {
           *             "vatCategory": "S",
           *             "vatRate": -9007199254740991,
           *             "amount": 1250.5,
           *             "vatAmount": 1250.5
           *           }
           *         ],
           *         "amount": 1250.5,
           *         "vatAmount": 1250.5,
           *         "totalAmount": 1250.5,
           *         "rounding": 1250.5,
           *         "amountToPay": 1250.5,
           *         "currency": "SEK",
           *         "supplyDate": "2026-12-05",
           *         "issuedDate": "2026-12-05",
           *         "dueDate": "2026-12-05",
           *         "paidDate": "2026-12-05",
           *         "paidAmount": 1250.5,
           *         "paymentMethod": "string",
           *         "creditsInvoiceId": "665f1c2ab8d4e3f6a7b8c9d0",
           *         "creditedBy": [
           *           "665f1c2ab8d4e3f6a7b8c9d0"
           *         ],
           *         "createdAt": "2026-12-05T18:00:00.000Z",
           *         "updatedAt": "2026-12-05T18:00:00.000Z"
           *       }
           *     ]
           */
          'application/json': components['schemas']['Invoice'][];
        };
      };
      400: components['responses']['VALIDATION_ERROR'];
      401: components['responses']['UNAUTHORIZED'];
      403: components['responses']['FORBIDDEN'];
      404: components['responses']['NOT_FOUND'];
      429: components['responses']['RATE_LIMITED'];
      500: components['responses']['SERVICE_ERROR'];
      503: components['responses']['SERVICE_UNAVAILABLE'];
    };
  };
  generateEventInvoice: {
    parameters: {
      query?: never;
      header?: {
        /** @description Of your own making; within 24 hours the same key and body get the first answer again */
        'Idempotency-Key'?: components['parameters']['IdempotencyKey'];
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: {
      content: {
        /**
         * @example {
         *       "sellerId": "665f1c2ab8d4e3f6a7b8c9d0",
         *       "extraLines": [
         *         {
         *           "description": "Bil Stockholm-Uppsala, tur och retur",
         *           "quantity": 120,
         *           "unit": "KMT",
         *           "unitPrice": 25,
         *           "kind": "travel",
         *           "bookingId": "665f1c2ab8d4e3f6a7b8c9d0"
         *         }
         *       ]
         *     }
         */
        'application/json': components['schemas']['EventInvoiceInput'];
      };
    };
    responses: {
      /** @description The issued invoice */
      201: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          etag: components['headers']['ETag'];
          location: components['headers']['Location'];
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "id": "665f1c2ab8d4e3f6a7b8c9d0",
           *       "type": "Invoice",
           *       "bookingId": "665f1c2ab8d4e3f6a7b8c9d0",
           *       "customerId": "665f1c2ab8d4e3f6a7b8c9d0",
           *       "invoiceNumber": "2026-000001",
           *       "ocr": "string",
           *       "status": "Draft",
           *       "seller": {
           *         "name": "string",
           *         "orgNumber": "556047-3521",
           *         "vatNumber": "string",
           *         "address": "string",
           *         "zipCode": "string",
           *         "city": "string",
           *         "country": "string",
           *         "contact": "string",
           *         "email": "string",
           *         "phone": "string",
           *         "kind": "performer",
           *         "fSkatt": true,
           *         "bankgiro": "string",
           *         "plusgiro": "string",
           *         "seat": "string"
           *       },
           *       "buyer": {
           *         "name": "string",
           *         "orgNumber": "556036-0793",
           *         "vatNumber": "string",
           *         "address": "string",
           *         "zipCode": "string",
           *         "city": "string",
           *         "country": "string",
           *         "contact": "string",
           *         "invoiceReference": "string",
           *         "peppolId": "string"
           *       },
           *       "lines": [
           *         {
           *           "bookingId": "665f1c2ab8d4e3f6a7b8c9d0",
           *           "description": "string",
           *           "quantity": 4.5,
           *           "unit": "HUR",
           *           "unitPrice": 1250.5,
           *           "amount": 1250.5,
           *           "vatRate": 25,
           *           "vatCategory": "S",
           *           "exemptionReason": "string"
           *         }
           *       ],
           *       "vatBreakdown": [
           *         {
           *           "vatCategory": "S",
           *           "vatRate": -9007199254740991,
           *           "amount": 1250.5,
           *           "vatAmount": 1250.5
           *         }
           *       ],
           *       "amount": 1250.5,
           *       "vatAmount": 1250.5,
           *       "totalAmount": 1250.5,
           *       "rounding": 1250.5,
           *       "amountToPay": 1250.5,
           *       "currency": "SEK",
           *       "supplyDate": "2026-12-05",
           *       "issuedDate": "2026-12-05",
           *       "dueDate": "2026-12-05",
           *       "paidDate": "2026-12-05",
           *       "paidAmount": 1250.5,
           *       "paymentMethod": "string",
           *       "creditsInvoiceId": "665f1c2ab8d4e3f6a7b8c9d0",
           *       "creditedBy": [
           *         "665f1c2ab8d4e3f6a7b8c9d0"
           *       ],
           *       "createdAt": "2026-12-05T18:00:00.000Z",
           *       "updatedAt": "2026-12-05T18:00:00.000Z"
           *     }
           */
          'application/json': components['schemas']['Invoice'];
        };
      };
      400: components['responses']['VALIDATION_ERROR'];
      401: components['responses']['UNAUTHORIZED'];
      403: components['responses']['FORBIDDEN'];
      404: components['responses']['NOT_FOUND'];
      409: components['responses']['CONFLICT'];
      413: components['responses']['PAYLOAD_TOO_LARGE'];
      415: components['responses']['UNSUPPORTED_MEDIA_TYPE'];
      429: components['responses']['RATE_LIMITED'];
      500: components['responses']['SERVICE_ERROR'];
      503: components['responses']['SERVICE_UNAVAILABLE'];
    };
  };
  getInvoice: {
    parameters: {
      query?: never;
      header?: {
        /** @description ETags that are known: 304 where one still holds */
        'If-None-Match'?: components['parameters']['IfNoneMatch'];
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The invoice */
      200: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          etag: components['headers']['ETag'];
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "id": "665f1c2ab8d4e3f6a7b8c9d0",
           *       "type": "Invoice",
           *       "bookingId": "665f1c2ab8d4e3f6a7b8c9d0",
           *       "customerId": "665f1c2ab8d4e3f6a7b8c9d0",
           *       "invoiceNumber": "2026-000001",
           *       "ocr": "string",
           *       "status": "Draft",
           *       "seller": {
           *         "name": "string",
           *         "orgNumber": "556047-3521",
           *         "vatNumber": "string",
           *         "address": "string",
           *         "zipCode": "string",
           *         "city": "string",
           *         "country": "string",
           *         "contact": "string",
           *         "email": "string",
           *         "phone": "string",
           *         "kind": "performer",
           *         "fSkatt": true,
           *         "bankgiro": "string",
           *         "plusgiro": "string",
           *         "seat": "string"
           *       },
           *       "buyer": {
           *         "name": "string",
           *         "orgNumber": "556036-0793",
           *         "vatNumber": "string",
           *         "address": "string",
           *         "zipCode": "string",
           *         "city": "string",
           *         "country": "string",
           *         "contact": "string",
           *         "invoiceReference": "string",
           *         "peppolId": "string"
           *       },
           *       "lines": [
           *         {
           *           "bookingId": "665f1c2ab8d4e3f6a7b8c9d0",
           *           "description": "string",
           *           "quantity": 4.5,
           *           "unit": "HUR",
           *           "unitPrice": 1250.5,
           *           "amount": 1250.5,
           *           "vatRate": 25,
           *           "vatCategory": "S",
           *           "exemptionReason": "string"
           *         }
           *       ],
           *       "vatBreakdown": [
           *         {
           *           "vatCategory": "S",
           *           "vatRate": -9007199254740991,
           *           "amount": 1250.5,
           *           "vatAmount": 1250.5
           *         }
           *       ],
           *       "amount": 1250.5,
           *       "vatAmount": 1250.5,
           *       "totalAmount": 1250.5,
           *       "rounding": 1250.5,
           *       "amountToPay": 1250.5,
           *       "currency": "SEK",
           *       "supplyDate": "2026-12-05",
           *       "issuedDate": "2026-12-05",
           *       "dueDate": "2026-12-05",
           *       "paidDate": "2026-12-05",
           *       "paidAmount": 1250.5,
           *       "paymentMethod": "string",
           *       "creditsInvoiceId": "665f1c2ab8d4e3f6a7b8c9d0",
           *       "creditedBy": [
           *         "665f1c2ab8d4e3f6a7b8c9d0"
           *       ],
           *       "createdAt": "2026-12-05T18:00:00.000Z",
           *       "updatedAt": "2026-12-05T18:00:00.000Z"
           *     }
           */
          'application/json': components['schemas']['Invoice'];
        };
      };
      /** @description It is as you have it */
      304: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          etag: components['headers']['ETag'];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['VALIDATION_ERROR'];
      401: components['responses']['UNAUTHORIZED'];
      403: components['responses']['FORBIDDEN'];
      404: components['responses']['NOT_FOUND'];
      429: components['responses']['RATE_LIMITED'];
      500: components['responses']['SERVICE_ERROR'];
      503: components['responses']['SERVICE_UNAVAILABLE'];
    };
  };
  creditInvoice: {
    parameters: {
      query?: never;
      header?: {
        /** @description Of your own making; within 24 hours the same key and body get the first answer again */
        'Idempotency-Key'?: components['parameters']['IdempotencyKey'];
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "reason": "En timme mindre än beställt",
         *       "lines": [
         *         {
         *           "line": 1,
         *           "amount": 500
         *         }
         *       ]
         *     }
         */
        'application/json': components['schemas']['CreditInput'];
      };
    };
    responses: {
      /** @description The credit note, issued */
      201: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          etag: components['headers']['ETag'];
          location: components['headers']['Location'];
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "id": "665f1c2ab8d4e3f6a7b8c9d0",
           *       "type": "Invoice",
           *       "bookingId": "665f1c2ab8d4e3f6a7b8c9d0",
           *       "customerId": "665f1c2ab8d4e3f6a7b8c9d0",
           *       "invoiceNumber": "2026-000001",
           *       "ocr": "string",
           *       "status": "Draft",
           *       "seller": {
           *         "name": "string",
           *         "orgNumber": "556047-3521",
           *         "vatNumber": "string",
           *         "address": "string",
           *         "zipCode": "string",
           *         "city": "string",
           *         "country": "string",
           *         "contact": "string",
           *         "email": "string",
           *         "phone": "string",
           *         "kind": "performer",
           *         "fSkatt": true,
           *         "bankgiro": "string",
           *         "plusgiro": "string",
           *         "seat": "string"
           *       },
           *       "buyer": {
           *         "name": "string",
           *         "orgNumber": "556036-0793",
           *         "vatNumber": "string",
           *         "address": "string",
           *         "zipCode": "string",
           *         "city": "string",
           *         "country": "string",
           *         "contact": "string",
           *         "invoiceReference": "string",
           *         "peppolId": "string"
           *       },
           *       "lines": [
           *         {
           *           "bookingId": "665f1c2ab8d4e3f6a7b8c9d0",
           *           "description": "string",
           *           "quantity": 4.5,
           *           "unit": "HUR",
           *           "unitPrice": 1250.5,
           *           "amount": 1250.5,
           *           "vatRate": 25,
           *           "vatCategory": "S",
           *           "exemptionReason": "string"
           *         }
           *       ],
           *       "vatBreakdown": [
           *         {
           *           "vatCategory": "S",
           *           "vatRate": -9007199254740991,
           *           "amount": 1250.5,
           *           "vatAmount": 1250.5
           *         }
           *       ],
           *       "amount": 1250.5,
           *       "vatAmount": 1250.5,
           *       "totalAmount": 1250.5,
           *       "rounding": 1250.5,
           *       "amountToPay": 1250.5,
           *       "currency": "SEK",
           *       "supplyDate": "2026-12-05",
           *       "issuedDate": "2026-12-05",
           *       "dueDate": "2026-12-05",
           *       "paidDate": "2026-12-05",
           *       "paidAmount": 1250.5,
           *       "paymentMethod": "string",
           *       "creditsInvoiceId": "665f1c2ab8d4e3f6a7b8c9d0",
           *       "creditedBy": [
           *         "665f1c2ab8d4e3f6a7b8c9d0"
           *       ],
           *       "createdAt": "2026-12-05T18:00:00.000Z",
           *       "updatedAt": "2026-12-05T18:00:00.000Z"
           *     }
           */
          'application/json': components['schemas']['Invoice'];
        };
      };
      400: components['responses']['VALIDATION_ERROR'];
      401: components['responses']['UNAUTHORIZED'];
      403: components['responses']['FORBIDDEN'];
      404: components['responses']['NOT_FOUND'];
      409: components['responses']['CONFLICT'];
      413: components['responses']['PAYLOAD_TOO_LARGE'];
      415: components['responses']['UNSUPPORTED_MEDIA_TYPE'];
      429: components['responses']['RATE_LIMITED'];
      500: components['responses']['SERVICE_ERROR'];
      503: components['responses']['SERVICE_UNAVAILABLE'];
    };
  };
  getInvoicePdf: {
    parameters: {
      query?: never;
      header?: {
        /** @description ETags that are known: 304 where one still holds */
        'If-None-Match'?: components['parameters']['IfNoneMatch'];
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The page or pages */
      200: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          etag: components['headers']['ETag'];
          [name: string]: unknown;
        };
        content: {
          'application/pdf': string;
        };
      };
      /** @description It is as you have it */
      304: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          etag: components['headers']['ETag'];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['VALIDATION_ERROR'];
      401: components['responses']['UNAUTHORIZED'];
      403: components['responses']['FORBIDDEN'];
      404: components['responses']['NOT_FOUND'];
      409: components['responses']['CONFLICT'];
      429: components['responses']['RATE_LIMITED'];
      500: components['responses']['SERVICE_ERROR'];
      503: components['responses']['SERVICE_UNAVAILABLE'];
    };
  };
  preflightInvoice: {
    parameters: {
      query?: never;
      header?: {
        /** @description ETags that are known: 304 where one still holds */
        'If-None-Match'?: components['parameters']['IfNoneMatch'];
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description What was found */
      200: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          etag: components['headers']['ETag'];
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "ready": true,
           *       "findings": [
           *         {
           *           "rule": "PEPPOL-EN16931-R003",
           *           "field": "buyer.invoiceReference",
           *           "message": "The buyer’s reference is needed, or a booking as the order",
           *           "severity": "fatal"
           *         }
           *       ]
           *     }
           */
          'application/json': components['schemas']['Preflight'];
        };
      };
      /** @description It is as you have it */
      304: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          etag: components['headers']['ETag'];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['VALIDATION_ERROR'];
      401: components['responses']['UNAUTHORIZED'];
      403: components['responses']['FORBIDDEN'];
      404: components['responses']['NOT_FOUND'];
      429: components['responses']['RATE_LIMITED'];
      500: components['responses']['SERVICE_ERROR'];
      503: components['responses']['SERVICE_UNAVAILABLE'];
    };
  };
  changeInvoiceStatus: {
    parameters: {
      query?: never;
      header?: {
        /** @description The ETag of what was read: 412 where it has changed since */
        'If-Match'?: components['parameters']['IfMatch'];
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "newStatus": "Draft",
         *       "paidDate": "2026-12-05",
         *       "paymentMethod": "Bankgiro",
         *       "amount": 1250
         *     }
         */
        'application/json': components['schemas']['InvoiceStatusChange'];
      };
    };
    responses: {
      /** @description The invoice as it now stands */
      200: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          etag: components['headers']['ETag'];
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "id": "665f1c2ab8d4e3f6a7b8c9d0",
           *       "type": "Invoice",
           *       "bookingId": "665f1c2ab8d4e3f6a7b8c9d0",
           *       "customerId": "665f1c2ab8d4e3f6a7b8c9d0",
           *       "invoiceNumber": "2026-000001",
           *       "ocr": "string",
           *       "status": "Draft",
           *       "seller": {
           *         "name": "string",
           *         "orgNumber": "556047-3521",
           *         "vatNumber": "string",
           *         "address": "string",
           *         "zipCode": "string",
           *         "city": "string",
           *         "country": "string",
           *         "contact": "string",
           *         "email": "string",
           *         "phone": "string",
           *         "kind": "performer",
           *         "fSkatt": true,
           *         "bankgiro": "string",
           *         "plusgiro": "string",
           *         "seat": "string"
           *       },
           *       "buyer": {
           *         "name": "string",
           *         "orgNumber": "556036-0793",
           *         "vatNumber": "string",
           *         "address": "string",
           *         "zipCode": "string",
           *         "city": "string",
           *         "country": "string",
           *         "contact": "string",
           *         "invoiceReference": "string",
           *         "peppolId": "string"
           *       },
           *       "lines": [
           *         {
           *           "bookingId": "665f1c2ab8d4e3f6a7b8c9d0",
           *           "description": "string",
           *           "quantity": 4.5,
           *           "unit": "HUR",
           *           "unitPrice": 1250.5,
           *           "amount": 1250.5,
           *           "vatRate": 25,
           *           "vatCategory": "S",
           *           "exemptionReason": "string"
           *         }
           *       ],
           *       "vatBreakdown": [
           *         {
           *           "vatCategory": "S",
           *           "vatRate": -9007199254740991,
           *           "amount": 1250.5,
           *           "vatAmount": 1250.5
           *         }
           *       ],
           *       "amount": 1250.5,
           *       "vatAmount": 1250.5,
           *       "totalAmount": 1250.5,
           *       "rounding": 1250.5,
           *       "amountToPay": 1250.5,
           *       "currency": "SEK",
           *       "supplyDate": "2026-12-05",
           *       "issuedDate": "2026-12-05",
           *       "dueDate": "2026-12-05",
           *       "paidDate": "2026-12-05",
           *       "paidAmount": 1250.5,
           *       "paymentMethod": "string",
           *       "creditsInvoiceId": "665f1c2ab8d4e3f6a7b8c9d0",
           *       "creditedBy": [
           *         "665f1c2ab8d4e3f6a7b8c9d0"
           *       ],
           *       "createdAt": "2026-12-05T18:00:00.000Z",
           *       "updatedAt": "2026-12-05T18:00:00.000Z"
           *     }
           */
          'application/json': components['schemas']['Invoice'];
        };
      };
      400: components['responses']['VALIDATION_ERROR'];
      401: components['responses']['UNAUTHORIZED'];
      403: components['responses']['FORBIDDEN'];
      404: components['responses']['NOT_FOUND'];
      409: components['responses']['CONFLICT'];
      412: components['responses']['PRECONDITION_FAILED'];
      413: components['responses']['PAYLOAD_TOO_LARGE'];
      415: components['responses']['UNSUPPORTED_MEDIA_TYPE'];
      429: components['responses']['RATE_LIMITED'];
      500: components['responses']['SERVICE_ERROR'];
      503: components['responses']['SERVICE_UNAVAILABLE'];
    };
  };
  getInvoiceUbl: {
    parameters: {
      query?: never;
      header?: {
        /** @description ETags that are known: 304 where one still holds */
        'If-None-Match'?: components['parameters']['IfNoneMatch'];
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The e-invoice */
      200: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          etag: components['headers']['ETag'];
          [name: string]: unknown;
        };
        content: {
          'application/xml': string;
        };
      };
      /** @description It is as you have it */
      304: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          etag: components['headers']['ETag'];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['VALIDATION_ERROR'];
      401: components['responses']['UNAUTHORIZED'];
      403: components['responses']['FORBIDDEN'];
      404: components['responses']['NOT_FOUND'];
      409: components['responses']['CONFLICT'];
      429: components['responses']['RATE_LIMITED'];
      500: components['responses']['SERVICE_ERROR'];
      503: components['responses']['SERVICE_UNAVAILABLE'];
    };
  };
  exportInvoices: {
    parameters: {
      query: {
        from: string;
        /** @description The last day, included */
        to: string;
        format: 'sie' | 'csv';
        /** @description A selling crew company; the platform itself where absent */
        sellerId?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The file */
      200: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          [name: string]: unknown;
        };
        content: {
          'text/plain': string;
          'text/csv': string;
        };
      };
      400: components['responses']['VALIDATION_ERROR'];
      401: components['responses']['UNAUTHORIZED'];
      403: components['responses']['FORBIDDEN'];
      404: components['responses']['NOT_FOUND'];
      429: components['responses']['RATE_LIMITED'];
      500: components['responses']['SERVICE_ERROR'];
      503: components['responses']['SERVICE_UNAVAILABLE'];
    };
  };
  checkSeries: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Every series, the newest year first */
      200: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          [name: string]: unknown;
        };
        content: {
          /**
           * @example [
           *       {
           *         "sellerId": "665f1c2ab8d4e3f6a7b8c9d0",
           *         "year": 2026,
           *         "first": "2026-000001",
           *         "last": "2026-000042",
           *         "count": -9007199254740991,
           *         "gaps": []
           *       }
           *     ]
           */
          'application/json': components['schemas']['InvoiceSeries'][];
        };
      };
      400: components['responses']['VALIDATION_ERROR'];
      401: components['responses']['UNAUTHORIZED'];
      403: components['responses']['FORBIDDEN'];
      429: components['responses']['RATE_LIMITED'];
      500: components['responses']['SERVICE_ERROR'];
      503: components['responses']['SERVICE_UNAVAILABLE'];
    };
  };
  importPayments: {
    parameters: {
      query?: never;
      header?: {
        /** @description Of your own making; within 24 hours the same key and body get the first answer again */
        'Idempotency-Key'?: components['parameters']['IdempotencyKey'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'text/plain': string;
      };
    };
    responses: {
      /** @description What became of each payment */
      200: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "matched": [
           *         {
           *           "reference": "2026000105",
           *           "amount": 1250.5,
           *           "paidDate": "2026-12-05",
           *           "invoiceId": "665f1c2ab8d4e3f6a7b8c9d0",
           *           "invoiceNumber": "string",
           *           "leftToPay": 1250.5
           *         }
           *       ],
           *       "unmatched": [
           *         {
           *           "reference": "2026000105",
           *           "amount": 1250.5,
           *           "paidDate": "2026-12-05",
           *           "reason": "no-such-reference"
           *         }
           *       ],
           *       "duplicates": [
           *         {
           *           "reference": "2026000105",
           *           "amount": 1250.5,
           *           "paidDate": "2026-12-05",
           *           "invoiceId": "665f1c2ab8d4e3f6a7b8c9d0",
           *           "invoiceNumber": "string"
           *         }
           *       ]
           *     }
           */
          'application/json': components['schemas']['PaymentImport'];
        };
      };
      400: components['responses']['VALIDATION_ERROR'];
      401: components['responses']['UNAUTHORIZED'];
      403: components['responses']['FORBIDDEN'];
      409: components['responses']['CONFLICT'];
      413: components['responses']['PAYLOAD_TOO_LARGE'];
      415: components['responses']['UNSUPPORTED_MEDIA_TYPE'];
      429: components['responses']['RATE_LIMITED'];
      500: components['responses']['SERVICE_ERROR'];
      503: components['responses']['SERVICE_UNAVAILABLE'];
    };
  };
  listNotifications: {
    parameters: {
      query?: {
        pageNumber?: number;
        pageSize?: number;
        /** @description true: only unread ones; false: only those that were read */
        unread?: 'true' | 'false';
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description A page of notifications */
      200: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "items": [
           *         {
           *           "id": "665f1c2ab8d4e3f6a7b8c9d0",
           *           "type": "booking.confirmed",
           *           "title": "Bekräftad bokning: Julkonsert",
           *           "body": "string",
           *           "link": "/bookings/665f1c2ab8d4e3f6a7b8c9d0",
           *           "readAt": "2026-12-05T18:00:00.000Z",
           *           "createdAt": "2026-12-05T18:00:00.000Z"
           *         }
           *       ],
           *       "pageNumber": -9007199254740991,
           *       "pageSize": -9007199254740991,
           *       "totalCount": -9007199254740991,
           *       "totalPages": -9007199254740991
           *     }
           */
          'application/json': {
            items: components['schemas']['Notification'][];
            pageNumber: number;
            pageSize: number;
            totalCount: number;
            totalPages: number;
          };
        };
      };
      400: components['responses']['VALIDATION_ERROR'];
      401: components['responses']['UNAUTHORIZED'];
      403: components['responses']['FORBIDDEN'];
      429: components['responses']['RATE_LIMITED'];
      500: components['responses']['SERVICE_ERROR'];
      503: components['responses']['SERVICE_UNAVAILABLE'];
    };
  };
  readNotification: {
    parameters: {
      query?: never;
      header?: {
        /** @description The ETag of what was read: 412 where it has changed since */
        'If-Match'?: components['parameters']['IfMatch'];
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The notification */
      200: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          etag: components['headers']['ETag'];
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "id": "665f1c2ab8d4e3f6a7b8c9d0",
           *       "type": "booking.confirmed",
           *       "title": "Bekräftad bokning: Julkonsert",
           *       "body": "string",
           *       "link": "/bookings/665f1c2ab8d4e3f6a7b8c9d0",
           *       "readAt": "2026-12-05T18:00:00.000Z",
           *       "createdAt": "2026-12-05T18:00:00.000Z"
           *     }
           */
          'application/json': components['schemas']['Notification'];
        };
      };
      400: components['responses']['VALIDATION_ERROR'];
      401: components['responses']['UNAUTHORIZED'];
      403: components['responses']['FORBIDDEN'];
      404: components['responses']['NOT_FOUND'];
      412: components['responses']['PRECONDITION_FAILED'];
      413: components['responses']['PAYLOAD_TOO_LARGE'];
      415: components['responses']['UNSUPPORTED_MEDIA_TYPE'];
      429: components['responses']['RATE_LIMITED'];
      500: components['responses']['SERVICE_ERROR'];
      503: components['responses']['SERVICE_UNAVAILABLE'];
    };
  };
  listWebhooks: {
    parameters: {
      query?: {
        pageNumber?: number;
        pageSize?: number;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description A page of webhooks, without their secrets */
      200: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "items": [
           *         {
           *           "id": "665f1c2ab8d4e3f6a7b8c9d0",
           *           "customerId": "665f1c2ab8d4e3f6a7b8c9d0",
           *           "url": "https://example.com/thenorsound",
           *           "description": "string",
           *           "eventTypes": [
           *             "booking.created",
           *             "booking.moved"
           *           ],
           *           "isActive": true,
           *           "failure": {
           *             "reason": "gone",
           *             "since": "2026-12-05T18:00:00.000Z"
           *           },
           *           "previousSecretValidUntil": "2026-12-05T18:00:00.000Z",
           *           "createdAt": "2026-12-05T18:00:00.000Z",
           *           "updatedAt": "2026-12-05T18:00:00.000Z"
           *         }
           *       ],
           *       "pageNumber": -9007199254740991,
           *       "pageSize": -9007199254740991,
           *       "totalCount": -9007199254740991,
           *       "totalPages": -9007199254740991
           *     }
           */
          'application/json': {
            items: components['schemas']['Webhook'][];
            pageNumber: number;
            pageSize: number;
            totalCount: number;
            totalPages: number;
          };
        };
      };
      400: components['responses']['VALIDATION_ERROR'];
      401: components['responses']['UNAUTHORIZED'];
      403: components['responses']['FORBIDDEN'];
      429: components['responses']['RATE_LIMITED'];
      500: components['responses']['SERVICE_ERROR'];
      503: components['responses']['SERVICE_UNAVAILABLE'];
    };
  };
  createWebhook: {
    parameters: {
      query?: never;
      header?: {
        /** @description Of your own making; within 24 hours the same key and body get the first answer again */
        'Idempotency-Key'?: components['parameters']['IdempotencyKey'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "url": "https://example.com/thenorsound",
         *       "description": null,
         *       "eventTypes": [
         *         "event.updated"
         *       ],
         *       "isActive": true
         *     }
         */
        'application/json': {
          /**
           * Format: uri
           * @example https://example.com/thenorsound
           */
          url: string;
          /** @default null */
          description?: string | null;
          /** @description The types to hear; null for all, also those to come */
          eventTypes?:
            | (
                | 'event.updated'
                | 'event.deleted'
                | 'booking.created'
                | 'booking.moved'
                | 'booking.confirmed'
                | 'booking.cancelled'
                | 'invoice.generated'
                | 'invoice.payment-received'
                | 'invoice.overdue'
              )[]
            | null;
          /** @default true */
          isActive?: boolean;
        };
      };
    };
    responses: {
      /** @description The new webhook, with its secret */
      201: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          etag: components['headers']['ETag'];
          location: components['headers']['Location'];
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "id": "665f1c2ab8d4e3f6a7b8c9d0",
           *       "customerId": "665f1c2ab8d4e3f6a7b8c9d0",
           *       "url": "https://example.com/thenorsound",
           *       "description": "string",
           *       "eventTypes": [
           *         "booking.created",
           *         "booking.moved"
           *       ],
           *       "isActive": true,
           *       "failure": {
           *         "reason": "gone",
           *         "since": "2026-12-05T18:00:00.000Z"
           *       },
           *       "previousSecretValidUntil": "2026-12-05T18:00:00.000Z",
           *       "createdAt": "2026-12-05T18:00:00.000Z",
           *       "updatedAt": "2026-12-05T18:00:00.000Z",
           *       "secret": "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
           *     }
           */
          'application/json': components['schemas']['WebhookWithSecret'];
        };
      };
      400: components['responses']['VALIDATION_ERROR'];
      401: components['responses']['UNAUTHORIZED'];
      403: components['responses']['FORBIDDEN'];
      409: components['responses']['CONFLICT'];
      413: components['responses']['PAYLOAD_TOO_LARGE'];
      415: components['responses']['UNSUPPORTED_MEDIA_TYPE'];
      429: components['responses']['RATE_LIMITED'];
      500: components['responses']['SERVICE_ERROR'];
      503: components['responses']['SERVICE_UNAVAILABLE'];
    };
  };
  updateWebhook: {
    parameters: {
      query?: never;
      header?: {
        /** @description The ETag of what was read: 412 where it has changed since */
        'If-Match'?: components['parameters']['IfMatch'];
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "url": "https://example.com/thenorsound",
         *       "description": "string",
         *       "eventTypes": [
         *         "event.updated"
         *       ],
         *       "isActive": true,
         *       "rotateSecret": false
         *     }
         */
        'application/json': {
          /**
           * Format: uri
           * @example https://example.com/thenorsound
           */
          url?: string;
          description?: string | null;
          /** @description The types to hear; null for all, also those to come */
          eventTypes?:
            | (
                | 'event.updated'
                | 'event.deleted'
                | 'booking.created'
                | 'booking.moved'
                | 'booking.confirmed'
                | 'booking.cancelled'
                | 'invoice.generated'
                | 'invoice.payment-received'
                | 'invoice.overdue'
              )[]
            | null;
          isActive?: boolean;
          /**
           * @description true makes a new secret, which the answer shows; the old one signs too for 24 hours
           * @default false
           */
          rotateSecret?: boolean;
        };
      };
    };
    responses: {
      /** @description The webhook, with its secret where that is new */
      200: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          etag: components['headers']['ETag'];
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "id": "665f1c2ab8d4e3f6a7b8c9d0",
           *       "customerId": "665f1c2ab8d4e3f6a7b8c9d0",
           *       "url": "https://example.com/thenorsound",
           *       "description": "string",
           *       "eventTypes": [
           *         "booking.created",
           *         "booking.moved"
           *       ],
           *       "isActive": true,
           *       "failure": {
           *         "reason": "gone",
           *         "since": "2026-12-05T18:00:00.000Z"
           *       },
           *       "previousSecretValidUntil": "2026-12-05T18:00:00.000Z",
           *       "createdAt": "2026-12-05T18:00:00.000Z",
           *       "updatedAt": "2026-12-05T18:00:00.000Z",
           *       "secret": "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
           *     }
           */
          'application/json': components['schemas']['WebhookWithSecret'];
        };
      };
      400: components['responses']['VALIDATION_ERROR'];
      401: components['responses']['UNAUTHORIZED'];
      403: components['responses']['FORBIDDEN'];
      404: components['responses']['NOT_FOUND'];
      412: components['responses']['PRECONDITION_FAILED'];
      413: components['responses']['PAYLOAD_TOO_LARGE'];
      415: components['responses']['UNSUPPORTED_MEDIA_TYPE'];
      429: components['responses']['RATE_LIMITED'];
      500: components['responses']['SERVICE_ERROR'];
      503: components['responses']['SERVICE_UNAVAILABLE'];
    };
  };
  deleteWebhook: {
    parameters: {
      query?: never;
      header?: {
        /** @description The ETag of what was read: 412 where it has changed since */
        'If-Match'?: components['parameters']['IfMatch'];
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description It is deleted */
      200: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "success": true
           *     }
           */
          'application/json': {
            /** @constant */
            success: true;
          };
        };
      };
      400: components['responses']['VALIDATION_ERROR'];
      401: components['responses']['UNAUTHORIZED'];
      403: components['responses']['FORBIDDEN'];
      404: components['responses']['NOT_FOUND'];
      412: components['responses']['PRECONDITION_FAILED'];
      429: components['responses']['RATE_LIMITED'];
      500: components['responses']['SERVICE_ERROR'];
      503: components['responses']['SERVICE_UNAVAILABLE'];
    };
  };
  listDeliveries: {
    parameters: {
      query?: {
        pageNumber?: number;
        pageSize?: number;
        status?: 'pending' | 'delivered' | 'failed' | 'cancelled';
      };
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description A page of deliveries */
      200: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "items": [
           *         {
           *           "id": "665f1c2ab8d4e3f6a7b8c9d0",
           *           "webhookId": "665f1c2ab8d4e3f6a7b8c9d0",
           *           "messageId": "665f1c2ab8d4e3f6a7b8c9d0",
           *           "type": "booking.confirmed",
           *           "payload": "string",
           *           "isReplay": true,
           *           "status": "pending",
           *           "nextAttemptAt": "2026-12-05T18:00:00.000Z",
           *           "attempts": [
           *             {
           *               "at": "2026-12-05T18:00:00.000Z",
           *               "durationMs": -9007199254740991,
           *               "status": 500,
           *               "error": "timed-out",
           *               "answer": "string"
           *             }
           *           ],
           *           "createdAt": "2026-12-05T18:00:00.000Z"
           *         }
           *       ],
           *       "pageNumber": -9007199254740991,
           *       "pageSize": -9007199254740991,
           *       "totalCount": -9007199254740991,
           *       "totalPages": -9007199254740991
           *     }
           */
          'application/json': {
            items: components['schemas']['WebhookDelivery'][];
            pageNumber: number;
            pageSize: number;
            totalCount: number;
            totalPages: number;
          };
        };
      };
      400: components['responses']['VALIDATION_ERROR'];
      401: components['responses']['UNAUTHORIZED'];
      403: components['responses']['FORBIDDEN'];
      404: components['responses']['NOT_FOUND'];
      429: components['responses']['RATE_LIMITED'];
      500: components['responses']['SERVICE_ERROR'];
      503: components['responses']['SERVICE_UNAVAILABLE'];
    };
  };
  replayDelivery: {
    parameters: {
      query?: never;
      header?: {
        /** @description Of your own making; within 24 hours the same key and body get the first answer again */
        'Idempotency-Key'?: components['parameters']['IdempotencyKey'];
      };
      path: {
        id: string;
        deliveryId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The new delivery, on its way */
      201: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          location: components['headers']['Location'];
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "id": "665f1c2ab8d4e3f6a7b8c9d0",
           *       "webhookId": "665f1c2ab8d4e3f6a7b8c9d0",
           *       "messageId": "665f1c2ab8d4e3f6a7b8c9d0",
           *       "type": "booking.confirmed",
           *       "payload": "string",
           *       "isReplay": true,
           *       "status": "pending",
           *       "nextAttemptAt": "2026-12-05T18:00:00.000Z",
           *       "attempts": [
           *         {
           *           "at": "2026-12-05T18:00:00.000Z",
           *           "durationMs": -9007199254740991,
           *           "status": 500,
           *           "error": "timed-out",
           *           "answer": "string"
           *         }
           *       ],
           *       "createdAt": "2026-12-05T18:00:00.000Z"
           *     }
           */
          'application/json': components['schemas']['WebhookDelivery'];
        };
      };
      400: components['responses']['VALIDATION_ERROR'];
      401: components['responses']['UNAUTHORIZED'];
      403: components['responses']['FORBIDDEN'];
      404: components['responses']['NOT_FOUND'];
      409: components['responses']['CONFLICT'];
      413: components['responses']['PAYLOAD_TOO_LARGE'];
      415: components['responses']['UNSUPPORTED_MEDIA_TYPE'];
      429: components['responses']['RATE_LIMITED'];
      500: components['responses']['SERVICE_ERROR'];
      503: components['responses']['SERVICE_UNAVAILABLE'];
    };
  };
  getOverview: {
    parameters: {
      query: {
        /** @description The first day */
        from: string;
        /** @description The last day, which counts too; at most 366 days in all */
        to: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The overview */
      200: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "from": "2026-12-05",
           *       "to": "2026-12-05",
           *       "total": {
           *         "bookings": {
           *           "total": -9007199254740991,
           *           "requested": -9007199254740991,
           *           "confirmed": -9007199254740991,
           *           "completed": -9007199254740991,
           *           "cancelled": -9007199254740991
           *         },
           *         "revenue": {
           *           "booked": 1250.5,
           *           "invoiced": 1250.5,
           *           "paid": 1250.5,
           *           "currency": "SEK"
           *         }
           *       },
           *       "days": [
           *         {
           *           "date": "2026-12-05",
           *           "bookings": {
           *             "total": -9007199254740991,
           *             "requested": -9007199254740991,
           *             "confirmed": -9007199254740991,
           *             "completed": -9007199254740991,
           *             "cancelled": -9007199254740991
           *           },
           *           "revenue": {
           *             "booked": 1250.5,
           *             "invoiced": 1250.5,
           *             "paid": 1250.5,
           *             "currency": "SEK"
           *           }
           *         }
           *       ],
           *       "customers": [
           *         {
           *           "customerId": "665f1c2ab8d4e3f6a7b8c9d0",
           *           "name": "string",
           *           "bookings": {
           *             "total": -9007199254740991,
           *             "requested": -9007199254740991,
           *             "confirmed": -9007199254740991,
           *             "completed": -9007199254740991,
           *             "cancelled": -9007199254740991
           *           },
           *           "revenue": {
           *             "booked": 1250.5,
           *             "invoiced": 1250.5,
           *             "paid": 1250.5,
           *             "currency": "SEK"
           *           }
           *         }
           *       ],
           *       "computedAt": "2026-12-05T18:00:00.000Z",
           *       "pending": -9007199254740991
           *     }
           */
          'application/json': components['schemas']['Overview'];
        };
      };
      400: components['responses']['VALIDATION_ERROR'];
      401: components['responses']['UNAUTHORIZED'];
      403: components['responses']['FORBIDDEN'];
      429: components['responses']['RATE_LIMITED'];
      500: components['responses']['SERVICE_ERROR'];
      503: components['responses']['SERVICE_UNAVAILABLE'];
    };
  };
  listAuditEntries: {
    parameters: {
      query?: {
        pageNumber?: number;
        pageSize?: number;
        actorId?: string;
        resource?: string;
        resourceId?: string;
        from?: string;
        /** @description Entries before this */
        to?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description A page of audit entries */
      200: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "items": [
           *         {
           *           "id": "665f1c2ab8d4e3f6a7b8c9d0",
           *           "at": "2026-12-05T18:00:00.000Z",
           *           "actorId": "665f1c2ab8d4e3f6a7b8c9d0",
           *           "actorRoles": [
           *             "organizer"
           *           ],
           *           "action": "bookings:confirm",
           *           "resource": "booking",
           *           "resourceId": "665f1c2ab8d4e3f6a7b8c9d0",
           *           "traceId": "string"
           *         }
           *       ],
           *       "pageNumber": -9007199254740991,
           *       "pageSize": -9007199254740991,
           *       "totalCount": -9007199254740991,
           *       "totalPages": -9007199254740991
           *     }
           */
          'application/json': {
            items: components['schemas']['AuditEntry'][];
            pageNumber: number;
            pageSize: number;
            totalCount: number;
            totalPages: number;
          };
        };
      };
      400: components['responses']['VALIDATION_ERROR'];
      401: components['responses']['UNAUTHORIZED'];
      403: components['responses']['FORBIDDEN'];
      429: components['responses']['RATE_LIMITED'];
      500: components['responses']['SERVICE_ERROR'];
      503: components['responses']['SERVICE_UNAVAILABLE'];
    };
  };
  listDeadLetters: {
    parameters: {
      query?: {
        pageNumber?: number;
        pageSize?: number;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description A page of dead letters */
      200: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "items": [
           *         {
           *           "id": "665f1c2ab8d4e3f6a7b8c9d0",
           *           "subscriber": "events",
           *           "queue": "thenorsound-invoicing",
           *           "type": "booking.moved",
           *           "message": "string",
           *           "lastError": "string",
           *           "traceId": "string",
           *           "parkedAt": "2026-12-05T18:00:00.000Z",
           *           "replayedAt": "2026-12-05T18:00:00.000Z"
           *         }
           *       ],
           *       "pageNumber": -9007199254740991,
           *       "pageSize": -9007199254740991,
           *       "totalCount": -9007199254740991,
           *       "totalPages": -9007199254740991
           *     }
           */
          'application/json': {
            items: components['schemas']['DeadLetter'][];
            pageNumber: number;
            pageSize: number;
            totalCount: number;
            totalPages: number;
          };
        };
      };
      400: components['responses']['VALIDATION_ERROR'];
      401: components['responses']['UNAUTHORIZED'];
      403: components['responses']['FORBIDDEN'];
      429: components['responses']['RATE_LIMITED'];
      500: components['responses']['SERVICE_ERROR'];
      503: components['responses']['SERVICE_UNAVAILABLE'];
    };
  };
  replayLetter: {
    parameters: {
      query?: never;
      header?: {
        /** @description Of your own making; within 24 hours the same key and body get the first answer again */
        'Idempotency-Key'?: components['parameters']['IdempotencyKey'];
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The dead letter, on its way */
      200: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          etag: components['headers']['ETag'];
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "id": "665f1c2ab8d4e3f6a7b8c9d0",
           *       "subscriber": "events",
           *       "queue": "thenorsound-invoicing",
           *       "type": "booking.moved",
           *       "message": "string",
           *       "lastError": "string",
           *       "traceId": "string",
           *       "parkedAt": "2026-12-05T18:00:00.000Z",
           *       "replayedAt": "2026-12-05T18:00:00.000Z"
           *     }
           */
          'application/json': components['schemas']['DeadLetter'];
        };
      };
      400: components['responses']['VALIDATION_ERROR'];
      401: components['responses']['UNAUTHORIZED'];
      403: components['responses']['FORBIDDEN'];
      404: components['responses']['NOT_FOUND'];
      409: components['responses']['CONFLICT'];
      413: components['responses']['PAYLOAD_TOO_LARGE'];
      415: components['responses']['UNSUPPORTED_MEDIA_TYPE'];
      429: components['responses']['RATE_LIMITED'];
      500: components['responses']['SERVICE_ERROR'];
      503: components['responses']['SERVICE_UNAVAILABLE'];
    };
  };
  listErrors: {
    parameters: {
      query?: {
        pageNumber?: number;
        pageSize?: number;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description A page of errors */
      200: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "items": [
           *         {
           *           "id": "665f1c2ab8d4e3f6a7b8c9d0",
           *           "worker": "bookings",
           *           "what": "request-failed",
           *           "route": "/api/bookings/{id}",
           *           "message": "TypeError: no such function",
           *           "stack": "string",
           *           "count": 3,
           *           "firstAt": "2026-12-05T18:00:00.000Z",
           *           "lastAt": "2026-12-05T18:00:00.000Z",
           *           "lastTraceId": "string"
           *         }
           *       ],
           *       "pageNumber": -9007199254740991,
           *       "pageSize": -9007199254740991,
           *       "totalCount": -9007199254740991,
           *       "totalPages": -9007199254740991
           *     }
           */
          'application/json': {
            items: components['schemas']['LoggedError'][];
            pageNumber: number;
            pageSize: number;
            totalCount: number;
            totalPages: number;
          };
        };
      };
      400: components['responses']['VALIDATION_ERROR'];
      401: components['responses']['UNAUTHORIZED'];
      403: components['responses']['FORBIDDEN'];
      429: components['responses']['RATE_LIMITED'];
      500: components['responses']['SERVICE_ERROR'];
      503: components['responses']['SERVICE_UNAVAILABLE'];
    };
  };
  getStatus: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description As far as it can be found out now */
      200: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "at": "2026-12-05T18:00:00.000Z",
           *       "workers": [
           *         {
           *           "name": "auth",
           *           "status": "up",
           *           "backlog": [
           *             {
           *               "collection": "bookings",
           *               "documents": -9007199254740991,
           *               "events": -9007199254740991,
           *               "oldestSince": "2026-12-05T18:00:00.000Z"
           *             }
           *           ]
           *         }
           *       ],
           *       "queues": [
           *         {
           *           "subscriber": "events",
           *           "queue": "thenorsound-invoicing",
           *           "waiting": -9007199254740991,
           *           "waitingSince": "2026-12-05T18:00:00.000Z",
           *           "deadLetters": {
           *             "resting": -9007199254740991,
           *             "replayed": -9007199254740991,
           *             "oldestParkedAt": "2026-12-05T18:00:00.000Z"
           *           }
           *         }
           *       ]
           *     }
           */
          'application/json': components['schemas']['SystemStatus'];
        };
      };
      400: components['responses']['VALIDATION_ERROR'];
      401: components['responses']['UNAUTHORIZED'];
      403: components['responses']['FORBIDDEN'];
      429: components['responses']['RATE_LIMITED'];
      500: components['responses']['SERVICE_ERROR'];
      503: components['responses']['SERVICE_UNAVAILABLE'];
    };
  };
  getKeys: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The keys */
      200: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "keys": [
           *         {
           *           "kty": "EC",
           *           "kid": "string",
           *           "alg": "ES256",
           *           "property1": null,
           *           "property2": null
           *         }
           *       ]
           *     }
           */
          'application/json': {
            keys: ({
              /** @example EC */
              kty: string;
              kid: string;
              /** @example ES256 */
              alg: string;
            } & {
              [key: string]: unknown;
            })[];
          };
        };
      };
      503: components['responses']['SERVICE_UNAVAILABLE'];
    };
  };
  readDocs: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description A page */
      200: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          [name: string]: unknown;
        };
        content: {
          'text/html': string;
        };
      };
    };
  };
  getHealth: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description It runs */
      200: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "status": "ok"
           *     }
           */
          'application/json': {
            /** @constant */
            status: 'ok';
          };
        };
      };
    };
  };
  getOpenApi: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OpenAPI 3.1 */
      200: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "openapi": "string",
           *       "property1": null,
           *       "property2": null
           *     }
           */
          'application/json': {
            openapi: string;
          } & {
            [key: string]: unknown;
          };
        };
      };
    };
  };
  operate: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description A page */
      200: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          [name: string]: unknown;
        };
        content: {
          'text/html': string;
        };
      };
    };
  };
  getReadiness: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description All of them do */
      200: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "status": "ready",
           *       "checks": {
           *         "property1": "ok",
           *         "property2": "ok"
           *       },
           *       "legacy": []
           *     }
           */
          'application/json': {
            /** @constant */
            status: 'ready';
            checks: {
              [key: string]: 'ok';
            };
            /**
             * @description The domains that an old system still serves
             * @example []
             */
            legacy: string[];
          };
        };
      };
      503: components['responses']['SERVICE_UNAVAILABLE'];
    };
  };
}
