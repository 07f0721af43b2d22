/** Every Worker of the product in one isolate: see vitest.config.ts. */
export default {
  fetch(): Response {
    return new Response('The assembly has no gateway yet', { status: 501 });
  },
};
