import { useTranslation } from 'react-i18next';
import type { Stop } from '../api/types';

/** The itinerary as a line of stations, small enough for a table row: passed, present, to come. */
export function RouteStrip({ stops, name }: { stops: Stop[]; name: (hubId: string) => string }) {
  const { t } = useTranslation();
  if (stops.length < 2) return <small>{t('strip.none')}</small>;
  const step = Math.min(26, 110 / (stops.length - 1));
  const width = step * (stops.length - 1) + 12;
  const current = stops.findIndex((stop) => stop.arrived && !stop.departed);
  const reached = stops.reduce((last, stop, index) => (stop.arrived || stop.departed ? index : last), 0);
  const label = t('strip.label', { place: name(stops[reached]?.hubId ?? ''), done: reached, of: stops.length - 1 });
  return (
    <svg className="strip" width={width} height="14" viewBox={`0 0 ${width} 14`} role="img" aria-label={label}>
      {stops.slice(1).map((stop, index) => {
        const from = stops[index];
        const passed = stop.arrived;
        const running = !passed && from?.departed;
        return (
          <line
            key={index}
            x1={6 + index * step}
            x2={6 + (index + 1) * step}
            y1="7"
            y2="7"
            className={passed ? 'passed' : running ? 'running' : 'ahead'}
          />
        );
      })}
      {stops.map((stop, index) => (
        <circle
          key={index}
          cx={6 + index * step}
          cy="7"
          r={index === current ? 4.5 : 3}
          className={index === current ? 'here' : stop.arrived || stop.departed ? 'passed' : 'ahead'}
        />
      ))}
    </svg>
  );
}
