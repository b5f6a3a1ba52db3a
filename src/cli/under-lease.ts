import { type Lease, takeLease } from "../store/lease.js";
import type { Frame } from "./frame.js";
import type { House } from "./house.js";

const RENEW_MS = 20_000;

/** Runs jobs only as the one process that does; the right is renewed while the work goes on. */
export async function underLease<T>(
  frame: Frame,
  house: House,
  act: (lease: Lease) => Promise<T>,
  serves = false,
): Promise<T> {
  const lease = takeLease(house.store, frame.outside.clock, serves);
  const renewal = setInterval(lease.renew, RENEW_MS);
  try {
    return await act(lease);
  } finally {
    clearInterval(renewal);
    lease.release();
  }
}
