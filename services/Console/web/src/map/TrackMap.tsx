import { LngLatBounds, Marker, type GeoJSONSource } from 'maplibre-gl';
import { useEffect, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Position, ShipmentDetail } from '../api/types';
import { useNames } from '../ui/names';
import { colour } from './base';
import { useMapIn } from './useMap';

const gapAfter = 90 * 60_000;
type Line = { coordinates: GeoJSON.Position[]; gap: boolean };

/** Planned way dashed and thin, driven way solid; where nothing was heard for long the driven line is dashed. */
export default function TrackMap({ detail }: { detail: ShipmentDetail }) {
  const { t } = useTranslation();
  const names = useNames();
  const { container, map, failed } = useMapIn(t('map.drawing'));
  const way = useMemo(() => [detail.legs[0]?.fromHubId ?? '', ...detail.legs.map((leg) => leg.toHubId)], [detail.legs]);
  const planned = useMemo(() => way.map((hub) => names.position(hub)).filter((at) => at !== null), [way, names]);
  const driven = useMemo(
    () =>
      detail.track.flatMap((point) => {
        const at = point.position ?? names.position(point.hubId);
        return at ? [{ at, time: point.eventTime ? Date.parse(point.eventTime) : 0 }] : [];
      }),
    [detail.track, names],
  );

  useEffect(() => {
    if (!map) return;
    const drivenLine = collection(segments(driven).map((line) => ({ ...lineOf(line.coordinates), properties: { gap: line.gap } })));
    set(map, 'planned', collection([lineOf(planned.map(pair))]));
    set(map, 'driven', drivenLine);
    set(map, 'last', collection(driven.slice(-1).map(({ at }) => pointOf(at))));
    layers(map);
    const markers = way.flatMap((hub) => {
      const at = names.position(hub);
      if (!at) return [];
      const element = document.createElement('span');
      element.className = 'hub-name';
      element.textContent = names.hub(hub);
      return [new Marker({ element, anchor: 'left', offset: [9, 0] }).setLngLat(pair(at) as [number, number]).addTo(map)];
    });
    return () => markers.forEach((marker) => void marker.remove());
  }, [map, planned, driven, way, names]);
  useEffect(() => {
    if (!map) return;
    const bounds = new LngLatBounds();
    [...planned, ...driven.map(({ at }) => at)].forEach((at) => void bounds.extend(pair(at) as [number, number]));
    if (!bounds.isEmpty()) map.fitBounds(bounds, { padding: 54, maxZoom: 10, animate: false });
    // Follow the itinerary, not each read: the dispatcher's own panning stays.
  }, [map, planned.length]);

  return failed ? <p className="faint">{t('map.failed')}</p> : <div ref={container} className="track-map" />;
}

const pair = (at: Position): GeoJSON.Position => [at.longitude, at.latitude];
const lineOf = (coordinates: GeoJSON.Position[]): GeoJSON.Feature => ({ type: 'Feature', properties: {}, geometry: { type: 'LineString', coordinates } });
const pointOf = (at: Position): GeoJSON.Feature => ({ type: 'Feature', properties: {}, geometry: { type: 'Point', coordinates: pair(at) } });
const collection = (features: GeoJSON.Feature[]): GeoJSON.FeatureCollection => ({ type: 'FeatureCollection', features });

function segments(points: { at: Position; time: number }[]): Line[] {
  return points.slice(1).map((point, index) => {
    const before = points[index] ?? point;
    return { coordinates: [pair(before.at), pair(point.at)], gap: point.time - before.time > gapAfter };
  });
}

type MapLibre = NonNullable<ReturnType<typeof useMapIn>['map']>;
function set(map: MapLibre, id: string, data: GeoJSON.FeatureCollection) {
  const source = map.getSource<GeoJSONSource>(id);
  if (source) source.setData(data);
  else map.addSource(id, { type: 'geojson', data });
}

function layers(map: MapLibre) {
  if (map.getLayer('planned')) return;
  const line = { 'line-join': 'round', 'line-cap': 'round' } as const;
  map.addLayer({ id: 'planned', type: 'line', source: 'planned', layout: line, paint: { 'line-color': colour('--lane'), 'line-width': 5, 'line-opacity': 0.55 } });
  map.addLayer({ id: 'driven', type: 'line', source: 'driven', filter: ['!', ['get', 'gap']], layout: line, paint: { 'line-color': colour('--accent'), 'line-width': 2.5 } });
  map.addLayer({
    id: 'driven-gap', type: 'line', source: 'driven', filter: ['get', 'gap'], paint: { 'line-color': colour('--accent'), 'line-width': 2, 'line-dasharray': [2, 2] },
  });
  map.addLayer({ id: 'stations', type: 'circle', source: 'planned', paint: { 'circle-radius': 4, 'circle-color': colour('--surface'), 'circle-stroke-color': colour('--ink'), 'circle-stroke-width': 2 } });
  map.addLayer({ id: 'last', type: 'circle', source: 'last', paint: { 'circle-radius': 6, 'circle-color': colour('--accent'), 'circle-stroke-color': colour('--surface'), 'circle-stroke-width': 2.5 } });
}
