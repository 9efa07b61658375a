import { notifyManager, type QueryClient } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import type { Presence, ShipmentRow, SourceStatus, WorkItem } from '../api/types';
import { setServerTime } from './clock';
import { patchPresence, patchShipment, patchWorkItem } from './patch';

export interface Connection {
  state: 'connecting' | 'live' | 'lost';
  /** When the console last said anything: what the banner calls the last good time. */
  heardAt: number | null;
  sources: Partial<Record<SourceStatus['source'], SourceStatus>>;
}

let connection: Connection = { state: 'connecting', heardAt: null, sources: {} };
const listeners = new Set<() => void>();

function update(change: Partial<Connection>) {
  connection = { ...connection, ...change };
  listeners.forEach((changed) => changed());
}

export const useConnection = () =>
  useSyncExternalStore(
    (changed) => {
      listeners.add(changed);
      return () => listeners.delete(changed);
    },
    () => connection,
  );

// The server's heartbeat comes every 10 s; after this the line is dead even if the socket does not know it yet.
const silence = 25_000;
const refetchAfter = 500;
// Changes of this long are drawn at once: a busy hub sends more of them than a screen has frames.
const gatherFor = 150;

/** Follows /api/events until stopped: reconnects with back-off, goes on behind the last event it saw. */
export function follow(client: QueryClient, signedOut: () => void): () => void {
  let source: EventSource | undefined;
  let lastId = '';
  let failures = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let watchdog: ReturnType<typeof setTimeout> | undefined;
  const refetchSoon = throttledRefetch(client);
  const soon = gathering();

  const heard = () => {
    failures = 0;
    clearTimeout(watchdog);
    watchdog = setTimeout(() => again(), silence);
    update({ state: 'live', heardAt: Date.now() });
  };
  const on = <T,>(name: string, handle: (data: T) => void) =>
    source?.addEventListener(name, (event) => {
      const message = event as MessageEvent<string>;
      if (message.lastEventId) lastId = message.lastEventId;
      heard();
      handle(JSON.parse(message.data) as T);
    });

  function again() {
    source?.close();
    clearTimeout(watchdog);
    update({ state: 'lost' });
    failures += 1;
    timer = setTimeout(open, Math.min(15_000, 500 * 2 ** failures) * (0.75 + Math.random() / 2));
  }

  function open() {
    source = new EventSource(lastId ? `/api/events?after=${encodeURIComponent(lastId)}` : '/api/events');
    source.onerror = () => again();
    on<{ now: string }>('heartbeat', ({ now }) => setServerTime(now));
    on<SourceStatus>('source', (status) => {
      const before = connection.sources[status.source]?.state;
      update({ sources: { ...connection.sources, [status.source]: status } });
      if (status.state === 'live' && before !== 'live') refetchSoon(status.source);
    });
    on<{ source: SourceStatus['source'] }>('reset', ({ source: name }) => refetchSoon(name));
    on<ShipmentRow>('shipment', (row) =>
      soon(() => {
        if (patchShipment(client, row)) refetchSoon('shipments');
        void client.invalidateQueries({ queryKey: ['shipment', row.id] });
      }),
    );
    on<WorkItem>('work-item', (item) => soon(() => patchWorkItem(client, item)));
    on<Presence>('presence', (presence) => soon(() => patchPresence(client, presence)));
    on('signed-out', () => {
      stop();
      signedOut();
    });
  }

  function stop() {
    source?.close();
    clearTimeout(timer);
    clearTimeout(watchdog);
  }

  open();
  return stop;
}

/** Runs what is given to it shortly after, all of it in one go, in order. */
function gathering() {
  let waiting: (() => void)[] = [];
  return (change: () => void) => {
    waiting.push(change);
    if (waiting.length > 1) return;
    setTimeout(() => {
      const changes = waiting;
      waiting = [];
      notifyManager.batch(() => changes.forEach((one) => one()));
    }, gatherFor);
  };
}

const keysOf: Record<SourceStatus['source'], string[]> = { shipments: ['shipments', 'map'], 'work-items': ['work-items'], presence: ['map'] };

/** Snapshots are not sent to the browser: it asks for what it shows once the feed is live, a burst of reasons once. */
function throttledRefetch(client: QueryClient) {
  const waiting = new Set<string>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  return (source: SourceStatus['source']) => {
    keysOf[source].forEach((key) => waiting.add(key));
    timer ??= setTimeout(() => {
      timer = undefined;
      waiting.forEach((key) => void client.invalidateQueries({ queryKey: [key] }));
      waiting.clear();
    }, refetchAfter);
  };
}
