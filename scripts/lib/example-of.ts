import { sample } from 'openapi-sampler';

/** An example that goes with a schema: from the `example` of each part, or else made up by type and format. */
export const exampleOf = (schema: object, components: Record<string, object>): unknown =>
  sample(schema, { quiet: true }, { components: { schemas: components } });
