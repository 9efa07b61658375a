import { type GeoJSONSource, type Map as MapLibre } from 'maplibre-gl';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMap } from '../api/queries';
import type { MapView } from '../api/types';
import { useKeys } from '../app/keys';
import { Link, navigate, useParam } from '../app/router';
import { colour } from '../map/base';
import { loadsOf, unitsOf, worst, type Unit } from '../map/model';
import { useHubMarkers } from '../map/useHubMarkers';
import { useMapIn } from '../map/useMap';
import { Age, Failure, Skeleton } from '../ui/States';
import { StatusMark } from '../ui/StatusMark';
import { useNames } from '../ui/names';

export default function LiveMap() {
  const { data, error, refetch } = useMap();
  if (error && !data) return <Failure page error={error} retry={() => void refetch()} />;
  if (!data) return <Skeleton />;
  return <MapOf view={data} />;
}

function MapOf({ view }: { view: MapView }) {
  const { t } = useTranslation();
  const names = useNames();
  const [hub, setHub] = useParam('hub');
  const [selected, select] = useParam('sel');
  const { container, map, failed } = useMapIn(t('map.drawing'));
  const units = useMemo(() => unitsOf(view), [view]);
  const loads = useMemo(() => loadsOf(units), [units]);
  const listed = useMemo(() => (hub ? units.filter((unit) => unit.presence.hubId === hub) : units), [units, hub]);
  useHubMarkers(map, view, loads, hub, setHub);
  useLanes(map, view);
  useMoving(map, units, selected, select);
  useFirstView(map, view, units);

  const index = listed.findIndex((unit) => unit.presence.tagId === selected);
  const move = (by: number) => {
    const next = listed[Math.min(listed.length - 1, Math.max(0, index + by))];
    if (next) select(next.presence.tagId);
  };
  useKeys({
    j: () => move(1),
    k: () => move(-1),
    Enter: () => {
      const shipment = listed[index]?.shipment;
      if (shipment) navigate(`/shipments/${shipment.id}`);
    },
    Escape: () => (selected ? select('') : setHub('')),
  });

  return (
    <div className="screen map-screen">
      <h1 className="hidden">{t('nav.map')}</h1>
      <div className="map-area">{failed ? <p className="faint map-failed">{t('map.failed')}</p> : <div ref={container} className="map" />}</div>
      <aside className="map-list" aria-label={t('map.list')}>
        <div className="map-list-head">
          <h2>{hub ? names.hub(hub) : t('map.all')}</h2>
          {hub && (
            <button type="button" className="button-quiet" onClick={() => setHub('')}>
              {t('map.show-all')}
            </button>
          )}
          <ul className="legend" aria-label={t('map.legend')}>
            {worst.map((mark) => {
              const count = listed.filter((unit) => unit.mark === mark).length;
              return count > 0 ? (
                <li key={mark}>
                  <StatusMark mark={mark} label /> <b>{count}</b>
                </li>
              ) : null;
            })}
          </ul>
          {view.unavailable.length > 0 && (
            <p className="warn-text">{t('shipment.parts-away', { parts: view.unavailable.map((part) => t(`part.${part}`)).join(', ') })}</p>
          )}
          {view.truncated && <p className="warn-text">{t('map.truncated')}</p>}
        </div>
        {listed.length === 0 ? <p className="faint map-none">{t('map.none')}</p> : <UnitList units={listed} selected={selected} select={select} />}
      </aside>
    </div>
  );
}

const listedAtMost = 150;

function UnitList({ units, selected, select }: { units: Unit[]; selected: string; select: (tagId: string) => void }) {
  const { t } = useTranslation();
  const names = useNames();
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => {
    if (selected) list.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest' });
  }, [selected]);
  return (
    <ul className="unit-list" ref={list} tabIndex={0} aria-label={t('map.list')}>
      {units.slice(0, listedAtMost).map(({ presence, shipment, mark }) => (
        <li key={presence.tagId} aria-current={presence.tagId === selected || undefined} onClick={() => select(presence.tagId)}>
          <StatusMark mark={mark} />
          <div>
            {shipment ? <Link to={`/shipments/${shipment.id}`}>{shipment.reference}</Link> : <span className="faint">{t('map.no-shipment')}</span>}
            <small className="id">{presence.handlingUnitId ?? presence.tagId}</small>
          </div>
          <div className="unit-place">
            {presence.hubId ? names.hub(presence.hubId) : t('map.between')}
            <small>
              <Age live at={presence.lastReadAt} zone={names.zone(presence.hubId)} />
            </small>
          </div>
        </li>
      ))}
      {units.length > listedAtMost && <li className="faint">{t('map.more', { count: units.length - listedAtMost })}</li>}
    </ul>
  );
}

function useLanes(map: MapLibre | null, view: MapView) {
  useEffect(() => {
    if (!map) return;
    const positions = new Map(view.hubs.flatMap((hub) => (hub.position ? [[hub.id, [hub.position.longitude, hub.position.latitude] as GeoJSON.Position]] as [string, GeoJSON.Position][] : [])));
    const features = view.lanes.flatMap((lane): GeoJSON.Feature[] => {
      const from = positions.get(lane.fromHubId);
      const to = positions.get(lane.toHubId);
      if (!from || !to) return [];
      return [{ type: 'Feature', properties: { road: lane.modes.includes('road') }, geometry: { type: 'LineString', coordinates: [from, to] } }];
    });
    put(map, 'lanes', features);
    if (map.getLayer('lanes-road')) return;
    const paint = { 'line-color': colour('--lane'), 'line-width': 1.6 };
    map.addLayer({ id: 'lanes-road', type: 'line', source: 'lanes', filter: ['get', 'road'], paint });
    map.addLayer({ id: 'lanes-other', type: 'line', source: 'lanes', filter: ['!', ['get', 'road']], paint: { ...paint, 'line-dasharray': [3, 2] } });
  }, [map, view.hubs, view.lanes]);
}

/** Units between hubs, each with its shape; those at a hub are in its ring. */
function useMoving(map: MapLibre | null, units: Unit[], selected: string, select: (tagId: string) => void) {
  useEffect(() => {
    if (!map) return;
    const features = units.flatMap(({ presence, mark }): GeoJSON.Feature[] => {
      if (presence.hubId || !presence.position) return [];
      const { longitude, latitude } = presence.position;
      return [
        {
          type: 'Feature',
          properties: { tag: presence.tagId, icon: `mark-${mark}`, rank: -worst.indexOf(mark), selected: presence.tagId === selected },
          geometry: { type: 'Point', coordinates: [longitude, latitude] },
        },
      ];
    });
    put(map, 'moving', features);
    if (map.getLayer('moving')) return;
    map.addLayer({
      id: 'moving-selected', type: 'circle', source: 'moving', filter: ['get', 'selected'],
      paint: { 'circle-radius': 14, 'circle-color': 'transparent', 'circle-stroke-color': colour('--accent'), 'circle-stroke-width': 2.5 },
    });
    map.addLayer({
      id: 'moving', type: 'symbol', source: 'moving',
      layout: { 'icon-image': ['get', 'icon'], 'icon-allow-overlap': true, 'icon-ignore-placement': true, 'symbol-sort-key': ['get', 'rank'] },
    });
  }, [map, units, selected]);
  useEffect(() => {
    if (!map) return;
    const clicked = map.on('click', 'moving', (event) => {
      const tag: unknown = event.features?.[0]?.properties['tag'];
      if (typeof tag === 'string') select(tag);
    });
    const over = map.on('mouseenter', 'moving', () => void (map.getCanvas().style.cursor = 'pointer'));
    const out = map.on('mouseleave', 'moving', () => void (map.getCanvas().style.cursor = ''));
    return () => [clicked, over, out].forEach((subscription) => subscription.unsubscribe());
  }, [map, select]);
}

/** Opens on where things are; a network at rest is shown whole. */
function useFirstView(map: MapLibre | null, view: MapView, units: Unit[]) {
  const [done, setDone] = useState(false);
  useEffect(() => {
    if (!map || done) return;
    const busy = new Set(units.map(({ presence }) => presence.hubId));
    const places = (only: (id: string) => boolean) => view.hubs.flatMap((hub) => (hub.position && only(hub.id) ? [hub.position] : []));
    const moving = units.flatMap(({ presence }) => (presence.position && !presence.hubId ? [presence.position] : []));
    const now = [...places((id) => busy.has(id)), ...moving];
    const points = now.length > 1 ? now : places(() => true);
    if (points.length === 0) return;
    const xs = points.map((at) => at.longitude);
    const ys = points.map((at) => at.latitude);
    map.fitBounds([[Math.min(...xs), Math.min(...ys)], [Math.max(...xs), Math.max(...ys)]], { padding: 60, maxZoom: 9, animate: false });
    setDone(true);
  }, [map, view.hubs, units, done]);
}

function put(map: MapLibre, id: string, features: GeoJSON.Feature[]) {
  const data: GeoJSON.FeatureCollection = { type: 'FeatureCollection', features };
  const source = map.getSource<GeoJSONSource>(id);
  if (source) source.setData(data);
  else map.addSource(id, { type: 'geojson', data });
}
