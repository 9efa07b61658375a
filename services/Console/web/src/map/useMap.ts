import type { Map as MapLibre } from 'maplibre-gl';
import { useEffect, useRef, useState } from 'react';
import { createMap } from './base';

/** A map in the referenced element; made again when the colour scheme changes, null until it can be drawn on. */
export function useMapIn(label: string) {
  const container = useRef<HTMLDivElement>(null);
  const [map, setMap] = useState<MapLibre | null>(null);
  const [failed, setFailed] = useState(false);
  const [scheme, setScheme] = useState(() => matchMedia('(prefers-color-scheme: dark)').matches);

  useEffect(() => {
    const dark = matchMedia('(prefers-color-scheme: dark)');
    const changed = () => setScheme(dark.matches);
    dark.addEventListener('change', changed);
    return () => dark.removeEventListener('change', changed);
  }, []);
  useEffect(() => {
    let made: MapLibre | undefined;
    let gone = false;
    // An element of its own for every map: removing one must not undress the next.
    const element = document.createElement('div');
    element.className = 'map-canvas';
    container.current?.append(element);
    createMap(element, { label })
      .then((map) => {
        made = map;
        if (gone) map.remove();
        else setMap(map);
      })
      .catch((error: unknown) => {
        // No WebGL: the lists beside the map say the same.
        console.warn('map', error);
        if (!gone) setFailed(true);
      });
    return () => {
      gone = true;
      setMap(null);
      made?.remove();
      element.remove();
    };
  }, [label, scheme]);
  return { container, map, failed };
}
