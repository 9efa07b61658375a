import { useEffect, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../api/client';
import { useNow } from '../live/clock';
import { age, full } from './time';

/** Rows of grey, but only once waiting is noticeable. */
export function Skeleton({ rows = 8 }: { rows?: number }) {
  const { t } = useTranslation();
  const [shown, setShown] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setShown(true), 150);
    return () => clearTimeout(timer);
  }, []);
  if (!shown) return null;
  return (
    <div className="skeleton" role="status" aria-label={t('state.loading')}>
      {Array.from({ length: rows }, (_, index) => (
        <div key={index} />
      ))}
    </div>
  );
}

/** `page`: it is all there is, so its title is the page's. */
export function Empty({ title, children, page }: { title: string; children?: ReactNode; page?: boolean }) {
  const Title = page ? 'h1' : 'h2';
  return (
    <div className="empty">
      <Title>{title}</Title>
      {children && <p>{children}</p>}
    </div>
  );
}

export function Failure({ error, retry, page }: { error: unknown; retry?: () => void; page?: boolean }) {
  const Title = page ? 'h1' : 'h2';
  const { t } = useTranslation();
  const status = error instanceof ApiError ? error.status : 0;
  const problem = error instanceof ApiError ? error.problem : {};
  const key = status === 403 ? 'forbidden' : status === 404 ? 'missing' : status === 503 ? 'unavailable' : status === 0 ? 'offline' : 'failed';
  return (
    <div className="empty failure" role="alert">
      <Title>{t(`error.${key}`)}</Title>
      <p>{t(`error.${key}-next`)}</p>
      {problem.detail && <p lang="en">{problem.detail}</p>}
      {problem.traceId && (
        <p className="faint">
          {t('error.trace')} <code>{problem.traceId}</code>
        </p>
      )}
      {retry && (
        <button type="button" className="button" onClick={retry}>
          {t('error.retry')}
        </button>
      )}
    </div>
  );
}

// A pallet at rest is read every few minutes; what is older than this is drawn grey.
const staleAfter = 60 * 60_000;

/** A time as its age, exact on hover; a live value's greys when stale. No live value is shown without one. */
export function Age({ at, zone, live }: { at: string | null; zone?: string; live?: boolean }) {
  const { t, i18n } = useTranslation();
  const now = useNow();
  if (!at) return <span className="faint">{t('never')}</span>;
  const stale = live && now - Date.parse(at) > staleAfter;
  return (
    <time dateTime={at} title={full(at, i18n.language, zone)} className={stale ? 'stale' : undefined}>
      {age(at, now, t)}
    </time>
  );
}
