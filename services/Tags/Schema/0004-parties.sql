-- What a shipment's parties see: where its units' tags are while it is open, and what was read of them while they were on the units.
-- The tables are projections', made later and rebuilt beside themselves: so they are bound when somebody asks.
create or replace function units_of_caller() returns setof text stable language plpgsql as $$ begin
  return query select p.unit from unit_party p where p.organisation = current_setting('hub.organisation', true) and p.until is null;
end $$;

create or replace function tags_of_callers_units() returns setof text stable language plpgsql as $$ begin
  return query select a.tag from unit_party p join attachment_history a on a.unit = p.unit
    where p.organisation = current_setting('hub.organisation', true);
end $$;

create or replace function was_on_callers_unit(wanted text, at timestamptz) returns boolean stable language plpgsql as $$ begin
  return exists (select from attachment_history a join unit_party p on p.unit = a.unit
    where a.tag = wanted and a.since <= at and at < coalesce(a.until, 'infinity')
      and p.organisation = current_setting('hub.organisation', true) and at < coalesce(p.until, 'infinity'));
end $$;

-- Policies for select are joined by or, in the order of their names: those of owners come first and stay as they are.
drop policy if exists presence_shipments on presence;
create policy presence_shipments on presence for select using (
  current_setting('hub.everything', true) is distinct from 'on' and handling_unit in (select units_of_caller()));

drop policy if exists reads_shipments on reads;
create policy reads_shipments on reads for select using (
  current_setting('hub.everything', true) is distinct from 'on' and tag in (select tags_of_callers_units()) and was_on_callers_unit(tag, event_time));
