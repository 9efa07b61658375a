import { useTranslation } from 'react-i18next';
import type { Evidence, Milestone } from '../api/types';
import { useNow } from '../live/clock';
import type { Names } from '../ui/names';
import { delta, duration, full, moment, range, zoneName } from '../ui/time';

export function Milestones({ milestones, names }: { milestones: Milestone[]; names: Names }) {
  const { t, i18n } = useTranslation();
  const now = useNow();
  return (
    <section className="card" aria-labelledby="milestones">
      <h2 id="milestones">{t('shipment.milestones')}</h2>
      {milestones.length === 0 ? (
        <p className="faint">{t('line.none')}</p>
      ) : (
        <div className="scroll" tabIndex={0} role="group" aria-labelledby="milestones">
          <table>
            <thead>
              <tr>
                <th scope="col">{t('column.milestone')}</th>
                <th scope="col">{t('line.planned')}</th>
                <th scope="col">{t('line.predicted')}</th>
                <th scope="col">{t('line.actual')}</th>
                <th scope="col">{t('column.delta')}</th>
                <th scope="col">{t('column.evidence')}</th>
              </tr>
            </thead>
            <tbody>
              {milestones.map((one, index) => {
                const zone = names.zone(one.hubId);
                const show = (iso: string | null) => (iso ? moment(iso, i18n.language, now, zone) : '–');
                const late = (one.deltaMinutes ?? 0) > 5;
                return (
                  <tr
                    key={`${one.kind}-${one.hubId}-${one.legIndex}-${index}`}
                    className={one.actual ? 'done' : undefined}
                    data-milestone={`${one.kind} ${one.hubId}`}
                    data-actual={one.actual !== null}
                  >
                    <th scope="row">
                      {t(`milestone.${one.kind}`)} {names.hub(one.hubId)}
                      {one.offPlan && <small className="late-text">{t('shipment.off-plan')}</small>}
                      {zone && <small>{t('shipment.zone', { zone: zoneName(i18n.language, now, zone) })}</small>}
                    </th>
                    <td className="num">{show(one.planned)}</td>
                    <td className="num">{one.estimated && !one.actual ? range(one.estimated, i18n.language, now, zone) : '–'}</td>
                    <td className="num">{one.actual ? <b>{show(one.actual)}</b> : '–'}</td>
                    <td className={`num ${late ? 'late-text' : ''}`}>{one.deltaMinutes === null ? '–' : delta(one.deltaMinutes, t)}</td>
                    <td>
                      <EvidenceList evidence={one.evidence} contradicted={one.contradicted} zone={zone} names={names} />
                    </td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

function EvidenceList({ evidence, contradicted, zone, names }: { evidence: Evidence[]; contradicted: boolean; zone?: string; names: Names }) {
  const { t, i18n } = useTranslation();
  if (evidence.length === 0) return <>–</>;
  return (
    <details className="evidence">
      <summary>
        {t('shipment.sources', { count: evidence.length })}
        {contradicted && <strong className="late-text"> {t('shipment.contradicted')}</strong>}
      </summary>
      <ul>
        {evidence.map((one) => (
          <li key={`${one.kind}-${one.id}-${one.handlingUnitIds.join()}`}>
            <b>{t(`evidence.${one.kind === 'read' ? 'read' : 'report'}`)}</b> {names.organisation(one.source)}
            {one.eventTime && <span>{full(one.eventTime, i18n.language, zone)}</span>}
            {one.eventTime && one.recordTime && (
              <span className="faint">{t('shipment.known-after', { duration: duration(Date.parse(one.recordTime) - Date.parse(one.eventTime), t) })}</span>
            )}
            {one.handlingUnitIds.length > 0 && <code>{one.handlingUnitIds.join(' ')}</code>}
            <code className="faint">{one.id}</code>
          </li>
        ))}
      </ul>
    </details>
  );
}
