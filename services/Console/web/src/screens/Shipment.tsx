import { Suspense, lazy } from 'react';
import { useTranslation } from 'react-i18next';
import { useShipment } from '../api/queries';
import type { ShipmentDetail } from '../api/types';
import { useKeys } from '../app/keys';
import { Link, navigate } from '../app/router';
import { EtaBar } from '../ui/EtaBar';
import { LineDiagram } from '../ui/LineDiagram';
import { Age, Failure, Skeleton } from '../ui/States';
import { SeverityMark, StatusMark } from '../ui/StatusMark';
import { useNames } from '../ui/names';
import { duration } from '../ui/time';
import { History, Track } from './ShipmentLog';
import { Milestones } from './ShipmentMilestones';
import { Goods, Legs } from './ShipmentParts';
import { TrackingLinkBox } from './TrackingLinkBox';

const TrackMap = lazy(() => import('../map/TrackMap'));

export function ShipmentScreen({ id }: { id: string }) {
  const { data, error, refetch } = useShipment(id);
  useKeys({ Escape: () => (history.length > 1 ? history.back() : navigate('/shipments')) });
  if (error && !data) return <Failure page error={error} retry={() => void refetch()} />;
  if (!data) return <Skeleton />;
  return <Shipment detail={data} />;
}

function Shipment({ detail }: { detail: ShipmentDetail }) {
  const { t } = useTranslation();
  const names = useNames();
  const { shipment } = detail;
  const zone = names.zone(shipment.destinationHubId);
  return (
    <div className="screen shipment" data-shipment={shipment.id} data-eta={shipment.eta?.p50}>
      <div className="bar shipment-head">
        <div>
          <p className="eyebrow">
            <Link to="/shipments">{t('nav.shipments')}</Link> / {detail.shipment.id}
          </p>
          <h1>{shipment.reference}</h1>
          <p className="sub">
            {names.hub(shipment.originHubId)} → {names.hub(shipment.destinationHubId)} · {t(`stage.${shipment.stage}`)} · <InWords detail={detail} />
          </p>
        </div>
        <div className="head-eta">
          <StatusMark mark={shipment.punctuality} label />
          <EtaBar eta={shipment.eta} due={shipment.due} zone={zone} />
        </div>
      </div>
      {detail.unavailable.length > 0 && (
        <p className="banner banner-partial" role="status">
          {t('shipment.parts-away', { parts: detail.unavailable.map((part) => t(`part.${part}`)).join(', ') })}
        </p>
      )}
      <LineDiagram detail={detail} names={names} />
      <div className="columns">
        <div>
          <Milestones milestones={detail.milestones} names={names} />
          <Legs legs={detail.legs} names={names} />
          <Track points={detail.track} names={names} zone={zone} />
          <History entries={detail.history} names={names} zone={zone} />
        </div>
        <div>
          <section className="card" aria-labelledby="work-items">
            <h2 id="work-items">
              {t('nav.exceptions')} <b>{detail.workItems.length}</b>
            </h2>
            {detail.workItems.length === 0 && <p className="faint">{t('shipment.no-exceptions')}</p>}
            <ul className="plain">
              {detail.workItems.map((item) => (
                <li key={item.id}>
                  <SeverityMark severity={item.severity} />{' '}
                  <Link to={`/?state=${item.state}&sel=${item.id}`}>{t(`kind.${item.kind}`)}</Link> <Age at={item.raisedAt} />
                  <p lang="en">{item.cause}</p>
                </li>
              ))}
            </ul>
          </section>
          <section className="card card-map" aria-labelledby="track-map">
            <h2 id="track-map">{t('shipment.map')}</h2>
            <Suspense fallback={<Skeleton rows={4} />}>
              <TrackMap detail={detail} />
            </Suspense>
          </section>
          {detail.etaReasons.length > 0 && (
            <section className="card" aria-labelledby="eta-reasons">
              <h2 id="eta-reasons">{t('shipment.why-eta')}</h2>
              <ul className="reasons" lang="en">
                {detail.etaReasons.map((reason) => (
                  <li key={reason}>{reason}</li>
                ))}
              </ul>
            </section>
          )}
          <Goods detail={detail} names={names} />
          <TrackingLinkBox shipmentId={shipment.id} />
        </div>
      </div>
    </div>
  );
}

/** The delta to the appointment as a sentence: what a dispatcher tells a customer on the phone. */
function InWords({ detail: { shipment } }: { detail: ShipmentDetail }) {
  const { t } = useTranslation();
  if (shipment.punctuality === 'closed') return <>{t(`in-words.${shipment.stage === 'delivered' ? 'delivered' : 'closed'}`)}</>;
  if (shipment.lateMinutes === null || !shipment.eta) return <>{t('in-words.no-eta')}</>;
  const minutes = shipment.lateMinutes;
  if (Math.abs(minutes) < 5) return <>{t('in-words.on-time')}</>;
  return <>{t(minutes > 0 ? 'in-words.late' : 'in-words.early', { duration: duration(Math.abs(minutes) * 60_000, t) })}</>;
}
