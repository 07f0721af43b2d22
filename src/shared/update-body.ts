type Said<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

/** What an update body says (spec: "Update bodies"): absent fields are left out, so that spreading it keeps what stands. */
export const said = <T extends object>(wish: T): Said<T> =>
  Object.fromEntries(Object.entries(wish).filter(([, value]) => value !== undefined)) as Said<T>;
