/** A Worker that only has the bindings through which the tests call the data layer, as the product's Workers do. */
export default {
  fetch: () => new Response(null, { status: 404 }),
} satisfies ExportedHandler;
