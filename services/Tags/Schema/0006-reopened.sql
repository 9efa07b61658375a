-- A shipment may be watched again after its end: each time is a row of its own.
alter table watched_shipments drop constraint if exists watched_shipments_pkey, add primary key (handling_unit, shipment, began_at);
