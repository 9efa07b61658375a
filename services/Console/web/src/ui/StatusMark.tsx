import { useTranslation } from 'react-i18next';
import type { Punctuality, Severity } from '../api/types';

export type Mark = Punctuality | 'silent' | 'loose';

/** Shapes first, colours second: each state can be told apart in black and white. The map draws the same paths. */
export const markPaths: Record<Mark, { d: string; hollow?: boolean; dashed?: boolean; stroke?: boolean }> = {
  'on-time': { d: 'M8 2.5a5.5 5.5 0 1 1 0 11a5.5 5.5 0 1 1 0-11Z' },
  'at-risk': { d: 'M8 2 14.5 13.5H1.5Z' },
  late: { d: 'M8 1 15 8 8 15 1 8Z' },
  'no-eta': { d: 'M8 3a5 5 0 1 1 0 10a5 5 0 1 1 0-10Z', hollow: true },
  closed: { d: 'M3 8.5 6.6 12 13 4.5', stroke: true },
  silent: { d: 'M3 3h10v10H3Z', hollow: true, dashed: true },
  loose: { d: 'M5 5h6v6H5Z', hollow: true },
};

export function StatusMark({ mark, label }: { mark: Mark; label?: boolean }) {
  const { t } = useTranslation();
  const { d, hollow, dashed, stroke } = markPaths[mark];
  const name = t(`punctuality.${mark}`);
  const outlined = hollow || stroke;
  return (
    <span className={`mark mark-${mark}`} title={label ? undefined : name}>
      <svg viewBox="0 0 16 16" width="14" height="14" role={label ? undefined : 'img'} aria-hidden={label || undefined} aria-label={label ? undefined : name}>
        <path
          d={d}
          fill={outlined ? 'none' : 'currentColor'}
          stroke={outlined ? 'currentColor' : 'none'}
          strokeWidth={outlined ? 2.2 : 0}
          strokeDasharray={dashed ? '2.4 2' : undefined}
        />
      </svg>
      {label && <span>{name}</span>}
    </span>
  );
}

const severityShape: Record<Severity, string> = {
  critical: markPaths.late.d,
  warning: markPaths['at-risk'].d,
  info: markPaths['on-time'].d,
};

export function SeverityMark({ severity }: { severity: Severity }) {
  const { t } = useTranslation();
  return (
    <svg className={`severity severity-${severity}`} viewBox="0 0 16 16" width="14" height="14" role="img" aria-label={t(`severity.${severity}`)}>
      <path d={severityShape[severity]} fill="currentColor" />
    </svg>
  );
}
