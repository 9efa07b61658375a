export type Stage = 'booked' | 'planned' | 'in-transit' | 'at-hub' | 'arrived' | 'delivered' | 'cancelled';
export type Punctuality = 'no-eta' | 'on-time' | 'at-risk' | 'late' | 'closed';
export type MilestoneKind = 'departed' | 'arrived' | 'collected' | 'delivered';
export type OrderState = 'none' | 'tendered' | 'accepted' | 'rejected' | 'withdrawn';
export type WorkItemState = 'new' | 'acknowledged' | 'shelved' | 'resolved';
export type Severity = 'info' | 'warning' | 'critical';
export type WorkItemKind =
  | 'other' | 'late' | 'eta-slipping' | 'missed-connection' | 'misdirected' | 'excursion'
  | 'silent-tag' | 'contradiction' | 'no-plan' | 'order-rejected';

export interface EtaRange { p50: string; p80: string; p95: string }
export interface Position { latitude: number; longitude: number }
export interface Session {
  id: string; name: string; organisationId: string; organisationName: string; roles: string[];
  mustChangePassword: boolean; expiresAt: string; now: string;
}
export interface HubName { id: string; name: string; zone: string; position: Position | null }
export interface OrganisationName { id: string; name: string; roles: string[] }
export interface Reference { hubs: HubName[]; organisations: OrganisationName[]; services: ServiceName[]; unavailable: string[] }
export interface ServiceName { id: string; name: string; carrierId: string; mode: string }

export interface Stop { hubId: string; arrived: boolean; departed: boolean }
export interface NextMilestone {
  kind: MilestoneKind; hubId: string; planned: string | null; estimated: EtaRange | null; deltaMinutes: number | null;
}
export interface ShipmentRow {
  id: string; reference: string; originHubId: string; destinationHubId: string; stage: Stage; punctuality: Punctuality;
  stops: Stop[]; next: NextMilestone | null; eta: EtaRange | null; due: string | null; lateMinutes: number | null;
  lastHubId: string | null; lastSeenAt: string | null; openWorkItems: number; misdirected: boolean;
  handlingUnitIds: string[]; version: number;
}
export interface ShipmentPage { rows: ShipmentRow[]; nextPage: string | null }

export interface Evidence {
  kind: string; source: string; id: string; eventTime: string | null; recordTime: string | null; handlingUnitIds: string[];
}
export interface Milestone {
  kind: MilestoneKind; hubId: string; legIndex: number | null; planned: string | null; estimated: EtaRange | null;
  actual: string | null; deltaMinutes: number | null; contradicted: boolean; evidence: Evidence[];
}
export interface Leg {
  index: number; carrierId: string; serviceId: string; fromHubId: string; toHubId: string;
  plannedDeparture: string | null; plannedArrival: string | null; transportOrderId: string | null; orderState: OrderState;
}
export interface HandlingUnit { id: string; packageCode: string; grossWeightKg: number; volumeM3: number | null }
export interface Party { role: string; organisationId: string | null; contact: string | null }
export interface Temperature { minCelsius: number; maxCelsius: number; allowedMinutes: number }
export interface HistoryEntry { version: number; what: string; detail: string; who: string; eventTime: string | null; recordTime: string | null }
export interface TrackPoint {
  tagId: string; handlingUnitId: string; readPointId: string; hubId: string | null; position: Position | null;
  eventTime: string | null; recordTime: string | null; celsius: number | null;
}
export interface WorkItem {
  id: string; kind: WorkItemKind; severity: Severity; state: WorkItemState; shipmentId: string; shipmentReference: string;
  cause: string; suggestedAction: string; count: number; raisedAt: string | null; lastRaisedAt: string | null;
  owner: string | null; shelvedUntil: string | null; hubId: string | null; version: number;
}
export interface WorkItemPage { items: WorkItem[]; nextPage: string | null }
export interface ShipmentDetail {
  shipment: ShipmentRow; goods: string; bookedAt: string | null; nextExpected: string; etaReasons: string[];
  temperature: Temperature | null; parties: Party[]; handlingUnits: HandlingUnit[]; legs: Leg[]; milestones: Milestone[];
  history: HistoryEntry[]; track: TrackPoint[]; workItems: WorkItem[]; unavailable: string[];
}
export interface Presence {
  tagId: string; handlingUnitId: string | null; hubId: string | null; readPointId: string; position: Position | null;
  since: string | null; lastReadAt: string | null; silent: boolean;
}
export interface Lane { fromHubId: string; toHubId: string; modes: string[]; carrierIds: string[]; services: number }
export interface MapShipment { id: string; reference: string; punctuality: Punctuality; lateMinutes: number | null; handlingUnitIds: string[] }
export interface MapView {
  hubs: HubName[]; lanes: Lane[]; presences: Presence[]; shipments: MapShipment[]; truncated: boolean; unavailable: string[];
}
export interface Tag {
  id: string; kind: string; handlingUnitId: string | null; lastReadAt: string | null; lastReadPointId: string | null;
  hubId: string | null; batteryPercent: number | null; silent: boolean;
}
export interface TagPage { tags: Tag[]; nextPage: string | null }
export interface Gateway {
  id: string; ownerId: string; readPointId: string; hubId: string | null; readPointKind: string | null; lastSeenAt: string | null;
  clockDriftSeconds: number; readsAccepted: number; sequenceGaps: number; unknownTagReads: number;
}
export interface GatewayList { gateways: Gateway[] }
export interface QuarantineEntry { id: string; gatewayId: string; reason: string; content: string; recordTime: string | null }
export interface QuarantinePage { entries: QuarantineEntry[]; nextPage: string | null }
export interface TrackingLink { url: string; expiresAt: string }
export interface Problem { type?: string; title?: string; status?: number; detail?: string; reason?: string; traceId?: string }

export type SourceName = 'shipments' | 'work-items' | 'presence';
export type SourceState = 'catching-up' | 'live' | 'reconnecting';
export interface SourceStatus { source: SourceName; state: SourceState; since: string }
