import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { post } from '../api/client';
import { useWorkItems } from '../api/queries';
import type { Session } from '../api/types';
import { ConnectionBanner, ConnectionLamp } from '../live/ConnectionBanner';
import { speak } from './i18n';
import { KeySheet } from './KeySheet';
import { useKeys } from './keys';
import { Link, navigate, useAddress } from './router';

const places = [
  { to: '/', key: 'exceptions', icon: 'M8 1.8 15 14H1Z M8 6v4 M8 11.6v1' },
  { to: '/shipments', key: 'shipments', icon: 'M1.5 4h13 M1.5 8h13 M1.5 12h13' },
  { to: '/map', key: 'map', icon: 'M8 14.5C5 11 3.2 8.700 3.200 6.300a4.800 4.800 0 0 1 9.600 0C12.800 8.700 11 11 8 14.500Z M8 8a1.700 1.700 0 1 0 0-3.400A1.700 1.700 0 0 0 8 8Z' },
  { to: '/devices', key: 'devices', icon: 'M8 9.500a1.500 1.500 0 1 0 0-3a1.500 1.500 0 0 0 0 3Z M4.500 11.500a5 5 0 0 1 0-7 M11.500 4.500a5 5 0 0 1 0 7 M2 13.800a8.200 8.200 0 0 1 0-11.600 M14 2.200a8.200 8.200 0 0 1 0 11.600' },
] as const;

export function Shell({ session, children }: { session: Session; children: ReactNode }) {
  const { t } = useTranslation();
  const { path } = useAddress();
  const [sheet, setSheet] = useState(false);
  const main = useRef<HTMLElement>(null);
  const open = useWorkItems(false).data?.items.filter((item) => item.state === 'new').length ?? 0;
  const here = places.find((place) => (place.to === '/' ? path === '/' : path.startsWith(place.to)));

  useEffect(() => {
    document.title = `${open > 0 ? `(${open}) ` : ''}${here ? t(`nav.${here.key}`) : 'Logistics'} · Logistics`;
  }, [here, open, t]);
  useKeys({
    '?': () => setSheet(true),
    '1': () => navigate('/'),
    '2': () => navigate('/shipments'),
    '3': () => navigate('/map'),
    '4': () => navigate('/devices'),
    '/': () => main.current?.querySelector<HTMLInputElement>('input[type=search]')?.focus(),
  });

  return (
    <div className="shell">
      <a className="skip" href="#main">
        {t('nav.skip')}
      </a>
      <header className="rail">
        <Link to="/" className="brand">
          <img src="/favicon.svg" alt="" width="28" height="28" />
          <span>
            Logistics<small>{session.organisationName}</small>
          </span>
        </Link>
        <nav aria-label={t('nav.label')}>
          {places.map((place) => (
            <Link key={place.to} to={place.to} aria-current={here === place ? 'page' : undefined}>
              <svg viewBox="0 0 16 16" width="17" height="17" aria-hidden="true">
                <path d={place.icon} fill="none" stroke="currentColor" strokeWidth="1.5" strokeLinejoin="round" strokeLinecap="round" />
              </svg>
              <span>{t(`nav.${place.key}`)}</span>
              {place.key === 'exceptions' && open > 0 && <b title={t('nav.open', { count: open })}>{open}</b>}
            </Link>
          ))}
        </nav>
        <div className="rail-foot">
          <ConnectionLamp />
          <Person session={session} showKeys={() => setSheet(true)} />
        </div>
      </header>
      <main id="main" ref={main} tabIndex={-1}>
        <ConnectionBanner />
        {children}
      </main>
      <KeySheet open={sheet} close={() => setSheet(false)} />
    </div>
  );
}

function Person({ session, showKeys }: { session: Session; showKeys: () => void }) {
  const { t, i18n } = useTranslation();
  const client = useQueryClient();
  const signOut = async () => {
    await post('/api/sign-out');
    client.clear();
    navigate('/');
    location.reload();
  };
  return (
    <div className="person">
      <span className="person-name">{session.name}</span>
      <div>
        <button type="button" lang={i18n.language === 'de' ? 'en' : 'de'} onClick={() => void speak(i18n.language === 'de' ? 'en' : 'de')}>
          {i18n.language === 'de' ? 'English' : 'Deutsch'}
        </button>
        <button type="button" onClick={showKeys}>
          {t('nav.keys')}
        </button>
        <button type="button" onClick={() => void signOut()}>
          {t('nav.sign-out')}
        </button>
      </div>
    </div>
  );
}
