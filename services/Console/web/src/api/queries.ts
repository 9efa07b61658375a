import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { get, query } from './client';
import type {
  GatewayList, MapView, QuarantinePage, Reference, Session, ShipmentDetail, ShipmentPage, TagPage, WorkItemPage,
} from './types';

export interface ShipmentFilter { text: string; state: string; hub: string; late: boolean }

export const useSession = () =>
  useQuery({ queryKey: ['session'], queryFn: ({ signal }) => get<Session>('/api/session', signal), retry: false, staleTime: Infinity });

export const useReference = () =>
  useQuery({
    queryKey: ['reference'],
    queryFn: ({ signal }) => get<Reference>('/api/reference', signal),
    staleTime: 5 * 60_000,
    refetchInterval: 5 * 60_000,
  });

export const useShipments = (filter: ShipmentFilter) =>
  useInfiniteQuery({
    queryKey: ['shipments', filter],
    queryFn: ({ pageParam, signal }) => get<ShipmentPage>(`/api/shipments${query({ ...filter, page: pageParam })}`, signal),
    initialPageParam: '',
    getNextPageParam: (last) => last.nextPage,
    placeholderData: (previous) => previous,
  });

export const useShipment = (id: string) =>
  useQuery({ queryKey: ['shipment', id], enabled: id !== '', queryFn: ({ signal }) => get<ShipmentDetail>(`/api/shipments/${encodeURIComponent(id)}`, signal) });

export const useWorkItems = (all: boolean) =>
  useQuery({ queryKey: ['work-items', all], queryFn: ({ signal }) => get<WorkItemPage>(`/api/work-items${query({ all })}`, signal) });

export const useMap = () => useQuery({ queryKey: ['map'], queryFn: ({ signal }) => get<MapView>('/api/map', signal) });

// Devices have no change feed yet; the console asks again.
export const useGateways = () =>
  useQuery({ queryKey: ['gateways'], queryFn: ({ signal }) => get<GatewayList>('/api/gateways', signal), refetchInterval: 5_000 });

export const useTags = (silent: boolean) =>
  useQuery({
    queryKey: ['tags', silent],
    queryFn: ({ signal }) => get<TagPage>(`/api/tags${query({ silent })}`, signal),
    refetchInterval: 5_000,
    placeholderData: (previous) => previous,
  });

export const useQuarantine = () =>
  useQuery({ queryKey: ['quarantine'], queryFn: ({ signal }) => get<QuarantinePage>('/api/quarantine', signal), refetchInterval: 10_000 });
