import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError, post } from '../api/client';
import type { WorkItem } from '../api/types';
import { serverNow } from '../live/clock';
import { patchWorkItem } from '../live/patch';

/** Commands on exceptions: pending until the hub answers; a refusal is shown with its reason and changes nothing. */
export function useWorkItemActions() {
  const client = useQueryClient();
  const { t } = useTranslation();
  const [pending, setPending] = useState<ReadonlySet<string>>(new Set());
  const [refused, setRefused] = useState<{ id: string; why: string } | null>(null);

  const run = async (item: WorkItem, command: string, body: object) => {
    if (pending.has(item.id)) return;
    setPending((before) => new Set(before).add(item.id));
    setRefused(null);
    try {
      patchWorkItem(client, await post<WorkItem>(`/api/work-items/${encodeURIComponent(item.id)}/${command}`, body));
    } catch (error) {
      const detail = error instanceof ApiError ? (error.problem.detail ?? error.problem.title) : undefined;
      const trace = error instanceof ApiError && error.problem.traceId ? ` (${t('error.trace')} ${error.problem.traceId})` : '';
      setRefused({ id: item.id, why: `${detail ?? t('error.offline')}${trace}` });
    } finally {
      setPending((before) => new Set([...before].filter((id) => id !== item.id)));
    }
  };
  return {
    pending,
    refused,
    acknowledge: (item: WorkItem) => void run(item, 'acknowledge', {}),
    shelve: (item: WorkItem, minutes: number) =>
      void run(item, 'shelve', { until: new Date(serverNow() + minutes * 60_000).toISOString() }),
    resolve: (item: WorkItem, note: string) => void run(item, 'resolve', { note }),
  };
}
export type WorkItemActions = ReturnType<typeof useWorkItemActions>;
