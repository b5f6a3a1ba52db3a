/** Rows by the supplier that they are about, each in the order they came. */
export function bySupplier<T extends { readonly supplierId: number }>(
  rows: readonly T[],
): ReadonlyMap<number, readonly T[]> {
  const found = new Map<number, T[]>();
  for (const row of rows) {
    const own = found.get(row.supplierId);
    if (own === undefined) found.set(row.supplierId, [row]);
    else own.push(row);
  }
  return found;
}
