import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useShipment } from '../api/queries';
import type { WorkItem } from '../api/types';
import { Link } from '../app/router';
import { EtaBar } from '../ui/EtaBar';
import { RouteStrip } from '../ui/RouteStrip';
import { Age } from '../ui/States';
import { StatusMark } from '../ui/StatusMark';
import { useNames } from '../ui/names';
import { full } from '../ui/time';
import type { WorkItemActions } from './workItemActions';

export function WorkItemPanel({ item, actions }: { item: WorkItem; actions: WorkItemActions }) {
  const { t, i18n } = useTranslation();
  const names = useNames();
  const [note, setNote] = useState('');
  const shipment = useShipment(item.shipmentId).data?.shipment;
  const busy = actions.pending.has(item.id);
  const open = item.state !== 'resolved';
  return (
    <aside className="panel" aria-label={t('exceptions.detail')}>
      <p className="eyebrow">
        {t(`severity.${item.severity}`)} · {t(`work-item.${item.state}`)}
      </p>
      <h2>{t(`kind.${item.kind}`)}</h2>
      <p className="panel-cause" lang="en">
        {item.cause}
      </p>
      {item.suggestedAction && (
        <p className="suggested">
          <b>{t('exceptions.suggested')}</b> <span lang="en">{item.suggestedAction}</span>
        </p>
      )}
      {actions.refused?.id === item.id && (
        <p className="form-error" role="alert">
          {t('exceptions.refused')} <span lang="en">{actions.refused.why}</span>
        </p>
      )}
      {open && (
        <div className="actions">
          {item.state !== 'acknowledged' && (
            <button type="button" className="button button-primary" disabled={busy} onClick={() => actions.acknowledge(item)}>
              {t('exceptions.acknowledge')} <kbd>a</kbd>
            </button>
          )}
          <button type="button" className="button" disabled={busy} onClick={() => actions.shelve(item, 60)}>
            {t('exceptions.shelve-1h')} <kbd>s</kbd>
          </button>
          <button type="button" className="button" disabled={busy} onClick={() => actions.shelve(item, 8 * 60)}>
            {t('exceptions.shelve-8h')}
          </button>
        </div>
      )}
      {open && (
        <form
          className="resolve"
          onSubmit={(event) => {
            event.preventDefault();
            actions.resolve(item, note);
          }}
        >
          <label className="field">
            <span>{t('exceptions.note')}</span>
            <input value={note} maxLength={500} onChange={(event) => setNote(event.target.value)} />
          </label>
          <button className="button" disabled={busy}>
            {t('exceptions.resolve')}
          </button>
        </form>
      )}
      <dl className="facts">
        <dt>{t('exceptions.raised')}</dt>
        <dd>
          <Age at={item.raisedAt} zone={names.zone(item.hubId)} />
          {item.count > 1 && <> · {t('exceptions.times', { count: item.count })}</>}
        </dd>
        <dt>{t('exceptions.owner')}</dt>
        <dd>{item.owner ?? t('exceptions.nobody')}</dd>
        {item.shelvedUntil && (
          <>
            <dt>{t('exceptions.until')}</dt>
            <dd>{full(item.shelvedUntil, i18n.language, names.zone(item.hubId))}</dd>
          </>
        )}
        <dt>{t('column.hub')}</dt>
        <dd>{names.hub(item.hubId)}</dd>
      </dl>
      {item.shipmentId && (
        <section className="panel-shipment" aria-label={t('exceptions.shipment')}>
          <h3>
            <Link to={`/shipments/${item.shipmentId}`}>{item.shipmentReference || item.shipmentId}</Link>
          </h3>
          {shipment && (
            <>
              <p>
                {names.hub(shipment.originHubId)} → {names.hub(shipment.destinationHubId)}
              </p>
              <p className="row-line">
                <StatusMark mark={shipment.punctuality} label />
                <RouteStrip stops={shipment.stops} name={names.hub} />
              </p>
              <EtaBar eta={shipment.eta} due={shipment.due} zone={names.zone(shipment.destinationHubId)} />
            </>
          )}
        </section>
      )}
    </aside>
  );
}
