import type { TFunction } from 'i18next';
import type { EtaRange } from '../api/types';

const formats = new Map<string, Intl.DateTimeFormat>();
function format(language: string, zone: string | undefined, options: Intl.DateTimeFormatOptions) {
  const key = `${language}|${zone}|${JSON.stringify(options)}`;
  let made = formats.get(key);
  if (!made) {
    made = new Intl.DateTimeFormat(language === 'de' ? 'de-DE' : 'en-GB', { ...options, timeZone: zone });
    formats.set(key, made);
  }
  return made;
}

export const time = (iso: string, language: string, zone?: string) =>
  format(language, zone, { hour: '2-digit', minute: '2-digit' }).format(new Date(iso));

export const seconds = (at: string | number, language: string, zone?: string) =>
  format(language, zone, { hour: '2-digit', minute: '2-digit', second: '2-digit' }).format(new Date(at));

/** Day and time; today's day is left out, one of the days around is its weekday, a farther one its date. */
export function moment(iso: string, language: string, now: number, zone?: string) {
  const date = format(language, zone, { day: '2-digit', month: '2-digit' });
  const at = new Date(iso);
  if (date.format(at) === date.format(now)) return time(iso, language, zone);
  const near = Math.abs(at.getTime() - now) < 5 * 86_400_000;
  const day = near ? format(language, zone, { weekday: 'short' }).format(at).replace('.', '') : date.format(at);
  return `${day} ${time(iso, language, zone)}`;
}

export const full = (iso: string, language: string, zone?: string) =>
  format(language, zone, {
    weekday: 'short', day: '2-digit', month: '2-digit', year: 'numeric', hour: '2-digit', minute: '2-digit', second: '2-digit', timeZoneName: 'short',
  }).format(new Date(iso));

/** The time zone's short name at that moment: MEZ, CET. */
export function zoneName(language: string, now: number, zone: string) {
  const parts = format(language, zone, { timeZoneName: 'short' }).formatToParts(now);
  return parts.find((part) => part.type === 'timeZoneName')?.value ?? zone;
}

export function range(eta: EtaRange, language: string, now: number, zone?: string) {
  const from = moment(eta.p50, language, now, zone);
  const to = time(eta.p95, language, zone);
  return from.endsWith(to) ? from : `${from}–${to}`;
}

/** A duration in the two units that matter: 35 s, 12 min, 3 h 05, 2 d 4 h. */
export function duration(milliseconds: number, t: TFunction) {
  const s = Math.max(0, Math.round(milliseconds / 1000));
  if (s < 60) return t('duration.seconds', { s });
  const minutes = Math.floor(s / 60);
  if (minutes < 60) return t('duration.minutes', { m: minutes });
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return t('duration.hours', { h: hours, m: String(minutes % 60).padStart(2, '0') });
  return t('duration.days', { d: Math.floor(hours / 24), h: hours % 24 });
}

export const age = (iso: string, now: number, t: TFunction) => t('ago', { duration: duration(now - Date.parse(iso), t) });

/** Signed minutes for a cell: +25 min, −1 h 05. */
export function delta(minutes: number, t: TFunction) {
  if (minutes === 0) return t('duration.minutes', { m: 0 });
  return `${minutes > 0 ? '+' : '−'}${duration(Math.abs(minutes) * 60_000, t)}`;
}
