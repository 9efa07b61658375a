import { useTranslation } from 'react-i18next';
import type { EtaRange } from '../api/types';
import { useNow } from '../live/clock';
import { delta, moment, range } from './time';

/** The arrival's spread against the appointment: a band from p50 to p95 with the deadline as a line. */
export function EtaBar({ eta, due, zone }: { eta: EtaRange | null; due: string | null; zone?: string }) {
  const { t, i18n } = useTranslation();
  const now = useNow();
  if (!eta) return <p className="faint">{t('eta.none')}</p>;
  const [p50, p80, p95] = [eta.p50, eta.p80, eta.p95].map((at) => Date.parse(at)) as [number, number, number];
  const deadline = due ? Date.parse(due) : null;
  const low = Math.min(p50, deadline ?? p50);
  const high = Math.max(p95, deadline ?? p95);
  const pad = Math.max(10 * 60_000, (high - low) * 0.15);
  const x = (at: number) => ((at - low + pad) / (high - low + 2 * pad)) * 300;
  const late = deadline !== null && p50 > deadline;
  return (
    <figure className="eta">
      <svg viewBox="0 0 300 34" role="img" aria-label={t('eta.label', { range: range(eta, i18n.language, now, zone) })} preserveAspectRatio="none">
        <line x1="0" x2="300" y1="22" y2="22" className="axis" />
        <rect x={x(p50)} width={Math.max(3, x(p95) - x(p50))} y="17" height="10" rx="2" className={late ? 'band late' : 'band'} />
        <rect x={x(p50)} width={Math.max(2, x(p80) - x(p50))} y="17" height="10" rx="2" className={late ? 'core late' : 'core'} />
        {deadline !== null && <line x1={x(deadline)} x2={x(deadline)} y1="6" y2="32" className="deadline" />}
      </svg>
      <figcaption>
        <span>
          {t('eta.arrival')} <b>{range(eta, i18n.language, now, zone)}</b>
        </span>
        {due && (
          <span>
            {t('eta.due')} <b>{moment(due, i18n.language, now, zone)}</b>
          </span>
        )}
        {deadline !== null && <span className={late ? 'late-text' : 'good-text'}>{delta(Math.round((p50 - deadline) / 60_000), t)}</span>}
      </figcaption>
    </figure>
  );
}
