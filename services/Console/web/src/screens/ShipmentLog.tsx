import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { HistoryEntry, TrackPoint } from '../api/types';
import type { Names } from '../ui/names';
import { full } from '../ui/time';

const shortList = 12;

/** The last reads first; all of them on demand. `zone`: for reads between hubs. */
export function Track({ points, names, zone }: { points: TrackPoint[]; names: Names; zone?: string }) {
  const { t, i18n } = useTranslation();
  const [all, setAll] = useState(false);
  const newest = [...points].reverse();
  const shown = all ? newest : newest.slice(0, shortList);
  return (
    <section className="card" aria-labelledby="track">
      <h2 id="track">
        {t('shipment.track')} <b>{points.length}</b>
      </h2>
      {points.length === 0 ? (
        <p className="faint">{t('shipment.no-track')}</p>
      ) : (
        <div className="scroll" tabIndex={0} role="group" aria-labelledby="track">
          <table>
            <thead>
              <tr>
                <th scope="col">{t('column.event-time')}</th>
                <th scope="col">{t('column.place')}</th>
                <th scope="col">{t('column.unit')}</th>
                <th scope="col">{t('column.sensor')}</th>
              </tr>
            </thead>
            <tbody>
              {shown.map((point, index) => (
                <tr key={`${point.eventTime}-${point.tagId}-${index}`}>
                  <td className="num">{point.eventTime ? full(point.eventTime, i18n.language, names.zone(point.hubId) ?? zone) : '–'}</td>
                  <td>
                    {point.hubId ? names.hub(point.hubId) : t('map.between')}
                    <small>
                      {point.readPointId || (point.position && `${point.position.latitude.toFixed(4)}, ${point.position.longitude.toFixed(4)}`)}
                    </small>
                  </td>
                  <td>
                    <code>{point.handlingUnitId}</code>
                  </td>
                  <td className="num">{point.celsius === null ? '' : `${point.celsius.toFixed(1)} °C`}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {!all && newest.length > shortList && (
        <button type="button" className="button" onClick={() => setAll(true)}>
          {t('shipment.all-reads', { count: newest.length })}
        </button>
      )}
    </section>
  );
}

/** Who, what, when, why: event time and record time are two columns because they are two facts. */
export function History({ entries, names, zone }: { entries: HistoryEntry[]; names: Names; zone?: string }) {
  const { t, i18n } = useTranslation();
  const newest = [...entries].reverse();
  return (
    <section className="card" aria-labelledby="history">
      <h2 id="history">
        {t('shipment.history')} <b>{entries.length}</b>
      </h2>
      <ol className="history">
        {newest.map((entry) => (
          <li key={entry.version}>
            <span className="version">{entry.version}</span>
            <div>
              <b>{t(`history.${entry.what}`, { defaultValue: entry.what })}</b> <span lang="en">{entry.detail}</span>
              <small>
                {names.organisation(entry.who || null)}
                {entry.eventTime && <> · {t('history.happened', { time: full(entry.eventTime, i18n.language, zone) })}</>}
                {entry.recordTime && <> · {t('history.recorded', { time: full(entry.recordTime, i18n.language, zone) })}</>}
              </small>
            </div>
          </li>
        ))}
      </ol>
    </section>
  );
}
