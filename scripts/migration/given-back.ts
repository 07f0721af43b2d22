/** What goes back of one document. */
export interface GivenBack {
  /** Fields of the old document, with the BSON values that they get. */
  set: Record<string, unknown>;
  /** What the old shape has no place for, in words. */
  notHeld: string[];
}

/** Gathers what goes back, field by field: only what is no longer as the import took it, so that the rest stays word for word. */
export class Giving implements GivenBack {
  readonly set: Record<string, unknown> = {};
  readonly notHeld: string[] = [];

  unless(same: boolean, fields: Readonly<Record<string, unknown>>): void {
    if (!same) Object.assign(this.set, fields);
  }
}
