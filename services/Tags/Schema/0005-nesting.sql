-- Where a unit is by what it is inside of, for those who may see the unit. Its containers and their tags may be other organisations', so
-- row-level security of each table would hide the way up: these functions run as the tables' owner and judge by the unit asked for.
-- The tables are projections', made later and rebuilt beside themselves: so they are bound when somebody asks.
create or replace function tag_of_unit(wanted text) returns text immutable language sql as $$
  select case when wanted ~ '^[0-9]{18}$' then 'https://id.gs1.org/00/' || wanted else wanted end
$$;

-- Somebody has booked it or tagged it.
create or replace function is_claimed(wanted text) returns boolean stable security definer set search_path = public, pg_temp language plpgsql as $$ begin
  return exists (select from unit_party p where p.unit = wanted) or exists (select from attachment_history a where a.unit = wanted)
    or exists (select from tag_directory t where t.id = tag_of_unit(wanted));
end $$;

-- Whoever named it before anybody else did, as unit or as container.
create or replace function first_reporter(wanted text) returns text stable security definer set search_path = public, pg_temp language plpgsql as $$ begin
  return (select f.reported_by from (
    (select u.reported_by, u.position from unit_fact u where u.unit = wanted order by u.position limit 1)
    union all
    (select c.reported_by, c.position from unit_fact c where c.parent = wanted order by c.position limit 1)) f order by f.position limit 1);
end $$;

-- The hub's operator; a party to its shipment, until that ended; the owner of a tag while it was on it, or that it is itself; who named
-- it first, while nobody has booked or tagged it.
create or replace function sees_unit(wanted text, during tstzrange) returns boolean stable security definer set search_path = public, pg_temp language plpgsql as $$
declare me text := current_setting('hub.organisation', true);
begin
  if coalesce(me, '') = '' then return false; end if;
  return coalesce(current_setting('hub.everything', true) = 'on', false)
    or exists (select from unit_party p where p.unit = wanted and p.organisation = me and tstzrange(null, p.until) && during)
    or exists (select from attachment_history a join tag_directory t on t.id = a.tag
      where a.unit = wanted and t.owner = me and tstzrange(a.since, a.until) && during)
    or exists (select from tag_directory t where t.id = tag_of_unit(wanted) and t.owner = me)
    or (not is_claimed(wanted) and coalesce(first_reporter(wanted) = me, false));
end $$;

-- Who may say what it is put into, or what is put into it: who sees it, and anybody where nobody knows it.
create or replace function names_unit(wanted text, during tstzrange) returns boolean stable security definer set search_path = public, pg_temp language plpgsql as $$ begin
  return sees_unit(wanted, during) or (not is_claimed(wanted) and first_reporter(wanted) is null);
end $$;

-- What it is inside of at an instant, nearest first; null where the caller may not see it.
create or replace function containers_of(wanted text, at_time timestamptz) returns text[] stable security definer set search_path = public, pg_temp language plpgsql as $$ begin
  if not sees_unit(wanted, tstzrange(at_time, at_time, '[]')) then return null; end if;
  return (
    with recursive up (id, path) as (
      select wanted, array[]::text[]
      union all
      select s.parent, up.path || s.parent from up join unit_stay s on s.unit = up.id and s.since <= at_time and at_time < coalesce(s.until, 'infinity')
      where cardinality(up.path) < 8)
    select up.path from up order by cardinality(up.path) desc limit 1);
end $$;

-- The last read up to an instant that says where it is: of its own tag, or of a tag of what it was inside of then. Of a year at most.
create or replace function where_is(wanted text, at_time timestamptz) returns table (by_path text[], by_unit text, by_read reads)
stable security definer set search_path = public, pg_temp language plpgsql as $$ begin
  if not sees_unit(wanted, tstzrange(at_time, at_time, '[]')) then return; end if;
  return query
    with recursive up (id, path, since, until) as (
      select wanted, array[]::text[], at_time - interval '1 year', at_time + interval '1 microsecond'
      union all
      select s.parent, up.path || s.parent, greatest(up.since, s.since), least(up.until, coalesce(s.until, 'infinity'))
      from up join unit_stay s on s.unit = up.id and s.since < up.until and up.since < coalesce(s.until, 'infinity')
      where cardinality(up.path) < 8)
    select up.path, up.id, r.found from up
    cross join lateral (
      select a.tag, greatest(up.since, a.since) as since, least(up.until, coalesce(a.until, 'infinity')) as until from attachment_history a where a.unit = up.id
      union all
      select t.id, up.since, up.until from tag_directory t where t.id = tag_of_unit(up.id)) speaks
    cross join lateral (
      select x as found, x.event_time from reads x where x.tag = speaks.tag and x.event_time >= speaks.since and x.event_time < speaks.until
      order by x.event_time desc, x.position desc limit 1) r
    order by r.event_time desc, cardinality(up.path) limit 1;
end $$;

-- What is inside of it at an instant, at whatever depth, as far as the caller may see it.
create or replace function inside_of(container text, at_time timestamptz) returns table (inside_unit text, inside_parent text, inside_depth int, inside_since timestamptz)
stable security definer set search_path = public, pg_temp language plpgsql as $$ begin
  return query
    with recursive down (id, parent, depth, since) as (
      select s.unit, s.parent, 1, s.since from unit_stay s where s.parent = container and s.since <= at_time and at_time < coalesce(s.until, 'infinity')
      union all
      select s.unit, s.parent, down.depth + 1, s.since from down
      join unit_stay s on s.parent = down.id and s.since <= at_time and at_time < coalesce(s.until, 'infinity')
      where down.depth < 8)
    select down.id, down.parent, down.depth, down.since from down where sees_unit(down.id, tstzrange(at_time, at_time, '[]'));
end $$;
