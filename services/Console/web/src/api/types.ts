import type { components } from './schema';

// The shapes come from the back end (schema.ts is generated from its OpenAPI description); here they only get their names.
type Schemas = components['schemas'];
export type Stage = Schemas['Stage'];
export type Punctuality = Schemas['Punctuality'];
export type MilestoneKind = Schemas['MilestoneWord'];
export type Severity = Schemas['SeverityWord'];
export type WorkItemState = Schemas['WorkItemStage'];
export type WorkItemKind = Schemas['WorkItemWord'];
export type EtaRange = Schemas['EtaRange'];
export type Position = Schemas['Position'];
export type Session = Schemas['Session'];
export type HubName = Schemas['HubName'];
export type Reference = Schemas['ReferenceData'];
export type Stop = Schemas['Stop'];
export type ShipmentRow = Schemas['ShipmentRow'];
export type ShipmentPage = Schemas['ShipmentPage'];
export type ShipmentDetail = Schemas['ShipmentDetail'];
export type Evidence = Schemas['EvidenceItem'];
export type Milestone = Schemas['MilestoneItem'];
export type Leg = Schemas['LegItem'];
export type HistoryEntry = Schemas['HistoryItem'];
export type TrackPoint = Schemas['TrackItem'];
export type WorkItem = Schemas['WorkItemRow'];
export type WorkItemPage = Schemas['WorkItemPage'];
export type Presence = Schemas['PresenceItem'];
export type MapShipment = Schemas['MapShipment'];
export type MapView = Schemas['MapView'];
export type TagPage = Schemas['TagPage'];
export type GatewayList = Schemas['GatewayList'];
export type QuarantinePage = Schemas['QuarantinePage'];
export type TrackingLink = Schemas['TrackingLink'];
export interface Problem { type?: string; title?: string; status?: number; detail?: string; reason?: string; traceId?: string }

// Events are no answers, so the description lacks them: Events/Follower.cs.
export interface SourceStatus {
  source: 'shipments' | 'work-items' | 'presence';
  state: 'catching-up' | 'live' | 'reconnecting' | 'denied';
  since: string;
}
