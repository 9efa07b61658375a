-- What a shipment allows a unit, by event time, and when that is over; rows of before there were amendments have limits alone.
alter table watched_shipments add column if not exists terms jsonb, add column if not exists until timestamptz;

-- Shipments of the units a tag was on before: what is read late of that time still amends what was told of their conditions.
alter table presence add column if not exists former jsonb;
create index if not exists presence_by_former on presence using gin (former jsonb_path_ops) where former is not null;
