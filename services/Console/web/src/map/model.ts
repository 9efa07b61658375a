import type { MapShipment, MapView, Presence } from '../api/types';
import type { Mark } from '../ui/StatusMark';

export interface Unit { presence: Presence; shipment: MapShipment | null; mark: Mark }

/** Worst first: what a ring shows on top and a list shows first. */
export const worst: Mark[] = ['late', 'at-risk', 'silent', 'no-eta', 'on-time', 'closed', 'loose'];

export function unitsOf(view: MapView): Unit[] {
  const byUnit = new Map<string, MapShipment>();
  view.shipments.forEach((shipment) => shipment.handlingUnitIds.forEach((id) => byUnit.set(id, shipment)));
  return view.presences
    .map((presence) => {
      const shipment = presence.handlingUnitId ? (byUnit.get(presence.handlingUnitId) ?? null) : null;
      const mark: Mark = !shipment ? 'loose' : presence.silent ? 'silent' : shipment.punctuality;
      return { presence, shipment, mark };
    })
    .sort((a, b) => worst.indexOf(a.mark) - worst.indexOf(b.mark) || a.presence.tagId.localeCompare(b.presence.tagId));
}

export interface HubLoad { hubId: string; units: Unit[]; counts: [Mark, number][] }

const counted = (units: Unit[]) =>
  worst.map((mark): [Mark, number] => [mark, units.filter((unit) => unit.mark === mark).length]).filter(([, count]) => count > 0);

export const mergeLoads = (loads: HubLoad[]): HubLoad => {
  const units = loads.flatMap((load) => load.units);
  return { hubId: loads[0]?.hubId ?? '', units, counts: counted(units) };
};

export interface Placed { id: string; x: number; y: number; weight: number }

/** Hubs too near each other to be told apart on the screen, grouped around the fullest. */
export function clusters(hubs: Placed[], distance: number): Placed[][] {
  const groups: Placed[][] = [];
  for (const hub of [...hubs].sort((a, b) => b.weight - a.weight || a.id.localeCompare(b.id))) {
    const near = groups.find(([head]) => head !== undefined && Math.hypot(head.x - hub.x, head.y - hub.y) < distance);
    if (near) near.push(hub);
    else groups.push([hub]);
  }
  return groups;
}

/** Of labels to the right of their rings, those that would cover one drawn before. */
export function covered(labels: (Placed & { width: number })[]): Set<string> {
  const drawn: (Placed & { width: number })[] = [];
  const hidden = new Set<string>();
  for (const label of labels) {
    const hits = drawn.some((other) => Math.abs(other.y - label.y) < 17 && label.x < other.x + other.width && other.x - 17 < label.x + label.width);
    if (hits) hidden.add(label.id);
    else drawn.push(label);
  }
  return hidden;
}

export function loadsOf(units: Unit[]): Map<string, HubLoad> {
  const loads = new Map<string, HubLoad>();
  for (const unit of units) {
    const hubId = unit.presence.hubId;
    if (!hubId) continue;
    const load = loads.get(hubId) ?? { hubId, units: [], counts: [] };
    load.units.push(unit);
    loads.set(hubId, load);
  }
  for (const load of loads.values()) load.counts = counted(load.units);
  return loads;
}

/** Arcs of a ring: start and end as shares of the circle, the worst first from twelve o'clock. */
export function arcs(counts: [Mark, number][]): { mark: Mark; from: number; to: number }[] {
  const total = counts.reduce((sum, [, count]) => sum + count, 0);
  let at = 0;
  return counts.map(([mark, count]) => {
    const from = at;
    at += count / total;
    return { mark, from, to: at };
  });
}
