import { useTranslation } from 'react-i18next';
import { seconds } from '../ui/time';
import { useConnection } from './connection';

/** Console disconnected and one service away look different from each other, and from a silent tag. */
export function ConnectionBanner() {
  const { t, i18n } = useTranslation();
  const { state, heardAt, sources } = useConnection();
  if (state === 'lost') {
    return (
      <p className="banner banner-lost" role="status">
        <strong>{t('connection.lost')}</strong>{' '}
        {heardAt ? t('connection.last-good', { time: seconds(heardAt, i18n.language) }) : t('connection.never')}
      </p>
    );
  }
  const away = Object.values(sources).filter((source) => source.state === 'reconnecting');
  if (away.length === 0) return null;
  return (
    <p className="banner banner-partial" role="status">
      <strong>{t('connection.partial')}</strong>{' '}
      {away.map((source) => t(`connection.away-${source.source}`, { time: seconds(source.since, i18n.language) })).join(' ')}
    </p>
  );
}

export function ConnectionLamp() {
  const { t } = useTranslation();
  const { state, sources } = useConnection();
  const states = Object.values(sources);
  const shown =
    state === 'live' && states.some((source) => source.state === 'reconnecting')
      ? 'partial'
      : state === 'live' && states.some((source) => source.state === 'catching-up')
        ? 'catching-up'
        : state;
  return (
    <p className={`lamp lamp-${shown}`}>
      <span aria-hidden="true" />
      {t(`connection.lamp-${shown}`)}
    </p>
  );
}
