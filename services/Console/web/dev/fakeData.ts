import type {
  HubName, Milestone, Presence, ShipmentDetail, ShipmentRow, Stage, Stop, WorkItem, WorkItemKind,
} from '../src/api/types';

const start = Date.now();
const iso = (minutes: number) => new Date(start + minutes * 60_000).toISOString();
const places: [string, string, number, number][] = [
  ['DEDTM', 'Dortmund', 51.514, 7.466], ['DEHAG', 'Hagen', 51.361, 7.475], ['DEHMM', 'Hamm', 51.68, 7.82],
  ['DELUE', 'Lüdenscheid', 51.219, 7.628], ['DESGE', 'Siegen', 50.875, 8.024], ['DEOLP', 'Olpe', 51.029, 7.844],
  ['DEDUI', 'Duisburg Hafen', 51.45, 6.74], ['DEHAM', 'Hamburg', 53.54, 9.98], ['NLRTM', 'Rotterdam', 51.95, 4.14],
  ['ATVIE', 'Wien', 48.18, 16.44], ['PLGDN', 'Gdańsk', 54.39, 18.67], ['DEARN', 'Arnsberg', 51.4, 8.06],
];
const hubs: HubName[] = places.map(([id, name, latitude, longitude]) => ({ id, name, zone: id === 'PLGDN' ? 'Europe/Warsaw' : 'Europe/Berlin', position: { latitude, longitude } }));
const at = (index: number) => places[index % places.length]?.[0] ?? 'DEDTM';
const stages: Stage[] = ['in-transit', 'at-hub', 'planned', 'in-transit', 'arrived', 'delivered', 'in-transit', 'booked'];
const sscc = (n: number) => `34012345${String(n).padStart(9, '0')}${n % 10}`;

function row(n: number): ShipmentRow {
  const stage = stages[n % stages.length] ?? 'booked';
  const count = 2 + (n % 4);
  const done = stage === 'delivered' || stage === 'arrived' ? count : stage === 'planned' || stage === 'booked' ? 0 : 1 + (n % (count - 1));
  const stops: Stop[] = stage === 'booked' ? [] : Array.from({ length: count }, (_, index) => ({
    hubId: at(n + index * 5), arrived: index > 0 && index < done + (stage === 'at-hub' ? 1 : 0), departed: index < done && stage !== 'delivered',
  }));
  const late = (n * 37) % 150 - 90;
  const closed = stage === 'delivered';
  const noEta = stage === 'booked';
  const due = 240 + (n % 9) * 95;
  return {
    id: `shp-${String(n).padStart(6, '0')}`, reference: `WL-${48210 + n * 7}`, originHubId: at(n), destinationHubId: at(n + (count - 1) * 5), stage,
    punctuality: closed ? 'closed' : noEta ? 'no-eta' : late > 0 ? 'late' : late > -20 ? 'at-risk' : 'on-time', stops,
    next: closed || noEta ? null : { kind: done % 2 ? 'arrived' : 'departed', hubId: at(n + done * 5), planned: iso(40 + n % 60), estimated: { p50: iso(52 + n % 60), p80: iso(60 + n % 60), p95: iso(85 + n % 60) }, deltaMinutes: Math.max(0, late) },
    eta: noEta ? null : { p50: iso(due + late), p80: iso(due + late + 22), p95: iso(due + late + 55) }, due: iso(due), lateMinutes: noEta ? null : late,
    lastHubId: noEta ? null : at(n + done * 5), lastSeenAt: noEta ? null : iso(-(n * 13) % 180), openWorkItems: late > 0 && !closed ? 1 + (n % 2) : 0, misdirected: n % 29 === 7,
    handlingUnitIds: [sscc(n), ...(n % 3 ? [] : [sscc(n + 500)])], version: 1,
  };
}
const rows = Array.from({ length: 420 }, (_, n) => row(n + 1));

const causes: [WorkItemKind, WorkItem['severity'], string, string][] = [
  ['missed-connection', 'critical', 'Arrives Hagen 14:52, connection HAG-OLP departs 14:40: 12 min short.', 'Re-plan over the 17:10 service.'],
  ['late', 'critical', 'p50 is 54 min after the appointment; delay of 35 min since Hamm.', 'Tell the consignee the new window.'],
  ['excursion', 'critical', '9.4 °C for 22 min; the band is 2 to 8 °C with 15 min allowed.', 'Ask the carrier to check the unit.'],
  ['eta-slipping', 'warning', 'p50 moved 41 min in the last 30 min.', 'Watch; no connection is at risk yet.'],
  ['silent-tag', 'warning', 'No read of the tag for 2 h 10 min on a leg with 3 expected read points.', 'Ask the driver.'],
  ['order-rejected', 'warning', 'Carrier rejected: no capacity on this run.', 'Tender to the next carrier.'],
  ['contradiction', 'warning', 'Carrier reports departed 13:10, gateway reads at dock until 13:42.', 'Ask the carrier which unit left.'],
  ['no-plan', 'info', 'No service reaches Gdańsk before the appointment.', 'Agree on a later appointment.'],
];
const items: WorkItem[] = Array.from({ length: 19 }, (_, n) => {
  const [kind, severity, cause, suggestedAction] = causes[n % causes.length] ?? ['late', 'info', '', ''];
  const shipment = rows[n * 3 + 1];
  return {
    id: `wi-${n}`, kind, severity, state: n < 14 ? 'new' : n < 17 ? 'acknowledged' : 'shelved', shipmentId: shipment?.id ?? '', shipmentReference: shipment?.reference ?? '',
    cause, suggestedAction, count: 1 + (n % 4), raisedAt: iso(-7 * n - 3), lastRaisedAt: iso(-n), owner: n < 14 ? null : 'Anna Weber', shelvedUntil: n < 17 ? null : iso(60), hubId: at(n), version: 1,
  };
});

const presences: Presence[] = rows.slice(0, 130).map((shipment, n) => {
  const moving = shipment.stage === 'in-transit' && n % 2 === 0;
  const from = hubs.find((hub) => hub.id === shipment.originHubId)?.position ?? { latitude: 51, longitude: 8 };
  const to = hubs.find((hub) => hub.id === shipment.destinationHubId)?.position ?? from;
  const share = ((n * 17) % 80) / 100 + 0.1;
  return {
    tagId: `urn:epc:id:sscc:4012345.${String(n).padStart(10, '0')}`, handlingUnitId: shipment.handlingUnitIds[0] ?? null, hubId: moving ? null : at(n % 7), readPointId: `${at(n % 7)}-gate`,
    position: moving ? { latitude: from.latitude + (to.latitude - from.latitude) * share, longitude: from.longitude + (to.longitude - from.longitude) * share } : null,
    since: iso(-n), lastReadAt: iso(-(n % 50) - 0.4), silent: n % 31 === 5,
  };
});

function detail(id: string): ShipmentDetail | undefined {
  const shipment = rows.find((one) => one.id === id);
  if (!shipment) return undefined;
  const legs = shipment.stops.slice(1).map((stop, index) => ({
    index, carrierId: ['carrier-westfalen', 'carrier-ruhrkurier'][index % 2] ?? '', serviceId: `svc-${index}`, fromHubId: shipment.stops[index]?.hubId ?? '', toHubId: stop.hubId,
    plannedDeparture: iso(-120 + index * 100), plannedArrival: iso(-60 + index * 100), transportOrderId: `to-${id}-${index}`, orderState: 'accepted' as const,
  }));
  const milestones: Milestone[] = legs.flatMap((leg, index): Milestone[] => {
    const departed = shipment.stops[index]?.departed ?? false;
    const arrived = shipment.stops[index + 1]?.arrived ?? false;
    const evidence = [{ kind: 'read', source: `gw-${leg.fromHubId}`, id: `evt-${index}-1`, eventTime: iso(-110 + index * 100), recordTime: iso(-109.9 + index * 100), handlingUnitIds: shipment.handlingUnitIds },
      { kind: 'report', source: leg.carrierId, id: `rep-${index}`, eventTime: iso(-112 + index * 100), recordTime: iso(-100 + index * 100), handlingUnitIds: [] }];
    const estimate = (minutes: number) => ({ p50: iso(minutes), p80: iso(minutes + 9), p95: iso(minutes + 26) });
    return [
      { kind: 'departed', hubId: leg.fromHubId, legIndex: index, planned: leg.plannedDeparture, estimated: estimate(-110 + index * 100), actual: departed ? iso(-110 + index * 100) : null, deltaMinutes: 10, contradicted: index === 1, offPlan: false, evidence: departed ? evidence : [] },
      { kind: 'arrived', hubId: leg.toHubId, legIndex: index, planned: leg.plannedArrival, estimated: estimate(-42 + index * 100), actual: arrived ? iso(-42 + index * 100) : null, deltaMinutes: 18, contradicted: false, offPlan: false, evidence: arrived ? evidence.slice(0, 1) : [] },
    ];
  });
  const from = hubs.find((hub) => hub.id === shipment.originHubId)?.position;
  return {
    shipment, goods: 'Machine parts, palletised', bookedAt: iso(-600), nextExpected: '', etaReasons: ['Departed Hamm 12 min late.', 'Corridor Hamm-Hagen: p50 34 min at this hour.', 'Transfer at Hagen needs 20 min.'],
    temperature: { minCelsius: 2, maxCelsius: 8, allowedMinutes: 15 },
    parties: [{ role: 'consignor', organisationId: 'shipper-stahl', contact: null }, { role: 'consignee', organisationId: null, contact: 'J. Brandt' }],
    handlingUnits: shipment.handlingUnitIds.map((unit) => ({ id: unit, packageCode: 'PX', grossWeightKg: 412.5, volumeM3: 1.2 })), legs, milestones,
    history: ['booked', 'itinerary-assigned', 'milestone-recorded'].map((what, index) => ({ version: index + 1, what, detail: 'as reported', who: 'carrier-westfalen', eventTime: iso(-200 + index * 40), recordTime: iso(-199 + index * 40) })),
    track: Array.from({ length: 40 }, (_, index) => ({
      tagId: 'urn:epc:id:sscc:4012345.1', handlingUnitId: shipment.handlingUnitIds[0] ?? '', readPointId: index % 5 ? '' : `${shipment.originHubId}-gate`, hubId: index % 5 ? null : shipment.originHubId,
      position: from ? { latitude: from.latitude + index * 0.012, longitude: from.longitude + index * 0.021 } : null, eventTime: iso(-240 + index * 5), recordTime: iso(-239.9 + index * 5), celsius: 4 + (index % 7) / 3,
    })),
    workItems: items.filter((item) => item.shipmentId === id), unavailable: [],
  };
}

const tags = presences.map((one, n) => ({ id: one.tagId, kind: 'rfid', handlingUnitId: one.handlingUnitId, lastReadAt: one.lastReadAt, lastReadPointId: one.readPointId, hubId: one.hubId, batteryPercent: n % 3 ? null : 80, silent: one.silent }));

export function answers(url: URL, method: string): unknown {
  const path = url.pathname;
  if (path === '/api/session') return { id: 'p-1', name: 'Anna Weber', organisationId: 'hub', organisationName: 'Digital Hub Dortmund', roles: ['dispatcher'], mustChangePassword: false, expiresAt: iso(600), now: new Date().toISOString() };
  if (path === '/api/reference') return { hubs, organisations: [{ id: 'carrier-westfalen', name: 'Westfalen Spedition', roles: ['carrier'] }, { id: 'carrier-ruhrkurier', name: 'Ruhrkurier', roles: ['carrier'] }, { id: 'shipper-stahl', name: 'Stahlwerk Unna', roles: ['shipper'] }], services: [{ id: 'svc-0', name: 'Ruhr–Sauerland 1', carrierId: '', mode: 'road' }], unavailable: [] };
  if (path === '/api/shipments') {
    const text = url.searchParams.get('text') ?? '';
    const found = rows.filter((one) => one.reference.startsWith(text) && (!url.searchParams.get('state') || one.stage === url.searchParams.get('state')) && (!url.searchParams.get('late') || one.punctuality === 'late'));
    const from = Number(url.searchParams.get('page') ?? 0);
    return { rows: found.slice(from, from + 100), nextPage: from + 100 < found.length ? String(from + 100) : null };
  }
  if (path === '/api/work-items') return { items: url.searchParams.get('all') ? items : items.filter((item) => item.state !== 'resolved'), nextPage: null };
  const command = /^\/api\/work-items\/([^/]+)\/(\w+)$/.exec(path);
  if (command && method === 'POST') {
    const item = items.find((one) => one.id === command[1]);
    if (!item) return undefined;
    item.state = command[2] === 'acknowledge' ? 'acknowledged' : command[2] === 'shelve' ? 'shelved' : 'resolved';
    item.version += 1;
    return item;
  }
  if (path === '/api/map') {
    const lanes = hubs.slice(1).flatMap((hub, n) => [{ fromHubId: 'DEDTM', toHubId: hub.id, modes: [n % 4 === 3 ? 'rail' : 'road'], carrierIds: [], services: 2 }]);
    return { hubs, lanes, presences, shipments: rows.filter((one) => one.punctuality !== 'closed').map(({ id, reference, punctuality, lateMinutes, handlingUnitIds }) => ({ id, reference, punctuality, lateMinutes, handlingUnitIds })), truncated: false, unavailable: [] };
  }
  if (path === '/api/gateways') return { gateways: hubs.map((hub, n) => ({ id: `gw-${hub.id.toLowerCase()}`, ownerId: 'carrier-westfalen', readPointId: `${hub.id}-gate`, hubId: n === 3 ? null : hub.id, readPointKind: 'gate-in', lastSeenAt: iso(-n * 2 - 0.1), clockDriftSeconds: n === 2 ? 8.3 : 0.2 * n, readsAccepted: 12000 + n * 317, sequenceGaps: n === 4 ? 3 : 0, unknownTagReads: n * 11, readsPerMinute: n * 41.5, firmwareVersion: n === 1 ? null : `4.${n}.0`, silentSince: n === 5 ? iso(-25) : null })) };
  if (path === '/api/tags') return { tags: url.searchParams.get('silent') ? tags.filter((tag) => tag.silent) : tags.slice(0, 50), nextPage: null };
  if (path === '/api/quarantine') return { entries: [{ id: 'q1', gatewayId: 'gw-dehmm', reason: 'sequence-reused', content: '{"sequence":17,"tagId":"<script>alert(1)</script>"}', recordTime: iso(-31) }], nextPage: null };
  if (path === '/api/sign-out') return {};
  if (path.endsWith('/tracking-links')) return { url: '/t/invented', expiresAt: iso(14 * 1440) };
  const one = /^\/api\/shipments\/([^/]+)$/.exec(path)?.[1];
  return one ? detail(one) : undefined;
}

let turn = 0;
export function changes(send: (event: string, data: unknown) => void) {
  turn += 1;
  const presence = presences[(turn * 2) % presences.length];
  if (presence) {
    presence.lastReadAt = new Date().toISOString();
    if (presence.position) presence.position = { latitude: presence.position.latitude + 0.01, longitude: presence.position.longitude + 0.01 };
    send('presence', presence);
  }
  const shipment = rows[turn % 20];
  if (shipment) {
    shipment.version += 1;
    shipment.lastSeenAt = new Date().toISOString();
    send('shipment', shipment);
  }
}
