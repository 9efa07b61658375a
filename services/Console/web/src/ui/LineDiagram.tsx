import { useTranslation } from 'react-i18next';
import type { Milestone, MilestoneKind, ShipmentDetail } from '../api/types';
import { useNow } from '../live/clock';
import type { Names } from './names';
import { delta, moment, range } from './time';
import { Age } from './States';

/** The shipment's way as a line of stations: planned above, predicted or actual below, where it is now in between. */
export function LineDiagram({ detail, names }: { detail: ShipmentDetail; names: Names }) {
  const { t } = useTranslation();
  const { shipment, legs } = detail;
  if (legs.length === 0) {
    return (
      <section className="line line-empty" aria-label={t('line.title')}>
        <p>{t('line.none')}</p>
      </section>
    );
  }
  const stops = [legs[0]?.fromHubId ?? '', ...legs.map((leg) => leg.toHubId)];
  return (
    <section className="line" aria-label={t('line.title')} tabIndex={0}>
      <ol style={{ gridTemplateColumns: `repeat(${stops.length}, minmax(185px, 1fr))` }}>
        {stops.map((hubId, index) => {
          const progress = shipment.stops[index];
          const leg = legs[index];
          const here = progress?.arrived && !progress.departed;
          const reached = progress?.arrived || progress?.departed;
          const running = progress?.departed && !shipment.stops[index + 1]?.arrived;
          return (
            <li key={`${hubId}-${index}`} className={here ? 'here' : reached ? 'reached' : undefined}>
              {leg && <span className={`track-line ${shipment.stops[index + 1]?.arrived ? 'passed' : running ? 'running' : 'ahead'}`} aria-hidden="true" />}
              <span className="station" aria-hidden="true" />
              <strong>{names.hub(hubId)}</strong>
              {index > 0 && <StopTime detail={detail} names={names} hubId={hubId} leg={index - 1} kinds={['arrived', 'delivered']} />}
              {leg && <StopTime detail={detail} names={names} hubId={hubId} leg={index} kinds={['departed', 'collected']} />}
              {leg && (
                <span className="carrier">
                  {names.organisation(leg.carrierId)} <span className={`order order-${leg.orderState}`}>{t(`order.${leg.orderState}`)}</span>
                </span>
              )}
              {running && shipment.lastSeenAt && (
                <span className="seen">
                  {t('line.last-seen')} <Age live at={shipment.lastSeenAt} />
                </span>
              )}
            </li>
          );
        })}
      </ol>
    </section>
  );
}

function StopTime({ detail, names, hubId, leg, kinds }: { detail: ShipmentDetail; names: Names; hubId: string; leg: number; kinds: MilestoneKind[] }) {
  const { t } = useTranslation();
  const milestone = detail.milestones.find((one) => one.legIndex === leg && one.hubId === hubId && kinds.includes(one.kind));
  if (!milestone) return null;
  return (
    <span className="stop-time">
      <span>{t(`line.${kinds[0] === 'arrived' ? 'arrival' : 'departure'}`)}</span>
      <Moment milestone={milestone} zone={names.zone(hubId)} />
    </span>
  );
}

function Moment({ milestone, zone }: { milestone: Milestone; zone?: string }) {
  const { t, i18n } = useTranslation();
  const now = useNow();
  const show = (iso: string) => moment(iso, i18n.language, now, zone);
  const late = (milestone.deltaMinutes ?? 0) > 5;
  if (milestone.actual) {
    return (
      <>
        <b title={t('line.actual')}>✓ {show(milestone.actual)}</b>
        {milestone.deltaMinutes !== null && milestone.deltaMinutes !== 0 && <i className={late ? 'late-text' : undefined}>{delta(milestone.deltaMinutes, t)}</i>}
      </>
    );
  }
  if (milestone.estimated) {
    return (
      <>
        <span className="predicted" title={t('line.predicted')}>
          ~ {range(milestone.estimated, i18n.language, now, zone)}
        </span>
        {late && milestone.deltaMinutes !== null && <i className="late-text">{delta(milestone.deltaMinutes, t)}</i>}
      </>
    );
  }
  return <span title={t('line.planned')}>{milestone.planned ? show(milestone.planned) : '–'}</span>;
}
