import { useSyncExternalStore } from 'react';

// The hub's clock as the server tells it: a dispatcher's PC that is minutes off must not grey what is fresh.
let skew = 0;
let tick = Date.now();
const listeners = new Set<() => void>();

export function setServerTime(iso: string) {
  const server = Date.parse(iso);
  if (Number.isFinite(server)) skew = server - Date.now();
}

setInterval(() => {
  tick = Date.now();
  listeners.forEach((changed) => changed());
}, 5_000);

function subscribe(changed: () => void) {
  listeners.add(changed);
  return () => listeners.delete(changed);
}

/** The hub's time in milliseconds; components that use it are drawn again every five seconds. */
export const useNow = () => useSyncExternalStore(subscribe, () => tick) + skew;
export const serverNow = () => Date.now() + skew;
