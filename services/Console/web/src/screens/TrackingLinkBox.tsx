import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { post } from '../api/client';
import type { TrackingLink } from '../api/types';
import { Failure } from '../ui/States';
import { full } from '../ui/time';

/** The token is shown once; the hub keeps only its hash. */
export function TrackingLinkBox({ shipmentId }: { shipmentId: string }) {
  const { t, i18n } = useTranslation();
  const [link, setLink] = useState<TrackingLink | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const create = async () => {
    setBusy(true);
    setError(null);
    try {
      setLink(await post<TrackingLink>(`/api/shipments/${encodeURIComponent(shipmentId)}/tracking-links`, { days: 14 }));
    } catch (failure) {
      setError(failure);
    } finally {
      setBusy(false);
    }
  };
  return (
    <section className="card" aria-labelledby="tracking-link">
      <h2 id="tracking-link">{t('tracking.title')}</h2>
      {link ? (
        <>
          <p>
            <a href={link.url} target="_blank" rel="noreferrer">
              {new URL(link.url, location.href).href}
            </a>
          </p>
          <p className="faint">{t('tracking.until', { time: full(link.expiresAt, i18n.language) })}</p>
        </>
      ) : (
        <>
          <p className="faint">{t('tracking.why')}</p>
          <button type="button" className="button" disabled={busy} onClick={() => void create()}>
            {t('tracking.create')}
          </button>
        </>
      )}
      {error !== null && <Failure error={error} />}
    </section>
  );
}
