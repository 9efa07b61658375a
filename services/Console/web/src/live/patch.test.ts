import { QueryClient, type InfiniteData } from '@tanstack/react-query';
import { beforeEach, expect, test } from 'vitest';
import type { MapView, Presence, ShipmentPage, ShipmentRow, WorkItem, WorkItemPage } from '../api/types';
import { patchPresence, patchShipment, patchWorkItem } from './patch';

const row = (id: string, version: number, reference = id): ShipmentRow => ({
  id, reference, originHubId: 'A', destinationHubId: 'B', stage: 'in-transit', punctuality: 'on-time', stops: [], next: null, eta: null, due: null, lateMinutes: null,
  lastHubId: null, lastSeenAt: null, openWorkItems: 0, misdirected: false, handlingUnitIds: ['u1'], version,
});
const item = (id: string, state: WorkItem['state'], version: number): WorkItem => ({
  id, kind: 'late', severity: 'critical', state, shipmentId: 's1', shipmentReference: 's1', cause: '', suggestedAction: '', count: 1, raisedAt: null, lastRaisedAt: null,
  owner: null, shelvedUntil: null, hubId: null, version,
});
const presence = (hubId: string | null): Presence => ({ tagId: 't1', handlingUnitId: 'u1', hubId, readPointId: '', position: null, since: null, lastReadAt: null, silent: false });

let client: QueryClient;
const list = () => client.getQueryData<InfiniteData<ShipmentPage>>(['shipments', {}])?.pages.flatMap((page) => page.rows);
beforeEach(() => {
  client = new QueryClient();
  client.setQueryData<InfiniteData<ShipmentPage>>(['shipments', {}], { pages: [{ rows: [row('s1', 2), row('s2', 1)], nextPage: null }], pageParams: [''] });
  client.setQueryData<MapView>(['map'], { hubs: [], lanes: [], presences: [presence('A')], shipments: [], truncated: false, unavailable: [] });
});

test('a changed shipment takes its row', () => {
  expect(patchShipment(client, row('s1', 3, 'new'))).toBe(false);
  expect(list()?.map((one) => one.reference)).toEqual(['new', 's2']);
});

test('an older state that comes late changes nothing', () => {
  patchShipment(client, row('s1', 1, 'old'));
  expect(list()?.[0]?.reference).toBe('s1');
});

test('a shipment that no list has makes them ask again', () => {
  expect(patchShipment(client, row('s9', 1))).toBe(true);
});

test('a resolved exception leaves the open list and stays in the complete one', () => {
  for (const all of [false, true]) client.setQueryData<WorkItemPage>(['work-items', all], { items: [item('w1', 'new', 1)], nextPage: null });
  patchWorkItem(client, item('w1', 'resolved', 2));
  expect(client.getQueryData<WorkItemPage>(['work-items', false])?.items).toEqual([]);
  expect(client.getQueryData<WorkItemPage>(['work-items', true])?.items[0]?.state).toBe('resolved');
});

test('a tag is in one place', () => {
  patchPresence(client, presence(null));
  expect(client.getQueryData<MapView>(['map'])?.presences).toEqual([presence(null)]);
});
