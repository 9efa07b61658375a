import { useMemo } from 'react';
import { useReference } from '../api/queries';
import type { HubName } from '../api/types';

/** Names for ids; an id nobody named yet is shown as it is. */
export function useNames() {
  const { data } = useReference();
  return useMemo(() => {
    const hubs = new Map<string, HubName>(data?.hubs.map((hub) => [hub.id, hub]));
    const organisations = new Map(data?.organisations.map((one) => [one.id, one.name]));
    const services = new Map(data?.services.map((one) => [one.id, one]));
    return {
      hubs: data?.hubs ?? [],
      hub: (id: string | null) => (id ? (hubs.get(id)?.name ?? id) : '–'),
      zone: (id: string | null) => (id ? hubs.get(id)?.zone : undefined),
      position: (id: string | null) => (id ? (hubs.get(id)?.position ?? null) : null),
      organisation: (id: string | null) => (id ? (organisations.get(id) ?? id) : '–'),
      service: (id: string) => services.get(id)?.name ?? id,
    };
  }, [data]);
}
export type Names = ReturnType<typeof useNames>;
