/** The options that were given, and no others. */
export function given<T extends object>(told: T): { readonly [K in keyof T]?: NonNullable<T[K]> } {
  const entries = Object.entries(told).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as { readonly [K in keyof T]?: NonNullable<T[K]> };
}
