import { useTranslation } from 'react-i18next';
import type { Leg, ShipmentDetail } from '../api/types';
import { useNow } from '../live/clock';
import type { Names } from '../ui/names';
import { moment } from '../ui/time';

export function Legs({ legs, names }: { legs: Leg[]; names: Names }) {
  const { t, i18n } = useTranslation();
  const now = useNow();
  if (legs.length === 0) return null;
  return (
    <section className="card" aria-labelledby="legs">
      <h2 id="legs">{t('shipment.legs')}</h2>
      <div className="scroll" tabIndex={0} role="group" aria-labelledby="legs">
        <table>
          <thead>
            <tr>
              <th scope="col">{t('column.leg')}</th>
              <th scope="col">{t('column.carrier')}</th>
              <th scope="col">{t('line.departure')}</th>
              <th scope="col">{t('line.arrival')}</th>
              <th scope="col">{t('column.order')}</th>
            </tr>
          </thead>
          <tbody>
            {legs.map((leg) => (
              <tr key={leg.index}>
                <th scope="row">
                  {names.hub(leg.fromHubId)} → {names.hub(leg.toHubId)}
                </th>
                <td>
                  {names.organisation(leg.carrierId)}
                  <small>{names.service(leg.serviceId)}</small>
                </td>
                <td className="num">{leg.plannedDeparture ? moment(leg.plannedDeparture, i18n.language, now, names.zone(leg.fromHubId)) : '–'}</td>
                <td className="num">{leg.plannedArrival ? moment(leg.plannedArrival, i18n.language, now, names.zone(leg.toHubId)) : '–'}</td>
                <td>
                  <span className={`order order-${leg.orderState}`}>{t(`order.${leg.orderState}`)}</span>
                  {leg.transportOrderId && <small className="id">{leg.transportOrderId}</small>}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

export function Goods({ detail, names }: { detail: ShipmentDetail; names: Names }) {
  const { t, i18n } = useTranslation();
  const number = new Intl.NumberFormat(i18n.language, { maximumFractionDigits: 1 });
  return (
    <section className="card" aria-labelledby="goods">
      <h2 id="goods">{t('shipment.goods')}</h2>
      {detail.goods && <p>{detail.goods}</p>}
      <dl className="facts">
        {detail.parties.map((party, index) => (
          <div key={index}>
            <dt>{t(`party.${party.role}`)}</dt>
            <dd>
              {party.organisationId ? names.organisation(party.organisationId) : (party.contact ?? '–')}
              {party.organisationId && party.contact && <small>{party.contact}</small>}
            </dd>
          </div>
        ))}
        {detail.temperature && (
          <div>
            <dt>{t('shipment.temperature')}</dt>
            <dd>
              {t('shipment.band', {
                min: number.format(detail.temperature.minCelsius),
                max: number.format(detail.temperature.maxCelsius),
                minutes: detail.temperature.allowedMinutes,
              })}
            </dd>
          </div>
        )}
      </dl>
      <ul className="units">
        {detail.handlingUnits.map((unit) => (
          <li key={unit.id}>
            <code>{unit.id}</code>
            <span>
              {unit.packageCode} · {number.format(unit.grossWeightKg)} kg
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
