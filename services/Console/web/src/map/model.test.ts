import { expect, test } from 'vitest';
import type { MapView } from '../api/types';
import { arcs, clusters, loadsOf, unitsOf } from './model';

const presence = (tagId: string, handlingUnitId: string, silent = false) => ({
  tagId, handlingUnitId, hubId: 'DEDTM', readPointId: '', position: null, since: null, lastReadAt: null, silent,
});
const view: MapView = {
  hubs: [], lanes: [], truncated: false, unavailable: [],
  presences: [presence('t1', 'u1'), presence('t2', 'u2'), presence('t3', 'u3', true), presence('t4', 'unknown')],
  shipments: [
    { id: 's1', reference: 'A', punctuality: 'on-time', lateMinutes: -5, handlingUnitIds: ['u1', 'u3'] },
    { id: 's2', reference: 'B', punctuality: 'late', lateMinutes: 20, handlingUnitIds: ['u2'] },
  ],
};

test('units come worst first, a silent tag has its own state', () => {
  expect(unitsOf(view).map((unit) => unit.mark)).toEqual(['late', 'silent', 'on-time', 'loose']);
});

test('a late unit never hides in its hub', () => {
  const load = loadsOf(unitsOf(view)).get('DEDTM');
  expect(load?.counts[0]).toEqual(['late', 1]);
  const ring = arcs(load?.counts ?? []);
  expect(ring[0]).toEqual({ mark: 'late', from: 0, to: 0.25 });
  expect(ring.at(-1)?.to).toBe(1);
});

test('near hubs share a ring around the fullest', () => {
  const groups = clusters([{ id: 'a', x: 0, y: 0, weight: 1 }, { id: 'b', x: 10, y: 0, weight: 9 }, { id: 'c', x: 90, y: 0, weight: 0 }], 36);
  expect(groups.map((group) => group.map((one) => one.id))).toEqual([['b', 'a'], ['c']]);
});
