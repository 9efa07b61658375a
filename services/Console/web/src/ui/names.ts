import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useReference } from '../api/queries';
import type { HubName } from '../api/types';

/** Names for ids; an id nobody named yet is shown as it is. */
export function useNames() {
  const { data } = useReference();
  const { t } = useTranslation();
  return useMemo(() => {
    const hubs = new Map<string, HubName>(data?.hubs.map((hub) => [hub.id, hub]));
    const organisations = new Map(data?.organisations.map((one) => [one.id, one.name]));
    const services = new Map(data?.services.map((one) => [one.id, one]));
    // A door has no name of its own here: whose it is says the shipment.
    const doors = new Map([['door:from', t('door.from')], ['door:to', t('door.to')]]);
    return {
      hubs: data?.hubs ?? [],
      hub: (id: string | null) => (id ? (hubs.get(id)?.name ?? doors.get(id) ?? id) : '–'),
      zone: (id: string | null) => (id ? hubs.get(id)?.zone : undefined),
      position: (id: string | null) => (id ? (hubs.get(id)?.position ?? null) : null),
      organisation: (id: string | null) => (id ? (organisations.get(id) ?? id) : '–'),
      service: (id: string) => services.get(id)?.name ?? id,
    };
  }, [data, t]);
}
export type Names = ReturnType<typeof useNames>;
