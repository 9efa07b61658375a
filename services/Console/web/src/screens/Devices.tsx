import { useTranslation } from 'react-i18next';
import { useGateways, useQuarantine, useTags } from '../api/queries';
import { useParam } from '../app/router';
import { Age, Failure, Skeleton } from '../ui/States';
import { StatusMark } from '../ui/StatusMark';
import { useNames } from '../ui/names';

export function Devices() {
  const { t } = useTranslation();
  return (
    <div className="screen devices">
      <div className="bar">
        <h1>{t('nav.devices')}</h1>
      </div>
      <Gateways />
      <Tags />
      <Quarantine />
    </div>
  );
}

function Gateways() {
  const { t, i18n } = useTranslation();
  const names = useNames();
  const { data, error, refetch } = useGateways();
  const number = new Intl.NumberFormat(i18n.language);
  return (
    <section className="card" aria-labelledby="gateways">
      <h2 id="gateways">
        {t('devices.gateways')} <b>{data?.gateways.length}</b>
      </h2>
      {error && !data ? <Failure error={error} retry={() => void refetch()} /> : !data ? <Skeleton rows={4} /> : null}
      {data && data.gateways.length === 0 && <p className="faint">{t('devices.no-gateways')}</p>}
      {data && data.gateways.length > 0 && (
        <div className="scroll" tabIndex={0} role="group" aria-labelledby="gateways">
          <table>
            <thead>
              <tr>
                {(['gateway', 'place', 'last-seen', 'drift', 'reads', 'gaps', 'unknown'] as const).map((column) => (
                  <th key={column} scope="col">
                    {t(`column.${column}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {data.gateways.map((one) => (
                <tr key={one.id}>
                  <th scope="row">
                    {one.id}
                    <small>
                      {names.organisation(one.ownerId)}
                      {one.firmwareVersion && ` · ${one.firmwareVersion}`}
                    </small>
                  </th>
                  <td>
                    {one.hubId ? names.hub(one.hubId) : t('devices.mobile')}
                    <small>{one.readPointId}</small>
                  </td>
                  <td>
                    <Age live at={one.lastSeenAt} />
                    {one.silentSince && <small className="warn-text">{t('devices.gateway-silent')}</small>}
                  </td>
                  <td className={`num ${Math.abs(one.clockDriftSeconds) > 5 ? 'warn-text' : ''}`}>{one.clockDriftSeconds.toFixed(1)} s</td>
                  <td className="num">
                    {number.format(one.readsAccepted)}
                    <small>{t('devices.per-minute', { count: Math.round(one.readsPerMinute) })}</small>
                  </td>
                  <td className={`num ${one.sequenceGaps > 0 ? 'warn-text' : ''}`}>{number.format(one.sequenceGaps)}</td>
                  <td className="num">{number.format(one.unknownTagReads)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

function Tags() {
  const { t } = useTranslation();
  const names = useNames();
  const [silent, setSilent] = useParam('silent');
  const { data, error, refetch } = useTags(silent === '1');
  return (
    <section className="card" aria-labelledby="tags">
      <h2 id="tags">
        {t('devices.tags')} <b>{data?.nextPage ? `${data.tags.length}+` : data?.tags.length}</b>
      </h2>
      <label className="check">
        <input type="checkbox" checked={silent === '1'} onChange={(event) => setSilent(event.target.checked ? '1' : '')} />
        {t('devices.silent-only')}
      </label>
      {error && !data ? <Failure error={error} retry={() => void refetch()} /> : !data ? <Skeleton rows={6} /> : null}
      {data && data.tags.length === 0 && <p className="faint">{t(silent ? 'devices.none-silent' : 'devices.no-tags')}</p>}
      {data && data.tags.length > 0 && (
        <div className="scroll scroll-tall" tabIndex={0} role="group" aria-labelledby="tags">
          <table>
            <thead>
              <tr>
                {(['tag', 'unit', 'place', 'last-seen', 'battery'] as const).map((column) => (
                  <th key={column} scope="col">
                    {t(`column.${column}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {data.tags.map((tag) => (
                <tr key={tag.id}>
                  <th scope="row">
                    <code>{tag.id}</code>
                    <small>{t(`tag-kind.${tag.kind}`)}</small>
                  </th>
                  <td>{tag.handlingUnitId ? <code>{tag.handlingUnitId}</code> : <span className="faint">{t('devices.unattached')}</span>}</td>
                  <td>
                    {tag.hubId ? names.hub(tag.hubId) : '–'}
                    <small>{tag.lastReadPointId}</small>
                  </td>
                  <td>
                    {tag.silent && <StatusMark mark="silent" label />} <Age live at={tag.lastReadAt} />
                  </td>
                  <td className="num">{tag.batteryPercent === null ? '–' : `${tag.batteryPercent} %`}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

function Quarantine() {
  const { t } = useTranslation();
  const { data, error } = useQuarantine();
  return (
    <section className="card" aria-labelledby="quarantine">
      <h2 id="quarantine">
        {t('devices.quarantine')} <b>{data?.nextPage ? `${data.entries.length}+` : data?.entries.length}</b>
      </h2>
      <p className="faint">{t('devices.quarantine-why')}</p>
      {error && !data && <Failure error={error} />}
      {data && data.entries.length > 0 && (
        <div className="scroll scroll-tall" tabIndex={0} role="group" aria-labelledby="quarantine">
          <table>
            <thead>
              <tr>
                {(['recorded', 'gateway', 'reason', 'content'] as const).map((column) => (
                  <th key={column} scope="col">
                    {t(`column.${column}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {data.entries.map((entry) => (
                <tr key={entry.id}>
                  <td>
                    <Age at={entry.recordTime} />
                  </td>
                  <td>{entry.gatewayId}</td>
                  <td>
                    <b>{entry.reason}</b>
                  </td>
                  <td>
                    <code className="clip" title={entry.content}>
                      {entry.content}
                    </code>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}
