import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useShipments } from '../api/queries';
import type { ShipmentRow, Stage } from '../api/types';
import { useKeys } from '../app/keys';
import { Link, navigate, useParam } from '../app/router';
import { useNow } from '../live/clock';
import { RouteStrip } from '../ui/RouteStrip';
import { Age, Empty, Failure, Skeleton } from '../ui/States';
import { StatusMark } from '../ui/StatusMark';
import { useNames, type Names } from '../ui/names';
import { delta, moment, range } from '../ui/time';

const stages: Stage[] = ['booked', 'planned', 'in-transit', 'at-hub', 'arrived', 'delivered', 'cancelled'];
const columns = ['status', 'reference', 'lane', 'stage', 'next', 'eta', 'due', 'seen', 'open'] as const;
const rowHeight = 46;

export function Shipments() {
  const { t } = useTranslation();
  const names = useNames();
  const [text, setText] = useParam('q');
  const [state, setState] = useParam('state');
  const [hub, setHub] = useParam('hub');
  const [late, setLate] = useParam('late');
  const typed = useDebounced(text, 180);
  const filter = useMemo(() => ({ text: typed, state, hub, late: late === '1' }), [typed, state, hub, late]);
  const shipments = useShipments(filter);
  const rows = useMemo(() => shipments.data?.pages.flatMap((page) => page.rows) ?? [], [shipments.data]);
  const filtered = typed !== '' || state !== '' || hub !== '' || late !== '';

  return (
    <div className="screen shipments">
      <div className="bar">
        <h1>{t('nav.shipments')}</h1>
        <label className="field search">
          <span className="hidden">{t('shipments.search')}</span>
          <input type="search" value={text} placeholder={t('shipments.search')} onChange={(event) => setText(event.target.value)} />
          <kbd aria-hidden="true">/</kbd>
        </label>
        <label className="field">
          <span>{t('column.stage')}</span>
          <select value={state} onChange={(event) => setState(event.target.value)}>
            <option value="">{t('all')}</option>
            {stages.map((stage) => (
              <option key={stage} value={stage}>
                {t(`stage.${stage}`)}
              </option>
            ))}
          </select>
        </label>
        <label className="field">
          <span>{t('column.hub')}</span>
          <select value={hub} onChange={(event) => setHub(event.target.value)}>
            <option value="">{t('all')}</option>
            {names.hubs.map((one) => (
              <option key={one.id} value={one.id}>
                {one.name}
              </option>
            ))}
          </select>
        </label>
        <label className="check">
          <input type="checkbox" checked={late === '1'} onChange={(event) => setLate(event.target.checked ? '1' : '')} />
          {t('shipments.late-only')}
        </label>
        <span className="count" aria-live="polite">
          {shipments.data && t(shipments.hasNextPage ? 'shipments.count-more' : 'shipments.count', { count: rows.length })}
        </span>
      </div>
      {shipments.error && !shipments.data ? (
        <Failure error={shipments.error} retry={() => void shipments.refetch()} />
      ) : !shipments.data ? (
        <Skeleton rows={14} />
      ) : rows.length === 0 ? (
        <Empty title={t(filtered ? 'shipments.none-filtered' : 'shipments.none')}>{t(filtered ? 'shipments.none-filtered-next' : 'shipments.none-next')}</Empty>
      ) : (
        <Table rows={rows} names={names} more={shipments.hasNextPage ? () => void shipments.fetchNextPage() : undefined} />
      )}
    </div>
  );
}

function Table({ rows, names, more }: { rows: ShipmentRow[]; names: Names; more?: () => void }) {
  const { t } = useTranslation();
  const scroller = useRef<HTMLDivElement>(null);
  const [selected, select] = useParam('sel');
  const index = Math.max(0, rows.findIndex((row) => row.id === selected));
  const virtual = useVirtualizer({ count: rows.length, getScrollElement: () => scroller.current, estimateSize: () => rowHeight, overscan: 12 });
  const shown = virtual.getVirtualItems();
  const last = shown.at(-1)?.index ?? 0;
  useEffect(() => {
    if (last >= rows.length - 20) more?.();
  }, [last, rows.length, more]);

  const go = (to: number) => {
    const target = Math.min(rows.length - 1, Math.max(0, to));
    const row = rows[target];
    if (!row) return;
    select(row.id);
    virtual.scrollToIndex(target);
    requestAnimationFrame(() => scroller.current?.querySelector<HTMLElement>(`[data-row="${row.id}"]`)?.focus({ preventScroll: true }));
  };
  const at = rows[index];
  useKeys({
    j: () => go(selected ? index + 1 : 0),
    k: () => go(index - 1),
    ArrowDown: () => go(selected ? index + 1 : 0),
    ArrowUp: () => go(index - 1),
    Home: () => go(0),
    End: () => go(rows.length - 1),
    Enter: () => at && navigate(`/shipments/${at.id}`),
    Escape: () => select(''),
  });

  return (
    <div className="grid" role="grid" aria-label={t('nav.shipments')} aria-rowcount={more ? -1 : rows.length + 1} aria-colcount={columns.length} ref={scroller}>
      <div className="grid-head" role="row" aria-rowindex={1}>
        {columns.map((column) => (
          <div key={column} role="columnheader">
            {t(`column.${column}`)}
          </div>
        ))}
      </div>
      <div role="rowgroup" className="grid-body" style={{ height: virtual.getTotalSize() }}>
        {shown.map((item) => {
          const row = rows[item.index];
          if (!row) return null;
          return (
            <div
              key={row.id}
              role="row"
              data-row={row.id}
              aria-rowindex={item.index + 2}
              aria-selected={row.id === selected}
              tabIndex={item.index === index ? 0 : -1}
              className={`grid-row is-${row.punctuality}`}
              style={{ transform: `translateY(${item.start}px)` }}
              onClick={() => select(row.id)}
              onDoubleClick={() => navigate(`/shipments/${row.id}`)}
            >
              <Cells row={row} names={names} />
            </div>
          );
        })}
      </div>
    </div>
  );
}

function Cells({ row, names }: { row: ShipmentRow; names: Names }) {
  const { t, i18n } = useTranslation();
  const now = useNow();
  const zone = names.zone(row.destinationHubId);
  const next = row.next;
  const when = next?.estimated?.p50 ?? next?.planned;
  return (
    <>
      <div role="gridcell" className="cell-status">
        <StatusMark mark={row.punctuality} />
        {row.lateMinutes !== null && row.punctuality !== 'closed' && (
          <span className={`delta is-${row.punctuality}`}>{delta(row.lateMinutes, t)}</span>
        )}
      </div>
      <div role="gridcell" className="cell-reference">
        <Link to={`/shipments/${row.id}`} tabIndex={-1}>
          {row.reference}
        </Link>
        <small>{t('shipments.units', { count: row.handlingUnitIds.length })}</small>
      </div>
      <div role="gridcell" className="cell-lane">
        <span>
          {names.hub(row.originHubId)} → {names.hub(row.destinationHubId)}
        </span>
        <RouteStrip stops={row.stops} name={names.hub} />
      </div>
      <div role="gridcell">
        {t(`stage.${row.stage}`)}
        {row.misdirected && <small className="late-text">{t('shipments.misdirected')}</small>}
      </div>
      <div role="gridcell">
        {next ? (
          <>
            {t(`milestone.${next.kind}`)} {names.hub(next.hubId)}
            <small>
              {when ? moment(when, i18n.language, now, names.zone(next.hubId)) : '–'}
              {next.deltaMinutes !== null && <> ({delta(next.deltaMinutes, t)})</>}
            </small>
          </>
        ) : (
          '–'
        )}
      </div>
      <div role="gridcell" className="num">
        {row.punctuality === 'closed' ? '–' : row.eta ? range(row.eta, i18n.language, now, zone) : <span className="faint">{t('eta.none')}</span>}
      </div>
      <div role="gridcell" className="num">
        {row.due ? moment(row.due, i18n.language, now, zone) : '–'}
      </div>
      <div role="gridcell">
        {names.hub(row.lastHubId)}
        <small>
          <Age live at={row.lastSeenAt} zone={names.zone(row.lastHubId)} />
        </small>
      </div>
      <div role="gridcell" className="num">
        {row.openWorkItems > 0 && <b className="badge">{row.openWorkItems}</b>}
      </div>
    </>
  );
}

function useDebounced(value: string, wait: number) {
  const [settled, settle] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => settle(value), wait);
    return () => clearTimeout(timer);
  }, [value, wait]);
  return settled;
}
