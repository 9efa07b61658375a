import type { InfiniteData, QueryClient } from '@tanstack/react-query';
import type { MapView, Presence, ShipmentDetail, ShipmentPage, ShipmentRow, WorkItem, WorkItemPage } from '../api/types';

/** Puts a changed shipment into every list that shows it; true where a list did not have it and should ask again. */
export function patchShipment(client: QueryClient, row: ShipmentRow): boolean {
  let missing = false;
  for (const [key, data] of client.getQueriesData<InfiniteData<ShipmentPage>>({ queryKey: ['shipments'] })) {
    if (!data) continue;
    const known = data.pages.some((page) => page.rows.some((old) => old.id === row.id));
    if (!known) {
      missing = true;
      continue;
    }
    client.setQueryData<InfiniteData<ShipmentPage>>(key, {
      ...data,
      pages: data.pages.map((page) => ({ ...page, rows: page.rows.map((old) => (newer(old, row) ? row : old)) })),
    });
  }
  client.setQueryData<ShipmentDetail>(['shipment', row.id], (detail) => detail && { ...detail, shipment: row });
  client.setQueryData<MapView>(['map'], (map) => map && { ...map, shipments: withShipment(map.shipments, row) });
  return missing;
}

const newer = (old: ShipmentRow, row: ShipmentRow) => old.id === row.id && row.version >= old.version;

function withShipment(all: MapView['shipments'], row: ShipmentRow): MapView['shipments'] {
  const { id, reference, punctuality, lateMinutes, handlingUnitIds } = row;
  const others = all.filter((shipment) => shipment.id !== id);
  return punctuality === 'closed' ? others : [...others, { id, reference, punctuality, lateMinutes, handlingUnitIds }];
}

/** The open list keeps what is not resolved; the complete one keeps everything. */
export function patchWorkItem(client: QueryClient, item: WorkItem) {
  for (const all of [false, true]) {
    client.setQueryData<WorkItemPage>(['work-items', all], (page) => {
      if (!page) return page;
      const old = page.items.find((other) => other.id === item.id);
      if (old && old.version > item.version) return page;
      const others = page.items.filter((other) => other.id !== item.id);
      return { ...page, items: item.state === 'resolved' && !all ? others : [item, ...others] };
    });
  }
}

export function patchPresence(client: QueryClient, presence: Presence) {
  client.setQueryData<MapView>(['map'], (map) => {
    if (!map) return map;
    const others = map.presences.filter((other) => other.tagId !== presence.tagId);
    return { ...map, presences: [...others, presence] };
  });
}
