import { Map as MapLibre, NavigationControl, setWorkerUrl, type StyleSpecification } from 'maplibre-gl';
import 'maplibre-gl/dist/maplibre-gl.css';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?url';
import { feature, mesh } from 'topojson-client';
import countriesUrl from 'world-atlas/countries-50m.json?url';
import { markPaths, type Mark } from '../ui/StatusMark';

setWorkerUrl(workerUrl);

type Atlas = Parameters<typeof feature>[0];
let atlas: Promise<{ land: GeoJSON.GeoJSON; borders: GeoJSON.GeoJSON; labels: GeoJSON.FeatureCollection }> | undefined;

/** Countries of the world from our own files: no request leaves the hub. */
function loadAtlas() {
  atlas ??= fetch(countriesUrl)
    .then((response) => response.json() as Promise<Atlas>)
    .then((topology) => {
      const countries = topology.objects['countries'] as Parameters<typeof mesh>[1];
      if (!countries) throw new Error('world-atlas has no countries');
      const land = feature(topology, countries) as unknown as GeoJSON.FeatureCollection;
      return {
        land,
        borders: mesh(topology, countries, (a, b) => a !== b) as GeoJSON.GeoJSON,
        labels: { type: 'FeatureCollection', features: land.features.flatMap(labelOf) },
      };
    });
  return atlas;
}

/** One label a country, in the middle of its largest part. */
function labelOf(country: GeoJSON.Feature): GeoJSON.Feature[] {
  const name = nameOf(country);
  const shape = country.geometry;
  if (!name || (shape.type !== 'Polygon' && shape.type !== 'MultiPolygon')) return [];
  const rings = shape.type === 'Polygon' ? [shape.coordinates[0]] : shape.coordinates.map((polygon) => polygon[0]);
  const boxes = rings.flatMap((ring) => (ring ? [boxOf(ring)] : []));
  const largest = boxes.sort((a, b) => b.area - a.area)[0];
  if (!largest) return [];
  return [{ type: 'Feature', properties: { name, rank: -largest.area }, geometry: { type: 'Point', coordinates: largest.middle } }];
}

/** In the page's language: the atlas numbers countries as UN M49 does, which locales understand as regions. */
function nameOf(country: GeoJSON.Feature): string | undefined {
  const english = (country.properties as { name?: string } | null)?.name;
  const region = typeof country.id === 'string' ? Intl.getCanonicalLocales(`und-${country.id}`)[0]?.split('-')[1] : undefined;
  if (!region || /\d/.test(region)) return english;
  return new Intl.DisplayNames(document.documentElement.lang, { type: 'region' }).of(region);
}

function boxOf(ring: GeoJSON.Position[]) {
  const xs = ring.map((p) => p[0] ?? 0);
  const ys = ring.map((p) => p[1] ?? 0);
  const [west, east, south, north] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  return { area: (east - west) * (north - south), middle: [(west + east) / 2, (south + north) / 2] };
}

export const colour = (name: string) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

async function style(): Promise<StyleSpecification> {
  const { land, borders, labels } = await loadAtlas();
  return {
    version: 8,
    sources: {
      land: { type: 'geojson', data: land, tolerance: 0.2 },
      borders: { type: 'geojson', data: borders, tolerance: 0.2 },
      labels: { type: 'geojson', data: labels },
    },
    layers: [
      { id: 'sea', type: 'background', paint: { 'background-color': colour('--map-sea') } },
      { id: 'land', type: 'fill', source: 'land', paint: { 'fill-color': colour('--map-land') } },
      { id: 'coast', type: 'line', source: 'land', paint: { 'line-color': colour('--map-coast'), 'line-width': 0.6 } },
      { id: 'borders', type: 'line', source: 'borders', paint: { 'line-color': colour('--map-border'), 'line-width': 1 } },
      {
        id: 'country-names',
        type: 'symbol',
        source: 'labels',
        // No glyphs are configured: MapLibre draws text with the page's own fonts.
        layout: {
          'text-field': ['get', 'name'], 'text-font': ['Barlow Semi Condensed'], 'text-size': 11, 'text-letter-spacing': 0.12,
          'text-transform': 'uppercase', 'symbol-sort-key': ['get', 'rank'], 'text-padding': 8,
        },
        paint: { 'text-color': colour('--map-label') },
      },
    ],
  };
}

export async function createMap(container: HTMLElement, options: { interactive?: boolean; label: string }): Promise<MapLibre> {
  const map = new MapLibre({
    container,
    style: await style(),
    center: [8.2, 51.4],
    zoom: 6.4,
    maxZoom: 13,
    attributionControl: { compact: true, customAttribution: 'Natural Earth' },
    dragRotate: false,
    pitchWithRotate: false,
    fadeDuration: 0,
  });
  map.touchZoomRotate.disableRotation();
  map.addControl(new NavigationControl({ showCompass: false }), 'top-right');
  map.getCanvas().setAttribute('aria-label', options.label);
  await new Promise<void>((loaded) => void map.once('load', () => loaded()));
  addMarks(map);
  return map;
}

export const markColours: Record<Mark, string> = {
  'on-time': '--ok', 'at-risk': '--warn-mark', late: '--bad', 'no-eta': '--none', closed: '--none', silent: '--none', loose: '--none',
};

/** The table's shapes as map icons: the same state looks the same everywhere. */
function addMarks(map: MapLibre) {
  const scale = 2;
  const size = 22;
  for (const mark of Object.keys(markPaths) as Mark[]) {
    const canvas = document.createElement('canvas');
    canvas.width = canvas.height = size * scale;
    const pen = canvas.getContext('2d');
    if (!pen) continue;
    const { d, hollow, dashed, stroke } = markPaths[mark];
    const path = new Path2D(d);
    pen.scale(scale, scale);
    pen.translate(3, 3);
    pen.lineJoin = 'round';
    pen.strokeStyle = colour('--surface');
    pen.lineWidth = 4.5;
    pen.stroke(path);
    pen.fillStyle = hollow || stroke ? colour('--surface') : colour(markColours[mark]);
    if (!stroke) pen.fill(path);
    if (hollow || stroke) {
      pen.strokeStyle = colour(markColours[mark]);
      pen.lineWidth = 2;
      if (dashed) pen.setLineDash([2.4, 2]);
      pen.stroke(path);
    }
    map.addImage(`mark-${mark}`, pen.getImageData(0, 0, canvas.width, canvas.height), { pixelRatio: scale });
  }
}
