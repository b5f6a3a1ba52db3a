/** A whole number that looks random and is always the same for the same value. */
export function mixed(value: number): number {
  return Math.imul(value ^ 0x9e3779b9, 0x85ebca6b) >>> 8;
}
