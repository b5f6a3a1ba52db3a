/** A signal that ends an exchange when its time is up or the caller stops. */
export interface Deadline {
  readonly signal: AbortSignal;
  /** True when the caller stopped by its own will; a caller's timeout is a deadline like ours. */
  cancelled(): boolean;
  /** Counts anew from now. */
  restart(milliseconds: number): void;
  close(): void;
}

/** By hand instead of AbortSignal.any: that keeps every signal made from a long-lived one. */
export function openDeadline(milliseconds: number, caller: AbortSignal | undefined): Deadline {
  const controller = new AbortController();
  const expire = () => controller.abort(timeout());
  let timer = setTimeout(expire, milliseconds);
  const onStop = () => controller.abort(caller?.reason);
  if (caller?.aborted) onStop();
  caller?.addEventListener("abort", onStop, { once: true });
  return {
    signal: controller.signal,
    cancelled: () => controller.signal.aborted && !isTimeout(controller.signal.reason),
    restart(fresh) {
      clearTimeout(timer);
      timer = setTimeout(expire, fresh);
    },
    close() {
      clearTimeout(timer);
      caller?.removeEventListener("abort", onStop);
    },
  };
}

function timeout(): DOMException {
  return new DOMException("The deadline has passed", "TimeoutError");
}

function isTimeout(reason: unknown): boolean {
  return reason instanceof Error && reason.name === "TimeoutError";
}
