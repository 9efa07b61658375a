import { LngLatBounds, Marker, type Map as MapLibre } from 'maplibre-gl';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { HubName, MapView } from '../api/types';
import { drawHub } from './hubMarker';
import { clusters, covered, mergeLoads, type HubLoad } from './model';

// Rings are 34 px wide: nearer hubs share one.
const apart = 40;

/** Hubs as rings; those too near each other at this zoom share one ring, which a click takes apart. */
export function useHubMarkers(map: MapLibre | null, view: MapView, loads: Map<string, HubLoad>, hub: string, setHub: (id: string) => void) {
  const { t } = useTranslation();
  const [zoom, setZoom] = useState(0);
  const markers = useRef(new Map<string, { marker: Marker; element: HTMLButtonElement }>());

  useEffect(() => {
    if (!map) return;
    const subscription = map.on('zoomend', () => setZoom(map.getZoom()));
    const kept = markers.current;
    return () => {
      subscription.unsubscribe();
      kept.forEach(({ marker }) => void marker.remove());
      kept.clear();
    };
  }, [map]);

  useEffect(() => {
    if (!map) return;
    const places = new Map(view.hubs.flatMap((place) => (place.position ? [[place.id, place] as [string, HubName]] : [])));
    const placed = [...places.values()].map((place) => {
      const { x, y } = map.project(lngLat(place));
      return { id: place.id, x, y, weight: loads.get(place.id)?.units.length ?? 0 };
    });
    const shown = new Set<string>();
    const groups = clusters(placed, apart);
    const nameless = covered(
      groups.flatMap(([head]) => (head ? [{ ...head, width: 24 + 7 * (places.get(head.id)?.name.length ?? 0) }] : [])),
    );
    for (const group of groups) {
      const members = group.flatMap(({ id }) => places.get(id) ?? []);
      const head = members[0];
      if (!head) continue;
      shown.add(head.id);
      let kept = markers.current.get(head.id);
      if (!kept) {
        const element = document.createElement('button');
        kept = { element, marker: new Marker({ element }).setLngLat(lngLat(head)).addTo(map) };
        markers.current.set(head.id, kept);
      }
      kept.element.onclick = () => (members.length > 1 ? takeApart(map, members) : setHub(head.id));
      const loaded = members.flatMap((member) => loads.get(member.id) ?? []);
      const load = loaded.length > 0 ? mergeLoads(loaded) : undefined;
      const states = load?.counts.map(([mark, count]) => `${count} ${t(`punctuality.${mark}`)}`).join(', ') ?? t('map.nothing-here');
      const name = members.length > 1 ? `${head.name} +${members.length - 1}` : head.name;
      drawHub(kept.element, name, load, `: ${members.slice(1).map((member) => `${member.name}, `).join('')}${states}`, members.some((member) => member.id === hub));
      kept.element.classList.toggle('nameless', nameless.has(head.id));
    }
    for (const [id, { marker }] of markers.current) {
      if (shown.has(id)) continue;
      marker.remove();
      markers.current.delete(id);
    }
  }, [map, view.hubs, loads, hub, setHub, t, zoom]);
}

function lngLat(place: HubName): [number, number] {
  return place.position ? [place.position.longitude, place.position.latitude] : [0, 0];
}

function takeApart(map: MapLibre, members: HubName[]) {
  const bounds = new LngLatBounds();
  members.forEach((member) => void bounds.extend(lngLat(member)));
  map.fitBounds(bounds, { padding: 120, maxZoom: 11, animate: !matchMedia('(prefers-reduced-motion: reduce)').matches });
}
