import { useEffect, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useWorkItems } from '../api/queries';
import type { Severity, WorkItem, WorkItemState } from '../api/types';
import { useKeys } from '../app/keys';
import { navigate, useParam } from '../app/router';
import { Age, Empty, Failure, Skeleton } from '../ui/States';
import { SeverityMark } from '../ui/StatusMark';
import { useNames } from '../ui/names';
import { useWorkItemActions } from './workItemActions';
import { WorkItemPanel } from './WorkItemPanel';

const states: WorkItemState[] = ['new', 'acknowledged', 'shelved', 'resolved'];
const severities: Severity[] = ['critical', 'warning', 'info'];

/** Worst first; among equals the one that waits longest. */
function order(items: WorkItem[]) {
  const rank = (item: WorkItem) => severities.indexOf(item.severity);
  return [...items].sort((a, b) => rank(a) - rank(b) || (a.raisedAt ?? '').localeCompare(b.raisedAt ?? '') || a.id.localeCompare(b.id));
}

export function Exceptions() {
  const { t } = useTranslation();
  const names = useNames();
  const [stateParam, setState] = useParam('state');
  const [kind, setKind] = useParam('kind');
  const [selected, select] = useParam('sel');
  const state = states.find((one) => one === stateParam) ?? 'new';
  const { data, error, refetch } = useWorkItems(state === 'resolved');
  const inState = useMemo(() => (data?.items ?? []).filter((item) => item.state === state), [data, state]);
  const kinds = useMemo(() => [...new Set(inState.map((item) => item.kind))].sort(), [inState]);
  const items = useMemo(() => order(inState.filter((item) => !kind || item.kind === kind)), [inState, kind]);
  const index = items.findIndex((item) => item.id === selected);
  const current = items[index] ?? items[0];
  const actions = useWorkItemActions();
  const list = useRef<HTMLDivElement>(null);

  const move = (by: number) => {
    const next = items[Math.min(items.length - 1, Math.max(0, (current ? items.indexOf(current) : 0) + by))];
    if (!next) return;
    select(next.id);
    list.current?.querySelector<HTMLElement>(`[data-row="${next.id}"]`)?.focus();
  };
  useKeys({
    j: () => move(1),
    k: () => move(-1),
    ArrowDown: () => move(1),
    ArrowUp: () => move(-1),
    Enter: () => current?.shipmentId && navigate(`/shipments/${current.shipmentId}`),
    Escape: () => select(''),
    a: () => current?.state === 'new' && actions.acknowledge(current),
    s: () => current && current.state !== 'resolved' && actions.shelve(current, 60),
    r: () => current && current.state !== 'resolved' && actions.resolve(current, ''),
  });
  useEffect(() => {
    if (selected) list.current?.querySelector(`[data-row="${selected}"]`)?.scrollIntoView({ block: 'nearest' });
  }, [selected]);

  const count = (one: WorkItemState) => data?.items.filter((item) => item.state === one).length ?? 0;
  return (
    <div className="screen exceptions">
      <div className="bar">
        <h1>{t('nav.exceptions')}</h1>
        <div className="segments" role="group" aria-label={t('exceptions.state')}>
          {states.map((one) => (
            <button key={one} type="button" aria-pressed={one === state} onClick={() => setState(one === 'new' ? '' : one)}>
              {t(`work-item.${one}`)} {one !== 'resolved' && <b>{count(one)}</b>}
            </button>
          ))}
        </div>
        {kinds.length > 1 && (
          <label className="field">
            <span>{t('exceptions.kind')}</span>
            <select value={kind} onChange={(event) => setKind(event.target.value)}>
              <option value="">{t('all')}</option>
              {kinds.map((one) => (
                <option key={one} value={one}>
                  {t(`kind.${one}`)}
                </option>
              ))}
            </select>
          </label>
        )}
      </div>
      {error && !data ? (
        <Failure error={error} retry={() => void refetch()} />
      ) : !data ? (
        <Skeleton />
      ) : items.length === 0 ? (
        <Empty title={t(kind ? 'exceptions.none-filtered' : `exceptions.none-${state}`)}>{t('exceptions.none-next')}</Empty>
      ) : (
        <div className="split">
          <div className="worklist" ref={list}>
            {severities.map((severity) => {
              const group = items.filter((item) => item.severity === severity);
              if (group.length === 0) return null;
              return (
                <section key={severity} aria-labelledby={`group-${severity}`}>
                  <h2 id={`group-${severity}`}>
                    {t(`severity.${severity}`)} <b>{group.length}</b>
                  </h2>
                  <ul>
                    {group.map((item) => (
                      <li key={item.id} className={actions.pending.has(item.id) ? 'pending' : undefined}>
                        <button type="button" data-row={item.id} aria-current={item === current || undefined} onClick={() => select(item.id)}>
                          <SeverityMark severity={item.severity} />
                          <span className="what">
                            <strong>{t(`kind.${item.kind}`)}</strong>
                            <span className="ref">
                              {item.shipmentReference || item.shipmentId || names.hub(item.hubId)}
                              {item.count > 1 && ` · ${t('exceptions.times', { count: item.count })}`}
                            </span>
                          </span>
                          <span className="cause" lang="en">
                            {item.cause}
                          </span>
                          <span className="where">{names.hub(item.hubId)}</span>
                          <span className="when">
                            <Age at={item.raisedAt} zone={names.zone(item.hubId)} />
                          </span>
                        </button>
                      </li>
                    ))}
                  </ul>
                </section>
              );
            })}
          </div>
          {current && <WorkItemPanel key={current.id} item={current} actions={actions} />}
        </div>
      )}
    </div>
  );
}
