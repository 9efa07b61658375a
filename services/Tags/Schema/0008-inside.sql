-- What is inside of it at an instant, each unit followed by what is in it, from after a place on, as far as the caller may see it: at most so
-- many. A page costs what it passes: two probes of an index for each unit, and one for each hundred of one container.
-- The tables are a projection's, made later and rebuilt beside themselves: so they are bound when somebody asks. Planned for each container:
-- a plan for all of them takes a truck for a pallet, and sorts all that is in it.
create or replace function inside_page(container text, at_time timestamptz, after text[], most int, path text[] default '{}')
returns table (inside_path text[], inside_since timestamptz)
stable security definer set search_path = public, pg_temp set plan_cache_mode = force_custom_plan language plpgsql as $$
declare
  at_once constant int := 100;
  beyond text := coalesce(after[1], '');
  given int := 0;
  deeper int;
  passed int := at_once;
  child record;
begin
  if most <= 0 or cardinality(path) >= 8 then return; end if;
  if beyond <> '' and exists (select from unit_stay s where s.parent = container and s.unit = after[1] and s.since <= at_time and at_time < coalesce(s.until, 'infinity')) then
    return query select * from inside_page(after[1], at_time, after[2:], most, path || after[1]);
    get diagnostics given = row_count;
  end if;
  while given < most and passed = at_once loop
    passed := 0;
    -- What goes on has an index of its own, and so has what ended later: neither looks at what ended before.
    for child in
      (select s.unit, s.since from unit_stay s where s.parent = container and s.until is null and s.since <= at_time and s.unit > beyond order by s.unit limit at_once)
      union all
      (select s.unit, s.since from unit_stay s where s.parent = container and s.until > at_time and s.since <= at_time and s.unit > beyond order by s.unit limit at_once)
      order by unit limit at_once
    loop
      passed := passed + 1;
      beyond := child.unit;
      if sees_unit(child.unit, tstzrange(at_time, at_time, '[]')) then
        inside_path := path || child.unit;
        inside_since := child.since;
        return next;
        given := given + 1;
      end if;
      return query select * from inside_page(child.unit, at_time, '{}'::text[], most - given, path || child.unit);
      get diagnostics deeper = row_count;
      given := given + deeper;
      exit when given >= most;
    end loop;
  end loop;
end $$;

-- What is directly in it at an instant, as far as the caller may see it.
create or replace function directly_inside(container text, at_time timestamptz, most int) returns setof text
stable security definer set search_path = public, pg_temp language plpgsql as $$ begin
  return query select s.unit from unit_stay s
    where s.parent = container and s.since <= at_time and at_time < coalesce(s.until, 'infinity') and sees_unit(s.unit, tstzrange(at_time, at_time, '[]'))
    order by s.unit limit most;
end $$;

-- Where a fact of aggregation was reported counts as long as the fact does: whoever is doubted said nothing, and what was undone was not.
create or replace function place_counts(of_unit text, of_parent text, of_time timestamptz, of_adds boolean, of_provisional text) returns boolean
stable security definer set search_path = public, pg_temp language plpgsql as $$ begin
  return not exists (select from unit_doubt d where d.unit = of_unit and d.reported_by = of_provisional)
    and not exists (select from unit_fact o where o.unit = of_unit and o.at = of_time and o.parent = of_parent and o.adds <> of_adds
      and not exists (select from unit_doubt d where d.unit = o.unit and d.reported_by = o.provisional_by));
end $$;

-- The last that says where it was, up to an instant, of a year at most: a read of its own tag, or of a tag of what it was inside of then; or
-- a fact of aggregation that was reported with its place, about it or what it was inside of then. Of two at one instant the read.
create or replace function whereabouts_of(wanted text, at_time timestamptz)
returns table (by_path text[], by_read reads, said_at timestamptz, said_offset smallint, said_recorded timestamptz, said_read_point text, said_location text, said_by text)
stable security definer set search_path = public, pg_temp language plpgsql as $$ begin
  if not sees_unit(wanted, tstzrange(at_time, at_time, '[]')) then return; end if;
  return query
    with recursive up (id, path, since, until) as (
      select wanted, array[]::text[], at_time - interval '1 year', at_time + interval '1 microsecond'
      union all
      select s.parent, up.path || s.parent, greatest(up.since, s.since), least(up.until, coalesce(s.until, 'infinity'))
      from up join unit_stay s on s.unit = up.id and s.since < up.until and up.since < coalesce(s.until, 'infinity')
      where cardinality(up.path) < 8),
    said as (
      select up.path, place.* from up cross join lateral (
        (select p.* from unit_place p where p.unit = up.id and p.at >= up.since and p.at < up.until and place_counts(p.unit, p.parent, p.at, p.adds, p.provisional_by)
          order by p.at desc, p.position desc limit 1)
        union all
        (select p.* from unit_place p where p.parent = up.id and p.at >= up.since and p.at < up.until and place_counts(p.unit, p.parent, p.at, p.adds, p.provisional_by)
          order by p.at desc, p.position desc limit 1)) place
      order by place.at desc, cardinality(up.path), place.position desc limit 1),
    met as (
      select up.path, r.found from up
      cross join lateral (
        select a.tag, greatest(up.since, a.since) as since, least(up.until, coalesce(a.until, 'infinity')) as until from attachment_history a where a.unit = up.id
        union all
        select t.id, up.since, up.until from tag_directory t where t.id = tag_of_unit(up.id)) speaks
      cross join lateral (
        select x as found, x.event_time from reads x where x.tag = speaks.tag and x.event_time >= speaks.since and x.event_time < speaks.until
        order by x.event_time desc, x.position desc limit 1) r
      order by r.event_time desc, cardinality(up.path) limit 1)
    select l.path, l.found, l.at, l.at_offset, l.recorded, l.read_point, l.location, l.reported_by from (
      select m.path, m.found, null::timestamptz as at, null::smallint as at_offset, null::timestamptz as recorded, null::text as read_point, null::text as location,
        null::text as reported_by from met m
      union all
      select s.path, null::reads, s.at, s.at_offset, s.recorded, s.read_point, s.location, s.reported_by from said s) l
    order by coalesce((l.found).event_time, l.at) desc, l.at is not null limit 1;
end $$;
